/**
 * When two tickets are taken for the same matter: data, not code, so that a city can set its own. Measured on labelled pairs,
 * docs/reference/similar.md.
 */
export interface SimilarThresholds {
  /** From here on a proposal says 重复: nearly the same words, or the same point and partly the same words. */
  readonly duplicate: number
  /** From here on a proposal says 疑似: shown to a person, below it nothing is shown. */
  readonly likely: number
  /** What the evidence beside the words adds to the share of words in common (0–1). */
  readonly weights: {
    readonly building: number
    readonly point: number
    readonly community: number
    readonly actor: number
    readonly asset: number
    readonly category: number
    readonly parentCategory: number
  }
  /** A text with fewer runs of characters than this is too short to say much by words alone. */
  readonly leastShingles: number
}

export const SIMILAR_THRESHOLDS: SimilarThresholds = {
  duplicate: 0.7,
  likely: 0.4,
  weights: {
    building: 0.3,
    point: 0.16,
    community: 0.06,
    actor: 0.2,
    asset: 0.2,
    category: 0.12,
    parentCategory: 0.04,
  },
  leastShingles: 14,
}

export type SimilarBand = 'duplicate' | 'likely' | 'different'

/** The words for a score between 0 and about 1.9. */
export function bandOf(score: number, thresholds: SimilarThresholds = SIMILAR_THRESHOLDS): SimilarBand {
  if (score >= thresholds.duplicate) return 'duplicate'
  return score >= thresholds.likely ? 'likely' : 'different'
}
