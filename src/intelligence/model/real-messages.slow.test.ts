import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { crossValidate } from './cross-validation.ts'
import type { Example } from './example.ts'
import { scoreVerdicts } from './scores.ts'

/** Real messages that people wrote: they are read where they lie beside the project and never become part of it. */
const LABELLED = new URL('../../../../shared/data/messages/labelled.jsonl', import.meta.url).pathname

it('reads 6,452 real messages as well as promised, by nested five-fold cross-validation', (context) => {
  if (!existsSync(LABELLED)) return context.skip('the labelled messages are not here: nothing is measured on real ones')
  const examples = readFileSync(LABELLED, 'utf8')
    .trim()
    .split('\n')
    .map((line): Example => {
      const { uid, title, text, label, duplicateCluster: group } = JSON.parse(line)
      return { uid, title, text, label, group }
    })
  const order = { name: 'real', trainedAt: '2026-10-19T02:00:00.000Z', seed: 1, source: 'labelled', dictionary: 'any' }
  const folds = [...crossValidate(examples, order)]
  const verdicts = folds.flatMap((one) => one.verdicts)
  const labels = [...new Set(examples.map((one) => one.label))].sort()
  const { macroF1, calibrationError } = scoreVerdicts(labels, verdicts)
  const answered = verdicts.filter((one) => !one.abstained)
  expect(verdicts).toHaveLength(examples.length)
  expect(macroF1).toBeGreaterThanOrEqual(0.92)
  expect(calibrationError).toBeLessThanOrEqual(0.03)
  expect(answered.length / verdicts.length).toBeGreaterThanOrEqual(0.8)
  expect(answered.filter((one) => one.truth === one.said).length / answered.length).toBeGreaterThanOrEqual(0.97)
  for (const one of folds) expect(one.bytes).toBeLessThanOrEqual(5 * 2 ** 20)
}, 600_000)
