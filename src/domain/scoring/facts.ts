import type { Instant } from '../kernel/instant.ts'
import type { Facts } from '../kernel/result.ts'
import type { UnitCode } from '../org/unit.ts'

/** How a ticket stands towards the score of its unit. Only `counted` enters the three rates. */
export const STANDINGS = [
  'counted', // 有效回访: the requester was reached and answered
  'no-callback', // replied, the callback is still to come
  'unreachable', // 无效回访: our attempts failed; leaves every denominator (domain.md §8.2)
  'excluded', // 剔除, shown by ground (P4)
  'suspended', // 挂账, shown by ground (P4)
  'anonymous', // in the volume on a line of its own, outside the rates (P19)
  'own-entry', // entered by the unit that handles it: left out of its score, volume included (P14)
  'withdrawn', // 撤单 after the unit's contact, shown beside the exclusions (P6)
  'elsewhere', // an imported closing: no callback, in no rate
  'open', // still being handled
] as const
export type Standing = (typeof STANDINGS)[number]

/** One ticket as one unit is answerable for it: all that an assessment knows of it, and nothing personal. */
export interface AssessmentFact {
  readonly ticketId: string
  /** The unit that is scored for it; which one that is follows from the mode of dispatch (P22). */
  readonly unit: UnitCode
  /** Lead 主办 for the whole, assisting 协办 on its own task, or one of several by stated shares 双派. */
  readonly role: 'lead' | 'assisting' | 'shared'
  /** The part of the ticket that counts for this unit, exact text from `0` to `1`: `1`, `0.5`, `1/3`. */
  readonly share: string
  /** Dispatches to this unit; the volume counts these, not tickets and not shares. */
  readonly dispatches: number
  readonly standing: Standing
  /** Code of the ground of an exclusion or suspension, else null. */
  readonly excludedGround: string | null
  /** The exclusion or suspension was applied for after the callback, and is published apart (P4). */
  readonly afterScore: boolean
  /** ① 是否联系, the requester's answer; null: not answered. A unit's own call log never sets it (P22). */
  readonly contacted: boolean | null
  /** ② 是否解决; null: not answered. */
  readonly solved: 'yes' | 'partly' | 'no' | null
  /** ③ 是否满意: 满意, 基本满意, 不满意, 不评价; null: not answered, which counts like 不评价. */
  readonly satisfied: 'satisfied' | 'basically' | 'dissatisfied' | 'no-opinion' | null
  /** When the counted callback ended; null while there is none. */
  readonly countedAt: Instant | null
  /** First dispatch to this unit; null before any. */
  readonly dispatchedAt: Instant | null
  /** Replied within the unit's limit; null: not decided yet. */
  readonly onTime: boolean | null
  /** The unit gave it back, and the return 退单 was accepted. */
  readonly returned: boolean
  /** Asked again: reopened by its requester, or joined 并单 to an earlier ticket of the same person. */
  readonly repeated: boolean
  /** Policy version of the ticket's first dispatch: its factors weigh the answers (contracts.md); null before any. */
  readonly judgedUnder: string | null
  /** Why this unit has a part in it at all (P22). */
  readonly basis: Basis
  /** The unit that is scored for the whole of the ticket: this one, or another to which it went (P22, P26). */
  readonly scored: UnitCode
}

/** On what ground a ticket is a unit's, for the sentence on the ticket (P22). */
export const BASES = [
  'lead', // 主办: dispatched to it
  'replied', // it was answerable when the reply was given; the ticket has moved on since
  'final-handler', // 区分转: its district passed the ticket on to it
  'assisting', // 协办: its own task and time
  'shared', // 双派: by the stated share
] as const
export type Basis = (typeof BASES)[number]

export const FACT_CODES = [
  'fact.counted',
  'fact.counted-assisting',
  'fact.counted-shared',
  'fact.no-callback',
  'fact.unreachable',
  'fact.excluded',
  'fact.excluded-after-score',
  'fact.suspended',
  'fact.suspended-after-score',
  'fact.anonymous',
  'fact.own-entry',
  'fact.withdrawn',
  'fact.elsewhere',
  'fact.open',
] as const
export type FactCode = (typeof FACT_CODES)[number]

/**
 * The sentence in which every ticket says how it counted and for whom (P22); the words belong to `src/words`. Its facts
 * hold the answers: who may not see them before the period locks (P5) must not be shown the sentence of a counted one.
 */
export function explainFact(fact: AssessmentFact): { readonly code: FactCode; readonly facts: Facts } {
  return {
    code: codeOf(fact),
    facts: {
      ticketId: fact.ticketId,
      unit: fact.unit,
      scored: fact.scored,
      basis: fact.basis,
      role: fact.role,
      share: fact.share,
      dispatches: fact.dispatches,
      ground: fact.excludedGround,
      contacted: fact.contacted,
      solved: fact.solved,
      satisfied: fact.satisfied,
      countedAt: fact.countedAt,
      onTime: fact.onTime,
    },
  }
}

function codeOf({ standing, role, afterScore }: AssessmentFact): FactCode {
  if (standing === 'counted') return role === 'lead' ? 'fact.counted' : `fact.counted-${role}`
  if (standing === 'excluded' || standing === 'suspended') {
    return afterScore ? `fact.${standing}-after-score` : `fact.${standing}`
  }
  return `fact.${standing}`
}
