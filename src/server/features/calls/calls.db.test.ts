import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newKeys } from '../../../../tests/database/lived-database.ts'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { forgetPerson } from '../../../store/forget.ts'
import { findByPhone } from '../../../store/person/find-people.ts'
import { verifyDatabase } from '../../../store/verification/verify-database.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({
    settings: {
      serviceKey: 'the-key-of-the-benches',
      telephonyKey: 'the-key-of-the-line',
      logLevel: 'silent',
      host: '127.0.0.1',
    },
  })
})
afterAll(() => server.stop())

const PHONE = '13800000077'
const KEY = { 'x-huying-telephony-key': 'the-key-of-the-line' }

/** The clock moves on; sessions and statuses are told by it. */
function wait(seconds: number): void {
  server.clock.at = new Date(Date.parse(server.clock.at) + seconds * 1000).toISOString()
}

async function tell(callId: string, event: string, more: object = {}, headers: Record<string, string> = KEY) {
  return server.app.inject({ method: 'POST', url: '/api/calls', headers, payload: { callId, event, ...more } })
}

const desk = async (who: CastMember) => (await server.as(who, { method: 'GET', url: '/api/calls/mine' })).json()
const status = (who: CastMember, body: object) =>
  server.as(who, { method: 'PUT', url: '/api/calls/mine/status', payload: body })
const act = (who: CastMember, id: string, name: string) =>
  server.as(who, { method: 'POST', url: `/api/calls/${id}/acts`, payload: { act: name } })

async function register(contact: string, more: object = {}) {
  const payload = {
    ticketId: uuidv7(),
    channel: 'phone',
    contact,
    words: '三号楼楼道灯坏了三天，老人上下楼看不见。',
    title: '楼道灯不亮',
    requester: { name: '赵一鸣', phone: PHONE },
    place: { district: '110102', subdistrict: '110102009', community: null, address: '百万庄东里3号楼' },
    classify: { category: '01-03' },
    ...more,
  }
  const answer = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json()
}

describe('calls', () => {
  it('are told with the line’s key or the service key, which opens nothing else', async () => {
    expect((await tell('a', 'ringing', {}, {})).json().code).toBe('call.key-needed')
    expect((await tell('a', 'ringing', {}, { 'x-huying-telephony-key': 'another' })).statusCode).toBe(401)
    const elsewhere = await server.app.inject({ method: 'GET', url: '/api/calls/mine', headers: KEY })
    expect(elsewhere.statusCode).toBe(401)
    const words = await tell('a', 'rings')
    expect(words.json()).toMatchObject({ code: 'http.invalid' })
    const late = await tell('a', 'ringing', { at: '2030-01-01T00:00:00Z' })
    expect(late.json()).toMatchObject({ code: 'call.from-the-future' })
  })

  it('wait for whoever is ready first, and the same event again changes nothing', async () => {
    const first = await tell('b', 'ringing', { phone: PHONE })
    expect(first.json()).toMatchObject({ state: 'ringing', assigned: false, repeated: false })
    const again = await tell('b', 'ringing', { phone: PHONE })
    expect(again.statusCode).toBe(200)
    expect(again.json()).toMatchObject({ callId: first.json().callId, repeated: true })
    expect(await desk('agent')).toMatchObject({ status: 'away', call: null, waiting: 1 })
    const ready = await status('agent', { status: 'ready', extension: '8001' })
    expect(ready.json()).toMatchObject({
      status: 'ready',
      waiting: 0,
      call: { state: 'ringing', phone: '138****0077', timesThisMonth: 1, tickets: [], earlierAbuse: 0 },
    })
  })

  it('keep the number out of the database’s clear text', async () => {
    const { rows } = await server.deps.pool.query('select * from call')
    const text = JSON.stringify(rows.map((row) => ({ ...row, sealed: row.sealed?.toString('latin1') })))
    expect(text).not.toContain(PHONE)
    expect(rows[0]?.sealed).toBeInstanceOf(Buffer)
  })

  it('go through hold and hang-up to the writing-up, whose time is kept', async () => {
    const { call } = await desk('agent')
    expect((await act('leader12345', call.callId, 'hold')).json().code).toBe('call.not-yours')
    wait(5)
    await act('agent', call.callId, 'answer')
    await act('agent', call.callId, 'hold')
    expect((await desk('agent')).call).toMatchObject({ state: 'held' })
    await act('agent', call.callId, 'resume')
    expect((await status('agent', { status: 'ready' })).json().code).toBe('call.busy')
    wait(60)
    await tell('b', 'hung-up')
    expect(await desk('agent')).toMatchObject({ status: 'wrap-up', call: { state: 'over' } })
    wait(25)
    expect((await status('agent', { status: 'ready' })).json()).toMatchObject({ call: null, lastWrapUp: 25 })
    expect((await act('agent', call.callId, 'hold')).json().code).toBe('call.over')
  })

  it('count events by their own time when they come in another order', async () => {
    const at = (second: number) => `2026-10-19T01:00:${String(second).padStart(2, '0')}Z`
    await tell('c', 'hung-up', { at: at(40) })
    await tell('c', 'answered', { at: at(10), extension: '8001' })
    const told = await tell('c', 'ringing', { at: at(2), phone: PHONE })
    expect(told.json()).toMatchObject({ state: 'over' })
    const { rows } = await server.deps.pool.query(`select rang_at, answered_at from call where source_id = 'c'`)
    expect(rows[0]).toEqual({ rang_at: '2026-10-19T01:00:02.000Z', answered_at: '2026-10-19T01:00:10.000Z' })
    await status('agent', { status: 'ready' })
  })

  it('give one call its tickets, each from the same contact, the later split from the first', async () => {
    await tell('d', 'ringing', { phone: PHONE })
    const { call } = await desk('agent')
    await act('agent', call.callId, 'answer')
    const first = await register(call.callId, { readBack: true, dialect: 'wu' })
    const second = await register(call.callId, {
      splitFrom: first.ticketId,
      words: '垃圾三天没人清运。',
      title: '垃圾未清运',
    })
    expect((await desk('agent')).call.tickets.map((one: { number: string }) => one.number)).toEqual([
      first.number,
      second.number,
    ])
    const parent = await server.as('agent', { method: 'GET', url: `/api/tickets/${first.ticketId}` })
    expect(parent.json().related.children).toEqual([second.ticketId])
    const history = await server.as('agent', { method: 'GET', url: `/api/calls/${call.callId}/history` })
    expect(history.json()).toMatchObject({ people: [{ name: '赵一鸣' }], phone: PHONE })
    expect(history.json().tickets).toHaveLength(2)
    const other = await server.as('leader12345', { method: 'GET', url: `/api/calls/${call.callId}/history` })
    expect(other.json().code).toBe('call.not-yours')
    const logged = await server.deps.pool.query(`select from access_log where reason = '来电时查看此前诉求'`)
    expect(logged.rowCount).toBe(1)
  })

  it('show what else the building told in the last 30 days', async () => {
    await server.app.signaturesSettled()
    const ask = async (address: string) => {
      const payload = { address, subdistrict: '110102009' }
      return (await server.as('agent', { method: 'POST', url: '/api/same-building', payload })).json().items
    }
    expect(await ask('百万庄东里3号楼')).toHaveLength(2)
    expect(await ask('百万庄东里4号楼')).toEqual([])
    expect(await ask('百万庄')).toEqual([])
  })
})

