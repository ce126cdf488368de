import { type Chance, shuffle } from './chance.ts'
import { selectFeatures } from './selection.ts'
import type { View } from './view.ts'

/** A reader that has learned: for every kept feature its rarity and one weight per label. */
export interface Reader {
  /** Numbers of the features in the corpus it learned from, ascending. */
  readonly features: Int32Array
  readonly idf: Float32Array
  /** `weights[row × labels + label]`. */
  readonly weights: Float32Array
  readonly bias: Float64Array
}

/** Messages as unit vectors over the rows of a reader. */
export interface Vectors {
  readonly starts: Int32Array
  readonly rows: Int32Array
  readonly values: Float32Array
}

/** How much one wrong message may cost against simple weights. Chosen once, on training data; the result depends little on it. */
const COST = 1
const MOST_ROUNDS = 12
/** A message at which nothing moved is passed over for so many rounds at most. */
const LONGEST_REST = 4
/** A round that moves fewer of its multipliers than this share is the last. */
const STILL = 0.002
const LEAST_MOVE = 1e-3

/**
 * Learns one linear separation per label (squared hinge loss, L2; dual coordinate descent, all labels in one pass over a
 * message). `train` lists messages of the view's corpus. Pure: the same `chance` gives the same weights.
 */
export function fitReader(view: View, train: Int32Array, most: number, chance: Chance): Reader {
  const { labelOf, labels } = view.corpus
  const classes = labels.length
  const { features, idf } = selectFeatures(view, train, most)
  const vectors = vectorsOf(view, { features, idf }, train)
  const weights = new Float32Array(features.length * classes)
  const bias = new Float64Array(classes)
  const multipliers = new Float64Array(train.length * classes)
  const margins = new Float64Array(classes)
  const moves = new Float64Array(classes)
  const quiet = new Uint8Array(train.length)
  const wakes = new Uint8Array(train.length)
  const order = Int32Array.from(train, (_, place) => place)
  // Unit vectors and a bias of 1: the curvature along one multiplier is 2, plus the loss's own.
  const own = 1 / (2 * COST)

  for (let round = 0; round < MOST_ROUNDS; round++) {
    shuffle(order, chance)
    let moved = 0
    for (const place of order) {
      if ((wakes[place] as number) > round) continue
      const label = labelOf[train[place] as number] as number
      margins.set(bias)
      addMargins(vectors, place, weights, classes, margins)
      let any = false
      for (let k = 0; k < classes; k++) {
        const sign = k === label ? 1 : -1
        const before = multipliers[place * classes + k] as number
        const slope = sign * (margins[k] as number) - 1 + own * before
        const after = Math.max(0, before - slope / (2 + own))
        if (Math.abs(after - before) > LEAST_MOVE) {
          moves[k] = (after - before) * sign
          multipliers[place * classes + k] = after
          any = true
          moved++
        } else moves[k] = 0
      }
      if (any) {
        move(vectors, place, weights, classes, moves, bias)
        quiet[place] = 0
      } else {
        const rest = Math.min((quiet[place] as number) + 1, LONGEST_REST)
        quiet[place] = rest
        wakes[place] = round + 1 + rest
      }
    }
    if (moved < STILL * train.length * classes) break
  }
  return { features, idf, weights, bias }
}

/** The margins of each listed message, label by label. */
export function readMargins(view: View, reader: Reader, messages: Int32Array): Float64Array {
  const classes = view.corpus.labels.length
  const vectors = vectorsOf(view, reader, messages)
  const all = new Float64Array(messages.length * classes)
  for (let place = 0; place < messages.length; place++) {
    const margins = all.subarray(place * classes, (place + 1) * classes)
    margins.set(reader.bias)
    addMargins(vectors, place, reader.weights, classes, margins)
  }
  return all
}

function addMargins(vectors: Vectors, place: number, weights: Float32Array, classes: number, to: Float64Array): void {
  const { starts, rows, values } = vectors
  const end = starts[place + 1] as number
  for (let at = starts[place] as number; at < end; at++) {
    const from = (rows[at] as number) * classes
    const value = values[at] as number
    for (let k = 0; k < classes; k++) to[k] = (to[k] as number) + (weights[from + k] as number) * value
  }
}

function move(
  vectors: Vectors,
  place: number,
  weights: Float32Array,
  classes: number,
  moves: Float64Array,
  bias: Float64Array,
): void {
  const { starts, rows, values } = vectors
  const moved: number[] = []
  for (let k = 0; k < classes; k++) {
    if (moves[k] === 0) continue
    bias[k] = (bias[k] as number) + (moves[k] as number)
    moved.push(k)
  }
  const end = starts[place + 1] as number
  for (let at = starts[place] as number; at < end; at++) {
    const from = (rows[at] as number) * classes
    const value = values[at] as number
    for (const k of moved) weights[from + k] = (weights[from + k] as number) + (moves[k] as number) * value
  }
}

function vectorsOf(view: View, reader: Pick<Reader, 'features' | 'idf'>, messages: Int32Array): Vectors {
  const rowOf = new Int32Array(view.corpus.features).fill(-1)
  reader.features.forEach((feature, row) => {
    rowOf[feature] = row
  })
  const starts = new Int32Array(messages.length + 1)
  const most = messages.reduce((sum, i) => sum + (view.starts[i + 1] as number) - (view.starts[i] as number), 0)
  const rows = new Int32Array(most)
  const values = new Float32Array(most)
  let to = 0
  messages.forEach((i, place) => {
    const from = to
    let square = 0
    for (let at = view.starts[i] as number; at < (view.starts[i + 1] as number); at++) {
      const row = rowOf[view.ids[at] as number] as number
      if (row < 0) continue
      const value = (view.strength[at] as number) * (reader.idf[row] as number)
      rows[to] = row
      values[to++] = value
      square += value * value
    }
    const length = Math.sqrt(square)
    for (let at = from; at < to; at++) values[at] = (values[at] as number) / length
    starts[place + 1] = to
  })
  return { starts, rows, values }
}
