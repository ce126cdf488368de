/** A sparse vector of length 1: feature numbers in ascending order and their weights. Empty where a text has nothing that repeats. */
export interface Vector {
  readonly features: Int32Array
  readonly weights: Float64Array
}

/** Features of a long text that count; the rest of a story is seldom its matter. */
const MOST = 120
/** A run of characters in more than this share of the texts says nothing. */
const TOO_COMMON = 0.4

/**
 * TF-IDF over runs of two and three characters. `texts` gives per message its pieces with their weights (a title says more than
 * a line of the text). Numbers of features follow from the texts alone, so that the same stream gives the same vectors.
 */
export function makeVectors(texts: readonly (readonly (readonly [piece: string, weight: number])[])[]): {
  readonly vectors: readonly Vector[]
  readonly feature: readonly string[]
} {
  const perText = texts.map(countGrams)
  const inTexts = new Map<string, number>()
  for (const counts of perText) for (const gram of counts.keys()) inTexts.set(gram, (inTexts.get(gram) ?? 0) + 1)
  const most = Math.max(10, texts.length * TOO_COMMON)
  const feature = [...inTexts]
    .filter(([, texts_]) => texts_ >= 2 && texts_ <= most)
    .map(([gram]) => gram)
    .sort()
  const numbers = new Map(feature.map((gram, number) => [gram, number]))
  const rarity = feature.map((gram) => Math.log(1 + texts.length / (inTexts.get(gram) ?? 1)))
  const vectors = perText.map((counts) => {
    const weighted: [number, number][] = []
    for (const [gram, count] of counts) {
      const number = numbers.get(gram)
      if (number !== undefined) weighted.push([number, (1 + Math.log(count)) * (rarity[number] ?? 0)])
    }
    weighted.sort((a, b) => b[1] - a[1] || a[0] - b[0])
    return toVector(weighted.slice(0, MOST))
  })
  return { vectors, feature }
}

function countGrams(pieces: readonly (readonly [string, number])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [piece, weight] of pieces) {
    for (let size = 2; size <= 3; size++) {
      for (let at = 0; at + size <= piece.length; at++) {
        const gram = piece.slice(at, at + size)
        counts.set(gram, (counts.get(gram) ?? 0) + weight)
      }
    }
  }
  return counts
}

function toVector(weighted: [number, number][]): Vector {
  weighted.sort((a, b) => a[0] - b[0])
  let square = 0
  for (const [, weight] of weighted) square += weight * weight
  const length = Math.sqrt(square) || 1
  return {
    features: Int32Array.from(weighted, ([number]) => number),
    weights: Float64Array.from(weighted, ([, weight]) => weight / length),
  }
}

/** Cosine of two vectors, 0 to 1. */
export function similarity(a: Vector, b: Vector): number {
  let sum = 0
  let i = 0
  let j = 0
  while (i < a.features.length && j < b.features.length) {
    const left = a.features[i] ?? 0
    const right = b.features[j] ?? 0
    if (left === right) sum += (a.weights[i++] ?? 0) * (b.weights[j++] ?? 0)
    else if (left < right) i++
    else j++
  }
  return sum
}

/** The mean of vectors, of length 1 again, with its strongest features only. */
export function centre(vectors: readonly Vector[]): Vector {
  const sums = new Map<number, number>()
  for (const { features, weights } of vectors) {
    for (let i = 0; i < features.length; i++) {
      const number = features[i] ?? 0
      sums.set(number, (sums.get(number) ?? 0) + (weights[i] ?? 0))
    }
  }
  const strongest = [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 2 * MOST)
  return toVector(strongest)
}
