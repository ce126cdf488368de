import { describe, expect, it } from 'vitest'
import { type Assessment, assess, type ScoredUnit, scoreFormula, type UnitScore } from './assess.ts'
import type { AssessmentFact } from './facts.ts'
import { fraction } from './fraction.ts'
import type { ScoringProfile } from './profile.ts'
import { METRIC_NAMES, metricsOf, ratesOf } from './rates.ts'
import { emptyTally, NO_GROUND, tallyByUnit } from './tally.ts'

const beijing: ScoringProfile = {
  id: 'beijing-2025-subdistrict',
  name: '街乡镇 10/50/40',
  formula: '10% × 响应率 + 50% × 解决率 + 40% × 满意率',
  basicFactor: '0.9',
  partialFactor: '0',
  minimumSample: 10,
  noOpinion: 'counts-in-sample',
  decimals: 2,
}
const even: ScoringProfile = {
  ...beijing,
  id: 'alternative-30-35-35',
  formula: '30% × response + 35% × resolution + 35% × satisfaction',
}

const counted: AssessmentFact = {
  ticketId: 't',
  unit: 'a',
  role: 'lead',
  share: '1',
  dispatches: 1,
  standing: 'counted',
  excludedGround: null,
  afterScore: false,
  contacted: true,
  solved: 'yes',
  satisfied: 'satisfied',
  countedAt: '2026-10-10T02:00:00.000Z',
  dispatchedAt: '2026-10-01T02:00:00.000Z',
  onTime: true,
  returned: false,
  repeated: false,
  judgedUnder: 'beijing/2026-01',
  basis: 'lead',
  scored: 'a',
}

function units(...codes: string[]): ScoredUnit[] {
  return codes.map((code) => ({ code, name: `${code}街道`, class: 'subdistrict' }))
}

function assessed(facts: Iterable<AssessmentFact>, of: readonly ScoredUnit[], profile = beijing): Assessment {
  const result = assess(facts, of, profile)
  if (!result.ok) throw new Error(JSON.stringify(result.rejection))
  return result.value
}

function scoreOf(facts: Iterable<AssessmentFact>, profile = beijing): UnitScore {
  const [score] = assessed(facts, units('a'), profile).units
  if (!score) throw new Error('no score')
  return score
}

/** `yes` of 200 answers in each question, as domain.md §8.2 gives them. */
function workedExample(): AssessmentFact[] {
  return Array.from({ length: 200 }, (_, i) => ({
    ...counted,
    contacted: i < 198,
    solved: i < 186 ? ('yes' as const) : ('no' as const),
    satisfied: i < 170 ? ('satisfied' as const) : i < 185 ? ('basically' as const) : ('dissatisfied' as const),
  }))
}

function many(count: number, change: Partial<AssessmentFact> = {}): AssessmentFact[] {
  return Array.from({ length: count }, () => ({ ...counted, ...change }))
}

describe('the worked example', () => {
  it('scores 93.10 by 10/50/40', () => {
    const score = scoreOf(workedExample())
    expect(score.rates).toMatchObject({
      response: { numerator: '198', denominator: '200', percent: '99.00' },
      resolution: { numerator: '186', denominator: '200', percent: '93.00' },
      satisfaction: { numerator: '183.5', denominator: '200', percent: '91.75' },
      punctuality: { numerator: '200', denominator: '200', percent: '100.00' },
    })
    expect(score).toMatchObject({ composite: '93.10', compositeExact: '0.931', volume: 200, rank: 1, reason: null })
    expect(score.counts).toMatchObject({ valid: '200', satisfied: '170', basic: '15', dissatisfied: '15' })
  })

  it('scores 94.36 by 30/35/35: 94.3625 rounded once, at the end', () => {
    expect(scoreOf(workedExample(), even)).toMatchObject({ composite: '94.36', compositeExact: '0.943625' })
    expect(scoreOf(workedExample(), { ...even, decimals: 3 }).composite).toBe('94.363')
  })
})

