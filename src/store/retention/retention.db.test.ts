import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRuledDatabase, liveDays, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { DEFAULT_RETENTION } from '../../domain/policy/retention.ts'
import { verifyDatabase } from '../verification/verify-database.ts'
import {
  lastRetention,
  listRetention,
  previewRetention,
  retainDaily,
  retentionLimits,
  runRetention,
} from './retention.ts'

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
  await liveDays(database, { seed: 5, from: '2026-10-01', days: 8, volume: { '110102009': 10 } })
})
afterAll(() => database.drop())

const YOUNG = '2036-09-30T00:00:00.000Z'
const OLD = '2036-12-01T00:00:00.000Z'

const count = async (text: string): Promise<number> => (await database.pool.query<{ n: number }>(text)).rows[0]?.n ?? 0
const kept = () => count('select count(*)::int as n from ticket_secret where wrapped_key is not null')
const open = () => count('select count(distinct ticket_id)::int as n from inbox where open')

it('keeps everything until its years are over', async () => {
  const before = await kept()
  expect(await previewRetention(database.writer, retentionLimits(DEFAULT_RETENTION, YOUNG))).toMatchObject({
    tickets: 0,
    people: 0,
  })
  expect(await runRetention(database.writer, DEFAULT_RETENTION, YOUNG)).toMatchObject({ tickets: 0, people: 0 })
  expect(await kept()).toBe(before)
})

it('forgets exactly what its preview said, never what is open or whose ticket is open; the log still verifies', async () => {
  expect(await count('select count(*)::int as n from ticket where concerned is not null')).toBeGreaterThan(0)
  const ended = (await kept()) - (await open())
  const preview = await previewRetention(database.writer, retentionLimits(DEFAULT_RETENTION, OLD))
  expect(preview.tickets).toBe(ended)
  expect(preview.tickets).toBeGreaterThan(3)
  expect(preview.people).toBeGreaterThan(0)
  expect(preview.oldest[0]?.endedAt).toMatch(/^2026-10/)
  expect(await kept()).toBe(ended + (await open()))
  const run = await runRetention(database.writer, DEFAULT_RETENTION, OLD)
  expect(run).toMatchObject({ tickets: preview.tickets, people: preview.people })
  expect(await kept()).toBe(await open())
  expect(
    await count(`select count(*)::int as n from ticket t join inbox i on i.ticket_id = t.ticket_id and i.open
      join person p on p.person_id in (t.requester, t.concerned) where p.wrapped_key is null`),
  ).toBe(0)
  // P13: nor is anybody kept for whom others told what is over.
  expect(
    await count(`select count(*)::int as n from person p where p.wrapped_key is not null
      and not exists (select from ticket t join inbox i on i.ticket_id = t.ticket_id and i.open
        where p.person_id in (t.requester, t.concerned))`),
  ).toBe(0)
  expect(await count(`select count(*)::int as n from access_log where account_id = 'rule/retention'`)).toBe(
    run.tickets + run.people,
  )
  const { pool, keys, rulebook } = database
  expect((await verifyDatabase(pool, keys, { rulebook })).faults).toEqual([])
})

it('runs once a day, and finds nothing when it runs again', async () => {
  const runs = (await listRetention(database.writer, 100)).length
  await retainDaily(database.writer, DEFAULT_RETENTION, OLD, '2036-11-30T16:00:00.000Z')
  expect(await listRetention(database.writer, 100)).toHaveLength(runs)
  await retainDaily(database.writer, DEFAULT_RETENTION, '2036-12-02T00:00:00.000Z', '2036-12-01T16:00:00.000Z')
  expect(await lastRetention(database.writer)).toMatchObject({ at: '2036-12-02T00:00:00.000Z', tickets: 0, people: 0 })
})
