import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assess, assessTallies, type ScoredUnit, type UnitScore } from './assess.ts'
import { type AssessmentFact, STANDINGS } from './facts.ts'
import { compare, fromDecimal, ONE, ZERO } from './fraction.ts'
import type { ScoringProfile } from './profile.ts'
import { ratesOf } from './rates.ts'
import { addFact, emptyTally, mergeTallies, type Tally, tallyByUnit } from './tally.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

const arbitraryFact: fc.Arbitrary<AssessmentFact> = fc.record({
  ticketId: fc.uuid(),
  unit: fc.constantFrom('a', 'b', 'c', 'd'),
  role: fc.constantFrom('lead', 'assisting', 'shared'),
  share: fc.constantFrom('1', '1', '0.5', '1/3', '0'),
  dispatches: fc.nat(3),
  // Mostly counted, so that samples grow large enough to be ranked.
  standing: fc.oneof({ weight: 3, arbitrary: fc.constant('counted' as const) }, fc.constantFrom(...STANDINGS)),
  excludedGround: fc.constantFrom(null, 'E01', 'E02', 'H01'),
  afterScore: fc.boolean(),
  contacted: fc.constantFrom(true, false, null),
  solved: fc.constantFrom('yes', 'partly', 'no', null),
  satisfied: fc.constantFrom('satisfied', 'basically', 'dissatisfied', 'no-opinion', null),
  countedAt: fc.constant(null),
  dispatchedAt: fc.constant(null),
  onTime: fc.constantFrom(true, false, null),
  returned: fc.boolean(),
  repeated: fc.boolean(),
  judgedUnder: fc.constantFrom('any/2026-01', 'any/2026-06'),
  basis: fc.constant('lead'),
  scored: fc.constant('a'),
})
const arbitraryFacts = fc.array(arbitraryFact, { maxLength: 60 })
const arbitraryProfile: fc.Arbitrary<ScoringProfile> = fc.record({
  id: fc.constant('any'),
  name: fc.constant('任意'),
  formula: fc.constantFrom(
    '10% × 响应率 + 50% × 解决率 + 40% × 满意率',
    '30% × response + 35% × resolution + 35% × satisfaction',
  ),
  basicFactor: fc.constantFrom('0', '0.9', '1'),
  partialFactor: fc.constantFrom('0', '0.5', '1'),
  minimumSample: fc.nat(8),
  noOpinion: fc.constantFrom('counts-in-sample', 'leaves-satisfaction'),
  decimals: fc.constantFrom(0, 2),
})
const four: ScoredUnit[] = ['a', 'b', 'c', 'd'].map((code) => ({ code, name: `${code}街道`, class: 'subdistrict' }))

function scores(facts: readonly AssessmentFact[], profile: ScoringProfile): readonly UnitScore[] {
  const result = assess(facts, four, profile)
  if (!result.ok) throw new Error(JSON.stringify(result.rejection))
  return result.value.units
}

function tallyOf(facts: readonly AssessmentFact[]): Tally {
  return facts.reduce(addFact, emptyTally())
}

describe('tallies', () => {
  it('do not depend on order, and merge to what a single pass gives', () => {
    fc.assert(
      fc.property(arbitraryFacts, fc.nat(60), fc.infiniteStream(fc.nat(1_000)), (facts, cut, keys) => {
        const whole = tallyOf(facts)
        const shuffled = facts.map((fact) => ({ fact, key: keys.next().value ?? 0 })).sort((a, b) => a.key - b.key)
        expect(tallyOf(shuffled.map(({ fact }) => fact))).toEqual(whole)
        const parts = [tallyOf(facts.slice(0, cut)), tallyOf(facts.slice(cut))] as const
        expect(mergeTallies(...parts)).toEqual(whole)
        expect(mergeTallies(parts[1], parts[0])).toEqual(whole)
        expect(mergeTallies(whole, emptyTally())).toEqual(whole)
      }),
      { numRuns },
    )
  })

  it('of units merge to that of all facts', () => {
    fc.assert(
      fc.property(arbitraryFacts, (facts) => {
        expect([...tallyByUnit(facts).values()].reduce(mergeTallies, emptyTally())).toEqual(tallyOf(facts))
      }),
      { numRuns },
    )
  })

  it('are not changed by adding to them', () => {
    const excluded = fc
      .sample(arbitraryFact, { numRuns: 20, seed: 12345 })
      .map((fact) => ({ ...fact, standing: 'excluded' as const }))
    const before = tallyOf(excluded)
    const copy = structuredClone(before)
    for (const fact of excluded) addFact(before, fact)
    expect(before).toEqual(copy)
  })
})

describe('rates and ranks of any facts', () => {
  it('stay between 0 and 1', () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryProfile, (facts, profile) => {
        for (const { value, numerator, denominator } of Object.values(ratesOf(tallyOf(facts), profile))) {
          expect(value === null).toBe(compare(denominator, ZERO) === 0)
          if (value === null) expect(numerator).toEqual(ZERO)
          expect(compare(value ?? ZERO, ZERO)).toBeGreaterThanOrEqual(0)
          expect(compare(value ?? ZERO, ONE)).toBeLessThanOrEqual(0)
        }
      }),
      { numRuns },
    )
  })

  it('owe nothing to what is set aside: without those facts the rates, scores and ranks are the same', () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryProfile, (facts, profile) => {
        const aside = new Set(['excluded', 'suspended', 'anonymous', 'own-entry', 'withdrawn', 'elsewhere'])
        const figures = (from: readonly AssessmentFact[]) =>
          scores(from, profile).map(({ rates, composite, counts, rank, reason }) => ({
            rates,
            composite,
            counts,
            rank,
            reason,
          }))
        expect(figures(facts.filter((fact) => !aside.has(fact.standing)))).toEqual(figures(facts))
      }),
      { numRuns },
    )
  })

  it('rank by composite: 1 + the number of ranked units that are better', () => {
    let ranks = 0
    fc.assert(
      fc.property(arbitraryFacts, arbitraryProfile, (facts, profile) => {
        const all = scores(facts, profile)
        const points = (score: UnitScore) => fromDecimal(score.composite ?? '0')
        const ranked = all.filter((score) => score.rank !== null)
        for (const score of ranked) {
          const better = ranked.filter((other) => compare(points(other), points(score)) > 0)
          expect(score.rank).toBe(better.length + 1)
          ranks = Math.max(ranks, score.rank ?? 0)
        }
        for (const score of all) expect(score.rank === null).toBe(score.reason !== null)
      }),
      { numRuns },
    )
    expect(ranks).toBeGreaterThan(1)
  })

  it('come out the same from tallies and from the facts in any order', () => {
    fc.assert(
      fc.property(arbitraryFacts, arbitraryProfile, (facts, profile) => {
        const straight = assess(facts, four, profile)
        expect(assess([...facts].reverse(), four, profile)).toEqual(straight)
        expect(assessTallies(tallyByUnit(facts), four, profile)).toEqual(straight)
        expect(JSON.parse(JSON.stringify(straight))).toEqual(straight)
      }),
      { numRuns },
    )
  })
})
