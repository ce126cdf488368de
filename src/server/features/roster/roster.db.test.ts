import { constants, inflateRawSync } from 'node:zlib'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { createAccount } from '../../../store/account/accounts.ts'
import type {} from '../../http/routing.ts'

const HERE = '110102009'
let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  for (const [accountId, name, unit] of [
    ['li', '李静', HERE],
    ['zhao', '赵亮', HERE],
    ['sun', '孙梅', '110102010'],
  ] as const)
    await createAccount(server.deps.pool, {
      accountId,
      login: accountId,
      name,
      role: 'unit-officer',
      unit,
      passwordHash: null,
    })
})
afterAll(() => server.stop())

async function dispatched(): Promise<string> {
  const ticketId = uuidv7()
  const taken = await server.as('agent', {
    method: 'POST',
    url: '/api/tickets',
    payload: {
      ticketId,
      channel: 'phone',
      words: '楼下路灯不亮三天了。',
      title: '=路灯不亮',
      requester: { name: '王女士', phone: '13800000000' },
      place: { district: '110102', subdistrict: HERE, community: null, address: null },
      classify: { category: '02-01' },
      dispatch: 'hold',
    },
  })
  expect(taken.statusCode, taken.body).toBe(201)
  const sent = await give('dispatcher', ticketId, 'dispatch', { lead: HERE })
  expect(sent.statusCode, sent.body).toBe(200)
  return ticketId
}

function give(who: CastMember, ticketId: string, command: string, payload: object) {
  const headers = { 'idempotency-key': uuidv7() }
  return server.as(who, { method: 'POST', url: `/api/tickets/${ticketId}/commands/${command}`, headers, payload })
}

function batch(who: CastMember, command: string, payload: object, key = uuidv7()) {
  return server.as(who, { method: 'POST', url: `/api/batch/${command}`, headers: { 'idempotency-key': key }, payload })
}

const get = (who: CastMember, url: string) => server.as(who, { method: 'GET', url })
const post = (who: CastMember, url: string, payload: object = {}) => server.as(who, { method: 'POST', url, payload })

describe("a unit's own people", () => {
  test('are those of the unit and below it, and nobody else', async () => {
    const { people } = (await get('officer', '/api/unit-people')).json()
    const accounts = people.map((one: { account: string }) => one.account)
    expect(accounts).toEqual(expect.arrayContaining(['li', 'zhao', 'officer', 'reviewer']))
    expect(accounts).not.toContain('sun')
    const found = (await get('officer', '/api/unit-people?q=李&role=unit-officer')).json().people
    expect(found).toMatchObject([{ account: 'li', name: '李静', roleName: '承办人员', open: 0, awayUntil: null }])
    const other = await get('officer', '/api/unit-people?unit=110102010')
    expect(other.json().code).toBe('roster.other-unit')
  })
})