describe('abuse of the line (P17)', () => {
  const measure = (who: CastMember, callId: string, name: string, words = '反复辱骂坐席') =>
    server.as(who, {
      method: 'POST',
      url: `/api/calls/${callId}/abuse`,
      payload: { caseId: uuidv7(), act: name, words },
    })
  let caseId = ''

  it('goes step by step, each by a person, and hands the call to the leader at the desk', async () => {
    const { call } = await desk('agent')
    expect((await measure('agent', call.callId, 'hand-to-leader')).json().code).toBe('abuse.not-now')
    expect((await measure('agent', call.callId, 'give-rest')).json().code).toBe('call.not-yours')
    expect((await measure('agent', call.callId, 'warn')).json()).toMatchObject({ stage: 'warned', appeal: 'none' })
    await status('leader12345', { status: 'ready' })
    const handed = await measure('agent', call.callId, 'hand-to-leader')
    expect(handed.json()).toMatchObject({ stage: 'with-leader' })
    caseId = handed.json().caseId
    expect((await desk('agent')).call).toBeNull()
    expect((await desk('leader12345')).call).toMatchObject({ callId: call.callId, state: 'ringing' })
    expect((await measure('leader12345', call.callId, 'give-rest')).json()).toMatchObject({
      stage: 'rested',
      steps: [
        { type: 'warn', by: '测试agent' },
        { type: 'hand-to-leader' },
        { type: 'give-rest', by: '测试leader12345' },
      ],
    })
    expect(await desk('agent')).toMatchObject({ status: 'resting' })
    await act('leader12345', call.callId, 'hang-up')
  })

  it('never keeps the number from ringing again', async () => {
    await status('agent', { status: 'ready' })
    const told = await tell('e', 'ringing', { phone: PHONE, extension: '8001' })
    expect(told.json()).toMatchObject({ state: 'ringing', assigned: true })
    const { call } = await desk('agent')
    expect(call).toMatchObject({ earlierAbuse: 1 })
    await act('agent', call.callId, 'answer')
  })

  it('is appealed once and decided by a leader who took no part', async () => {
    const { rows } = await server.deps.pool.query<{ call_id: string }>('select call_id from abuse_case')
    const callId = rows[0]?.call_id ?? ''
    expect((await measure('leader12345', callId, 'appeal', '我没有骂人')).json()).toMatchObject({ appeal: 'open' })
    expect((await measure('leader12345', callId, 'appeal', '再说一次')).json().code).toBe('abuse.appealed')
    const decide = (who: CastMember) =>
      server.as(who, {
        method: 'POST',
        url: `/api/abuse-cases/${caseId}/decision`,
        payload: { lift: true, words: '录音里没有辱骂' },
      })
    expect((await decide('agent')).json().code).toBe('rights.no-grant')
    expect((await decide('leader12345')).json().code).toBe('abuse.own-measure')
    const seen = await server.as('leader12345', { method: 'GET', url: '/api/shift' })
    expect(seen.json().abuse).toMatchObject([{ caseId, appeal: 'open', mayDecide: false }])
    expect(seen.json().agents.find((one: { extension: string }) => one.extension === '8001')).toMatchObject({
      here: true,
      call: { state: 'talking' },
    })
  })
})

