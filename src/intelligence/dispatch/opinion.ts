import type { Opinion } from '../../domain/ticket/terms.ts'

/** What a trained text model says of one message. */
export interface TextOpinion {
  /** A category's code; a model of two levels writes `parent->leaf`. Filled also when it abstains. */
  readonly label: string
  /** 0 to 1, calibrated. */
  readonly confidence: number
  readonly abstained: boolean
  readonly second: string | null
  /** What weighed most, as said; computed when asked for. */
  phrases(): readonly string[]
}

/** The text model as dispatch sees it: which one, and what it says. */
export interface TextModel {
  readonly name: string
  classify(message: { readonly title: string | null; readonly text: string }): TextOpinion
}

/** The leaf that a label means: `01->01-03` is `01-03`. */
export function categoryOf(label: string): string {
  return label.slice(label.includes('->') ? label.lastIndexOf('->') + 2 : 0).trim()
}

export interface ModelOpinion extends Opinion {
  readonly abstained: boolean
}

/** An abstaining model's word counts less, and never against words that are sure. */
const ABSTAINED_SHARE = 0.5

/**
 * One proposal out of two readers. Where they agree both must be wrong for it to be; where they differ the surer one is followed,
 * and what the other held against it is taken off. `knows`: categories of the policy in force: a label from elsewhere says nothing.
 */
export function combine(
  keywords: Opinion | null,
  model: ModelOpinion | null,
  knows: (category: string) => boolean,
): Opinion | null {
  const heard = model && knows(model.category) ? model : null
  if (heard === null) return keywords
  const weight = heard.abstained ? heard.confidence * ABSTAINED_SHARE : heard.confidence
  if (keywords === null) return { category: heard.category, confidence: weight }
  if (keywords.category === heard.category) {
    return { category: heard.category, confidence: rounded(1 - (1 - keywords.confidence) * (1 - heard.confidence)) }
  }
  const [first, against] =
    weight >= keywords.confidence
      ? [{ category: heard.category, confidence: weight }, keywords.confidence]
      : [keywords, weight]
  return { category: first.category, confidence: rounded(first.confidence * (1 - against / 2)) }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
