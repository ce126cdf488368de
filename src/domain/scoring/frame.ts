import type { UnitCode } from '../org/unit.ts'
import type { Attribution } from './attribution.ts'
import type { CellCounts } from './cells.ts'
import type { ExtraName } from './extras.ts'
import type { PeriodId, PeriodSpan } from './period.ts'
import type { RankingClass, ScoringProfile } from './profile.ts'
import { type AssessmentRun, RUN_FORMAT } from './run.ts'

/** The parts of scoring that a policy may leave out; each then has the value of `DEFAULT_ASSESSMENT_RULE`. */
export interface AssessmentRule {
  /** Which event puts the answers into a period (contracts.md). */
  readonly attribution: Attribution
  /** Units of similar volume, for the peer rank: thirds of each class, or borders in dispatches per period. */
  readonly peerBands: PeerBands
  /** Figures beside the three rates; formulas may name those that are on. */
  readonly extras: readonly ExtraName[]
  /** Residents per unit, for requests per 10,000; a unit that is missing has no such figure. */
  readonly residents: Readonly<Record<UnitCode, number>>
}

export type PeerBands =
  | { readonly by: 'thirds' }
  | { readonly by: 'volume'; readonly middle: number; readonly high: number }

/** No public source gives the borders of the volume bands, so that thirds of the class are the default. */
export const DEFAULT_ASSESSMENT_RULE: AssessmentRule = {
  attribution: 'callback',
  peerBands: { by: 'thirds' },
  extras: [],
  residents: {},
}

/** One class of units, ranked among themselves, with the profile that scores them. */
export interface FrameClass {
  readonly class: string
  readonly profile: ScoringProfile
  readonly units: readonly { readonly code: UnitCode; readonly name: string }[]
}

/** Everything but the facts that an assessment depends on. */
export interface AssessmentFrame {
  readonly period: PeriodId
  readonly span: PeriodSpan
  readonly attribution: Attribution
  /** Id of the version in force on the last day. */
  readonly policy: string
  /** In the order in which the run lists them. */
  readonly classes: readonly FrameClass[]
  /** Profiles of other versions that judge tickets of the period, by version id and class; else the period's own holds. */
  readonly judging: Readonly<Record<string, Readonly<Record<string, ScoringProfile>>>>
  readonly rankingClasses: readonly RankingClass[]
  readonly rule: AssessmentRule
  /** Earlier runs, newest first: for rises, falls, and the list that is fixed for the year. */
  readonly previous: readonly AssessmentRun[]
  /** SHA-256 over canonical JSON as `sha256:<hex>`: handed in, since the domain has no cryptography. */
  readonly digest: (value: unknown) => string
}

/**
 * What is hashed into `AssessmentRun.inputs`: the rules and units of the frame, and per unit its cells with their counts,
 * both in text order. Anyone with the facts of the period can make it again.
 */
export function inputsOf(frame: AssessmentFrame, cells: CellCounts): unknown {
  const { period, span, attribution, policy, classes, judging, rankingClasses, rule, previous } = frame
  return {
    format: RUN_FORMAT,
    period,
    span,
    attribution,
    policy,
    classes,
    judging,
    rankingClasses,
    rule,
    previous: previous.map(({ id }) => id),
    cells: Object.fromEntries([...cells].map(([unit, own]) => [unit, Object.fromEntries(own)])),
  }
}
