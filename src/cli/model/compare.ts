import type { Example } from '../../intelligence/model/example.ts'
import type { TextModel } from '../../intelligence/model/model.ts'
import { abstainBelow, type Scores, scoreVerdicts, type Verdict } from '../../intelligence/model/scores.ts'

export interface Change {
  readonly uid: string
  readonly truth: string
  readonly before: string
  readonly after: string
}

export interface Comparison {
  readonly messages: number
  readonly agree: number
  /** Wrong with the old model, right with the new. */
  readonly mended: number
  /** Right with the old model, wrong with the new. */
  readonly broken: number
  readonly old: Side
  readonly new: Side
  readonly changes: readonly Change[]
}

interface Side {
  readonly name: string
  readonly accuracy: number
  readonly macroF1: number
  readonly calibrationError: number
  readonly coverage: number
  readonly rightAboveThreshold: number | null
  readonly labels: Scores['labels']
}

/** Both models on the same messages, before anybody switches. A message that one of them learned from proves nothing for it. */
export function compareModels(before: TextModel, after: TextModel, examples: readonly Example[]): Comparison {
  const labels = [...new Set([...examples.map((one) => one.label), ...before.labels, ...after.labels])].sort()
  const numberOf = new Map(labels.map((label, number) => [label, number]))
  const said = examples.map((example) => {
    const [old, fresh] = [before.classify(example), after.classify(example)]
    return { example, old, fresh }
  })
  const verdictsOf = (which: 'old' | 'fresh') =>
    said.map(
      ({ example, ...both }): Verdict => ({
        truth: numberOf.get(example.label) ?? -1,
        said: numberOf.get(both[which].label) ?? -1,
        confidence: both[which].confidence,
      }),
    )
  const changed = said.filter(({ old, fresh }) => old.label !== fresh.label)
  return {
    messages: examples.length,
    agree: examples.length - changed.length,
    mended: changed.filter(({ example, fresh }) => fresh.label === example.label).length,
    broken: changed.filter(({ example, old }) => old.label === example.label).length,
    old: sideOf(before, labels, verdictsOf('old')),
    new: sideOf(after, labels, verdictsOf('fresh')),
    changes: changed.map(({ example, old, fresh }) => ({
      uid: example.uid,
      truth: example.label,
      before: old.label,
      after: fresh.label,
    })),
  }
}

function sideOf(model: TextModel, labels: readonly string[], verdicts: readonly Verdict[]): Side {
  const { accuracy, macroF1, calibrationError, labels: perLabel } = scoreVerdicts(labels, verdicts)
  const { coverage, right } = abstainBelow(model.threshold, verdicts)
  return {
    name: model.name,
    accuracy,
    macroF1,
    calibrationError,
    coverage,
    rightAboveThreshold: right,
    labels: perLabel,
  }
}
