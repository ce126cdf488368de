import { z } from 'zod'
import { ticketListItem } from './ticket.ts'

const rate = z.object({ numerator: z.string(), denominator: z.string(), percent: z.string().nullable() })
const interval = z.object({ low: z.string(), high: z.string() }).nullable()
const ground = z.object({ ground: z.string(), before: z.number(), after: z.number() })
const counts = z.record(z.string(), z.number())

/** One unit's line. */
export const unitRates = z.object({
  unit: z.string(),
  name: z.string(),
  class: z.string(),
  volume: z.number(),
  dispatches: counts,
  tickets: counts,
  /** Exact texts: `200`, `183.5`, `1/3`. */
  counts: z.record(z.string(), z.string()),
  rates: z.object({ response: rate, resolution: rate, satisfaction: rate }),
  composite: z.string().nullable(),
  rank: z.number().nullable(),
  reason: z.string().nullable(),
  /** 95 %, in points; null without a sample. */
  intervals: z.object({ response: interval, resolution: interval, satisfaction: interval, composite: interval }),
  /** The ranks that chance alone could have given. */
  rankRange: z.object({ from: z.number(), to: z.number() }).nullable(),
  /** Band of similar volume, and the rank in it. */
  peerGroup: z.string().nullable(),
  peerRank: z.number().nullable(),
  /** 四类排名, each with the sentence that says why. */
  classes: z.array(z.object({ class: z.string(), name: z.string(), why: z.string() })),
  extras: z.record(
    z.string(),
    z.object({ numerator: z.string(), denominator: z.string(), scale: z.number(), value: z.string().nullable() }),
  ),
  /** By ground, applied for before or after the callback (P4). */
  excluded: z.array(ground),
  suspended: z.array(ground),
  /** May this reader open the tickets behind the numbers (P21)? */
  openable: z.boolean(),
})

export const ratesView = z.object({
  period: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  policy: z.string(),
  units: z.array(unitRates),
})
export type RatesView = z.infer<typeof ratesView>

export const rateTickets = z.object({
  period: z.string(),
  unit: z.string(),
  count: z.string(),
  /** All tickets behind the number; those that this reader may not see are counted, never shown. */
  total: z.number().int(),
  items: z.array(ticketListItem.extend({ counted: z.string() })),
})

/** Ranks of one class, period after period; only periods in which somebody was ranked. */
export const ranksView = z.object({
  class: z.string(),
  periods: z.array(z.string()),
  units: z.array(
    z.object({
      unit: z.string(),
      name: z.string(),
      ranks: z.array(
        z.object({ rank: z.number(), range: z.object({ from: z.number(), to: z.number() }).nullable() }).nullable(),
      ),
    }),
  ),
})
export type RanksView = z.infer<typeof ranksView>