describe('a person who is forgotten', () => {
  it('leaves no number, no words of a case and no draft behind', async () => {
    const { pool, keys } = server.deps
    const draftId = uuidv7()
    const draft = {
      method: 'PUT',
      url: `/api/drafts/${draftId}`,
      payload: { form: { words: '还没说完' }, phone: PHONE },
    } as const
    expect((await server.as('agent', draft)).statusCode).toBe(200)
    for (const id of await findByPhone(pool, keys.master, PHONE)) await forgetPerson(pool, id, server.clock.at)
    const { rows } = await pool.query(
      `select (select count(*)::int from call where phone_index is not null or sealed is not null) as calls,
         (select count(*)::int from draft) as drafts,
         (select count(*)::int from record where kind = 'abuse' and wrapped_key is not null) as words`,
    )
    expect(rows[0]).toEqual({ calls: 0, drafts: 0, words: 0 })
    expect((await desk('agent')).call).toMatchObject({ phone: null, timesThisMonth: null })
    const { rulebook } = server.deps
    const verified = await verifyDatabase(pool, { ...newKeys(), master: keys.master }, { rulebook })
    expect(verified).toMatchObject({ records: 1, faultCount: 0 })
  })
})

describe('drafts', () => {
  const form = { words: '楼下路灯', requester: { phone: '13800000078' } }
  const draftId = uuidv7()
  const put = (who: CastMember) =>
    server.as(who, { method: 'PUT', url: `/api/drafts/${draftId}`, payload: { form, phone: '13800000078' } })
  const list = async (who: CastMember) => (await server.as(who, { method: 'GET', url: '/api/drafts' })).json().drafts

  it('are kept encrypted, each for its own account', async () => {
    expect((await put('agent')).statusCode).toBe(200)
    expect(await list('agent')).toMatchObject([{ draftId, form }])
    expect(await list('leader12345')).toEqual([])
    expect((await put('leader12345')).json().code).toBe('drafts.elsewhere')
    const { rows } = await server.deps.pool.query<{ sealed: Buffer }>('select sealed from draft')
    expect(rows[0]?.sealed.toString('utf8')).not.toContain('路灯')
  })

  it('end with the ticket that they become', async () => {
    await register(uuidv7(), { ticketId: draftId })
    expect(await list('agent')).toEqual([])
  })
})

describe('a desk whose session ran out', () => {
  it('registers nothing as a visitor', async () => {
    const send = (who: CastMember | null, account: string) =>
      server.as(who, {
        method: 'POST',
        url: '/api/tickets',
        headers: { 'x-huying-account': account },
        payload: { ticketId: uuidv7(), channel: 'phone', words: '路口信号灯不亮。' },
      })
    expect((await send(null, 'agent')).json().code).toBe('session.needed')
    expect((await send('dispatcher', 'agent')).json().code).toBe('rights.no-grant')
    expect((await send('leader12345', 'agent')).json().code).toBe('session.needed')
    expect((await send('agent', 'agent')).statusCode).toBe(201)
  })
})

describe('two sendings at once', () => {
  it('are one ticket', async () => {
    const payload = { ticketId: uuidv7(), channel: 'phone', words: '小区门口井盖松动，夜里很响。' }
    const send = () => server.as('agent', { method: 'POST', url: '/api/tickets', payload })
    const answers = await Promise.all([send(), send(), send()])
    expect(new Set(answers.map((one) => one.json().number)).size).toBe(1)
    expect(answers.map((one) => one.statusCode).toSorted()).toEqual([200, 200, 201])
  })
})
