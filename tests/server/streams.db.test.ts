import { v7 as uuidv7 } from 'uuid'
import { afterEach, describe, expect, test } from 'vitest'
import { openSession } from '../../src/store/account/sessions.ts'
import { startTestServer, type TestServer } from './start.ts'

let server: TestServer | undefined

afterEach(async () => {
  await server?.stop()
  server = undefined
})

/** An open stream, read piece by piece. */
async function listen(started: TestServer, who: string) {
  const address = await started.app
    .listen({ port: 0, host: '127.0.0.1' })
    .catch(() => `http://127.0.0.1:${portOf(started)}`)
  const token = await openSession(started.database.pool, who, '2099-01-01T00:00:00.000Z')
  const answer = await fetch(`${address}/api/events`, { headers: { cookie: `huying=${token}` } })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  let ended = false
  const done = (async () => {
    for (;;) {
      const piece = await reader?.read()
      if (!piece || piece.done) break
      heard += piece.value
    }
    ended = true
  })().catch(() => {
    ended = true
  })
  return { started, answer, address, done, heard: () => heard, ended: () => ended }
}

function portOf({ app }: TestServer): number {
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function register(started: TestServer, subdistrict: string): Promise<string> {
  const ticketId = uuidv7()
  const payload = {
    ticketId,
    channel: 'phone',
    words: '路灯不亮',
    place: { district: '110102', subdistrict, community: null, address: null },
    classify: { category: '01-03' },
    dispatch: 'hold',
  }
  await started.as('agent', { method: 'POST', url: '/api/tickets', payload })
  await started.as('dispatcher', {
    method: 'POST',
    url: `/api/tickets/${ticketId}/commands/dispatch`,
    headers: { 'idempotency-key': uuidv7() },
    payload: { lead: subdistrict },
  })
  return ticketId
}

describe('live updates', () => {
  test('a unit hears of its own tickets by id, and never of another unit’s', async () => {
    server = await startTestServer()
    const stream = await listen(server, 'officer')
    expect(stream.answer.headers.get('content-type')).toContain('text/event-stream')
    const other = await register(server, '110102010')
    const own = await register(server, '110102009')
    await expect.poll(stream.heard, { timeout: 30_000 }).toContain(own)
    expect(stream.heard()).not.toContain(other)
    expect(stream.heard()).not.toContain('路灯')
  })

  test('another process hears it too', async () => {
    server = await startTestServer()
    const stream = await listen(server, 'officer')
    const notify = (payload: string) => stream.started.database.pool.query("select pg_notify('huying', $1)", [payload])
    const hearing = async (payload: string) => {
      await notify(payload)
      return stream.heard()
    }
    const row = JSON.stringify([['t-1', 3, '110102009']])
    await expect.poll(() => hearing(row), { timeout: 20_000 }).toContain('{"ticketId":"t-1","version":3}')
    await expect.poll(() => hearing('many'), { timeout: 20_000 }).toContain('{"ticketId":null}')
  })
})

describe('stopping', () => {
  test('open streams end, and a request under way is finished', async () => {
    server = await startTestServer()
    const stream = await listen(server, 'officer')
    const client = await server.database.pool.connect()
    // A request that waits for a lock is under way for as long as the test wants.
    await client.query('begin; lock table unit in access exclusive mode')
    const slow = fetch(`${stream.address}/readyz`)
    await expect
      .poll(
        async () =>
          (await client.query("select count(*) as n from pg_locks where not granted and relation = 'unit'::regclass"))
            .rows[0],
        {
          timeout: 30_000,
        },
      )
      .toEqual({ n: 1 })
    const closed = server.app.close()
    await stream.done
    expect(stream.heard()).toContain('event: stopping')
    await client.query('commit')
    client.release()
    expect((await slow).status).toBe(200)
    await closed
  })
})
