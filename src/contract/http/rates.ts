import { z } from 'zod'
import { ticketListItem } from './ticket.ts'

const rate = z.object({ numerator: z.string(), denominator: z.string(), percent: z.string().nullable() })
const counts = z.record(z.string(), z.number())

export const ratesView = z.object({
  period: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  policy: z.string(),
  units: z.array(
    z.object({
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
      /** May this reader open the tickets behind the numbers (P21)? */
      openable: z.boolean(),
    }),
  ),
})
export type RatesView = z.infer<typeof ratesView>

export const rateTickets = z.object({
  period: z.string(),
  unit: z.string(),
  count: z.string(),
  /** All tickets behind the number; those that this reader may not see are counted, never shown. */
  total: z.number().int(),
  items: z.array(ticketListItem),
})
