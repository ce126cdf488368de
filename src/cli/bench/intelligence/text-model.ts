import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { toInstant } from '../../../domain/kernel/instant.ts'
import { crossValidate } from '../../../intelligence/model/cross-validation.ts'
import { loadModel, type TextModel } from '../../../intelligence/model/model.ts'
import { scoreVerdicts } from '../../../intelligence/model/scores.ts'
import { type TrainingOrder, trainModel } from '../../../intelligence/model/train.ts'
import { readLabelled } from '../../model/labelled-file.ts'
import { median, percentile, rounded } from '../machine.ts'
import type { TrainingExample } from './first-time-right.ts'

/** Real messages lie beside the project and are no part of it. */
const BESIDE = join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared', 'data', 'messages', 'labelled.jsonl')

export interface TextModelOptions {
  /** Labelled messages; where nothing is given those beside the project, if they are there. */
  readonly labelled?: string
  readonly seed: number
  readonly onProgress?: (done: number, total: number) => void
}

const FOLDS = 5

/**
 * The text model on labelled messages: nested five-fold cross-validation that keeps copies together (docs/reference/text-model.md),
 * then one model of everything for times and size. One thread.
 */
export async function measureTextModel({ labelled, seed, onProgress }: TextModelOptions): Promise<object> {
  const path = labelled ?? BESIDE
  if (labelled === undefined && !existsSync(path))
    return { notMeasured: 'no labelled messages: give --labelled <file>' }
  const { examples, rejected, source } = await readLabelled(path)
  const order = orderOf(source, seed)
  const total = FOLDS + 2
  let done = 0
  const folds = []
  const started = performance.now()
  for (const fold of crossValidate(examples, order)) {
    folds.push(fold)
    onProgress?.(++done, total)
  }
  const validated = performance.now()
  const verdicts = folds.flatMap((one) => one.verdicts)
  const labels = [...new Set(examples.map((one) => one.label))].sort()
  const scores = scoreVerdicts(labels, verdicts)
  const answered = verdicts.filter((one) => !one.abstained)

  const trained = trainModel(examples, order)
  if (!trained.ok) throw new Error(trained.rejection.code)
  const learned = performance.now()
  onProgress?.(++done, total)
  const { model, loadMs } = load(trained.value.bytes)
  const times = examples.map((example) => {
    const before = performance.now()
    model.classify(example)
    return performance.now() - before
  })
  const explained = examples.slice(0, 500).map((example) => {
    const opinion = model.classify(example)
    const before = performance.now()
    opinion.phrases()
    return performance.now() - before
  })
  onProgress?.(++done, total)
  return {
    protocol: `nested ${FOLDS}-fold cross-validation, copies kept together, seed ${seed}, one thread`,
    machine: { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, node: process.versions.node },
    messages: examples.length,
    rejected: rejected.length,
    labels: labels.length,
    macroF1: rounded(scores.macroF1, 4),
    accuracy: rounded(scores.accuracy, 4),
    f1: Object.fromEntries(scores.labels.map(({ label, f1 }) => [label, f1 === null ? null : rounded(f1, 4)])),
    calibrationError: rounded(scores.calibrationError, 4),
    coverage: rounded(answered.length / verdicts.length, 4),
    rightAboveThreshold: rounded(answered.filter((one) => one.truth === one.said).length / answered.length, 4),
    thresholds: folds.map((one) => rounded(one.threshold, 4)),
    bytes: trained.value.bytes.length,
    crossValidationSeconds: rounded((validated - started) / 1000, 1),
    trainingSeconds: rounded((learned - validated) / 1000, 1),
    loadMs: rounded(loadMs, 1),
    classifyMeanMs: rounded(times.reduce((sum, one) => sum + one, 0) / times.length, 3),
    classifyMedianMs: rounded(median(times), 3),
    classifyP99Ms: rounded(percentile([...times], 0.99), 3),
    explainMedianMs: rounded(median(explained), 3),
  }
}

/** A model for a city that has no messages of its own yet: what first-time-right is measured with. */
export function teach(examples: readonly TrainingExample[], seed: number): TextModel {
  const numbered = examples.map((one, i) => ({ ...one, uid: String(i), group: null }))
  const trained = trainModel(numbered, orderOf('simulated messages', seed))
  if (!trained.ok) throw new Error(trained.rejection.code)
  return load(trained.value.bytes).model
}

function load(bytes: Uint8Array): { model: TextModel; loadMs: number } {
  const before = performance.now()
  const loaded = loadModel(bytes)
  if (!loaded.ok) throw new Error(loaded.rejection.code)
  return { model: loaded.value, loadMs: performance.now() - before }
}

function orderOf(source: string, seed: number): TrainingOrder {
  const dictionary = process.versions.icu ?? 'unknown'
  return { name: 'bench', trainedAt: toInstant(Date.now()), seed, source, dictionary }
}
