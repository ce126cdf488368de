import { makeCorpus } from './corpus.ts'
import type { Example } from './example.ts'
import { decodeModel, encodeModel } from './file.ts'
import { dealFolds } from './folds.ts'
import { FOLDS, learn, makeViews } from './learn.ts'
import { makeModel } from './model.ts'
import type { Verdict } from './scores.ts'
import { assemble, type TrainingOrder } from './train.ts'

/** One fold's model, made without the held messages, and what it said of them. */
export interface FoldOutcome {
  readonly verdicts: readonly (Verdict & { readonly abstained: boolean })[]
  readonly threshold: number
  readonly bytes: number
}

/**
 * Nested cross-validation: each fold's model is trained as any model is, threshold included, written and read as a file, and
 * classifies the messages that were held back. Groups are never split. Features are counted once for all folds; which are kept,
 * and how rare each is, is learned from the training messages alone.
 */
export function* crossValidate(
  examples: readonly Example[],
  order: Omit<TrainingOrder, 'onProgress'>,
): Generator<FoldOutcome, void, undefined> {
  const corpus = makeCorpus(examples)
  const views = makeViews(corpus)
  const all = Int32Array.from(examples, (_, i) => i)
  const folds = dealFolds(all, corpus, FOLDS, order.seed)
  const numberOf = new Map(corpus.labels.map((label, number) => [label, number]))
  for (let fold = 0; fold < FOLDS; fold++) {
    const train = all.filter((i) => folds[i] !== fold)
    // The inner folds are dealt anew: other groups stand together than in the outer ones.
    const learned = learn(views, train, { seed: order.seed + 1 + fold })
    const bytes = encodeModel(assemble(corpus, views, learned, train, order))
    const decoded = decodeModel(bytes)
    if (!decoded.ok) throw new Error(`a model that was just written can't be read: ${decoded.rejection.code}`)
    const model = makeModel(decoded.value)
    const verdicts = examples.flatMap(({ title, text }, i) => {
      if (folds[i] !== fold) return []
      const { label, confidence, abstained } = model.classify({ title, text })
      return [{ truth: corpus.labelOf[i] as number, said: numberOf.get(label) ?? -1, confidence, abstained }]
    })
    yield { verdicts, threshold: model.threshold, bytes: bytes.length }
  }
}
