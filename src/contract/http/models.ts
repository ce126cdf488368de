import { z } from 'zod'

const shelvedModel = z.object({
  file: z.string(),
  bytes: z.number().int(),
  active: z.boolean(),
  /** Why it cannot be read; null: it can. */
  fault: z.string().nullable(),
  /** From its card; null where it cannot be read. */
  card: z
    .object({
      name: z.string(),
      trainedAt: z.string(),
      source: z.string(),
      messages: z.number().int(),
      labels: z.number().int(),
      accuracy: z.number(),
      macroF1: z.number(),
      calibrationError: z.number(),
      threshold: z.number(),
    })
    .nullable(),
})
export type ShelvedModelView = z.infer<typeof shelvedModel>

export const modelsView = z.object({
  items: z.array(shelvedModel),
  /** Who put which model in use, newest first. */
  choices: z.array(
    z.object({
      name: z.string().nullable(),
      file: z.string().nullable(),
      by: z.string(),
      reason: z.string(),
      at: z.string(),
    }),
  ),
})
export type ModelsView = z.infer<typeof modelsView>

const side = z.object({
  name: z.string(),
  accuracy: z.number(),
  macroF1: z.number(),
  calibrationError: z.number(),
  /** Share of messages on which it does not abstain, and how many of those are right. */
  coverage: z.number(),
  rightAboveThreshold: z.number().nullable(),
  calibration: z.array(
    z.object({ from: z.number(), to: z.number(), messages: z.number(), meanConfidence: z.number(), right: z.number() }),
  ),
})
const both = z.object({ old: z.number().nullable(), new: z.number().nullable() })

/** Two models on the same messages. `old` is null where none is in use. */
export const modelComparison = z.object({
  messages: z.number().int(),
  source: z.enum(['file', 'tickets']),
  old: side.nullable(),
  new: side,
  /** Wrong with the old one and right with the new; the other way round. */
  mended: z.number().int(),
  broken: z.number().int(),
  labels: z.array(z.object({ label: z.string(), name: z.string(), messages: z.number().int(), f1: both })),
  /** What is most often taken for something else. */
  confusions: z.array(z.object({ truth: z.string(), said: z.string(), old: z.number().int(), new: z.number().int() })),
})
export type ModelComparison = z.infer<typeof modelComparison>

export const modelChoice = z.object({
  /** Null: from now on keywords alone. */
  file: z.string().max(200).nullable(),
  reason: z.string().trim().min(2).max(500),
})
