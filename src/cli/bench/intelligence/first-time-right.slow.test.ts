import { describe, expect, it } from 'vitest'
import { loadShipped } from '../../../../tests/policy/shipped.ts'
import type { TextModel } from '../../../intelligence/dispatch/opinion.ts'
import { knownTickets, MISSES, measureFirstTimeRight, type TrainingExample } from './first-time-right.ts'

const { policy, org } = await loadShipped()

/** Knows by heart what it was taught, and abstains on everything else: enough to show that both readers are heard. */
function byHeart(examples: readonly TrainingExample[]): TextModel {
  const known = new Map(examples.map((one) => [one.text, one.label]))
  return {
    name: 'by-heart/1',
    classify: ({ text }) => {
      const label = known.get(text)
      return {
        label: label ?? '01-01',
        confidence: label ? 0.99 : 0.05,
        abstained: !label,
        second: null,
        phrases: () => [],
      }
    },
  }
}

describe('first time right on simulated tickets', () => {
  it('is the same for the same seed, and another for another', () => {
    const of = (seed: number) => knownTickets(policy, org, seed, 20).map((one) => one.words)
    expect(of(3)).toEqual(of(3))
    expect(of(3)).not.toEqual(of(4))
  })

  it('accounts for every ticket, by form and by words alone', async () => {
    const found = await measureFirstTimeRight({
      policy,
      org,
      tickets: 2_000,
      seed: 1,
      train: byHeart,
      trainingTickets: 500,
    })
    for (const source of ['form', 'words'] as const) {
      expect(Object.keys(found.outcomes[source])).toEqual(['keywords', 'model', 'both'])
      for (const [name, one] of Object.entries(found.outcomes[source])) {
        const missed = MISSES.reduce((sum, miss) => sum + one.misses[miss], 0)
        expect(one.right + missed, `${source} ${name}`).toBe(found.tickets)
        expect(one.right + one.held + one.astray, `${source} ${name}`).toBe(found.tickets)
        console.info(
          `first time right, ${source}, ${name}: ${(100 * one.firstTimeRight).toFixed(1)} %, astray ${one.astray}, held ${one.held}`,
        )
      }
    }
    const { form, words } = found.outcomes
    // Whoever chooses the place from lists loses less than words alone; a second reader that knows little takes nothing away.
    expect(form['keywords']?.firstTimeRight).toBeGreaterThan(0.75)
    expect(form['keywords']?.right).toBeGreaterThan(words['keywords']?.right ?? 0)
    expect(form['both']?.right).toBeGreaterThanOrEqual(form['keywords']?.right ?? 0)
    expect(form['model']?.right).toBeLessThan(form['keywords']?.right ?? 0)
  })
})
