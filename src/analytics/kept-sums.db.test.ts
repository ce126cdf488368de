import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDays, createRuledDatabase, liveDays, type RuledDatabase } from '../../tests/database/lived-database.ts'
import { type Instant, plus } from '../domain/kernel/instant.ts'
import { assessFacts } from '../domain/scoring/assess-run.ts'
import { type CellCounts, countCells } from '../domain/scoring/cells.ts'
import type { AssessmentFact } from '../domain/scoring/facts.ts'
import { periodSpan } from '../domain/scoring/period.ts'
import { type Counting, clearSeen, countAnew, countKept } from '../store/assessment/count-cells.ts'
import { touchAll } from '../store/assessment/touch.ts'
import { type Sql, withTransaction } from '../store/database/connect.ts'
import { canonical } from '../store/log/canonical.ts'
import { rebuildReadModels } from '../store/rebuild.ts'
import { moveUnit } from '../store/unit/move-unit.ts'
import { assessPeriod, framePartsOf } from './assessment.ts'
import { assessmentFrame } from './assessment-frame.ts'

/** A month costs some twenty statements here; half of the runs take as long as others do for all. */
const numRuns = Math.ceil(Number(process.env['HUYING_RUNS'] ?? 200) / 2)
const NOW = '2026-12-01T00:00:00.000Z'

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
})
afterAll(() => database.drop())

/** Instants on and beside the edges of periods and of days in Beijing: midnight there is 16:00 UTC. */
const edges = ['2024-02-18', '2024-02-28', '2024-02-29', '2024-03-09', '2024-03-18', '2024-04-18', '2026-10-18']
const instants: fc.Arbitrary<Instant> = fc
  .record({
    day: fc.constantFrom(...edges),
    hour: fc.constantFrom(15, 16, 17),
    off: fc.constantFrom(-1, 0, 1, 1_799_999),
  })
  .map(({ day, hour, off }) => plus(`${day}T${hour}:00:00.000Z`, off))

const units = ['110101001', '110101002', '110102009']
const facts: fc.Arbitrary<AssessmentFact> = fc
  .record({
    ticketId: fc.uuid(),
    unit: fc.constantFrom(...units),
    role: fc.constantFrom('lead', 'assisting', 'shared'),
    share: fc.constantFrom('1', '0.5', '1/3'),
    dispatches: fc.nat(3),
    standing: fc.constantFrom(
      'counted',
      'counted',
      'counted',
      'no-callback',
      'unreachable',
      'excluded',
      'suspended',
      'anonymous',
      'own-entry',
      'withdrawn',
      'elsewhere',
      'open',
    ),
    excludedGround: fc.constantFrom(null, 'E01', 'moved', 'redirected'),
    afterScore: fc.boolean(),
    contacted: fc.constantFrom(true, false, null),
    solved: fc.constantFrom('yes', 'partly', 'no', null),
    satisfied: fc.constantFrom('satisfied', 'basically', 'dissatisfied', 'no-opinion', null),
    countedAt: fc.option(instants),
    dispatchedAt: fc.option(instants, { freq: 9 }),
    onTime: fc.constantFrom(true, false, null),
    returned: fc.boolean(),
    repeated: fc.boolean(),
    judgedUnder: fc.constantFrom('beijing/2026-01', 'beijing/2026-06', null),
    basis: fc.constant('lead'),
    scored: fc.constantFrom(...units),
  })
  .map((fact) => fact as AssessmentFact)

/** What may happen to a month after it was counted: a fact comes, goes, or becomes another (a late callback, a correction). */
const changes = fc.array(fc.record({ at: fc.nat(50), next: fc.option(facts) }), { maxLength: 8 })

const countings: readonly Counting[] = (['callback', 'dispatch'] as const).flatMap((attribution) =>
  (['2024-03', '2024-04', '2026-11'] as const).map((period) => {
    const calendar = makeCalendar()
    return { period, attribution, calendar, span: periodSpan(period, 19, calendar) }
  }),
)

