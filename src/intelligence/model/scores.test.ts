import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dealFolds } from './folds.ts'
import { abstainBelow, chooseThreshold, scoreVerdicts, type Verdict } from './scores.ts'

const runs = Number(process.env['HUYING_RUNS'] ?? 200)
const verdict = (truth: number, said: number, confidence = 0.9): Verdict => ({ truth, said, confidence })

describe('scores', () => {
  it('are those of the textbook', () => {
    const { accuracy, macroF1, labels, confusion } = scoreVerdicts(
      ['a', 'b', 'c'],
      [verdict(0, 0), verdict(0, 0), verdict(0, 1), verdict(1, 1), verdict(1, 0)],
    )
    expect(accuracy).toBeCloseTo(0.6)
    expect(labels[0]).toMatchObject({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 })
    expect(labels[1]).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5 })
    expect(labels[2]).toMatchObject({ messages: 0, precision: null, recall: null, f1: null })
    expect(macroF1).toBeCloseTo((2 / 3 + 1 / 2) / 2)
    expect(confusion).toEqual([
      [2, 1, 0],
      [1, 1, 0],
      [0, 0, 0],
    ])
  })

  it('tell confidence apart from being right', () => {
    const sure = Array.from({ length: 10 }, (_, i) => verdict(0, i < 5 ? 0 : 1, 0.9))
    expect(scoreVerdicts(['a', 'b'], sure).calibrationError).toBeCloseTo(0.4)
    const honest = Array.from({ length: 10 }, (_, i) => verdict(0, i < 9 ? 0 : 1, 0.9))
    expect(scoreVerdicts(['a', 'b'], honest).calibrationError).toBeCloseTo(0)
    expect(scoreVerdicts(['a', 'b'], []).calibrationError).toBe(0)
  })
})

describe('a threshold', () => {
  it('is the lowest from which on enough answers are right', () => {
    const verdicts = Array.from({ length: 100 }, (_, i) => verdict(0, i < 60 ? 0 : i % 2, 1 - i / 100))
    const threshold = chooseThreshold(verdicts, 0.9)
    const { right, coverage } = abstainBelow(threshold, verdicts)
    expect(right).toBeGreaterThanOrEqual(0.9)
    expect(coverage).toBeCloseTo(0.75, 1)
    expect(abstainBelow(threshold - 0.06, verdicts).right).toBeLessThan(0.9)
  })

  it('leaves everything to people where the goal is never met or too little is known', () => {
    expect(
      chooseThreshold(
        Array.from({ length: 50 }, () => verdict(0, 1, 0.8)),
        0.9,
      ),
    ).toBe(1)
    expect(
      chooseThreshold(
        Array.from({ length: 29 }, () => verdict(0, 0, 0.8)),
        0.9,
      ),
    ).toBe(1)
    expect(chooseThreshold([], 0.9)).toBe(1)
  })

  it('keeps its goal on what it was chosen on, and splits no equal confidences', () => {
    const list = fc.array(
      fc.record({
        truth: fc.nat(2),
        said: fc.nat(2),
        confidence: fc.integer({ min: 0, max: 20 }).map((one) => one / 20),
      }),
      { maxLength: 120 },
    )
    fc.assert(
      fc.property(list, (verdicts) => {
        const threshold = chooseThreshold(verdicts, 0.8)
        const { right } = abstainBelow(threshold, verdicts)
        if (threshold < 1) expect(right).toBeGreaterThanOrEqual(0.8)
      }),
      { numRuns: runs },
    )
  })
})

describe('folds', () => {
  it('never split a group, use every message once and spread every label', () => {
    const messages = fc.array(fc.record({ label: fc.nat(3), group: fc.option(fc.integer({ min: 0, max: 9 })) }), {
      minLength: 1,
      maxLength: 80,
    })
    fc.assert(
      fc.property(messages, fc.integer(), (list, seed) => {
        const of = {
          labelOf: Int32Array.from(list, (one) => one.label),
          groups: list.map((one) => (one.group === null ? null : String(one.group))),
        }
        const all = Int32Array.from(list, (_, i) => i)
        const folds = dealFolds(all, of, 5, seed)
        expect(folds).toHaveLength(list.length)
        expect(folds).toEqual(dealFolds(all, of, 5, seed))
        const foldOf = new Map<string, number>()
        list.forEach(({ group }, i) => {
          if (group === null) return
          expect(foldOf.get(String(group)) ?? folds[i]).toBe(folds[i])
          foldOf.set(String(group), folds[i] ?? -1)
        })
        for (let label = 0; label < 4; label++) {
          const alone = list.flatMap((one, i) => (one.label === label && one.group === null ? [folds[i] ?? -1] : []))
          const counts = [0, 1, 2, 3, 4].map((fold) => alone.filter((one) => one === fold).length)
          if (list.every((one) => one.group === null))
            expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: runs },
    )
  })
})
