import { type AssessmentFact, STANDINGS, type Standing } from '../../domain/scoring/facts.ts'
import { canonical } from '../../store/log/canonical.ts'

/** Answers that a line does not show because too few lines are like it; they are in the unit's sum. */
export const WITHHELD = 'withheld'

/** ① contacted, ② solved, ③ satisfied; each null when it was not answered. */
export type LineAnswers = readonly [
  contacted: boolean | null,
  solved: AssessmentFact['solved'],
  satisfied: AssessmentFact['satisfied'],
]

/**
 * One ticket as one unit is answerable for it, as outsiders may see it (docs/reference/bundle-format.md): cut to the period,
 * under a name that holds for this period only, without any day, place below the unit, category, kind or channel (P20, P21).
 */
export interface BundleLine {
  /** 32 hex digits: the first 16 bytes of SHA-256(seed ‖ `assessment-line/<period>/<unit>/<role>`). */
  readonly id: string
  /** base64url(SHA-256(canonical([salt, [stream, version, hash]]))): the head of the ticket's log that the line follows from. */
  readonly link: string
  /** Null for a unit that belongs to no ranked class. */
  readonly unit: string | null
  readonly role: AssessmentFact['role']
  readonly share: string
  readonly dispatches: number
  readonly standing: Standing
  readonly ground: string | null
  readonly afterScore: boolean
  readonly judgedUnder: string | null
  readonly onTime: boolean | null
  readonly returned: boolean
  readonly repeated: boolean
  /** Null unless the line counts for a unit of a ranked class. */
  readonly answers: LineAnswers | typeof WITHHELD | null
}

export const LINE_MEMBERS = [
  'afterScore',
  'answers',
  'dispatches',
  'ground',
  'id',
  'judgedUnder',
  'link',
  'onTime',
  'repeated',
  'returned',
  'role',
  'share',
  'standing',
  'unit',
] as const satisfies readonly (keyof BundleLine)[]

/** What a line takes from a fact that is cut to the period (`factInPeriod`). */
export function lineOf(
  fact: AssessmentFact,
  names: Pick<BundleLine, 'id' | 'link'>,
  shown: { readonly scored: boolean; readonly withheld: boolean },
): BundleLine {
  const counts = shown.scored && fact.standing === 'counted'
  return {
    ...names,
    unit: shown.scored ? fact.unit : null,
    role: fact.role,
    share: fact.share,
    dispatches: fact.dispatches,
    standing: fact.standing,
    ground: fact.excludedGround,
    afterScore: fact.afterScore,
    judgedUnder: fact.judgedUnder,
    onTime: fact.onTime,
    returned: fact.returned,
    repeated: fact.repeated,
    answers: counts ? (shown.withheld ? WITHHELD : [fact.contacted, fact.solved, fact.satisfied]) : null,
  }
}

export function lineText(line: BundleLine): string {
  return canonical(line)
}

export function isStanding(text: unknown): text is Standing {
  return (STANDINGS as readonly unknown[]).includes(text)
}
