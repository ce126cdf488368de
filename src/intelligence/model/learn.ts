import { makeChance } from './chance.ts'
import type { Corpus } from './corpus.ts'
import { dealFolds } from './folds.ts'
import { fitJudge, type Judge, weigh } from './judge.ts'
import { fitReader, type Reader, readMargins } from './reader.ts'
import type { Verdict } from './scores.ts'
import { makeView, READERS, type View } from './view.ts'

/** Readers and judge that have learned, and what they said of messages while those were held back. */
export interface Learned {
  readonly readers: readonly Reader[]
  readonly judge: Judge
  /** By cross-validation over the training messages, in their order. */
  readonly verdicts: readonly Verdict[]
}

export interface LearnOptions {
  readonly seed: number
  /** Called after each fit. */
  readonly onProgress?: (done: number, total: number) => void
}

export const FOLDS = 5
/** Bytes that all readers' weights may take together; many labels leave room for fewer pieces. */
const WEIGHT_BYTES = 4_500_000
/** Beside its weights a piece takes its hash and its rarity. */
const BYTES_PER_PIECE = 8

export function makeViews(corpus: Corpus): View[] {
  return READERS.map((spec) => makeView(corpus, spec))
}

/**
 * Learns from the `train` messages of the views' corpus. Readers learn five times on four fifths, so that the judge hears
 * margins of messages that they had not seen, and once on everything.
 */
export function learn(views: readonly View[], train: Int32Array, options: LearnOptions): Learned {
  const [view] = views
  if (!view) throw new Error('no reader to teach')
  const { corpus } = view
  const classes = corpus.labels.length
  const room = Math.floor(WEIGHT_BYTES / (views.length * (classes + BYTES_PER_PIECE)))
  const teach = (one: View, messages: Int32Array) =>
    fitReader(one, messages, Math.min(one.spec.features, room), makeChance(options.seed))
  const total = views.length * (FOLDS + 1)
  let done = 0
  const step = () => options.onProgress?.(++done, total)

  const folds = dealFolds(train, corpus, FOLDS, options.seed)
  const inputs = views.length * classes
  const margins = new Float64Array(train.length * inputs)
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = train.filter((_, place) => folds[place] === fold)
    const rest = train.filter((_, place) => folds[place] !== fold)
    if (held.length === 0 || rest.length === 0) continue
    views.forEach((one, r) => {
      const said = readMargins(one, teach(one, rest), held)
      let row = 0
      for (let place = 0; place < train.length; place++) {
        if (folds[place] !== fold) continue
        margins.set(said.subarray(row * classes, (row + 1) * classes), place * inputs + r * classes)
        row++
      }
      step()
    })
  }
  const labelOf = Int32Array.from(train, (i) => corpus.labelOf[i] as number)
  const readers = views.map((one) => {
    const reader = teach(one, train)
    step()
    return reader
  })
  return {
    readers,
    judge: fitJudge(margins, labelOf, classes),
    verdicts: crossJudge(margins, labelOf, folds, classes),
  }
}

/** Verdicts by judges that had not heard the messages either. */
function crossJudge(margins: Float64Array, labelOf: Int32Array, folds: Int32Array, classes: number): Verdict[] {
  const count = labelOf.length
  const inputs = margins.length / count
  const verdicts: Verdict[] = new Array(count)
  const chances = new Float64Array(classes)
  for (let fold = 0; fold < FOLDS; fold++) {
    const places = Int32Array.from({ length: count }, (_, place) => place)
    const rest = places.filter((place) => folds[place] !== fold)
    const heard = new Float64Array(rest.length * inputs)
    rest.forEach((place, row) => {
      heard.set(margins.subarray(place * inputs, (place + 1) * inputs), row * inputs)
    })
    const labels = rest.map((place) => labelOf[place] as number)
    const judge = fitJudge(heard, labels, classes)
    for (const place of places) {
      if (folds[place] !== fold) continue
      weigh(judge, margins.subarray(place * inputs, (place + 1) * inputs), chances)
      const said = best(chances)
      verdicts[place] = { truth: labelOf[place] as number, said, confidence: chances[said] as number }
    }
  }
  return verdicts
}

/** Place of the largest; of equal ones the first. */
export function best(values: Float64Array, but = -1): number {
  let place = -1
  for (let k = 0; k < values.length; k++) {
    if (k !== but && (place < 0 || (values[k] as number) > (values[place] as number))) place = k
  }
  return place
}
