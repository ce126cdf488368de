import { z } from 'zod'
import { DIFFERING_FIGURES } from '../../domain/month/figures.ts'
import { APPEAL_SUBJECTS } from '../../domain/month/month.ts'
import { MONTH_STEPS } from '../../domain/month/steps.ts'
import { TURNS } from '../../domain/month/turn.ts'

const run = z.object({ id: z.string(), hash: z.string(), at: z.string() })
const named = z.object({ unit: z.string(), name: z.string() })
const grounds = z.array(z.object({ ground: z.string(), name: z.string(), before: z.number(), after: z.number() }))

/** What may be done with a month; the screen shows the others neither enabled nor disabled. */
export const MONTH_ACTIONS = ['draft', 'appeal', 'decide', 'audit', 'freeze', 'rerun', 'publish'] as const

export const monthView = z.object({
  period: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  policy: z.string(),
  today: z.string(),
  steps: z.array(z.object({ step: z.enum(MONTH_STEPS), from: z.string(), to: z.string() })),
  /** Where the month really stands, and whose turn it is. */
  step: z.enum(MONTH_STEPS),
  turn: z.enum(TURNS),
  draft: run.nullable(),
  frozen: run.nullable(),
  published: z.object({ run: z.string(), at: z.string() }).nullable(),
  /** Ordered after the freeze, oldest first: the frozen run itself never moves. */
  reruns: z.array(
    run.extend({
      why: z.string().nullable(),
      differences: z.array(
        z.object({
          unit: z.string(),
          name: z.string(),
          figure: z.enum(DIFFERING_FIGURES),
          before: z.string().nullable(),
          after: z.string().nullable(),
        }),
      ),
    }),
  ),
  appeals: z.array(
    z.object({
      number: z.number().int(),
      unit: z.string(),
      name: z.string(),
      about: z.enum(APPEAL_SUBJECTS),
      ground: z.string().nullable(),
      /** Null where the reader may not open it, or the appeal is about a figure as a whole. */
      ticketId: z.string().nullable(),
      ticketNumber: z.string().nullable(),
      at: z.string(),
      words: z.string().nullable(),
      decision: z.object({ upheld: z.boolean(), at: z.string(), words: z.string().nullable() }).nullable(),
    }),
  ),
  /** Exclusions that are applied for or objected to and wait for a decision. */
  openExclusions: z.number().int(),
  overCap: z.array(
    named.extend({
      excluded: z.number(),
      of: z.number(),
      audited: z.string().nullable(),
      words: z.string().nullable(),
    }),
  ),
  exclusionCap: z.number(),
  /** Beside the rates, never inside them (P4, P6). */
  exclusions: z.object({ grounds, suspended: grounds, withdrawn: z.number() }).nullable(),
  actions: z.array(z.enum(MONTH_ACTIONS)),
})
export type MonthView = z.infer<typeof monthView>

export const monthList = z.object({
  months: z.array(
    z.object({ period: z.string(), step: z.enum(MONTH_STEPS), turn: z.enum(TURNS), frozenAt: z.string().nullable() }),
  ),
})

const words = z.string().trim().min(1).max(2000)
export const monthRequests = {
  appeal: z.object({
    key: z.string().min(8).max(100),
    unit: z.string().min(1).max(80),
    about: z.enum(APPEAL_SUBJECTS),
    /** The ticket's number; not needed where a figure as a whole is disputed. */
    ticket: z.string().max(40).nullable(),
    ground: z.string().max(40).nullable(),
    words,
  }),
  decision: z.object({ upheld: z.boolean(), words }),
  audit: z.object({ unit: z.string().min(1).max(80), words }),
  rerun: z.object({ words }),
  /** Cases told beside the figures, without personal data; null: none. */
  publish: z.object({ words: words.nullable() }),
}
