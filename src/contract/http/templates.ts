import { z } from 'zod'

/** What a template may leave to be filled in by the ticket it is used on. */
export const PLACEHOLDERS = ['工单号', '地点', '分类', '单位', '今天'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** A gap that only the officer can fill; a reply is not sent while one is left. */
export const GAP = '＿＿'

const EACH = /\{([^{}]{1,20})\}/g

/** The first placeholder that does not exist; null: all of them do. */
export function unknownPlaceholder(text: string): string | null {
  const known: ReadonlySet<string> = new Set(PLACEHOLDERS)
  for (const [, name = ''] of text.matchAll(EACH)) if (!known.has(name)) return name
  return null
}

/** The text with the ticket's facts in it; what is not known becomes a gap, so that nobody sends a hole unseen. */
export function fillTemplate(text: string, facts: Readonly<Record<Placeholder, string | null>>): string {
  return text.replace(EACH, (whole, name: string) => {
    if (!(name in facts)) return whole
    return facts[name as Placeholder] || GAP
  })
}

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
