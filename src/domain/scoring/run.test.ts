import { describe, expect, it } from 'vitest'
import { assessFacts } from './assess-run.ts'
import type { AssessmentFact } from './facts.ts'
import { type AssessmentFrame, DEFAULT_ASSESSMENT_RULE } from './frame.ts'
import type { RankingClass, ScoringProfile } from './profile.ts'
import type { AssessmentRun, RunUnit } from './run.ts'

const profile: ScoringProfile = {
  id: 'beijing-2025-subdistrict',
  name: '街乡镇 10/50/40',
  formula: '10% × 响应率 + 50% × 解决率 + 40% × 满意率',
  basicFactor: '0.9',
  partialFactor: '0',
  minimumSample: 10,
  noOpinion: 'counts-in-sample',
  decimals: 2,
}

/** A stand-in for SHA-256: what matters here is that it depends on its input and nothing else. */
function digest(value: unknown): string {
  let hash = 7n
  for (const sign of JSON.stringify(value)) hash = (hash * 31n + BigInt(sign.codePointAt(0) ?? 0)) % 2n ** 128n
  return `sha256:${hash.toString(16).padStart(64, '0')}`
}

function frame(codes: readonly string[], change: Partial<AssessmentFrame> = {}): AssessmentFrame {
  return {
    period: '2026-10',
    span: {
      from: '2026-09-18T16:00:00.000Z',
      to: '2026-10-18T16:00:00.000Z',
      firstDay: '2026-09-19',
      lastDay: '2026-10-18',
    },
    attribution: 'callback',
    policy: 'test/2026-01',
    classes: [{ class: 'subdistrict', profile, units: codes.map((code) => ({ code, name: `${code}街道` })) }],
    judging: {},
    rankingClasses: [],
    rule: DEFAULT_ASSESSMENT_RULE,
    previous: [],
    digest,
    ...change,
  }
}

function fact(unit: string, change: Partial<AssessmentFact> = {}): AssessmentFact {
  return {
    ticketId: 't',
    unit,
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
    judgedUnder: 'test/2026-01',
    basis: 'lead',
    scored: unit,
    ...change,
  }
}

/** The worked example of domain.md §8.2 for one unit: 200 valid, 198 contacted, 186 solved, 170 satisfied, 15 basically. */
function workedExample(unit: string): AssessmentFact[] {
  return Array.from({ length: 200 }, (_, i) =>
    fact(unit, {
      contacted: i < 198,
      solved: i < 186 ? 'yes' : 'no',
      satisfied: i < 170 ? 'satisfied' : i < 185 ? 'basically' : 'dissatisfied',
    }),
  )
}

function solvedOf(unit: string, solved: number, of: number): AssessmentFact[] {
  return Array.from({ length: of }, (_, i) => fact(unit, { solved: i < solved ? 'yes' : 'no' }))
}

function run(facts: Iterable<AssessmentFact>, of: AssessmentFrame): AssessmentRun {
  const result = assessFacts(facts, of)
  if (!result.ok) throw new Error(JSON.stringify(result.rejection))
  return result.value
}

function unitOf(one: AssessmentRun, code: string): RunUnit {
  const unit = one.units.find((found) => found.unit === code)
  if (!unit) throw new Error(code)
  return unit
}

