import { type Named, type NameKind, namesIn, withoutNames } from './names.ts'
import { matterText, sharedPhrases, shinglesOf } from './shingles.ts'
import { bandOf, SIMILAR_THRESHOLDS, type SimilarBand, type SimilarThresholds } from './thresholds.ts'

/** What is known of a request when it is compared. */
export interface Matter {
  readonly words: string
  readonly title?: string | null
  readonly category?: string | null
  readonly community?: string | null
  readonly subdistrict?: string | null
  readonly address?: string | null
}

/** Read once, compared often. */
export interface ReadMatter {
  readonly text: string
  readonly shingles: ReadonlySet<string>
  readonly names: readonly Named[]
  readonly category: string | null
  readonly community: string | null
  readonly subdistrict: string | null
}

/** One ground for saying that two are the same; `src/words` has a sentence for each code. */
export type SimilarReason =
  | { readonly code: 'similar.words'; readonly facts: { readonly count: number; readonly share: number } }
  | { readonly code: 'similar.phrases'; readonly facts: { readonly phrases: string } }
  | { readonly code: `similar.${NameKind}`; readonly facts: { readonly name: string } }
  | { readonly code: 'similar.community' | 'similar.subdistrict' | 'similar.category'; readonly facts: object }

export interface Similarity {
  readonly score: number
  /** Share of the shorter text's runs that the other has, 0–1. */
  readonly shared: number
  readonly band: SimilarBand
  /** The weightiest first. */
  readonly reasons: readonly SimilarReason[]
}

export function readMatter(matter: Matter): ReadMatter {
  const names = namesIn(`${matter.title ?? ''}。${matter.words}`, matter.address ?? null)
  const text = withoutNames(matterText(matter.words), names)
  return {
    text,
    shingles: shinglesOf(text),
    names,
    category: matter.category ?? null,
    community: matter.community ?? null,
    subdistrict: matter.subdistrict ?? null,
  }
}

/** Names that the two have in common count once per kind: the same estate is not said better by naming its road too. */
const KINDS: readonly NameKind[] = ['building', 'asset', 'actor', 'point']
const MOST_PHRASES = 3

/**
 * How likely two requests are about the same matter, and why, in words. Symmetric. Names come from the texts or, where a text
 * may not be read again, from `sharedNames`.
 */
export function compareMatters(
  a: ReadMatter,
  b: ReadMatter,
  thresholds: SimilarThresholds = SIMILAR_THRESHOLDS,
  sharedNames: readonly Named[] = namesInCommon(a.names, b.names),
): Similarity {
  const { weights, leastShingles } = thresholds
  const [small, large] = a.shingles.size <= b.shingles.size ? [a, b] : [b, a]
  let count = 0
  for (const run of small.shingles) if (large.shingles.has(run)) count++
  const shared = count / Math.max(small.shingles.size, leastShingles)
  const weighed: { readonly weight: number; readonly reason: SimilarReason }[] = []
  if (count > 0) {
    const share = Math.round(shared * 100)
    weighed.push({ weight: shared, reason: { code: 'similar.words', facts: { count, share } } })
  }
  for (const kind of KINDS) {
    const name = sharedNames.find((one) => one.kind === kind)
    // The building stands at the point: together they are one ground, the finer one.
    if (!name || (kind === 'point' && weighed.some(({ reason }) => reason.code === 'similar.building'))) continue
    weighed.push({ weight: weights[kind], reason: { code: `similar.${kind}`, facts: { name: name.key } } })
  }
  if (a.community !== null && a.community === b.community) {
    weighed.push({ weight: weights.community, reason: { code: 'similar.community', facts: {} } })
  } else if (a.subdistrict !== null && a.subdistrict === b.subdistrict) {
    weighed.push({ weight: 0, reason: { code: 'similar.subdistrict', facts: {} } })
  }
  const category = categoryWeight(a.category, b.category, thresholds)
  if (category > 0) weighed.push({ weight: category, reason: { code: 'similar.category', facts: {} } })
  const score = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const phrases = sharedPhrases(small.text, large.shingles, MOST_PHRASES).map((phrase) => phrase.slice(0, 24))
  const reasons = weighed.toSorted((x, y) => y.weight - x.weight).map(({ reason }) => reason)
  if (phrases.length > 0) reasons.push({ code: 'similar.phrases', facts: { phrases: phrases.join('、') } })
  return { score, shared, band: bandOf(score, thresholds), reasons }
}

export function namesInCommon(a: readonly Named[], b: readonly Named[]): Named[] {
  return a.filter((one) => b.some((other) => other.kind === one.kind && other.key === one.key))
}

function categoryWeight(a: string | null, b: string | null, { weights }: SimilarThresholds): number {
  if (a === null || b === null) return 0
  if (a === b) return weights.category
  return a.split('-')[0] === b.split('-')[0] ? weights.parentCategory : 0
}
