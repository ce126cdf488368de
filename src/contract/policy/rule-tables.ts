import { z } from 'zod'
import { GRANT_SCOPES } from '../../domain/policy/policy.ts'
import { EXTRA_NAMES } from '../../domain/scoring/extras.ts'
import { count, day, factor, filled, limit, orNull, spans } from './cells.ts'
import { UNIT_KINDS } from './unit-table.ts'

/** The YAML tables of a policy version. Keys are written as in the files; `parse-policy.ts` turns them into `Policy`. */

const atLeastOne = z.int().positive()
/** All of a month's steps end before the next period does. */
const dayOfMonthStep = z.int().min(1).max(27)
const bilingual = { name: filled, name_en: filled }

export const manifestTable = z.strictObject({
  id: z.string().regex(/^[a-z-]+\/\d{4}-\d{2}(-[a-z0-9-]+)?$/),
  city: filled,
  ...bilingual,
  effective_from: day,
  zone: z.literal('Asia/Shanghai'),
  calendar: z.strictObject({
    first_year: z.int().min(2007),
    last_year: z.int().max(2100),
    /** Days that the city itself orders off or worked, beside the published ones. */
    days_off: z.array(day).default([]),
    make_up_days: z.array(day).default([]),
  }),
  /** Years; at least one, so that no slip of the hand forgets what is being handled. */
  retention: z
    .strictObject({
      ticket_years: z.int().min(1).max(100).optional(),
      person_years: z.int().min(1).max(100).optional(),
    })
    .optional(),
  sources: z.array(z.strictObject({ title: filled, title_en: filled, reference: z.array(z.int().positive()).min(1) })),
  unsourced: z.array(z.strictObject({ table: filled, what: filled, what_en: filled })),
})

const limitRule = z.strictObject({
  ...bilingual,
  limit,
  sign: z.strictObject({ within: limit, auto: z.enum(['sign', 'ring']) }),
  contact: limit,
  return_within: limit,
  return_review: limit,
  extension: orNull(limit, 'none'),
  reply_review: limit,
})

function perLimitClass<T extends z.ZodType>(shape: T) {
  return z.strictObject({ urgent: shape, prompt: shape, general: shape, complex: shape })
}

export const limitsTable = z.strictObject({
  limits: perLimitClass(limitRule),
  returns: z.strictObject({ per_unit: count, consult_at_hop: z.int().min(2), consult: limit }),
  /** May be left out: `DEFAULT_TWO_DISTRICTS` holds then. */
  two_districts: limit.optional(),
  extensions: z.strictObject({ per_ticket: count }),
  suspensions: z.strictObject({ longest_days: z.int().positive(), renewals: count }),
  objections: z.strictObject({ per_refusal: count }),
})

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const dutyHoursTable = z.strictObject({
  duty_hours: z.record(
    z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    z.strictObject({ workdays: spans.min(1), other_days: spans }),
  ),
  quiet_hours: z.strictObject({ from: timeOfDay, to: timeOfDay, holidays: z.boolean() }),
})

export const callbackTable = z.strictObject({
  attempts: z.int().positive(),
  different_days: z.int().positive(),
  correction_days: count,
  after_due: limit,
  after_reply: perLimitClass(limit),
  second_handlings: count,
  /**
   * May be left out, as any of its parts; `DEFAULT_SAMPLING` holds then: share 1 (everybody is called), recheck_share 0.02 (one
   * satisfied answer in fifty is asked again by somebody else), postpone_days 5. All three are set by us, not sourced.
   */
  sampling: z
    .strictObject({
      share: z.number().min(0).max(1).optional(),
      recheck_share: z.number().min(0).max(1).optional(),
      postpone_days: count.optional(),
    })
    .optional(),
  script: z.array(z.strictObject({ question: filled, question_en: filled, why: filled, why_en: filled })).length(3),
})

export const rolesTable = z.strictObject({
  roles: z.record(
    z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    z.strictObject({
      ...bilingual,
      grants: z.array(z.partialRecord(z.enum(GRANT_SCOPES), z.array(filled))),
    }),
  ),
})

const rankingRule = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('top'), count: z.int().positive(), minimum_sample: count }),
  z.strictObject({ by: z.literal('rise'), count: z.int().positive(), measure: z.enum(['rank', 'score']) }),
  z.strictObject({
    by: z.literal('bottom'),
    count: z.int().positive(),
    falls: count,
    points: z.number().nonnegative(),
  }),
  z.strictObject({
    by: z.literal('volume'),
    share: z.number().positive().max(1),
    measure: z.enum(['dispatches', 'per-10000-residents']),
  }),
])

export const scoringTable = z.strictObject({
  profiles: z
    .array(
      z.strictObject({
        id: filled,
        ...bilingual,
        formula: filled,
        basic_factor: factor,
        partial_factor: factor,
        minimum_sample: count,
        no_opinion: z.enum(['counts-in-sample', 'leaves-satisfaction']),
        decimals: z.int().min(0).max(6),
      }),
    )
    .min(1),
  use: z.strictObject({ subdistrict: filled, department: filled, enterprise: filled, district: filled }),
  ranked_kinds: z.array(z.enum(UNIT_KINDS)).min(1),
  period: z.strictObject({ start_day: z.int().min(1).max(28) }),
  ranking_classes: z.array(
    z.strictObject({ code: filled, ...bilingual, rule: rankingRule, not_in: z.array(z.string()) }),
  ),
  /** May be left out, as any of its parts: `DEFAULT_ASSESSMENT_RULE` holds then. */
  assessment: z
    .strictObject({
      attribution: z.enum(['callback', 'dispatch']).optional(),
      peer_bands: z.union([z.literal('thirds'), z.strictObject({ middle: count, high: count })]).optional(),
      extras: z.array(z.enum(EXTRA_NAMES)).optional(),
      residents: z.record(filled, z.int().positive()).optional(),
    })
    .optional(),
  /** Tickets drawn for inspection in a period, by how they ended; may be left out: `DEFAULT_SAMPLE_SIZES` holds then. */
  inspection: z
    .strictObject({ answered: count.optional(), refused: count.optional(), closed: count.optional() })
    .optional(),
  /** From where on something is shown as a signal; may be left out, as any of its parts: `DEFAULT_THRESHOLDS` holds then. */
  signals: z
    .strictObject({
      prompted_minutes: atLeastOne,
      prompted_tickets: atLeastOne,
      burst_minutes: atLeastOne,
      burst_people: atLeastOne,
      phone_tickets: atLeastOne,
      uncontacted_tickets: atLeastOne,
      hasty_minutes: atLeastOne,
      hasty_tickets: atLeastOne,
      pause_hours: atLeastOne,
      pauses_a_day: atLeastOne,
      alike_share: z.number().min(0.5).max(1),
      alike_tickets: z.int().min(2),
      returns: atLeastOne,
      photo_distance: z.int().min(0).max(16),
      refiled_days: atLeastOne,
    })
    .partial()
    .optional(),
  /** Days after the period's end on which each step of the month ends, and the cap on exclusions; `USUAL_MONTH` where left out. */
  month: z
    .strictObject({
      draft: dayOfMonthStep,
      appeals: dayOfMonthStep,
      decisions: dayOfMonthStep,
      freeze: dayOfMonthStep,
      bulletin: dayOfMonthStep,
      exclusion_cap: z.number().min(0).max(1),
    })
    .partial()
    .optional(),
})

export const riskWordsTable = z.strictObject({
  risk_words: z.record(z.string().regex(/^[a-z]+(-[a-z]+)*$/), z.array(filled).min(1)),
})