describe('several at once (P28, P29)', () => {
  test('sign, then hand to a person, then all of an absent person to another: each ticket answers for itself', async () => {
    const [one, two, three] = [await dispatched(), await dispatched(), await dispatched()]
    const preview = await batch('officer', 'sign', { preview: true, tickets: [one, two] })
    expect(preview.json().results).toMatchObject([{ ok: true }, { ok: true }])
    expect((await get('officer', `/api/tickets/${one}`)).json().phase).toBe('dispatched')

    const signed = await batch('officer', 'sign', { tickets: [one, two] })
    expect(signed.json().results.map((row: { ok: boolean }) => row.ok)).toEqual([true, true])
    const key = uuidv7()
    const given = await batch('officer', 'hand-to', { tickets: [one, two, three], person: 'li' }, key)
    expect(given.json().results).toMatchObject([
      { ticketId: one, ok: true },
      { ticketId: two, ok: true },
      { ticketId: three, ok: false, code: 'ticket.not-in-phase' },
    ])
    const repeated = await batch('officer', 'hand-to', { tickets: [one], person: 'li' }, key)
    expect(repeated.json().results).toMatchObject([{ ok: true }])

    const mine = (await get('officer', `/api/tickets?open=true&assignee=li`)).json().items
    expect(mine.map((item: { ticketId: string }) => item.ticketId).toSorted()).toEqual([one, two].toSorted())
    expect(mine[0].assignee).toEqual({ account: 'li', name: '李静' })

    const absenceId = uuidv7()
    const away = { absenceId, account: 'li', firstDay: '2026-10-19', lastDay: '2026-10-21' }
    expect((await post('reviewer', '/api/roster/absences', away)).statusCode).toBe(204)
    const roster = (await get('officer', '/api/roster')).json()
    expect(roster.absences).toMatchObject([{ absenceId, person: { name: '李静' }, open: 2 }])

    const inHand = (await get('officer', '/api/unit-people/li/tickets')).json()
    expect(inHand.total).toBe(2)
    const tickets = inHand.items.map((item: { ticketId: string }) => item.ticketId)
    const passed = await batch('officer', 'hand-to', { tickets, person: 'zhao' })
    expect(passed.json().results).toMatchObject([{ ok: true }, { ok: true }])
    expect((await get('officer', '/api/unit-people/li/tickets')).json().total).toBe(0)
    const last = (await get('officer', `/api/tickets/${one}`)).json()
    expect(last.assigned.person).toBe('赵亮')
    expect(last.timeline.at(-1).type).toBe('transferred')

    const back = await server.as('reviewer', { method: 'DELETE', url: `/api/roster/absences/${absenceId}` })
    expect(back.statusCode).toBe(204)
    expect((await get('officer', '/api/roster')).json().absences).toEqual([])
  })

  test('one at a time: only an active person of the unit can hold a ticket', async () => {
    const ticketId = await dispatched()
    await give('officer', ticketId, 'sign', {})
    await createAccount(server.deps.pool, {
      accountId: 'left',
      login: 'left',
      name: '已离职',
      role: 'unit-officer',
      unit: HERE,
      passwordHash: null,
    })
    await server.deps.pool.query("update account set active = false where account_id = 'left'")
    for (const person of ['sun', 'left', 'nobody-at-all']) {
      const refused = await give('officer', ticketId, 'assign', { unit: HERE, person })
      expect(refused.json(), person).toMatchObject({ code: 'roster.unknown-person' })
    }
    expect((await give('officer', ticketId, 'assign', { unit: HERE, person: 'li' })).statusCode).toBe(200)
    const away = await give('officer', ticketId, 'transfer', { from: 'li', to: 'sun' })
    expect(away.json()).toMatchObject({ code: 'roster.unknown-person' })
    const held = (await get('officer', `/api/tickets/${ticketId}`)).json()
    expect(held.assigned).toMatchObject({ account: 'li' })
    expect((await give('officer', ticketId, 'transfer', { from: 'li', to: 'zhao' })).statusCode).toBe(200)
  })

  test('nobody of another unit is named, and tickets of another unit are not there', async () => {
    const one = await dispatched()
    expect((await batch('officer', 'hand-to', { tickets: [one], person: 'sun' })).json().code).toBe(
      'roster.unknown-person',
    )
    expect((await batch('officer', 'assign', { tickets: [one], unit: '110102010' })).json().code).toBe(
      'roster.other-unit',
    )
    expect((await batch('officer', 'hand-to', { tickets: [one] })).json().code).toBe('roster.whom')
    expect((await batch('neighbour', 'sign', { tickets: [one] })).statusCode).toBe(404)
  })
})