describe('a unit’s score', () => {
  it('is null without a sample, never 0', () => {
    const score = scoreOf(many(3, { standing: 'open', contacted: null, solved: null, satisfied: null, onTime: null }))
    const none = { numerator: '0', denominator: '0', percent: null }
    expect(score.rates).toEqual({ response: none, resolution: none, satisfaction: none, punctuality: none })
    expect(score).toMatchObject({ volume: 3, composite: null, compositeExact: null, rank: null, reason: 'no-sample' })
  })

  it('is shown but not ranked below the smallest sample', () => {
    expect(scoreOf(many(9))).toMatchObject({ composite: '100.00', rank: null, reason: 'small-sample' })
    expect(scoreOf(many(10))).toMatchObject({ composite: '100.00', rank: 1, reason: null })
  })

  it('gives a partly solved ticket the weight that policy says', () => {
    const facts = [...many(3), ...many(1, { solved: 'partly' })]
    expect(scoreOf(facts).rates.resolution).toEqual({ numerator: '3', denominator: '4', percent: '75.00' })
    const half = { ...beijing, partialFactor: '0.5' }
    expect(scoreOf(facts, half).rates.resolution).toEqual({ numerator: '3.5', denominator: '4', percent: '87.50' })
  })

  it('keeps a missing opinion in the sample or takes it out, as policy says', () => {
    const facts = [...many(3), ...many(1, { satisfied: 'no-opinion' }), ...many(1, { satisfied: null })]
    const leaving = { ...beijing, noOpinion: 'leaves-satisfaction' } as const
    expect(scoreOf(facts).rates.satisfaction).toEqual({ numerator: '3', denominator: '5', percent: '60.00' })
    expect(scoreOf(facts, leaving).rates.satisfaction).toEqual({ numerator: '3', denominator: '3', percent: '100.00' })
    expect(scoreOf(facts, leaving).rates.resolution.denominator).toBe('5')
    const silent = scoreOf(many(12, { satisfied: 'no-opinion' }), leaving)
    expect(silent).toMatchObject({ composite: null, rank: null, reason: 'no-composite' })
    expect(silent.rates.response.percent).toBe('100.00')
  })

  it('counts an unanswered question as not contacted and not solved', () => {
    const score = scoreOf([...many(1), ...many(1, { contacted: null, solved: null })])
    expect([score.rates.response.percent, score.rates.resolution.percent]).toEqual(['50.00', '50.00'])
  })

  it('counts a shared ticket by its share and a dispatch whole', () => {
    const score = scoreOf([...many(1), ...many(1, { role: 'shared', share: '1/3', solved: 'no', dispatches: 2 })])
    expect(score.rates.resolution).toEqual({ numerator: '1', denominator: '4/3', percent: '75.00' })
    expect(score.volume).toBe(3)
  })

  it('shows what is set aside by ground, apart when applied for after the score', () => {
    const score = scoreOf([
      ...many(2, { standing: 'excluded', excludedGround: 'E03' }),
      ...many(3, { standing: 'excluded', excludedGround: 'E03', afterScore: true }),
      ...many(1, { standing: 'excluded', excludedGround: 'E01' }),
      ...many(1, { standing: 'excluded' }),
      ...many(4, { standing: 'suspended', excludedGround: 'H02' }),
    ])
    expect(score.excluded).toEqual([
      { ground: 'E01', before: 1, after: 0 },
      { ground: 'E03', before: 2, after: 3 },
      { ground: NO_GROUND, before: 1, after: 0 },
    ])
    expect(score.suspended).toEqual([{ ground: 'H02', before: 4, after: 0 }])
    expect(score.tickets).toMatchObject({ excluded: 7, suspended: 4, counted: 0 })
  })

  it('has anonymous tickets in the volume and the unit’s own entries nowhere', () => {
    const score = scoreOf([...many(10), ...many(3, { standing: 'anonymous' }), ...many(5, { standing: 'own-entry' })])
    expect(score.volume).toBe(13)
    expect(score.dispatches).toMatchObject({ anonymous: 3, 'own-entry': 5 })
    expect(score.counts.valid).toBe('10')
  })
})

