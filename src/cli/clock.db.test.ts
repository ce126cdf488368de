import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../tests/database/test-database.ts'
import { writeFact } from '../store/installation.ts'
import { Clock } from './clock.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function eventAt(at: string, version: number): Promise<void> {
  await database.pool.query(
    `insert into event (ticket_id, version, type, at, bytes, hash, opening)
     values ('0199f7c2-4d1e-7a33-9b5e-2f60c1d7a801', $2, 'urged', $1, '', '', '')`,
    [at, version],
  )
}

it('is the wall’s in a real database, and its own, going on from its last moment, in a simulated one', async () => {
  const clock = await Clock.open(database.pool)
  expect(clock.simulated).toBe(false)
  expect(Math.abs(Date.parse(clock.now()) - Date.now())).toBeLessThan(5_000)

  await writeFact(database.pool, 'simulated', { seed: 7, from: '2031-01-01', now: '2031-02-01T00:00:00.000Z' })
  await clock.refresh(database.pool)
  expect(clock.simulated).toBe(true)
  const first = clock.now()
  expect(first >= '2031-02-01T00:00:00.000Z' && first < '2031-02-01T00:01:00.000Z').toBe(true)
  expect(clock.now() >= first).toBe(true)

  // What happened after the simulation, in its own time, is never ahead of the clock.
  await eventAt('2031-02-03T04:05:06.007Z', 1)
  const later = (await Clock.open(database.pool)).now()
  expect(later >= '2031-02-03T04:05:06.007Z' && later < '2031-02-03T04:06:06.007Z').toBe(true)
})

it('keeps the mark: it is simulated for every later command', async () => {
  expect((await Clock.open(database.pool)).simulated).toBe(true)
})