describe('duty and hand-over', () => {
  test('a shift has somebody in charge; only who may enters it, and only people of the unit', async () => {
    const put = (who: CastMember, inCharge: string) =>
      server.as(who, {
        method: 'PUT',
        url: '/api/roster/shifts/2026-10-19/day',
        payload: { inCharge, members: ['zhao'] },
      })
    expect((await put('reviewer', 'sun')).json().code).toBe('roster.unknown-person')
    expect((await put('officer', 'li')).json().code).toBe('rights.no-grant')
    expect((await put('reviewer', 'li')).statusCode).toBe(204)
    const roster = (await get('officer', '/api/roster')).json()
    expect(roster.now).toEqual({ day: '2026-10-19', shift: 'day', inCharge: { account: 'li', name: '李静' } })
    expect(roster.shifts).toMatchObject([{ shift: 'day', members: [{ name: '赵亮' }] }])
    expect((await get('neighbour', '/api/roster')).json().shifts).toEqual([])
  })

  test('a hand-over is taken on by somebody else, once, under a name; its note is encrypted', async () => {
    const one = await dispatched()
    const handOverId = uuidv7()
    const body = { handOverId, note: '三号楼那件等物业回电', tickets: [one] }
    expect((await post('officer', '/api/roster/hand-overs', body)).statusCode).toBe(204)
    expect((await post('officer', '/api/roster/hand-overs', body)).statusCode).toBe(204)
    const [made] = (await get('reviewer', '/api/roster')).json().handOvers
    expect(made).toMatchObject({ note: body.note, by: { account: 'officer' }, acknowledged: null })
    expect(made.tickets.map((item: { ticketId: string }) => item.ticketId)).toEqual([one])
    const stored = await server.deps.pool.query(
      "select bytes from record_event where record_id = $1 union all select encode(sealed, 'escape') from record_text where record_id = $1",
      [handOverId],
    )
    expect(JSON.stringify(stored.rows)).not.toContain('物业')

    const url = `/api/roster/hand-overs/${handOverId}/acknowledgement`
    expect((await post('officer', url)).json().code).toBe('roster.own-hand-over')
    expect((await post('neighbour', url)).json().code).toBe('roster.unknown')
    expect((await post('reviewer', url)).statusCode).toBe(204)
    expect((await post('reviewer', url)).statusCode).toBe(204)
    const [taken] = (await get('officer', '/api/roster')).json().handOvers
    expect(taken.acknowledged.by).toEqual({ account: 'reviewer', name: '测试reviewer' })
  })

  test('an absence that ends before it begins, and a colleague’s without the right', async () => {
    const away = { absenceId: uuidv7(), account: 'officer', firstDay: '2026-10-20', lastDay: '2026-10-19' }
    expect((await post('officer', '/api/roster/absences', away)).json().code).toBe('roster.bad-days')
    const colleague = { ...away, account: 'li', lastDay: '2026-10-20' }
    expect((await post('officer', '/api/roster/absences', colleague)).json().code).toBe('roster.not-yours')
    const own = { ...away, lastDay: '2026-10-20' }
    expect((await post('officer', '/api/roster/absences', own)).statusCode).toBe(204)
  })
})

describe('what leaves the screen (P29)', () => {
  test('the ledger is the list as a workbook: masked, marked, logged, and no formula', async () => {
    const one = await dispatched()
    const answer = await get('officer', '/api/ledger.xlsx?open=true')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toContain('spreadsheetml')
    const cells = sharedStrings(answer.rawPayload)
    expect(cells).toContain('测试officer')
    expect(cells).toMatch(/>(?:'|&apos;)=路灯不亮</)
    expect(cells).not.toMatch(/王女士|13800000000/)
    const logged = await server.deps.pool.query(
      "select account_id from access_log where ticket_id = $1 and what = 'export'",
      [one],
    )
    expect(logged.rows).toEqual([{ account_id: 'officer' }])
    expect((await get('worker', '/api/ledger.xlsx')).json().code).toBe('rights.no-grant')
  })

  test('a print is logged with its form and says who made it', async () => {
    const one = await dispatched()
    const mark = await post('officer', `/api/tickets/${one}/prints`, { form: 'instruction' })
    expect(mark.json()).toMatchObject({ by: '测试officer', at: server.clock.at })
    const logged = await server.deps.pool.query(
      "select reason from access_log where ticket_id = $1 and what = 'print'",
      [one],
    )
    expect(logged.rows).toEqual([{ reason: 'instruction' }])
    expect((await post('neighbour', `/api/tickets/${one}/prints`, { form: 'ticket' })).statusCode).toBe(404)
  })
})

/** All parts of the workbook as one text: entries of the zip that are deflated, inflated. */
function sharedStrings(bytes: Buffer): string {
  let text = ''
  for (let at = bytes.indexOf('PK\u0003\u0004'); at >= 0; at = bytes.indexOf('PK\u0003\u0004', at + 4)) {
    const begin = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    if (bytes.readUInt16LE(at + 8) === 8)
      text += inflateRawSync(bytes.subarray(begin), { finishFlush: constants.Z_SYNC_FLUSH })
  }
  return text
}
