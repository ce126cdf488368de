import { z } from 'zod'
import { HOTSPOT_DAYS } from './hotspot-days.ts'

const count = z.number().int()
const ticket = z.object({ ticketId: z.string(), number: z.string(), title: z.string().nullable() })

export const hotspotQuery = z.object({ days: z.enum(HOTSPOT_DAYS).default('30') })

/** What is hot in one unit's own inbox; every number with its tickets. */
export const hotspotView = z.object({
  unit: z.string(),
  unitName: z.string(),
  days: count,
  now: z.string(),
  /** Tickets that were compared. */
  compared: count,
  /** Left out of every comparison: what P20 never shows to neighbours. */
  leftOut: count,
  /** More came in than are compared at once: the newest were. */
  cut: z.boolean(),
  topics: z.array(
    z.object({
      rank: count,
      title: z.string(),
      places: z.array(z.string()),
      from: z.string(),
      to: z.string(),
      heat: z.number(),
      messages: count,
      /** Null: fewer than may be told to a neighbour (P20). */
      people: count.nullable(),
      quietDays: z.number(),
      recency: z.number(),
      tickets: z.array(ticket),
    }),
  ),
  bursts: z.array(
    z.object({
      from: z.string(),
      seen: count,
      weeks: count,
      expected: z.number(),
      threshold: z.number(),
      tickets: z.array(ticket),
    }),
  ),
  /** One person's tickets in 90 days, three or more; nobody is named. */
  callers: z.array(z.object({ times: count, tickets: z.array(ticket) })),
  risks: z.array(z.object({ kind: z.string(), name: z.string(), tickets: z.array(ticket) })),
})

export type HotspotView = z.infer<typeof hotspotView>
