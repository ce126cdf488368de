import { z } from 'zod'

/** A ticket as its public page shows it, in the words for citizens. */
export const trackView = z.object({
  number: z.string(),
  phase: z.string(),
  sentence: z.string(),
  category: z.string().nullable(),
  responsible: z.string(),
  registeredAt: z.string(),
  promisedAt: z.string().nullable(),
  closed: z.boolean(),
  /** The unit's reply, once it has passed its review. */
  reply: z
    .object({
      unit: z.string(),
      at: z.string(),
      found: z.string(),
      text: z.string().nullable(),
      measures: z.string().nullable(),
      nextStep: z.string().nullable(),
    })
    .nullable(),
  timeline: z.array(z.object({ at: z.string(), type: z.string(), sentence: z.string() })),
})
export type TrackView = z.infer<typeof trackView>
