/**
 * How the answers of a period become one figure (三率 and 综合成绩). Policy data, never code: weights differ by city,
 * unit class and year (domain.md §8.3). Rates enter the formula as shares of one, so that `响应率 >= 90%` reads as it
 * is meant; the composite is the formula's result × 100, in points.
 */
export interface ScoringProfile {
  readonly id: string
  readonly name: string
  /** For example `10% × 响应率 + 50% × 解决率 + 40% × 满意率`; the names it may use are `METRIC_NAMES`. */
  readonly formula: string
  /** Weight of 基本满意 in the satisfaction rate, decimal text from `0` to `1`, for example `0.9`. */
  readonly basicFactor: string
  /** Weight of 部分解决 in the resolution rate, decimal text from `0` to `1`; `0`: partly solved is not solved. */
  readonly partialFactor: string
  /** Units with fewer valid callbacks are shown but not ranked. */
  readonly minimumSample: number
  /** 不评价: stays in the sample and counts against satisfaction, or leaves the satisfaction rate's denominator. */
  readonly noOpinion: 'counts-in-sample' | 'leaves-satisfaction'
  /** Decimal places of percentages and composite, rounded half-up; ranks compare the rounded composite. */
  readonly decimals: number
}

/** The ways to define one of the four ranking classes 四类排名 (domain.md §8.6; thresholds are the city's choice). */
export type RankingRule =
  /** 先进类: the first `count` by composite in the peer group, with at least `minimumSample` valid callbacks. */
  | { readonly by: 'top'; readonly count: number; readonly minimumSample: number }
  /** 进步类: the `count` largest rises in rank or in score against the previous period. */
  | { readonly by: 'rise'; readonly count: number; readonly measure: 'rank' | 'score' }
  /** 整改类: the last `count` by composite, or `falls` falls in a row of more than `points` points each. */
  | { readonly by: 'bottom'; readonly count: number; readonly falls: number; readonly points: number }
  /** 治理类: the `share` (0 to 1) with the highest volume whose score is below the peers' median, fixed for a year. */
  | { readonly by: 'volume'; readonly share: number; readonly measure: 'dispatches' | 'per-10000-residents' }

export interface RankingClass {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly rule: RankingRule
  /** Codes of classes that come first: a unit in one of them is not put into this one. */
  readonly notIn: readonly string[]
}
