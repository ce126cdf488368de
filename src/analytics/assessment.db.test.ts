import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDays, createRuledDatabase, type RuledDatabase } from '../../tests/database/lived-database.ts'
import { factInPeriod } from '../domain/scoring/attribution.ts'
import type { AssessmentFact } from '../domain/scoring/facts.ts'
import type { AssessmentRun } from '../domain/scoring/run.ts'
import { assessPeriod, BEHIND_COUNTS, ticketsBehind } from './assessment.ts'
import { frameOf } from './assessment-frame.ts'

const UNIT = '110102009'
let database: RuledDatabase
let assessment: AssessmentRun
const NOW = '2026-12-01T00:00:00.000Z'
beforeAll(async () => {
  database = await createRuledDatabase()
  // Across the border between two periods, which is midnight of 19 October in Beijing.
  await copyDays(database, { seed: 41, from: '2026-10-05', days: 20, volume: { [UNIT]: 25, '110102001': 3 } })
  const assessed = await assessPeriod(database.pool, database.rulebook, '2026-10', NOW)
  if (!assessed.ok) throw new Error(assessed.rejection.code)
  assessment = assessed.value
})
afterAll(() => database.drop())

/** Every fact of a period, read without the statements under test. */
async function factsIn(period: string): Promise<AssessmentFact[]> {
  const { span } = frameOf(database.rulebook, period)
  const { rows } = await database.pool.query<{ fact: AssessmentFact }>('select fact from assessment_fact')
  return rows.map(({ fact }) => factInPeriod(fact, span, 'callback')).filter((fact) => fact !== null)
}

describe('the assessment of a period', () => {
  it('counts what a second, plain count over all facts finds', async () => {
    const facts = await factsIn('2026-10')
    expect(assessment.facts).toBe(facts.length)
    const own = facts.filter((fact) => fact.unit === UNIT && fact.standing === 'counted')
    expect(own.length).toBeGreaterThan(20)
    const score = assessment.units.find((unit) => unit.unit === UNIT)
    // Two units that share a ticket 双派 count half of it each.
    const sum = (part: readonly AssessmentFact[]) =>
      String(part.reduce((whole, fact) => whole + (fact.share === '1/2' ? 0.5 : Number(fact.share)), 0))
    expect(score?.counts.valid).toBe(sum(own))
    expect(score?.rates.response.numerator).toBe(sum(own.filter((fact) => fact.contacted)))
    expect(score?.rates.resolution.numerator).toBe(sum(own.filter((fact) => fact.solved === 'yes')))
    expect(score?.rank).toBe(1)
    expect(Number(score?.composite)).toBeGreaterThan(0)
  })

  it('belongs to one period or another: two of them hold every counted ticket once', async () => {
    const next = await assessPeriod(database.pool, database.rulebook, '2026-11', NOW)
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*) as count from assessment_fact where standing = 'counted'`,
    )
    expect(next.ok && assessment.counted + next.value.counted).toBe(rows[0]?.count)
    expect(next.ok && next.value.counted).toBeGreaterThan(0)
    expect(assessment.span).toMatchObject({ firstDay: '2026-09-19', lastDay: '2026-10-18' })
  })

  it('shows every unit of every ranked class, those without a sample with no rate and no rank', () => {
    const codes = assessment.units.map((unit) => unit.unit)
    expect(new Set(codes).size).toBe(codes.length)
    expect(assessment.units.filter((unit) => unit.class === 'subdistrict').length).toBeGreaterThan(300)
    const silent = assessment.units.find((unit) => unit.unit === '110101001')
    expect(silent).toMatchObject({ volume: 0, composite: null, rank: null, reason: 'no-sample' })
    expect(silent?.rates.response.percent).toBeNull()
  })

  it('refuses what is no period', async () => {
    for (const period of ['2026-13', 'October', '']) {
      expect(await assessPeriod(database.pool, database.rulebook, period, NOW)).toMatchObject({
        ok: false,
        rejection: { code: 'period.malformed' },
      })
    }
  })

  it('opens every number to as many tickets as it says', async () => {
    const score = assessment.units.find((unit) => unit.unit === UNIT)
    if (!score) throw new Error('no score')
    const { pool, rulebook } = database
    for (const count of BEHIND_COUNTS) {
      const behind = await ticketsBehind(pool, rulebook, '2026-10', UNIT, count)
      if (!behind.ok) throw new Error(count)
      if (Object.hasOwn(score.counts, count)) {
        const stated = score.counts[count as keyof typeof score.counts]
        // Shares of a ticket sent to two add up to less than their tickets.
        expect(behind.value.length, count).toBeGreaterThanOrEqual(Math.floor(Number(stated)))
      }
      if (Object.hasOwn(score.tickets, count)) {
        const stated = score.tickets[count as keyof typeof score.tickets]
        expect(behind.value.length, count).toBeLessThanOrEqual(stated)
        expect(behind.value.length > 0, count).toBe(stated > 0)
      }
      if (count === 'volume') expect(behind.value.length).toBeGreaterThan(20)
    }
  })
})
