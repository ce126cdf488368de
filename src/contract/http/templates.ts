import { z } from 'zod'

const text = z
  .string()
  .trim()
  .max(4_000)
  .refine((value) => !value.includes('\0'), { error: 'nul-character' })
  .refine((value) => !/\p{Surrogate}/u.test(value), { error: 'broken-character' })

export const templateBody = z.object({
  /** The version that the editor saw; 0 for a new one. */
  seen: z.number().int().min(0),
  category: z.string().max(80).nullable(),
  title: text.min(1).max(80),
  reply: text.min(1),
  measures: text.default(''),
  nextStep: text.default(''),
  state: z.enum(['in-use', 'withdrawn']).default('in-use'),
})
export type TemplateBody = z.infer<typeof templateBody>

export const replyTemplate = z.object({
  templateId: z.string(),
  version: z.number().int(),
  /** Null: the centre's, for everybody. */
  unit: z.object({ code: z.string(), name: z.string() }).nullable(),
  category: z.object({ code: z.string(), name: z.string() }).nullable(),
  title: z.string(),
  reply: z.string(),
  measures: z.string(),
  nextStep: z.string(),
  state: z.enum(['in-use', 'withdrawn']),
  /** May this reader change it? */
  mine: z.boolean(),
})
export type ReplyTemplate = z.infer<typeof replyTemplate>

export const templateList = z.object({ templates: z.array(replyTemplate), mayEdit: z.boolean() })
