import { z } from 'zod'
import { unitRates } from './rates.ts'
import { ticketListItem } from './ticket.ts'

const count = z.number().int()
const interval = z.object({ low: z.string(), high: z.string() }).nullable()

/** What a leader is told of since yesterday, in the order in which it presses; each is one kind of event or two. */
export const CHANGE_KINDS = [
  'alert',
  'late',
  'falsely-closed',
  'second-handling',
  'repeat',
  'supervised',
  'escalated',
  'urged',
  'suspended',
  'refused',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

export const scopeRate = z.object({
  rate: z.enum(['response', 'resolution', 'satisfaction']),
  /** Exact texts: `183.5`. */
  numerator: z.string(),
  denominator: z.string(),
  /** Points; null: no sample. */
  percent: z.string().nullable(),
  interval,
  /** Against the period before; null where one of the two has no sample. */
  change: z.object({ way: z.enum(['up', 'down', 'same']), points: z.string() }).nullable(),
})
export type ScopeRateView = z.infer<typeof scopeRate>

const movement = z.object({ version: count, at: z.string().nullable(), sentence: z.string() })

export const watchedTicket = z.object({
  ticket: ticketListItem,
  note: z.string().nullable(),
  lookOn: z.string(),
  /** The day has come. */
  due: z.boolean(),
  pinnedAt: z.string(),
  /** What happened since it was pinned, newest first, as far as this reader may know it. */
  moved: z.array(movement),
  movedMore: count,
})
export type WatchedView = z.infer<typeof watchedTicket>

export const overview = z.object({
  now: z.string(),
  unit: z.object({ code: z.string(), name: z.string() }),
  /** The period whose figures are shown. */
  period: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  policy: z.string(),
  /** The period that runs now: another one where it has no figures yet. */
  runningPeriod: z.string(),
  previousPeriod: z.string(),
  /** Over all units of the reader's scope. */
  rates: z.array(scopeRate),
  /** Whose tickets stand behind the rates: one unit's can be opened. */
  opens: z.string().nullable(),
  /** The reader's unit among its class, or the units of the reader's scope (P21). */
  own: z.string().nullable(),
  units: z.array(unitRates),
  today: z.object({ open: count, late: count, due: count }),
  late: z.array(ticketListItem),
  watched: z.array(watchedTicket),
  /** Watched once, and no longer in the reader's scope. */
  watchedElsewhere: count,
  changedSince: z.string(),
  changes: z.array(
    z.object({
      kind: z.enum(CHANGE_KINDS),
      count,
      tickets: z.array(
        z.object({ ticketId: z.string(), number: z.string(), title: z.string().nullable(), at: z.string() }),
      ),
    }),
  ),
})
export type Overview = z.infer<typeof overview>

const LONGEST_NOTE = 500

export const watchBody = z.object({
  note: z
    .string()
    .trim()
    .max(LONGEST_NOTE)
    .nullable()
    .transform((text) => (text === '' ? null : text)),
  lookOn: z.iso.date(),
})