describe('a run', () => {
  it('gives the worked example its composite, and intervals around it', () => {
    const unit = unitOf(run(workedExample('a'), frame(['a'])), 'a')
    expect(unit).toMatchObject({ composite: '93.10', rank: 1, rankRange: { from: 1, to: 1 } })
    // Wilson by hand: 198 of 200 and 186 of 200 at 95 %.
    expect(unit.intervals.response).toEqual({ low: '96.43', high: '99.73' })
    expect(unit.intervals.resolution).toEqual({ low: '88.59', high: '95.78' })
    const { composite, satisfaction } = unit.intervals
    expect(Number(composite?.low)).toBeGreaterThan(89.5)
    expect(Number(composite?.low)).toBeLessThan(91.5)
    expect(Number(composite?.high)).toBeGreaterThan(94.5)
    expect(Number(composite?.high)).toBeLessThan(96.5)
    expect(Number(satisfaction?.low)).toBeLessThan(91.75)
    expect(Number(satisfaction?.high)).toBeGreaterThan(91.75)
  })

  it('is the same to the byte from the same facts in another order, and another from one fact more', () => {
    const facts = [...workedExample('a'), ...solvedOf('b', 17, 40)]
    const first = run(facts, frame(['a', 'b']))
    expect(JSON.stringify(run([...facts].reverse(), frame(['a', 'b'])).units)).toBe(JSON.stringify(first.units))
    const more = run([...facts, fact('b')], frame(['a', 'b']))
    expect(more.inputs).not.toBe(first.inputs)
    expect(more.id).toMatch(/^2026-10\.[0-9a-f]{16}$/)
  })

  it('has no figure, no interval and no rank without a sample, and no rank below the smallest', () => {
    const one = run(solvedOf('b', 9, 9), frame(['a', 'b']))
    expect(unitOf(one, 'a')).toMatchObject({
      composite: null,
      rank: null,
      rankRange: null,
      reason: 'no-sample',
      peerGroup: null,
      intervals: { response: null, resolution: null, satisfaction: null, composite: null },
    })
    expect(unitOf(one, 'b')).toMatchObject({ composite: '100.00', rank: null, rankRange: null, reason: 'small-sample' })
    expect(unitOf(one, 'b').intervals.resolution).toEqual({ low: '70.09', high: '100.00' })
  })

  it('weighs each answer by the version that judges the ticket, when policy changed in mid-month', () => {
    const half = { ...profile, partialFactor: '0.5' }
    const partly = (judgedUnder: string) =>
      Array.from({ length: 10 }, () => fact('a', { solved: 'partly', judgedUnder }))
    const mixed = frame(['a'], { judging: { 'test/2026-02': { subdistrict: half } } })
    const one = run([...partly('test/2026-01'), ...partly('test/2026-02')], mixed)
    expect(unitOf(one, 'a').rates.resolution).toEqual({ numerator: '5', denominator: '20', percent: '25.00' })
    expect(one.judgedUnder).toEqual(['test/2026-01', 'test/2026-02'])
  })

  it('bands units by volume, thirds of the class or borders that policy gives', () => {
    const codes = ['a', 'b', 'c', 'd', 'e', 'f']
    const facts = codes.flatMap((code, i) => solvedOf(code, 10, 10 + i * 10))
    const thirds = run(facts, frame([...codes, 'idle']))
    expect(codes.map((code) => unitOf(thirds, code).peerGroup)).toEqual([
      'low',
      'low',
      'middle',
      'middle',
      'high',
      'high',
    ])
    expect(codes.map((code) => unitOf(thirds, code).peerRank)).toEqual([1, 2, 1, 2, 1, 2])
    const rule = { ...DEFAULT_ASSESSMENT_RULE, peerBands: { by: 'volume', middle: 20, high: 60 } as const }
    const fixed = run(facts, frame(codes, { rule }))
    expect(codes.map((code) => unitOf(fixed, code).peerGroup)).toEqual(['low', ...Array(4).fill('middle'), 'high'])
  })

  it('says between which ranks chance could have put a unit', () => {
    const one = run(
      [...solvedOf('a', 36, 40), ...solvedOf('b', 35, 40), ...solvedOf('c', 5, 40)],
      frame(['a', 'b', 'c']),
    )
    expect(unitOf(one, 'a')).toMatchObject({ rank: 1, rankRange: { from: 1, to: 2 } })
    expect(unitOf(one, 'b')).toMatchObject({ rank: 2, rankRange: { from: 1, to: 2 } })
    expect(unitOf(one, 'c')).toMatchObject({ rank: 3, rankRange: { from: 3, to: 3 } })
  })

  it('shows the extras that policy switched on, and lets the formula name only those', () => {
    const facts = [
      ...solvedOf('a', 10, 10),
      fact('a', { repeated: true, onTime: false }),
      fact('a', { returned: true }),
    ]
    const formula = '响应率 × 100% − 重复诉求率'
    const withFormula = [
      { class: 'subdistrict', profile: { ...profile, formula }, units: [{ code: 'a', name: 'a街道' }] },
    ]
    const rule = {
      ...DEFAULT_ASSESSMENT_RULE,
      extras: ['requests-per-10000', 'repeat-rate', 'return-rate', 'overdue-rate'] as const,
      residents: { a: 60_000 },
    }
    const one = unitOf(run(facts, frame(['a'], { classes: withFormula, rule })), 'a')
    expect(one.extras['requests-per-10000']).toEqual({
      numerator: '12',
      denominator: '60000',
      scale: 10_000,
      value: '2.00',
    })
    expect(one.extras['repeat-rate']).toMatchObject({ numerator: '1', denominator: '12', value: '8.33' })
    expect(one.extras['return-rate']?.value).toBe('8.33')
    expect(one.extras['overdue-rate']?.value).toBe('8.33')
    expect(one.composite).toBe('91.67')
    const unknown = { ...rule, residents: {} }
    expect(unitOf(run(facts, frame(['a'], { rule: unknown })), 'a').extras['requests-per-10000']?.value).toBeNull()
    expect(unitOf(run(facts, frame(['a'])), 'a').extras).toEqual({})
    const off = assessFacts(facts, frame(['a'], { classes: withFormula }))
    expect(off).toMatchObject({ ok: false, rejection: { code: 'formula.unknown-name', facts: { name: '重复诉求率' } } })
  })
})

