import { z } from 'zod'

const line = (most: number) => z.string().trim().min(1).max(most)
const text = z
  .string()
  .trim()
  .min(1)
  .max(8_000)
  .refine((value) => !value.includes('\0'), { error: 'nul-character' })
const code = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: 'kebab-case' })
  .max(80)
const codes = z.array(line(80)).max(30).default([])

/** What an editor writes; who and when are added. */
export const articleBody = z.object({
  title: line(120),
  titleEn: z.string().trim().max(200).default(''),
  answer: text,
  answerEn: z.string().trim().max(8_000).default(''),
  /** Other words that people ask with. */
  cues: z.array(line(40)).max(40).default([]),
  categories: codes,
  /** Codes of the legal-basis library. */
  bases: codes,
  reviewBy: z.iso.date(),
  state: z.enum(['in-force', 'withdrawn']).default('in-force'),
  note: z.string().trim().max(500).nullable().default(null),
})
export type ArticleBody = z.infer<typeof articleBody>

export const articleView = articleBody.extend({
  id: z.string(),
  version: z.number().int(),
  by: z.string(),
  at: z.string(),
  /** The day of review has passed: still shown, with a warning. */
  stale: z.boolean(),
})
export type ArticleView = z.infer<typeof articleView>

export const legalBasisBody = z.object({
  statute: line(200),
  statuteEn: z.string().trim().max(300).default(''),
  /** Number of the article; null where only its theme is known. */
  article: z.string().trim().max(80).nullable().default(null),
  /** In our own words. */
  summary: text,
  summaryEn: z.string().trim().max(8_000).default(''),
  matters: z.array(line(80)).max(60).default([]),
  source: line(400),
  validFrom: z.iso.date().nullable().default(null),
  validTo: z.iso.date().nullable().default(null),
  note: z.string().trim().max(500).nullable().default(null),
})
export type LegalBasisBody = z.infer<typeof legalBasisBody>

export const legalBasisView = legalBasisBody.extend({
  code: z.string(),
  version: z.number().int(),
  by: z.string(),
  at: z.string(),
  /** P31: `expired` warns wherever it is cited; `unsourced` has been checked by nobody. */
  standing: z.enum(['in-force', 'expired', 'not-yet']),
  sourced: z.boolean(),
})
export type LegalBasisView = z.infer<typeof legalBasisView>

export const libraryQuery = z.object({
  q: z.string().trim().max(500).default(''),
  size: z.coerce.number().int().min(1).max(200).default(10),
})

/** The catalogue asked like a person asks: 路灯 → who, by when, why. */
export const catalogueHit = z.object({
  row: z.number().int(),
  category: z.object({ code: z.string(), name: z.string() }),
  place: z.string(),
  accusing: z.boolean(),
  lead: z.string(),
  assisting: z.array(z.string()),
  limit: z.string(),
  ground: z.string(),
  /** The word of the category's table that led here; null: its name or the unit's. */
  because: z.string().nullable(),
})
export type CatalogueHit = z.infer<typeof catalogueHit>

/** The files that a city ships with its rules: a library to begin with, and articles for a demonstration. */
export const libraryFile = z.array(legalBasisBody.extend({ code }))
export const articlesFile = z.array(articleBody.extend({ id: code }))
