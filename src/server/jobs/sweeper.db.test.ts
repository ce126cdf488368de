import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../../tests/server/start.ts'
import { sweep } from './sweeper.ts'

let server: TestServer

beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

async function register(over: object = {}): Promise<string> {
  const payload = {
    ticketId: uuidv7(),
    channel: 'phone',
    words: '路灯不亮',
    place: { district: '110102', subdistrict: '110102009', community: null, address: null },
    classify: { category: '01-03' },
    dispatch: 'hold',
    ...over,
  }
  const answer = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(answer.statusCode, answer.body).toBe(201)
  return payload.ticketId
}

/** With one unit alone, so that nothing happens twice for two units. */
async function dispatched(): Promise<string> {
  const ticketId = await register()
  const answer = await server.as('dispatcher', {
    method: 'POST',
    url: `/api/tickets/${ticketId}/commands/dispatch`,
    headers: { 'idempotency-key': uuidv7() },
    payload: { lead: '110102009' },
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return ticketId
}

async function typesOf(ticketId: string): Promise<string[]> {
  const { rows } = await server.database.pool.query<{ type: string }>(
    'select type from event where ticket_id = $1 order by version',
    [ticketId],
  )
  return rows.map((row) => row.type)
}

const sweepAt = (now: string) => sweep(server.deps, now)

describe('the sweeper', () => {
  test('lives by the given clock: nothing before its time, then everything in turn', async () => {
    const ticketId = await dispatched()
    expect(await sweepAt(server.clock.at)).toMatchObject({ happened: 0 })
    const outcome = await sweepAt('2026-11-19T02:00:00.000Z')
    expect(outcome.due).toBe(1)
    expect(outcome.lagSeconds).toBeGreaterThan(0)
    const types = await typesOf(ticketId)
    for (const type of ['signed', 'contact-missed', 'limit-passed', 'callback-due']) expect(types).toContain(type)
    expect(await sweepAt('2026-11-19T02:00:00.000Z')).toMatchObject({ happened: 0 })
  })

  test('tickets that nobody was sent are not skipped', async () => {
    const ticketId = await register({ classify: null, place: undefined })
    expect(await typesOf(ticketId)).not.toContain('dispatched')
    await sweepAt('2026-11-19T02:00:00.000Z')
    expect(await typesOf(ticketId)).toContain('limit-passed')
  })

  test('many sweepers at once make each thing happen once', async () => {
    const alone = await dispatched()
    await sweepAt('2026-11-19T02:00:00.000Z')
    const ids = await Promise.all(Array.from({ length: 20 }, () => dispatched()))
    await Promise.all(Array.from({ length: 4 }, () => sweepAt('2026-11-19T02:00:00.000Z')))
    const expected = await typesOf(alone)
    for (const id of ids) expect(await typesOf(id)).toEqual(expected)
  })

  test('old tickets that fail keep nobody waiting, however many they are', async () => {
    const stuck = await Promise.all(Array.from({ length: 3 }, () => dispatched()))
    // More failing rows than a page holds would need hours; instead each failing one comes before all others.
    await server.database.pool.query("update ticket set next_check_at = '2020-01-01' where ticket_id = any ($1)", [
      stuck,
    ])
    const good = await dispatched()
    const failures: unknown[] = []
    const log = {
      submit: (...given: Parameters<typeof server.deps.log.submit>) => {
        if (stuck.includes(given[0].ticketId)) return Promise.reject(new Error('cannot'))
        return server.deps.log.submit(...given)
      },
    }
    await sweep({ pool: server.deps.pool, log, onFailure: (error) => failures.push(error) }, '2026-11-19T02:00:00.000Z')
    expect(failures).toHaveLength(3)
    expect(await typesOf(good)).toContain('limit-passed')
  })
})