describe('the ranking classes', () => {
  const codes = Array.from({ length: 12 }, (_, i) => `u${String(i).padStart(2, '0')}`)
  const rules: readonly RankingClass[] = [
    {
      code: 'advanced',
      name: '先进类',
      nameEn: 'Advanced',
      rule: { by: 'top', count: 2, minimumSample: 30 },
      notIn: [],
    },
    {
      code: 'improved',
      name: '进步类',
      nameEn: 'Improved',
      rule: { by: 'rise', count: 2, measure: 'score' },
      notIn: ['advanced'],
    },
    {
      code: 'rectification',
      name: '整改类',
      nameEn: 'To rectify',
      rule: { by: 'bottom', count: 2, falls: 2, points: 5 },
      notIn: [],
    },
    {
      code: 'governance',
      name: '治理类',
      nameEn: 'Under governance',
      rule: { by: 'volume', share: 0.08, measure: 'dispatches' },
      notIn: [],
    },
  ]
  const withRules = {
    rankingClasses: rules,
    rule: { ...DEFAULT_ASSESSMENT_RULE, peerBands: { by: 'volume', middle: 0, high: 1e9 } as const },
  }
  const months = (solved: readonly (readonly number[])[], periods: readonly string[]) => {
    const runs: AssessmentRun[] = []
    for (const [month, period] of periods.entries()) {
      const facts = codes.flatMap((code, i) => solvedOf(code, solved[month]?.[i] ?? 20, i === 3 ? 60 : 40))
      runs.unshift(run(facts, frame(codes, { ...withRules, period, previous: runs })))
    }
    return runs
  }
  const marked = (one: AssessmentRun | undefined, code: string) =>
    one?.units.flatMap((unit) =>
      unit.classes.filter((mark) => mark.class === code).map((mark) => [unit.unit, mark.code]),
    )

  it('lists the best of enough answers, the worst, those who fell twice, and those who rose; never one twice over', () => {
    const base = codes.map((_, i) => 20 + i)
    const second = base.with(6, 21).with(0, 29)
    const third = base.with(6, 15).with(0, 29).with(1, 36)
    const [last, middle, first] = months([base, second, third], ['2025-11', '2025-12', '2026-01'])
    expect(marked(first, 'advanced')).toEqual([
      ['u10', 'ranking.top'],
      ['u11', 'ranking.top'],
    ])
    expect(marked(first, 'improved')).toEqual([])
    expect(marked(middle, 'improved')).toEqual([['u00', 'ranking.rise-score']])
    expect(marked(last, 'advanced')?.map(([unit]) => unit)).toEqual(['u01', 'u11'])
    // u01 rose the most, but is among the best already.
    expect(marked(last, 'improved')).toEqual([])
    expect(marked(last, 'rectification')).toContainEqual(['u06', 'ranking.bottom'])
    expect(marked(middle, 'rectification')?.some(([, why]) => why === 'ranking.falls')).toBe(false)
  })

  it('needs the periods without a gap: a fall from two months ago is no fall in a row', () => {
    const base = codes.map((_, i) => 20 + i)
    const falling = [base.with(8, 34), base.with(8, 29), base.with(8, 24)]
    const marks = (periods: readonly string[]) => marked(months(falling, periods)[0], 'rectification')
    expect(marks(['2025-11', '2025-12', '2026-01'])).toContainEqual(['u08', 'ranking.falls'])
    expect(marks(['2025-10', '2025-11', '2026-01'])).not.toContainEqual(['u08', 'ranking.falls'])
  })

  it('keeps the list of the year', () => {
    const base = codes.map((_, i) => 20 + i)
    const [december, november, january] = months(
      [base.with(3, 5), base, base.with(3, 59)],
      ['2026-01', '2026-02', '2026-03'],
    )
    for (const one of [january, november, december])
      expect(marked(one, 'governance')?.map(([unit]) => unit)).toEqual(['u03'])
    expect(marked(december, 'governance')).toEqual([['u03', 'ranking.fixed']])
    expect(unitOf(december as AssessmentRun, 'u03').classes.at(-1)?.facts).toEqual({ since: '2026-01' })
    const [next] = months([base.with(3, 5), base.with(3, 59)], ['2026-12', '2027-01'])
    expect(marked(next, 'governance')).toEqual([])
  })
})
