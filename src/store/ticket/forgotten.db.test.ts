import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { REQUESTS, type TicketRequest } from '../../contract/ticket/request.ts'
import type { Actor } from '../../domain/ticket/events.ts'
import { forgetTicket } from '../forget.ts'
import { moveUnit } from '../unit/move-unit.ts'
import { verifyDatabase } from '../verification/verify-database.ts'
import { loadHistory } from './history.ts'

const MONDAY = '2026-10-19T02:00:00.000Z'
const LATER = '2026-11-30T02:00:00.000Z'
const UNIT = '110102009'
const RULE: Actor = { kind: 'rule', rule: 'test', version: '1' }
const AGENT: Actor = { kind: 'person', account: 'agent', unit: 'centre', role: 'agent' }

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
})
afterAll(() => database.drop())

function submit(ticketId: string, type: TicketRequest['type'], body: object, actor = AGENT, at = MONDAY) {
  const request = { type, body: REQUESTS[type].parse(body) } as TicketRequest
  return database.log.submit({ ...request, ticketId, key: uuidv7(), actor }, at)
}

/** Open, with a unit, and forgotten: the key and every text are gone. */
async function forgotten(): Promise<string> {
  const ticketId = uuidv7()
  const register = {
    channel: 'phone',
    words: '路灯不亮',
    requester: { name: '孙文静', phone: '13800000009' },
    place: { district: '110102', subdistrict: UNIT, address: '车公庄大街9号' },
  }
  for (const [type, body] of [
    ['register', register],
    ['classify', { category: '01-03' }],
    ['dispatch', { lead: UNIT }],
  ] as const) {
    expect(await submit(ticketId, type, body)).toMatchObject({ ok: true })
  }
  expect(await forgetTicket(database.writer, ticketId, MONDAY)).toBe(true)
  return ticketId
}

async function typesOf(ticketId: string): Promise<string[]> {
  const history = await loadHistory(database.pool, database.keys.master, ticketId)
  return history?.events.map((event) => event.type) ?? []
}

describe('an open ticket whose words were forgotten', () => {
  it('takes no more words, whoever sends them', async () => {
    const ticketId = await forgotten()
    for (const [type, body] of [
      ['supplement', { text: '还有一盏。' }],
      ['urge', { note: '请快一点。' }],
      ['reopen', { reason: '没有修。' }],
    ] as const) {
      expect(await submit(ticketId, type, body)).toMatchObject({ ok: false, rejection: { code: 'ticket.forgotten' } })
    }
    const { rows } = await database.pool.query('select from ticket_text where ticket_id = $1', [ticketId])
    expect(rows).toEqual([])
  })

  it('goes on without words: it is urged, follows its unit, its time runs out, and it ends', async () => {
    const ticketId = await forgotten()
    expect(await submit(ticketId, 'urge', {})).toMatchObject({ ok: true })
    const outcome = await moveUnit(database.log, database.pool, UNIT, '110102001', RULE, MONDAY)
    expect(outcome.refused).toEqual([])
    while (true) {
      const before = (await typesOf(ticketId)).length
      expect(await submit(ticketId, 'pass-time', {}, RULE, LATER)).toMatchObject({ ok: true })
      if ((await typesOf(ticketId)).length === before) break
    }
    const answers = { contacted: false, solved: 'yes', satisfied: 'no-opinion', by: 'call' }
    expect(await submit(ticketId, 'answer-callback', answers, AGENT, LATER)).toMatchObject({ ok: true })
    const types = await typesOf(ticketId)
    for (const type of ['urged', 'unit-moved', 'signed', 'limit-passed', 'closed']) expect(types).toContain(type)
    const { keys, rulebook, pool } = database
    expect((await verifyDatabase(pool, keys, { rulebook })).faults).toEqual([])
  })
})
