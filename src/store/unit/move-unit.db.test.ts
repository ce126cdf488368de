import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRuledDatabase, liveDays, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { verifyDatabase } from '../verification/verify-database.ts'
import { moveUnit } from './move-unit.ts'

const FROM = '110102009'
const TO = '110102001'
const NOW = '2026-10-14T02:00:00.000Z'
const ACTOR = { kind: 'rule', rule: 'move-unit', version: '1' } as const
const ENDED = ['answered', 'handed-over', 'refused', 'closed', 'withdrawn']

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
  await liveDays(database, { seed: 31, from: '2026-10-08', days: 5, volume: { [FROM]: 20, [TO]: 4 } })
})
afterAll(() => database.drop())

async function rows(text: string): Promise<Record<string, unknown>[]> {
  const { rows: found } = await database.pool.query(text, [FROM])
  return found
}

it('moves every open ticket of a unit that was merged away; what is closed and its facts stay', async () => {
  const { log, pool, keys, rulebook } = database
  const open = await rows(
    `select ticket_id from ticket where responsible = $1 and phase not in ('${ENDED.join("','")}') order by 1`,
  )
  const closed = `select * from ticket where responsible = $1 and phase in ('${ENDED.join("','")}') order by ticket_id`
  const closedBefore = await rows(closed)
  // What was scored stays scored, on open tickets (reopened ones) too.
  const facts = `select f.* from assessment_fact f join ticket t using (ticket_id)
    where f.unit_id = $1 and (f.standing = 'counted' or t.phase in ('${ENDED.join("','")}')) order by ticket_id, role`
  const factsBefore = await rows(facts)
  expect(open.length).toBeGreaterThan(10)
  expect(closedBefore.length).toBeGreaterThan(0)
  expect(factsBefore.length).toBeGreaterThan(0)

  // Cut short in the middle, as by a crash, then run again.
  const first = moveUnit(log, pool, FROM, TO, ACTOR, NOW, {
    size: 5,
    onProgress: () => {
      throw new Error('cut short')
    },
  })
  await expect(first).rejects.toThrow('cut short')
  const outcome = await moveUnit(log, pool, FROM, TO, ACTOR, NOW, { size: 5 })
  expect(outcome.refused).toEqual([])
  expect(outcome.moved).toBeGreaterThanOrEqual(open.length - 5)

  const left = await rows(
    `select ticket_id from ticket where $1 in (responsible, subdistrict, community) and phase not in ('${ENDED.join("','")}')`,
  )
  expect(left).toEqual([])
  expect(await rows(closed)).toEqual(closedBefore)
  expect(await rows(facts)).toEqual(factsBefore)
  const { rows: heirs } = await pool.query('select responsible from ticket where ticket_id = any($1)', [
    open.map((one) => one['ticket_id']),
  ])
  expect(new Set(heirs.map((one) => one.responsible))).toEqual(new Set([TO]))

  expect(await moveUnit(log, pool, FROM, TO, ACTOR, '2026-10-14T03:00:00.000Z')).toMatchObject({
    moved: 0,
    refused: [],
  })
  expect((await verifyDatabase(pool, keys, { rulebook })).faults).toEqual([])
})
