import { z } from 'zod'
import { REVIEW_FINDINGS } from '../../domain/integrity/signal.ts'

const named = z.object({ code: z.string(), name: z.string() })

export const signalQuery = z.object({ period: z.string().max(10).optional() })

export const signalView = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  unit: named,
  /** What was seen, and what to look at. */
  sentence: z.string(),
  /** From where on it is shown, and which version of the rules says so. */
  rule: z.string(),
  at: z.string(),
  tickets: z.array(z.object({ ticketId: z.string(), number: z.string() })),
  /** Tickets that this reader may not open, or beyond those listed. */
  unlisted: z.number(),
  reviews: z.array(
    z.object({
      reviewId: z.string(),
      finding: z.enum(REVIEW_FINDINGS),
      name: z.string(),
      by: z.string(),
      at: z.string(),
      note: z.string().nullable(),
    }),
  ),
})
export type SignalView = z.infer<typeof signalView>

export const signalList = z.object({
  period: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  /** The newest first; those that can be asked for. */
  periods: z.array(z.string()),
  signals: z.array(signalView),
})
export type SignalList = z.infer<typeof signalList>

export const reviewBody = z.object({
  /** Made by the client, so that a repeat is one review. */
  reviewId: z.uuid(),
  period: z.string().max(10),
  finding: z.enum(REVIEW_FINDINGS),
  note: z.string().trim().min(1).max(2_000),
})
