import type { Values } from './formula/evaluator.ts'
import { add, div, type Fraction, fraction, fromDecimal, isZero, mul, sub } from './fraction.ts'
import type { ScoringProfile } from './profile.ts'
import type { Tally } from './tally.ts'

/** An exact rate; `value` is null when the denominator is 0: 无考核量 is no sample, not a rate of 0. */
export interface Rate {
  readonly numerator: Fraction
  readonly denominator: Fraction
  readonly value: Fraction | null
}

export interface Rates {
  /** 响应率: contacted ÷ valid. */
  readonly response: Rate
  /** 解决率: (solved + partial factor × partly solved) ÷ valid. */
  readonly resolution: Rate
  /** 满意率: (satisfied + basic factor × basically satisfied) ÷ valid, or ÷ those with an opinion. */
  readonly satisfaction: Rate
  /** 按期率: on time ÷ decided; not one of the three, at hand for formulas. */
  readonly punctuality: Rate
}

/** The rates of domain.md §8.2, each from 0 to 1. */
export function ratesOf(tally: Tally, profile: ScoringProfile): Rates {
  const solved = add(tally.solved, mul(fromDecimal(profile.partialFactor), tally.partly))
  const satisfied = add(tally.satisfied, mul(fromDecimal(profile.basicFactor), tally.basic))
  const opinions = profile.noOpinion === 'counts-in-sample' ? tally.valid : sub(tally.valid, tally.noOpinion)
  return {
    response: rate(tally.contacted, tally.valid),
    resolution: rate(solved, tally.valid),
    satisfaction: rate(satisfied, opinions),
    punctuality: rate(tally.onTime, add(tally.onTime, tally.late)),
  }
}

/** Rates over several parts of the answers, each weighed by its own version's factors: numerators and denominators add up. */
export function mergeRates(a: Rates, b: Rates): Rates {
  const merged = (name: keyof Rates) =>
    rate(add(a[name].numerator, b[name].numerator), add(a[name].denominator, b[name].denominator))
  return {
    response: merged('response'),
    resolution: merged('resolution'),
    satisfaction: merged('satisfaction'),
    punctuality: merged('punctuality'),
  }
}

function rate(numerator: Fraction, denominator: Fraction): Rate {
  return { numerator, denominator, value: isZero(denominator) ? null : div(numerator, denominator) }
}

/** 诉求量: dispatches, without those of tickets that the unit entered itself, which stay out of its score (P14). */
export function volumeOf(tally: Tally): number {
  const all = Object.values(tally.dispatches).reduce((sum, count) => sum + count, 0)
  return all - tally.dispatches['own-entry']
}

/** What a score formula may name, in Chinese or English. Rates are shares of one, the rest are counts. */
const METRICS = {
  响应率: (_, rates) => rates.response.value,
  解决率: (_, rates) => rates.resolution.value,
  满意率: (_, rates) => rates.satisfaction.value,
  按期率: (_, rates) => rates.punctuality.value,
  诉求量: (tally) => fraction(volumeOf(tally)),
  有效回访量: (tally) => tally.valid,
  剔除量: (tally) => fraction(tally.tickets.excluded),
  挂账量: (tally) => fraction(tally.tickets.suspended),
  撤单量: (tally) => fraction(tally.tickets.withdrawn),
} as const satisfies Record<string, (tally: Tally, rates: Rates) => Fraction | null>

const ENGLISH: Readonly<Record<keyof typeof METRICS, string>> = {
  响应率: 'response',
  解决率: 'resolution',
  满意率: 'satisfaction',
  按期率: 'punctuality',
  诉求量: 'volume',
  有效回访量: 'valid',
  剔除量: 'excluded',
  挂账量: 'suspended',
  撤单量: 'withdrawn',
}

const CHINESE = Object.keys(METRICS) as (keyof typeof METRICS)[]

/** For `checkFormula`, and for the editor of a profile. */
export const METRIC_NAMES: readonly string[] = CHINESE.flatMap((name) => [name, ENGLISH[name]])

export function metricsOf(tally: Tally, rates: Rates): Values {
  return Object.fromEntries(
    CHINESE.flatMap((name) => {
      const value = METRICS[name](tally, rates)
      return [
        [name, value],
        [ENGLISH[name], value],
      ]
    }),
  )
}
