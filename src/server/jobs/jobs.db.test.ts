import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createRuledDatabase, liveDays, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { startJobs } from './jobs.ts'

const SPAN = { seed: 3, from: '2026-10-12', days: 3, volume: { '110102009': 6 } }
const AFTER = '2026-10-15T02:00:00.000Z'

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
  await liveDays(database, SPAN)
})
afterAll(() => database.drop())

const seals = async () => (await database.pool.query('select count(*)::int as n from seal')).rows[0].n
const queued = async () =>
  (await database.pool.query("select to_regclass('pgboss.job') is not null as there")).rows[0].there

it('seals what is over as soon as it starts, on two nodes at once, and stops in order', async () => {
  const failures: unknown[] = []
  const deps = {
    ...database,
    pool: database.writer,
    sealPool: database.pool,
    clock: { now: () => AFTER },
    queueUrl: database.url,
    onFailure: (job: string, error: unknown) => failures.push(job, error),
  }
  const nodes = [startJobs(deps), startJobs(deps)]
  await vi.waitUntil(async () => (await seals()) > 0, { timeout: 30_000, interval: 100 })
  await Promise.all(nodes.map((node) => node.stop()))
  expect(await queued()).toBe(true)
  expect(await seals()).toBe(SPAN.days)
  expect(failures).toEqual([])
})
