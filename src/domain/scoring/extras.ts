import { add, type Fraction, fraction } from './fraction.ts'
import { METRIC_NAMES, volumeOf } from './rates.ts'
import type { Tally } from './tally.ts'

/** Figures beside the three rates that a policy can switch on; off unless it does (domain.md §8.3). */
export const EXTRA_NAMES = ['requests-per-10000', 'repeat-rate', 'return-rate', 'overdue-rate'] as const
export type ExtraName = (typeof EXTRA_NAMES)[number]

/** An extra as a share of one (万人诉求比: requests per resident × 10,000); `denominator` 0 or unknown: no figure. */
export interface Extra {
  readonly numerator: Fraction
  readonly denominator: Fraction
  readonly scale: number
}

/** What a formula may call each extra, in Chinese and English; known only to a policy that switched it on. */
export const EXTRA_METRICS: Readonly<Record<ExtraName, readonly [string, string]>> = {
  'requests-per-10000': ['万人诉求比', 'requestsPer10000'],
  'repeat-rate': ['重复诉求率', 'repeatRate'],
  'return-rate': ['退单率', 'returnRate'],
  'overdue-rate': ['超期率', 'overdueRate'],
}

/** Every name that a score formula may use under a policy with these extras. */
export function metricNames(extras: readonly ExtraName[]): readonly string[] {
  return [...METRIC_NAMES, ...extras.flatMap((name) => EXTRA_METRICS[name])]
}

/**
 * 万人诉求比: volume ÷ residents × 10,000. 重复诉求率: tickets joined to an earlier one of the same requester (并单), or
 * reopened, ÷ tickets. 退单率: tickets whose return was accepted ÷ tickets. 超期率: late ÷ decided.
 */
export function extraOf(name: ExtraName, tally: Tally, residents: number | null): Extra {
  const tickets = Object.values(tally.tickets).reduce((sum, count) => sum + count, 0) - tally.tickets['own-entry']
  switch (name) {
    case 'requests-per-10000':
      return { numerator: fraction(volumeOf(tally)), denominator: fraction(residents ?? 0), scale: 10_000 }
    case 'repeat-rate':
      return { numerator: fraction(tally.repeated), denominator: fraction(tickets), scale: 100 }
    case 'return-rate':
      return { numerator: fraction(tally.returned), denominator: fraction(tickets), scale: 100 }
    case 'overdue-rate':
      return { numerator: tally.late, denominator: add(tally.onTime, tally.late), scale: 100 }
  }
}