describe('ranking', () => {
  const withSolved = (unit: string, solved: number, of = 20) => [
    ...many(solved, { unit }),
    ...many(of - solved, { unit, solved: 'no' }),
  ]

  it('shares ranks and leaves the next free, within each class', () => {
    const facts = [...withSolved('a', 18), ...withSolved('b', 20), ...withSolved('c', 18), ...withSolved('d', 17)]
    const list = [...units('a', 'b', 'c', 'd'), { code: 'e', name: '水务局', class: 'department' }]
    const { units: scores } = assessed([...facts, ...withSolved('e', 1)], list)
    expect(scores.map((score) => [score.unit, score.rank])).toEqual([
      ['a', 2],
      ['b', 1],
      ['c', 2],
      ['d', 4],
      ['e', 1],
    ])
  })

  it('leaves units with a small sample out of the count', () => {
    const { units: scores } = assessed([...many(9, { unit: 'a' }), ...withSolved('b', 3)], units('a', 'b'))
    expect(scores.map((score) => score.rank)).toEqual([null, 1])
  })

  it('ranks peers of similar volume a second time', () => {
    const facts = [...withSolved('a', 18), ...withSolved('b', 20), ...withSolved('c', 17), ...withSolved('d', 1)]
    const [a, b, c, d] = units('a', 'b', 'c', 'd')
    if (!a || !b || !c || !d) throw new Error('four units')
    const list = [{ ...a, peerGroup: '低' }, { ...b, peerGroup: '高' }, { ...c, peerGroup: '低' }, d]
    const { units: scores } = assessed(facts, list)
    expect(scores.map((score) => [score.rank, score.peerRank])).toEqual([
      [2, 1],
      [1, 1],
      [3, 2],
      [4, null],
    ])
  })

  it('gives equal published figures an equal rank, although they differ before rounding', () => {
    const facts = [...withSolved('a', 20_000, 20_001), ...withSolved('b', 20_001, 20_002)]
    const [a, b] = assessed(facts, units('a', 'b')).units
    expect(a?.compositeExact).not.toBe(b?.compositeExact)
    expect([a?.composite, b?.composite, a?.rank, b?.rank]).toEqual(['100.00', '100.00', 1, 1])
  })

  it('names units that have facts but were not asked for, and refuses a unit given twice', () => {
    expect(assessed([...many(1, { unit: 'z' }), ...many(1, { unit: 'k' })], units('a')).unlisted).toEqual(['k', 'z'])
    expect(() => assess([], units('a', 'a'), beijing)).toThrow(RangeError)
  })
})

describe('the formula of a profile', () => {
  it('is refused with its position, or with the name of the unit that it divides by zero for', () => {
    const unknown = assess([], units('a'), { ...beijing, formula: '响应率 + 感受' })
    expect(unknown).toMatchObject({ rejection: { code: 'formula.unknown-name', facts: { name: '感受', column: 7 } } })
    expect(scoreFormula({ ...beijing, formula: '(' }).ok).toBe(false)
    const zero = assess(many(1), units('a'), { ...beijing, formula: '响应率 ÷ 剔除量' })
    expect(zero).toMatchObject({ rejection: { code: 'formula.division-by-zero', facts: { subject: 'a街道' } } })
  })

  it('is not computed for a unit without a sample', () => {
    expect(assess([], units('a'), { ...beijing, formula: '1 ÷ 有效回访量' }).ok).toBe(true)
  })

  it('finds each metric by both of its names', () => {
    const tally = tallyByUnit([...workedExample(), ...many(4, { standing: 'withdrawn' })]).get('a') ?? emptyTally()
    const metrics = metricsOf(tally, ratesOf(tally, beijing))
    expect(Object.keys(metrics).sort()).toEqual([...METRIC_NAMES].sort())
    expect(metrics).toMatchObject({ 撤单量: fraction(4), withdrawn: fraction(4), 诉求量: fraction(204) })
    for (const name of METRIC_NAMES) expect(scoreFormula({ ...beijing, formula: name }).ok, name).toBe(true)
  })
})
