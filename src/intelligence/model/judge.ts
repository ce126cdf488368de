/**
 * Weighs the readers' margins into a probability for each label: a multinomial logistic regression that learned from margins
 * of messages the readers had not seen, so that its probabilities mean what they say.
 * With few labels every margin speaks for every label (`full`); with many, each reader has one weight, and a label hears its
 * own margins only: there are not enough messages of each to learn more.
 */
export interface Judge {
  readonly full: boolean
  /** `full`: `weights[(reader × labels + margin) × labels + label]`, else `weights[reader]`. */
  readonly weights: Float64Array
  readonly bias: Float64Array
}

const MOST_LABELS_IN_FULL = 24

/** One row of `margins` per message: reader by reader, label by label. No chance in it. */
export function fitJudge(margins: Float64Array, labelOf: Int32Array, labels: number): Judge {
  const count = labelOf.length
  const inputs = count === 0 ? 0 : margins.length / count
  const full = labels <= MOST_LABELS_IN_FULL
  const judge: Judge = {
    full,
    weights: full ? new Float64Array(inputs * labels) : new Float64Array(inputs / labels).fill(1),
    bias: new Float64Array(labels),
  }
  if (count === 0) return judge
  const slopes = makeSlopes(judge, margins, labelOf)
  if (full) roll(judge, slopes)
  else step(judge, slopes)
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
    for (let r = 0; r < weights.length; r++) {
      const weight = weights[r] as number
      const from = r * labels
      for (let k = 0; k < labels; k++) to[k] = (to[k] as number) + weight * (margins[from + k] as number)
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

/** Mean slopes of the log loss at the judge's present weights. */
interface Slopes {
  readonly weights: Float64Array
  readonly bias: Float64Array
  readonly look: () => void
}

function makeSlopes(judge: Judge, margins: Float64Array, labelOf: Int32Array): Slopes {
  const count = labelOf.length
  const inputs = margins.length / count
  const labels = judge.bias.length
  const weights = new Float64Array(judge.weights.length)
  const bias = new Float64Array(labels)
  const errors = new Float64Array(labels)
  const look = () => {
    weights.fill(0)
    bias.fill(0)
    for (let i = 0; i < count; i++) {
      const row = margins.subarray(i * inputs, (i + 1) * inputs)
      weigh(judge, row, errors)
      const truth = labelOf[i] as number
      errors[truth] = (errors[truth] as number) - 1
      for (let k = 0; k < labels; k++) bias[k] = (bias[k] as number) + (errors[k] as number) / count
      for (let at = 0; at < inputs; at++) {
        const margin = (row[at] as number) / count
        if (judge.full) {
          const from = at * labels
          for (let k = 0; k < labels; k++)
            weights[from + k] = (weights[from + k] as number) + margin * (errors[k] as number)
        } else {
          const r = Math.floor(at / labels)
          weights[r] = (weights[r] as number) + margin * (errors[at % labels] as number)
        }
      }
    }
  }
  return { weights, bias, look }
}

const ROUNDS = 200
const RIDGE = 1e-3
const SPEED = 0.3
const MOMENTUM = 0.9

/** Descent with momentum and a ridge. */
function roll(judge: Judge, slopes: Slopes): void {
  const speeds = { weights: new Float64Array(judge.weights.length), bias: new Float64Array(judge.bias.length) }
  for (let round = 0; round < ROUNDS; round++) {
    slopes.look()
    for (const part of ['weights', 'bias'] as const) {
      const ridge = part === 'weights' ? RIDGE : 0
      const [values, slope, speed] = [judge[part], slopes[part], speeds[part]]
      for (let at = 0; at < values.length; at++) {
        const value = values[at] as number
        speed[at] = MOMENTUM * (speed[at] as number) - SPEED * ((slope[at] as number) + ridge * value)
        values[at] = value + (speed[at] as number)
      }
    }
  }
}

const STEPS = 50
const FIRST_STEP = 0.15

/** Steps whose length does not depend on the slope's (Adam), since a label among a hundred has hardly any. */
function step(judge: Judge, slopes: Slopes): void {
  const means = { weights: new Float64Array(judge.weights.length), bias: new Float64Array(judge.bias.length) }
  const squares = { weights: new Float64Array(judge.weights.length), bias: new Float64Array(judge.bias.length) }
  for (let round = 1; round <= STEPS; round++) {
    slopes.look()
    const length = FIRST_STEP * (1 - round / (STEPS + 1))
    for (const part of ['weights', 'bias'] as const) {
      const [values, slope, mean, square] = [judge[part], slopes[part], means[part], squares[part]]
      for (let at = 0; at < values.length; at++) {
        const one = slope[at] as number
        mean[at] = 0.9 * (mean[at] as number) + 0.1 * one
        square[at] = 0.99 * (square[at] as number) + 0.01 * one * one
        const direction = (mean[at] as number) / (1 - 0.9 ** round)
        const size = Math.sqrt((square[at] as number) / (1 - 0.99 ** round))
        values[at] = (values[at] as number) - (length * direction) / (size + 1e-9)
      }
    }
  }
}
