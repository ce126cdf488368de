import type { Instant } from '../../domain/kernel/instant.ts'
import { done, type Result, rejected } from '../../domain/kernel/result.ts'
import type { ModelCard } from './card.ts'
import { type Corpus, makeCorpus } from './corpus.ts'
import type { Example } from './example.ts'
import { encodeModel, type ModelFile, type StoredReader } from './file.ts'
import { FOLDS, type Learned, learn, makeViews } from './learn.ts'
import type { Reader } from './reader.ts'
import { abstainBelow, chooseThreshold, scoreVerdicts } from './scores.ts'
import type { View } from './view.ts'

export interface TrainingOrder {
  readonly name: string
  /** The time the card shows; the caller's clock, since nothing here knows the time. */
  readonly trainedAt: Instant
  readonly seed: number
  readonly source: string
  /** Release of ICU, for the card. */
  readonly dictionary: string
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * The share of right answers that the threshold is chosen for, on messages held back. Half a point above the 0.97 that is
 * promised, since the threshold itself was chosen on them.
 */
const GOAL = 0.975

export interface Trained {
  readonly bytes: Uint8Array
  readonly card: ModelCard
}

/**
 * Makes a model from labelled messages: same examples, order and seed, same bytes. Rejects with `training.no-examples` or
 * `training.one-label` {label}. Takes about 20 s for 6,000 messages of 400 characters on one core.
 */
export function trainModel(examples: readonly Example[], order: TrainingOrder): Result<Trained> {
  const [first] = examples
  if (!first) return rejected('training.no-examples')
  if (examples.every((one) => one.label === first.label)) return rejected('training.one-label', { label: first.label })
  const corpus = makeCorpus(examples)
  const views = makeViews(corpus)
  const train = Int32Array.from(examples, (_, i) => i)
  const { onProgress } = order
  const learned = learn(views, train, { seed: order.seed, ...(onProgress === undefined ? {} : { onProgress }) })
  const model = assemble(corpus, views, learned, train, order)
  return done({ bytes: encodeModel(model), card: model.card })
}

/** The file of what was learned on the `train` messages of a corpus. */
export function assemble(
  corpus: Corpus,
  views: readonly View[],
  { readers, judge, verdicts }: Learned,
  train: Int32Array,
  order: TrainingOrder,
): ModelFile {
  const threshold = chooseThreshold(verdicts, GOAL)
  const counts = corpus.labels.map(() => 0)
  for (const i of train) {
    const label = corpus.labelOf[i] as number
    counts[label] = (counts[label] ?? 0) + 1
  }
  const groups = new Set<string>()
  for (const i of train) {
    const group = corpus.groups[i] ?? null
    if (group !== null) groups.add(group)
  }
  const stored = views.map((view, r) => store(view, readers[r] as Reader))
  const card: ModelCard = {
    name: order.name,
    trainedAt: order.trainedAt,
    seed: order.seed,
    source: order.source,
    messages: train.length,
    labels: corpus.labels.map((label, k) => ({ label, messages: counts[k] ?? 0 })),
    groups: groups.size,
    folds: FOLDS,
    readers: stored.map(({ spec, hashes }) => ({ name: spec.name, features: hashes.length })),
    dictionary: order.dictionary,
    scores: scoreVerdicts(corpus.labels, verdicts),
    abstention: abstainBelow(threshold, verdicts),
  }
  return { card, labels: corpus.labels, threshold, readers: stored, judge }
}

function store(view: View, reader: Reader): StoredReader {
  const classes = view.corpus.labels.length
  const scales = Array.from({ length: classes }, (_, k) => {
    let most = 0
    for (let at = k; at < reader.weights.length; at += classes) {
      most = Math.max(most, Math.abs(reader.weights[at] as number))
    }
    return most / 127
  })
  return {
    spec: view.spec,
    hashes: Int32Array.from(reader.features, (feature) => view.corpus.hashes[feature] as number),
    idf: reader.idf,
    weights: Int8Array.from(reader.weights, (weight, at) => {
      const scale = scales[at % classes] as number
      return scale === 0 ? 0 : Math.round(weight / scale)
    }),
    scales,
    bias: [...reader.bias],
  }
}
