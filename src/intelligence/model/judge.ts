/**
 * Weighs the readers' margins into a probability for each label: a multinomial logistic regression that learned from margins
 * of messages the readers had not seen, so that its probabilities mean what they say.
 * With few labels every margin may speak for every label (`full`); with many each label hears its own margins only.
 */
export interface Judge {
  readonly full: boolean
  /** `full`: `weights[input × labels + label]`, else `weights[input]`; inputs are reader by reader, label by label. */
  readonly weights: Float64Array
  readonly bias: Float64Array
}

const MOST_LABELS_IN_FULL = 24
const ROUNDS = 200
/** Pull towards 0 where every margin has many weights; towards nothing where it has one. */
const RIDGE = 1e-3
const STEP = 0.3
const MOMENTUM = 0.9

/** One row of `margins` per message: readers × labels numbers. Full-batch descent with momentum: no chance in it. */
export function fitJudge(margins: Float64Array, labelOf: Int32Array, labels: number): Judge {
  const full = labels <= MOST_LABELS_IN_FULL
  const count = labelOf.length
  const inputs = count === 0 ? 0 : margins.length / count
  const weights = full ? new Float64Array(inputs * labels) : new Float64Array(inputs).fill(1)
  const bias = new Float64Array(labels)
  const judge: Judge = { full, weights, bias }
  const slope = new Float64Array(weights.length)
  const biasSlope = new Float64Array(labels)
  const speed = new Float64Array(weights.length)
  const biasSpeed = new Float64Array(labels)
  const chances = new Float64Array(labels)
  for (let round = 0; round < ROUNDS; round++) {
    slope.fill(0)
    biasSlope.fill(0)
    for (let i = 0; i < count; i++) {
      const row = margins.subarray(i * inputs, (i + 1) * inputs)
      weigh(judge, row, chances)
      const truth = labelOf[i] as number
      chances[truth] = (chances[truth] as number) - 1
      addSlope(judge, row, chances, slope, biasSlope)
    }
    for (let at = 0; at < weights.length; at++) {
      const pull = full ? RIDGE * (weights[at] as number) : 0
      speed[at] = MOMENTUM * (speed[at] as number) - STEP * ((slope[at] as number) / count + pull)
      weights[at] = (weights[at] as number) + (speed[at] as number)
    }
    for (let k = 0; k < labels; k++) {
      biasSpeed[k] = MOMENTUM * (biasSpeed[k] as number) - (STEP * (biasSlope[k] as number)) / count
      bias[k] = (bias[k] as number) + (biasSpeed[k] as number)
    }
  }
  return judge
}

/** Probabilities of the labels, into `to`; they sum to 1. */
export function weigh(judge: Judge, margins: Float64Array, to: Float64Array): void {
  const { full, weights, bias } = judge
  const labels = bias.length
  to.set(bias)
  if (full) {
    for (let at = 0; at < margins.length; at++) {
      const margin = margins[at] as number
      const from = at * labels
      for (let k = 0; k < labels; k++) to[k] = (to[k] as number) + margin * (weights[from + k] as number)
    }
  } else {
    for (let at = 0; at < margins.length; at++) {
      const k = at % labels
      to[k] = (to[k] as number) + (margins[at] as number) * (weights[at] as number)
    }
  }
  let most = Number.NEGATIVE_INFINITY
  for (let k = 0; k < labels; k++) most = Math.max(most, to[k] as number)
  let sum = 0
  for (let k = 0; k < labels; k++) {
    to[k] = Math.exp((to[k] as number) - most)
    sum += to[k] as number
  }
  for (let k = 0; k < labels; k++) to[k] = (to[k] as number) / sum
}

function addSlope(
  judge: Judge,
  margins: Float64Array,
  errors: Float64Array,
  slope: Float64Array,
  biasSlope: Float64Array,
): void {
  const labels = errors.length
  for (let k = 0; k < labels; k++) biasSlope[k] = (biasSlope[k] as number) + (errors[k] as number)
  for (let at = 0; at < margins.length; at++) {
    const margin = margins[at] as number
    if (judge.full) {
      const from = at * labels
      for (let k = 0; k < labels; k++) slope[from + k] = (slope[from + k] as number) + margin * (errors[k] as number)
    } else slope[at] = (slope[at] as number) + margin * (errors[at % labels] as number)
  }
}
