import { done, type Result } from '../kernel/result.ts'
import type { UnitCode } from '../org/unit.ts'
import { EXTRA_METRICS, type Extra, type ExtraName, metricNames } from './extras.ts'
import type { AssessmentFact, Standing } from './facts.ts'
import { evaluate, type Values } from './formula/evaluator.ts'
import { parseFormula } from './formula/parser.ts'
import { checkFormula, type Formula } from './formula/tree.ts'
import { compare, div, type Fraction, fraction, fromDecimal, isZero, mul, toDecimal, toText } from './fraction.ts'
import type { ScoringProfile } from './profile.ts'
import { metricsOf, type Rate, type Rates, ratesOf, volumeOf } from './rates.ts'
import { emptyTally, type GroundTally, type Tally, tallyByUnit } from './tally.ts'

/** A unit to be scored. Only units of one class are ranked with each other (分级分类). */
export interface ScoredUnit {
  readonly code: UnitCode
  readonly name: string
  readonly class: string
  /** Units of similar volume inside the class, for a second, fairer rank. */
  readonly peerGroup?: string
}

/** Plain data without big integers, so that a run can be frozen and hashed; exact texts as `toText` writes them. */
export interface Assessment {
  readonly profile: string
  /** In the order in which the units were given. */
  readonly units: readonly UnitScore[]
  /** Units that have facts but were not asked for, in code order: nothing is dropped silently. */
  readonly unlisted: readonly UnitCode[]
}

export interface UnitScore {
  readonly unit: UnitCode
  readonly name: string
  readonly class: string
  readonly peerGroup: string | null
  /** 诉求量: dispatches without the unit's own entries. */
  readonly volume: number
  readonly dispatches: Readonly<Record<Standing, number>>
  readonly tickets: Readonly<Record<Standing, number>>
  /** Sums of shares, exact: `200`, `183.5`, `1/3`. */
  readonly counts: Readonly<Record<CountName, string>>
  readonly rates: Readonly<Record<keyof Rates, RateText>>
  /** In points, rounded half-up to the profile's decimals, `93.10`; null without a sample. */
  readonly composite: string | null
  /** The same before rounding and as a share of one, `0.931`. */
  readonly compositeExact: string | null
  readonly excluded: readonly GroundCount[]
  readonly suspended: readonly GroundCount[]
  /** Competition ranking (1, 2, 2, 4) by the rounded composite within the class; null: shown but not ranked. */
  readonly rank: number | null
  /** The same within class and peer group; null also for a unit without a peer group. */
  readonly peerRank: number | null
  /** Why there is no rank. */
  readonly reason: 'no-sample' | 'small-sample' | 'no-composite' | null
}

export type CountName =
  | 'valid'
  | 'contacted'
  | 'solved'
  | 'partly'
  | 'satisfied'
  | 'basic'
  | 'dissatisfied'
  | 'noOpinion'

export interface RateText {
  readonly numerator: string
  readonly denominator: string
  /** `91.75`, or null when the denominator is 0. */
  readonly percent: string | null
}

export interface GroundCount extends GroundTally {
  readonly ground: string
}

/**
 * Scores and ranks units from the facts of one period (`factInPeriod`), which are read once and not kept.
 *
 * Errors: those of the profile's formula (`FORMULA_CODES`); a division by zero carries the unit's name, and no unit is
 * scored then, since a rank without one of the units would mislead. @throws RangeError when a unit is given twice or the
 * profile's factors are not decimals: policy data is checked before.
 */
export function assess(
  facts: Iterable<AssessmentFact>,
  units: readonly ScoredUnit[],
  profile: ScoringProfile,
): Result<Assessment> {
  return assessTallies(tallyByUnit(facts), units, profile)
}

/** The same from tallies that were summed elsewhere, for example in parts or by the store. */
export function assessTallies(
  tallies: ReadonlyMap<UnitCode, Tally>,
  units: readonly ScoredUnit[],
  profile: ScoringProfile,
): Result<Assessment> {
  const sums = [...tallies].map(([unit, tally]): [UnitCode, Sums] => [
    unit,
    { tally, rates: ratesOf(tally, profile), extras: NO_EXTRAS },
  ])
  return assessSums(new Map(sums), units, profile, [])
}

/** What was summed for one unit. */
export interface Sums {
  readonly tally: Tally
  /** From the tallies of each version that judges the unit's tickets. */
  readonly rates: Rates
  readonly extras: ReadonlyMap<ExtraName, Extra>
}

const NO_EXTRAS: Sums['extras'] = new Map()

/** The same from sums; `extras` are those that the policy switched on, so that the formula may name them. */
export function assessSums(
  sums: ReadonlyMap<UnitCode, Sums>,
  units: readonly ScoredUnit[],
  profile: ScoringProfile,
  extras: readonly ExtraName[],
): Result<Assessment> {
  const codes = new Set(units.map((unit) => unit.code))
  if (codes.size !== units.length) throw new RangeError('a unit is to be scored twice')
  const formula = scoreFormula(profile, extras)
  if (!formula.ok) return formula
  const scores: UnitScore[] = []
  for (const unit of units) {
    const own = sums.get(unit.code) ?? nothing(profile)
    const score = scoreOf(unit, own, formula.value, profile)
    if (!score.ok) return score
    scores.push(score.value)
  }
  return done({
    profile: profile.id,
    units: ranked(scores),
    unlisted: [...sums.keys()].filter((code) => !codes.has(code)).sort(),
  })
}

