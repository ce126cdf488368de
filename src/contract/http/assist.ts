import { z } from 'zod'
import { IDENTITIES } from '../../domain/ticket/terms.ts'

const text = z
  .string()
  .max(10_000)
  .refine((value) => !value.includes('\0'), { error: 'nul-character' })

export const replyDraft = z.object({
  text: text.default(''),
  measures: text.default(''),
  nextStep: text.nullable().default(null),
  claimsSolved: z.boolean().nullable().default(null),
  legalBasis: z.array(z.string().max(80)).max(20).default([]),
})

/** Said by rules, with the reason in a sentence; it stops nobody. */
const remarkView = z.object({
  code: z.string(),
  weight: z.enum(['mend', 'consider']),
  sentence: z.string(),
})

export const replyCheck = z.object({ remarks: z.array(remarkView) })
export type ReplyCheck = z.infer<typeof replyCheck>

export const intakeDraft = z.object({
  words: text,
  title: text.nullable().default(null),
  placed: z.boolean().default(false),
  identity: z.enum(IDENTITIES).default('normal'),
  phone: z.string().max(40).nullable().default(null),
})

export const intakeAdvice = z.object({
  title: z.string().nullable(),
  summary: z.string().nullable(),
  hints: z.array(z.object({ code: z.string(), sentence: z.string() })),
})

/** A title from a caller's words, or a draft of a reply to a ticket. */
export const modelQuestion = z.discriminatedUnion('purpose', [
  z.object({
    purpose: z.literal('title'),
    words: text.refine((value) => value.trim() !== ''),
    identity: z.enum(IDENTITIES).default('normal'),
  }),
  z.object({ purpose: z.literal('reply'), ticketId: z.uuid() }),
])

/** What a model proposes: nobody has looked at it yet. */
export const modelAnswer = z.object({ text: z.string(), model: z.string() })

export const modelState = z.object({
  model: z.object({ model: z.string(), budget: z.number(), spent: z.number() }).nullable(),
})
