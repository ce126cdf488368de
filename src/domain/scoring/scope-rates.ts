import {
  add,
  compare,
  div,
  type Fraction,
  fraction,
  fromText,
  isZero,
  mul,
  sub,
  toDecimal,
  toNumber,
  toText,
  ZERO,
} from './fraction.ts'
import type { Interval, RunUnit } from './run.ts'
import { wilson } from './wilson.ts'

export type ScopeRateName = 'response' | 'resolution' | 'satisfaction'
export const SCOPE_RATES: readonly ScopeRateName[] = ['response', 'resolution', 'satisfaction']

/** One rate of all units in somebody's scope. Percentages are points with two decimals; null: no sample. */
export interface ScopeRate {
  readonly numerator: string
  readonly denominator: string
  readonly percent: string | null
  readonly interval: Interval | null
}

type Line = Pick<RunUnit, 'rates' | 'intervals'>

const HUNDRED = fraction(100)

/**
 * The rates of several units as one: numerators and denominators add up, as they do for the answers of one unit. A single
 * unit keeps the interval of its own line, so that two screens never differ; for several it is Wilson's over the sums.
 */
export function ratesOfScope(units: readonly Line[]): Readonly<Record<ScopeRateName, ScopeRate>> {
  return {
    response: sumOf(units, 'response'),
    resolution: sumOf(units, 'resolution'),
    satisfaction: sumOf(units, 'satisfaction'),
  }
}

function sumOf(units: readonly Line[], name: ScopeRateName): ScopeRate {
  const sampled = units.filter((unit) => !isZero(fromText(unit.rates[name].denominator)))
  const sum = (side: 'numerator' | 'denominator'): Fraction =>
    sampled.reduce((all, unit) => add(all, fromText(unit.rates[name][side])), ZERO)
  const numerator = sum('numerator')
  const denominator = sum('denominator')
  const [only] = sampled
  return {
    numerator: toText(numerator),
    denominator: toText(denominator),
    percent: isZero(denominator) ? null : toDecimal(mul(div(numerator, denominator), HUNDRED), 2),
    interval: only && sampled.length === 1 ? only.intervals[name] : intervalOf(numerator, denominator),
  }
}

function intervalOf(numerator: Fraction, denominator: Fraction): Interval | null {
  const ends = wilson(toNumber(numerator), toNumber(denominator))
  return ends && { low: (ends[0] * 100).toFixed(2), high: (ends[1] * 100).toFixed(2) }
}

/** Which way a rate moved, and by how many points (one decimal, never negative); null where one side has no sample. */
export function changeOf(
  now: string | null,
  before: string | null,
): { readonly way: 'up' | 'down' | 'same'; readonly points: string } | null {
  if (now === null || before === null) return null
  const difference = sub(fromText(now), fromText(before))
  const size = compare(difference, ZERO) < 0 ? sub(ZERO, difference) : difference
  const points = toDecimal(size, 1)
  // What rounds to nothing is no change: a word must not contradict its figure.
  if (points === '0.0') return { way: 'same', points }
  return { way: compare(difference, ZERO) > 0 ? 'up' : 'down', points }
}