function nothing(profile: ScoringProfile): Sums {
  const tally = emptyTally()
  return { tally, rates: ratesOf(tally, profile), extras: NO_EXTRAS }
}

/** The profile's formula, read, with every name known: the metrics, and the extras that the policy switched on. */
export function scoreFormula(profile: ScoringProfile, extras: readonly ExtraName[] = []): Result<Formula> {
  const formula = parseFormula(profile.formula)
  return formula.ok ? checkFormula(formula.value, metricNames(extras)) : formula
}

const HUNDRED = fraction(100)

function scoreOf(unit: ScoredUnit, sums: Sums, formula: Formula, profile: ScoringProfile): Result<UnitScore> {
  const { tally, rates } = sums
  const composite = isZero(tally.valid) ? done(null) : evaluate(formula, valuesOf(sums), unit.name)
  if (!composite.ok) return composite
  const points = (value: Fraction | null) => (value === null ? null : toDecimal(mul(value, HUNDRED), profile.decimals))
  const text = (rate: Rate): RateText => ({
    numerator: toText(rate.numerator),
    denominator: toText(rate.denominator),
    percent: points(rate.value),
  })
  return done({
    unit: unit.code,
    name: unit.name,
    class: unit.class,
    peerGroup: unit.peerGroup ?? null,
    volume: volumeOf(tally),
    dispatches: tally.dispatches,
    tickets: tally.tickets,
    counts: countsOf(tally),
    rates: {
      response: text(rates.response),
      resolution: text(rates.resolution),
      satisfaction: text(rates.satisfaction),
      punctuality: text(rates.punctuality),
    },
    composite: points(composite.value),
    compositeExact: composite.value === null ? null : toText(composite.value),
    excluded: groundsOf(tally.excluded),
    suspended: groundsOf(tally.suspended),
    rank: null,
    peerRank: null,
    reason: whyNotRanked(tally, composite.value, profile),
  })
}

/** Every name that the formula may use, with its value for one unit. */
export function valuesOf({ tally, rates, extras }: Sums): Values {
  const beside = [...extras].flatMap(([name, { numerator, denominator, scale }]) => {
    const share = isZero(denominator) ? null : div(numerator, denominator)
    const value = share === null || scale === 100 ? share : mul(share, fraction(scale))
    return EXTRA_METRICS[name].map((metric) => [metric, value] as const)
  })
  return { ...metricsOf(tally, rates), ...Object.fromEntries(beside) }
}

function whyNotRanked(tally: Tally, composite: Fraction | null, profile: ScoringProfile): UnitScore['reason'] {
  if (isZero(tally.valid)) return 'no-sample'
  if (compare(tally.valid, fraction(profile.minimumSample)) < 0) return 'small-sample'
  return composite === null ? 'no-composite' : null
}

function countsOf(tally: Tally): Record<CountName, string> {
  return {
    valid: toText(tally.valid),
    contacted: toText(tally.contacted),
    solved: toText(tally.solved),
    partly: toText(tally.partly),
    satisfied: toText(tally.satisfied),
    basic: toText(tally.basic),
    dissatisfied: toText(tally.dissatisfied),
    noOpinion: toText(tally.noOpinion),
  }
}

function groundsOf(grounds: ReadonlyMap<string, GroundTally>): GroundCount[] {
  return [...grounds]
    .map(([ground, { before, after }]) => ({ ground, before, after }))
    .sort((a, b) => (a.ground < b.ground ? -1 : 1))
}

function ranked(scores: readonly UnitScore[]): UnitScore[] {
  const rank = ranksWithin(scores, (score) => score.class)
  const grouped = scores.filter((score) => score.peerGroup !== null)
  const peerRank = ranksWithin(grouped, (score) => JSON.stringify([score.class, score.peerGroup]))
  return scores.map((score) => ({
    ...score,
    rank: rank.get(score.unit) ?? null,
    peerRank: peerRank.get(score.unit) ?? null,
  }))
}

/** Ranks compare what is published, the rounded composite: two units with the same figure share a rank. */
function ranksWithin(scores: readonly UnitScore[], groupOf: (score: UnitScore) => string): Map<UnitCode, number> {
  const groups = new Map<string, { unit: UnitCode; points: Fraction }[]>()
  for (const score of scores) {
    if (score.composite === null || score.reason !== null) continue
    const entry = { unit: score.unit, points: fromDecimal(score.composite) }
    const key = groupOf(score)
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  const ranks = new Map<UnitCode, number>()
  for (const group of groups.values()) {
    group.sort((a, b) => compare(b.points, a.points))
    let rank = 1
    let last: Fraction | null = null
    for (const [index, { unit, points }] of group.entries()) {
      if (last === null || compare(points, last) !== 0) rank = index + 1
      last = points
      ranks.set(unit, rank)
    }
  }
  return ranks
}
