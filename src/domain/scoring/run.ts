import type { UnitCode } from '../org/unit.ts'
import type { UnitScore } from './assess.ts'
import type { Attribution } from './attribution.ts'
import type { ExtraName } from './extras.ts'
import type { PeriodId, PeriodSpan } from './period.ts'

export const RUN_FORMAT = 'huying-assessment-run/1'

/**
 * One assessment of one period: what is stored, frozen, hashed, put into the bundle and published. Plain data without big
 * integers or instants of today, so that its canonical JSON (RFC 8785) is the same wherever it is computed from the same
 * facts under the same rules. Exact figures are texts as `toText` writes them (`183.5`, `1/3`); percentages and composites
 * are points rounded half-up to the profile's decimals; null always means "no sample", never 0.
 */
export interface AssessmentRun {
  readonly format: typeof RUN_FORMAT
  /** `2026-10.3f9ab21c04d8e6aa`: the period and the first 16 hexadecimal digits of `inputs`. Seeds the draws (`draws.ts`). */
  readonly id: string
  readonly period: PeriodId
  readonly span: PeriodSpan
  readonly attribution: Attribution
  /** The version in force on the last day: its formula, smallest sample, classes and bands hold for the whole period. */
  readonly policy: string
  /**
   * Versions under which the period's tickets were first dispatched, in code order: each ticket's answers are weighed by
   * the factors of its own (基本满意, 部分解决, 不评价), whatever came into force in mid-month.
   */
  readonly judgedUnder: readonly string[]
  /** `sha256:…` over the canonical JSON of `inputsOf` (frame.ts): the sums, units and rules from which all below follows. */
  readonly inputs: string
  /** Ids of the earlier runs against which rises, falls and the year's list were taken, newest first. */
  readonly previous: readonly string[]
  /** Facts that belong to the period, one per ticket, unit and role. */
  readonly facts: number
  /** Facts with a valid callback, in whatever unit. */
  readonly counted: number
  /** Class after class in the policy's order, the units of one class in code order. */
  readonly units: readonly RunUnit[]
  /** Units that have facts but belong to no ranked class, in code order: nothing is dropped silently. */
  readonly unlisted: readonly UnitCode[]
}

/** One unit's line. Volume, counts, rates, composite, rank, peer group and grounds (before/after score) are `UnitScore`'s. */
export interface RunUnit extends UnitScore {
  /** 95 % intervals in points; null without a sample. Wilson for response and resolution, draws for the other two. */
  readonly intervals: Readonly<Record<IntervalName, Interval | null>>
  /** The ranks between which the unit lies in 95 % of the draws, within its class; null when it is not ranked. */
  readonly rankRange: RankRange | null
  /** Ranking classes 四类排名 that the unit is in, in the policy's order, each with the sentence that says why. */
  readonly classes: readonly RankingMark[]
  /** What the policy switched on beside the rates; empty when nothing is. */
  readonly extras: Readonly<Partial<Record<ExtraName, ExtraFigure>>>
}

export const INTERVAL_NAMES = ['response', 'resolution', 'satisfaction', 'composite'] as const
export type IntervalName = (typeof INTERVAL_NAMES)[number]

/** In points, rounded to the profile's decimals: `{low: "88.20", high: "96.10"}`. */
export interface Interval {
  readonly low: string
  readonly high: string
}

export interface RankRange {
  /** The better end, 1 is the best. */
  readonly from: number
  readonly to: number
}

/** An extra figure: `value` is `numerator ÷ denominator × scale` rounded to the profile's decimals. */
export interface ExtraFigure {
  readonly numerator: string
  readonly denominator: string
  /** 100 for a percentage, 10000 for requests per 10,000 residents. */
  readonly scale: number
  readonly value: string | null
}

/** A ranking class and its reason: `code` is one of `RANKING_REASONS` and has a sentence in `src/words`. */
export interface RankingMark {
  readonly class: string
  readonly code: RankingReason
  readonly facts: Readonly<Record<string, string | number>>
}

export const RANKING_REASONS = [
  'ranking.top', // facts: place, of, valid
  'ranking.rise-rank', // facts: place, from, to
  'ranking.rise-score', // facts: place, points, before, now
  'ranking.bottom', // facts: place, of: the last but `place` − 1
  'ranking.falls', // facts: falls, points
  'ranking.volume', // facts: volume, place, of, median
  'ranking.fixed', // the year's list; facts: since (period)
] as const
export type RankingReason = (typeof RANKING_REASONS)[number]
