import type { View } from './view.ts'

export interface Selection {
  /** The features that are kept, ascending. */
  readonly features: Int32Array
  /** 1 + ln of how rare each is: what half of all messages contain says little. */
  readonly idf: Float32Array
}

/**
 * Keeps the features whose presence depends most on some label (χ² of the two-by-two table, the best label counts), at most
 * `most`, among those that occur in two of the `train` messages or more. Fewer features do better than all: the rest is noise
 * that still takes part in every message's length.
 */
export function selectFeatures(view: View, train: Int32Array, most: number): Selection {
  const { corpus, featureStarts, messages } = view
  const classes = corpus.labels.length
  const isTrain = new Uint8Array(corpus.size)
  const perClass = new Float64Array(classes)
  for (const i of train) {
    isTrain[i] = 1
    const label = corpus.labelOf[i] as number
    perClass[label] = (perClass[label] as number) + 1
  }
  const weight = new Float64Array(corpus.features)
  const found = new Int32Array(corpus.features)
  const here = new Int32Array(classes)
  for (let f = 0; f < corpus.features; f++) {
    let count = 0
    here.fill(0)
    for (let at = featureStarts[f] as number; at < (featureStarts[f + 1] as number); at++) {
      const i = messages[at] as number
      if (isTrain[i] === 0) continue
      const label = corpus.labelOf[i] as number
      here[label] = (here[label] as number) + 1
      count++
    }
    found[f] = count
    if (count > 1) weight[f] = dependence(here, perClass, count, train.length)
  }
  const features = takeMost(weight, most)
  return {
    features,
    idf: Float32Array.from(features, (f) => 1 + Math.log((train.length + 1) / ((found[f] as number) + 1))),
  }
}

/** The largest χ² of a feature with any label; at least a trace, since whatever occurs twice is a candidate. */
function dependence(here: Int32Array, perClass: Float64Array, count: number, total: number): number {
  let best = 1e-12
  for (let k = 0; k < here.length; k++) {
    const both = here[k] as number
    if (both === 0) continue
    const only = count - both
    const absent = (perClass[k] as number) - both
    const neither = total - count - absent
    const below = count * (total - count) * (both + absent) * (only + neither)
    if (below === 0) continue
    const chi = (total * (both * neither - only * absent) ** 2) / below
    if (chi > best) best = chi
  }
  return best
}

/** Places of the `most` largest weights above 0, ascending; of equal ones the first. */
function takeMost(weight: Float64Array, most: number): Int32Array {
  const candidates = weight.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0)
  const size = Math.min(most, candidates)
  const cut = size === 0 ? Number.POSITIVE_INFINITY : (weight.slice().sort()[weight.length - size] as number)
  const above = weight.reduce((sum, one) => sum + (one > cut ? 1 : 0), 0)
  let level = size - above
  const taken = new Int32Array(size)
  let to = 0
  for (let f = 0; f < weight.length && to < size; f++) {
    const one = weight[f] as number
    if (one > cut) taken[to++] = f
    else if (one === cut && level > 0) {
      taken[to++] = f
      level--
    }
  }
  return taken
}
