import { describe, expect, it } from 'vitest'
import { factInPeriod } from './attribution.ts'
import { type AssessmentFact, explainFact, FACT_CODES, STANDINGS } from './facts.ts'

const fact: AssessmentFact = {
  ticketId: '0199f0a0-0000-7000-8000-000000000001',
  unit: '110102009',
  role: 'lead',
  share: '1',
  dispatches: 1,
  standing: 'counted',
  excludedGround: null,
  afterScore: false,
  contacted: true,
  solved: 'yes',
  satisfied: 'satisfied',
  countedAt: '2026-10-20T02:00:00.000Z',
  dispatchedAt: '2026-10-10T02:00:00.000Z',
  onTime: true,
  returned: false,
  repeated: false,
  judgedUnder: 'beijing/2026-01',
  basis: 'lead',
  scored: '110102009',
}

describe('how a ticket counted', () => {
  it('has a code for every standing, role and lateness of application, and no code without a use', () => {
    const codes = STANDINGS.flatMap((standing) =>
      (['lead', 'assisting', 'shared'] as const).flatMap((role) =>
        [false, true].map((afterScore) => explainFact({ ...fact, standing, role, afterScore }).code),
      ),
    )
    expect(new Set(codes)).toEqual(new Set(FACT_CODES))
  })

  it('tells whose part of it counted', () => {
    const shared = explainFact({ ...fact, role: 'shared', share: '0.5', solved: 'no' })
    expect(shared.code).toBe('fact.counted-shared')
    expect(shared.facts).toMatchObject({ unit: '110102009', share: '0.5', contacted: true, solved: 'no' })
    const excluded = explainFact({ ...fact, standing: 'excluded', excludedGround: 'E03', afterScore: true })
    expect(excluded.code).toBe('fact.excluded-after-score')
    expect(excluded.facts).toMatchObject({ ground: 'E03' })
  })
})

describe('the part of a fact that belongs to a period', () => {
  const october = { from: '2026-09-18T16:00:00.000Z', to: '2026-10-18T16:00:00.000Z' }
  const november = { from: october.to, to: '2026-11-18T16:00:00.000Z' }
  const december = { from: november.to, to: '2026-12-18T16:00:00.000Z' }

  it('is the dispatch in the first and the answers in the second, when the callback ended later', () => {
    expect(factInPeriod(fact, october, 'callback')).toEqual({
      ...fact,
      standing: 'open',
      contacted: null,
      solved: null,
      satisfied: null,
      countedAt: null,
      onTime: null,
    })
    expect(factInPeriod(fact, november, 'callback')).toEqual({ ...fact, dispatches: 0 })
    expect(factInPeriod(fact, december, 'callback')).toBeNull()
  })

  it('is everything in the period of the dispatch, when policy says so', () => {
    expect(factInPeriod(fact, october, 'dispatch')).toBe(fact)
    expect(factInPeriod(fact, november, 'dispatch')).toBeNull()
  })

  it('is everything when both fall into it; its end no longer belongs to it', () => {
    const within = { ...fact, countedAt: '2026-10-18T15:59:59.999Z' }
    expect(factInPeriod(within, october, 'callback')).toBe(within)
    const atEnd = { ...fact, countedAt: october.to }
    expect(factInPeriod(atEnd, october, 'callback')?.standing).toBe('open')
    expect(factInPeriod(atEnd, november, 'callback')?.standing).toBe('counted')
  })

  it('goes by the dispatch without a callback, and for what a ticket is from the start', () => {
    const excluded = { ...fact, standing: 'excluded' as const, excludedGround: 'E01', countedAt: null }
    expect(factInPeriod(excluded, october, 'callback')).toBe(excluded)
    const anonymous = { ...fact, standing: 'anonymous' as const }
    expect(factInPeriod(anonymous, october, 'callback')).toBe(anonymous)
    expect(factInPeriod(anonymous, november, 'callback')).toBeNull()
    expect(factInPeriod({ ...fact, countedAt: null, dispatchedAt: null }, october, 'callback')).toBeNull()
  })
})
