import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDays, createRuledDatabase, type RuledDatabase } from '../../../../tests/database/lived-database.ts'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type { SupervisionDesk } from '../../../contract/http/supervision.ts'

let lived: RuledDatabase
let server: TestServer
const OWN = '110102009'
const NOW = '2026-10-17T02:00:00.000Z'
beforeAll(async () => {
  lived = await createRuledDatabase()
  await copyDays(lived, { seed: 5, from: '2026-10-12', days: 5, volume: { [OWN]: 8, '110102010': 6 } })
  server = await startTestServer({ at: NOW, database: lived, keys: lived.keys })
}, 120_000)
afterAll(() => server.stop())

async function desk(who: CastMember): Promise<SupervisionDesk> {
  const answer = await server.as(who, { method: 'GET', url: '/api/supervision' })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<SupervisionDesk>()
}
const command = (who: CastMember, id: string, name: string, body: object) =>
  server.as(who, {
    method: 'POST',
    url: `/api/tickets/${id}/commands/${name}`,
    headers: { 'idempotency-key': uuidv7() },
    payload: body,
  })
async function openOf(unit: string, not: string | null = null): Promise<string> {
  const { rows } = await lived.pool.query<{ ticket_id: string }>(
    `select ticket_id from inbox where unit_id = $1 and responsible = $1 and open and marks = '{}' and phase = 'handling'
       and ($2::uuid is null or ticket_id <> $2) order by ticket_id limit 1`,
    [unit, not],
  )
  return rows[0]?.ticket_id ?? ''
}
const DUE = '2026-10-18T02:00:00.000Z'

describe('the supervision desk', () => {
  let id = ''
  const mine = async (who: CastMember) => (await desk(who)).orders.find((one) => one.order === 'DB-T-1')

  it('shows an order with what was ordered, to the supervisor and to the unit it is for', async () => {
    id = await openOf(OWN)
    const given = await command('supervisor', id, 'supervise', { order: 'DB-T-1', due: DUE, text: '三日内到现场核实' })
    expect(given.statusCode, given.body).toBe(200)
    for (const who of ['supervisor', 'officer', 'district'] as const)
      expect(await mine(who), who).toMatchObject({
        state: 'open',
        due: DUE,
        text: '三日内到现场核实',
        by: '测试supervisor',
        answer: null,
        ticket: { ticketId: id },
      })
    expect(await mine('neighbour')).toBeUndefined()
  })

  it('turns overdue with the clock, is answered, sent back with another due time, and ended by whoever ordered', async () => {
    server.clock.at = '2026-10-18T03:00:00.000Z'
    expect((await mine('supervisor'))?.state).toBe('overdue')
    expect((await command('officer', id, 'answer-supervision', { order: 'DB-T-1', text: '已到现场' })).statusCode).toBe(
      200,
    )
    expect(await mine('supervisor')).toMatchObject({ state: 'answered', answer: { text: '已到现场' } })
    const own = await command('reviewer', id, 'close-supervision', { order: 'DB-T-1', accept: true })
    expect(own.statusCode).toBe(403)
    const bare = await command('supervisor', id, 'close-supervision', { order: 'DB-T-1', accept: false })
    expect([bare.statusCode, bare.json().code]).toEqual([422, 'supervision.due-needed'])
    const due = '2026-10-20T02:00:00.000Z'
    const back = await command('supervisor', id, 'close-supervision', {
      order: 'DB-T-1',
      accept: false,
      due,
      reason: '没有说明何时完成',
    })
    expect(back.statusCode, back.body).toBe(200)
    expect(await mine('officer')).toMatchObject({ state: 'open', due, sentBack: 1 })
    await command('officer', id, 'answer-supervision', { order: 'DB-T-1', text: '本周五完成' })
    expect((await command('supervisor', id, 'close-supervision', { order: 'DB-T-1', accept: true })).statusCode).toBe(
      200,
    )
    // Nothing is left to do: the ticket bears no mark of an order any more.
    expect(await mine('supervisor')).toBeUndefined()
  })

  it('keeps 提级办理 apart: an escalated ticket is no order, an order raises nothing', async () => {
    const other = await openOf(OWN, id)
    expect((await command('supervisor', other, 'escalate', { to: 'district', reason: '涉及多部门' })).statusCode).toBe(
      200,
    )
    const { orders, escalations } = await desk('supervisor')
    expect(escalations.find(({ ticket }) => ticket.ticketId === other)).toMatchObject({
      to: 'district',
      reason: '涉及多部门',
    })
    expect(orders.some(({ ticket }) => ticket.ticketId === other)).toBe(false)
    expect(escalations.some(({ ticket }) => ticket.ticketId === id)).toBe(false)
  })

  it('puts what is still to be answered first, by due time', async () => {
    const { orders } = await desk('supervisor')
    const open = orders.filter(({ state }) => state === 'open' || state === 'overdue')
    expect(orders.slice(0, open.length)).toEqual(open)
    expect(open.map(({ due }) => due)).toEqual(open.map(({ due }) => due).toSorted())
  })

  it.each(['agent', 'caller', 'worker', 'dispatcher', 'assessor'] as const)('is not for %s', async (who) => {
    expect((await server.as(who, { method: 'GET', url: '/api/supervision' })).statusCode).toBe(403)
  })
})
