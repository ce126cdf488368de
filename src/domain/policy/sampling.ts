import type { Policy } from './policy.ts'

/** Whom the callback desk asks, as far as that is left to chance (domain.md §8.1 names no shares: INF). */
export interface SamplingRule {
  /** Share of the answered tickets whose requesters are called, 0 to 1. */
  readonly share: number
  /** Share of the *satisfied* answers that a second person checks, 0 to 1. */
  readonly recheckShare: number
  /** Days after a callback fell due by which a call that was put off must be made. */
  readonly postponeDays: number
}

/** Everybody is called; one satisfied answer in fifty is checked. No public source gives these (INF). */
const DEFAULT_SAMPLING: SamplingRule = { share: 1, recheckShare: 0.02, postponeDays: 5 }

export function samplingOf({ callback }: Pick<Policy, 'callback'>): SamplingRule {
  return { ...DEFAULT_SAMPLING, ...callback.sampling }
}
