import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CastMember, startTestServer, type TestServer } from '../server/start.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const ROUNDS = 10

async function register(): Promise<string> {
  const payload = {
    ticketId: uuidv7(),
    channel: 'phone',
    words: '路灯不亮',
    requester: { name: '测试人', phone: '13800000001' },
    place: { district: '110102', subdistrict: '110102009', community: null, address: '某路1号' },
    classify: { category: '01-03' },
  }
  const answer = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(answer.statusCode, answer.body).toBe(201)
  return payload.ticketId
}

test('two people write at once: one text is kept whole, the other person is told and nothing of theirs is', async () => {
  const { pool } = server.database
  const textsOf = async (id: string) =>
    (await pool.query<{ n: number }>('select count(*) as n from ticket_text where ticket_id = $1', [id])).rows[0]?.n ??
    0
  for (let round = 0; round < ROUNDS; round++) {
    const id = await register()
    const view = async () => (await server.as('agent', { method: 'GET', url: `/api/tickets/${id}` })).json()
    const { version } = await view()
    const before = await textsOf(id)
    const supplement = (who: CastMember, text: string) =>
      server.as(who, {
        method: 'POST',
        url: `/api/tickets/${id}/commands/supplement`,
        headers: { 'idempotency-key': uuidv7(), 'if-match': `"${version}"` },
        payload: { text },
      })
    const answers = await Promise.all([
      supplement('agent', '甲'.repeat(3_000)),
      supplement('leader12345', '乙'.repeat(3_000)),
    ])
    expect(answers.map((one) => one.statusCode).toSorted()).toEqual([200, 409])
    const loser = answers.find((one) => one.statusCode === 409)
    expect(loser?.json()).toMatchObject({ code: 'ticket.changed', facts: { seen: version, now: version + 1 } })
    expect(loser?.json().sentence.length).toBeGreaterThan(5)
    expect(await textsOf(id)).toBe(before + 1)
    const winner = answers[0]?.statusCode === 200 ? ['甲', '乙'] : ['乙', '甲']
    const shown = JSON.stringify(await view())
    expect(shown).toContain((winner[0] ?? '').repeat(3_000))
    expect(shown).not.toContain(winner[1])
    const { rows } = await pool.query(
      `select t.version, (select count(*) from event e where e.ticket_id = t.ticket_id) as events from ticket t where ticket_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ version: version + 1, events: version + 1 }])
  }
})
