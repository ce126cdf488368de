import { z } from 'zod'
import { ticketListItem } from './ticket.ts'

const count = z.number().int()

export const SAMPLE_KINDS = ['answered', 'refused', 'closed'] as const
export type SampleKind = (typeof SAMPLE_KINDS)[number]

const part = z.object({
  kind: z.enum(SAMPLE_KINDS),
  /** How many ended so in the period and could have been drawn. */
  population: count,
  drawn: count,
  inspected: count,
  marked: count,
})

export const sampleView = z.object({
  sampleId: z.uuid(),
  period: z.string(),
  /** Who drew it, and when: before a ticket of it was looked at. */
  by: z.string(),
  drawnAt: z.string(),
  /** From this and the ids of the population the same sample follows for anyone. */
  seed: z.string(),
  parts: z.array(part),
})
export type SampleView = z.infer<typeof sampleView>

export const sampleList = z.object({
  period: z.string(),
  periods: z.array(z.string()),
  sizes: z.object({ answered: count, refused: count, closed: count }),
  samples: z.array(sampleView),
})
export type SampleList = z.infer<typeof sampleList>

/** Where the newest inspection of a ticket stands. */
const inspectionState = z.object({
  inspected: z.boolean(),
  mark: z.enum(['standing', 'objected', 'upheld', 'lifted']).nullable(),
})

export const sampleTickets = z.object({
  sample: sampleView,
  items: z.array(z.object({ kind: z.enum(SAMPLE_KINDS), ticket: ticketListItem, state: inspectionState })),
  /** Drawn, and no longer to be read: forgotten since. */
  gone: count,
})
export type SampleTickets = z.infer<typeof sampleTickets>

export const drawBody = z.object({ sampleId: z.uuid(), period: z.string().max(10) })