function makeCalendar() {
  return {
    id: 'test',
    offsets: [{ from: '1970-01-01T00:00:00.000Z', minutes: 480 }],
    firstYear: 2024,
    lastYear: 2026,
    holidays: [],
    makeUpDays: [],
  }
}

async function store(sql: Sql, list: readonly AssessmentFact[]): Promise<void> {
  await sql.query(
    `insert into assessment_fact (ticket_id, unit_id, role, standing, dispatched_at, counted_at, fact)
     select (fact->>'ticketId')::uuid, fact->>'unit', fact->>'role', fact->>'standing', (fact->>'dispatchedAt')::timestamptz,
       (fact->>'countedAt')::timestamptz, fact
     from jsonb_array_elements($1::jsonb) as fact`,
    [JSON.stringify(list)],
  )
}

let movement = 0
/** As the command handler does it: the facts, and the instants at which they moved, in one transaction. */
async function replace(before: AssessmentFact | undefined, after: AssessmentFact | null): Promise<void> {
  const moments = [before, after].flatMap((one) => [one?.dispatchedAt, one?.countedAt]).filter(Boolean)
  await withTransaction(database.pool, async (sql) => {
    if (before) await sql.query('delete from assessment_fact where ticket_id = $1', [before.ticketId])
    if (after) await store(sql, [after])
    await sql.query('insert into assessment_touch (ticket_id, version, at) values (gen_random_uuid(), $1, $2)', [
      ++movement,
      moments,
    ])
  })
}

const plain = (cells: CellCounts) =>
  canonical(Object.fromEntries([...cells].map(([unit, own]) => [unit, Object.fromEntries(own)])))

describe('the cells of a generated month', () => {
  it('are the same kept and counted by changed day, counted anew in SQL, and counted by the domain', async () => {
    let some = 0
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(facts, { maxLength: 40, selector: ({ ticketId }) => ticketId }),
        changes,
        fc.constantFrom(...countings),
        async (list, moves, counting) => {
          const { pool } = database
          await pool.query('delete from assessment_fact')
          await withTransaction(pool, async (sql) => {
            await store(sql, list)
            await touchAll(sql, '00000000-0000-7000-8000-000000000001')
          })
          const now = [...list]
          const agree = async () => {
            const expected = plain(countCells(now, counting))
            expect(plain((await countKept(pool, counting, NOW)).cells)).toBe(expected)
            expect(plain(await countAnew(pool, counting))).toBe(expected)
            if (expected !== '{}') some++
          }
          await agree()
          for (const { at, next } of moves) {
            const before = now[at]
            if (before) now.splice(at, 1)
            if (next) now.push(next)
            await replace(before, next)
          }
          await agree()
        },
      ),
      { numRuns },
    )
    expect(some).toBeGreaterThan(numRuns)
  })

  it('recounts only days that moved, and all of them after a bulk load', async () => {
    const counting = countings[0]
    if (!counting) throw new Error('no counting')
    const moving = fc.sample(facts, { numRuns: 1, seed: 7 })[0]
    if (!moving) throw new Error('no fact')
    await countKept(database.pool, counting, NOW)
    expect((await countKept(database.pool, counting, NOW)).recounted).toBe(0)
    const at = plus(counting.span.from, 3 * 86_400_000)
    await replace(undefined, { ...moving, dispatchedAt: at, countedAt: plus(at, 86_400_000) })
    expect((await countKept(database.pool, counting, NOW)).recounted).toBe(2)
    await withTransaction(database.pool, (sql) => touchAll(sql, '00000000-0000-7000-8000-000000000002'))
    expect((await countKept(database.pool, counting, NOW)).recounted).toBe(29)
  })

  it('sees what was moved by those who had not yet finished when it counted', async () => {
    const counting = countings[0]
    if (!counting) throw new Error('no counting')
    const moving = fc.sample(facts, { numRuns: 1, seed: 8 })[0]
    if (!moving) throw new Error('no fact')
    const at = plus(counting.span.from, 5 * 86_400_000)
    const late: AssessmentFact = { ...moving, standing: 'counted', dispatchedAt: at, countedAt: at }
    const slow = await database.pool.connect()
    await slow.query('begin')
    await store(slow, [late])
    await slow.query('insert into assessment_touch (ticket_id, version, at) values ($1, 1, $2)', [late.ticketId, [at]])
    await countKept(database.pool, counting, NOW)
    await clearSeen(database.pool, NOW)
    await slow.query('commit')
    slow.release()
    const { cells, recounted } = await countKept(database.pool, counting, NOW)
    expect(recounted).toBe(1)
    expect(plain(cells)).toBe(plain(await countAnew(database.pool, counting)))
  })

  it('clears away movements that every kept sum has seen, and sums that nobody asked for in months', async () => {
    const touches = async () => {
      const { rows } = await database.pool.query<{ count: number }>('select count(*) as count from assessment_touch')
      return rows[0]?.count ?? 0
    }
    for (const counting of countings) await countKept(database.pool, counting, NOW)
    expect(await touches()).toBeGreaterThan(0)
    // Whoever works elsewhere on the same cluster holds back what counts as seen: clearing is done again until they are through.
    const clearedAway = async () => {
      await clearSeen(database.pool, NOW)
      for (const counting of countings) await countKept(database.pool, counting, NOW)
      return touches()
    }
    await expect.poll(clearedAway, { timeout: 20_000 }).toBe(0)
    await clearSeen(database.pool, plus(NOW, 61 * 86_400_000))
    const { rows } = await database.pool.query('select from assessment_day')
    expect(rows).toEqual([])
  })

  it('come out right for several who count at once', async () => {
    const counting = countings[0]
    if (!counting) throw new Error('no counting')
    const all = await Promise.all(Array.from({ length: 4 }, () => countKept(database.pool, counting, NOW)))
    expect(new Set(all.map(({ cells }) => plain(cells))).size).toBe(1)
  })
})

describe('a month lived through the command handler', () => {
  it('is assessed the same day by day as in one pass over all facts, through merged units and a rebuild', async () => {
    const lived = await createRuledDatabase()
    try {
      const agree = async (): Promise<number> => {
        const now = '2026-11-20T00:00:00.000Z'
        let counted = 0
        for (const period of ['2026-10', '2026-11']) {
          const run = await assessPeriod(lived.writer, lived.rulebook, period, now)
          if (!run.ok) throw new Error(run.rejection.code)
          const { rows } = await lived.pool.query<{ fact: AssessmentFact }>('select fact from assessment_fact')
          const list = rows.map(({ fact }) => fact)
          const { span } = run.value
          const cells = countCells(list, { span, attribution: 'callback' })
          const frame = assessmentFrame({ ...framePartsOf(lived.rulebook, period, cells), previous: [] })
          expect({ ok: true, value: run.value }).toEqual(assessFacts(list, frame))
          counted += run.value.counted
        }
        return counted
      }
      const volume = { '110102009': 12, '110102001': 4 }
      await liveDays(lived, { seed: 61, from: '2026-10-12', days: 4, volume })
      const first = await agree()
      await copyDays(lived, { seed: 62, from: '2026-10-17', days: 6, volume: { '110101001': 9 } })
      expect(await agree()).toBeGreaterThan(first)
      const actor = { kind: 'rule', rule: 'move-unit', version: '1' } as const
      await moveUnit(lived.log, lived.pool, '110102009', '110102001', actor, '2026-10-24T02:00:00.000Z')
      await agree()
      await rebuildReadModels(lived.pool, { rulebook: lived.rulebook })
      await agree()
    } finally {
      await lived.drop()
    }
  })
})
