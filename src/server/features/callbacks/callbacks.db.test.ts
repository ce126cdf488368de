import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CastMember, MONDAY_MORNING, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type { CallbackDesk, CallView } from '../../../contract/http/callbacks.ts'
import { createAccount } from '../../../store/account/accounts.ts'
import { openSession } from '../../../store/account/sessions.ts'
import { storePlan } from '../../../store/callback/plans.ts'

let server: TestServer
let second = ''

beforeAll(async () => {
  server = await startTestServer()
  const account = await createAccount(server.deps.pool, {
    accountId: 'caller-2',
    login: 'caller-2',
    name: '回访员乙',
    role: 'callback-agent',
    unit: 'centre',
    passwordHash: null,
  })
  second = await openSession(server.deps.pool, account?.accountId ?? '', '2099-01-01T00:00:00.000Z')
})
afterAll(() => server.stop())

type Caller = CastMember | 'caller-2'

function ask(who: Caller, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) {
  const request = {
    method,
    url: `/api/callbacks${path}`,
    headers: { 'idempotency-key': uuidv7() },
    ...(payload ? { payload } : {}),
  }
  return who === 'caller-2' ? server.app.inject({ ...request, cookies: { huying: second } }) : server.as(who, request)
}

async function act(who: CastMember, ticketId: string, command: string, payload: object = {}): Promise<void> {
  const url = `/api/tickets/${ticketId}/commands/${command}`
  const answer = await server.as(who, { method: 'POST', url, headers: { 'idempotency-key': uuidv7() }, payload })
  expect(answer.statusCode, `${command}: ${answer.body}`).toBe(200)
}

const REPLY = {
  found: 'true',
  text: '路灯已换新，当晚亮灯。',
  measures: '更换灯头一盏。',
  legalBasis: ['城市照明管理规定'],
  evidence: [],
  nextStep: null,
  claimsSolved: true,
  metInPerson: false,
}

/** Registered, handled and replied to on the Monday: called back from Tuesday on. */
async function replied(requester: object, over: object = {}): Promise<string> {
  server.clock.at = MONDAY_MORNING
  const payload = {
    ticketId: uuidv7(),
    channel: 'phone',
    words: '小区门口路灯不亮，老人夜里看不见。',
    title: '路灯不亮',
    requester,
    place: { district: '110102', subdistrict: '110102009', community: null, address: '百万庄大街3号' },
    classify: { category: '01-03' },
    dispatch: 'hold',
    ...over,
  }
  const answer = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(answer.statusCode, answer.body).toBe(201)
  const { ticketId } = payload
  await act('dispatcher', ticketId, 'dispatch', { lead: '110102009' })
  await act('officer', ticketId, 'sign')
  await act('officer', ticketId, 'record-contact', { outcome: 'reached', inPerson: false, note: null })
  await act('officer', ticketId, 'reply', REPLY)
  await act('reviewer', ticketId, 'review-reply', { pass: true, reason: null })
  return ticketId
}

async function desk(who: Caller): Promise<CallbackDesk> {
  const answer = await ask(who, 'GET', '')
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<CallbackDesk>()
}

async function claim(who: Caller): Promise<CallView | null> {
  const answer = await ask(who, 'POST', '', {})
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<{ call: CallView | null }>().call
}

async function claimed(who: Caller): Promise<CallView> {
  const call = await claim(who)
  if (!call) throw new Error('nobody to call')
  return call
}

async function end(who: Caller, callId: string, payload: object): Promise<void> {
  const answer = await ask(who, 'POST', `/${callId}/end`, payload)
  expect(answer.statusCode, answer.body).toBe(204)
}

const ANSWER = { contacted: true, solved: 'yes', satisfied: 'satisfied', by: 'call', why: null, missing: null }
const answer = (who: Caller, callId: string, ticketId: string, body: object = ANSWER) =>
  ask(who, 'POST', `/${callId}/tickets/${ticketId}`, { command: 'answer-callback', body })

/** Wednesday evening: whatever part of the day the plan gave, Tuesday's callbacks are due. */
const WEDNESDAY_EVENING = '2026-10-21T11:00:00.000Z'
/** Quiet from 21:00 in Beijing. */
const NIGHT = '2026-10-21T13:00:00.000Z'

async function clear(who: Caller): Promise<void> {
  for (let call = await claim(who); call; call = await claim(who)) {
    await end(who, call.callId, { outcome: 'not-reached', result: 'wrong-number' })
  }
}

describe('the callback desk', () => {
  test('phones one person once for several tickets, and asks them in turn', async () => {
    const person = { name: '王秀兰', phone: '13800000021' }
    const ids = [await replied(person), await replied(person), await replied(person)]
    server.clock.at = WEDNESDAY_EVENING
    const call = await claimed('caller')
    expect(call).toMatchObject({ name: '王秀兰', phone: '13800000021' })
    expect(call.items.map(({ ticketId }) => ticketId).sort()).toEqual(ids.toSorted())
    expect(await claim('caller-2')).toBeNull()
    const [first, ...others] = call.items
    expect((await answer('caller', call.callId, first?.ticketId ?? '')).statusCode).toBe(200)
    const early = await ask('caller', 'POST', `/${call.callId}/end`, { outcome: 'reached' })
    expect([early.statusCode, early.json().code]).toEqual([409, 'callback.not-all-asked'])
    for (const { ticketId } of others) expect((await answer('caller', call.callId, ticketId)).statusCode).toBe(200)
    await end('caller', call.callId, { outcome: 'reached' })
    expect(await claim('caller')).toBeNull()
    expect((await desk('caller')).own).toMatchObject({ made: 1, reached: 1, refused: 0 })
    expect((await desk('caller-2')).own).toMatchObject({ made: 0 })
    expect((await desk('caller-2')).all).toMatchObject({ made: 1, reached: 1 })
  })

  test('shows of the unit its name and nothing else, and of earlier answers nothing', async () => {
    const ticketId = await replied({ name: '赵国庆', phone: '13800000022' })
    server.clock.at = WEDNESDAY_EVENING
    const first = await claimed('caller')
    const unhappy = { ...ANSWER, solved: 'no', satisfied: 'dissatisfied', why: '还是不亮', missing: '灯没修' }
    expect((await answer('caller', first.callId, ticketId, unhappy)).statusCode).toBe(200)
    await end('caller', first.callId, { outcome: 'reached' })
    await act('officer', ticketId, 'reply', REPLY)
    await act('reviewer', ticketId, 'review-reply', { pass: true, reason: null })
    server.clock.at = '2026-10-23T11:00:00.000Z'
    const call = await claimed('caller')
    const told = JSON.stringify(call)
    expect(call.items).toMatchObject([{ ticketId, unit: { name: '展览路街道' }, words: expect.any(String) }])
    for (const secret of ['还是不亮', '灯没修', '更换灯头', 'dissatisfied', '测试officer']) {
      expect(told).not.toContain(secret)
    }
    const { rows } = await server.database.pool.query(
      `select from access_log where account_id = 'caller' and what = 'person' and ticket_id = $1`,
      [ticketId],
    )
    expect(rows.length).toBeGreaterThan(0)
    await clear('caller')
    await ask('caller', 'DELETE', `/${call.callId}`)
    await clear('caller')
  })

  test('never lets two agents phone one person, nor one number, however many ask at once', async () => {
    const people = [
      { name: '孙一', phone: '13800000031' },
      { name: '孙二', phone: '13800000031' },
      { name: '孙三', phone: '13800000033' },
    ]
    for (const person of people) await replied(person)
    server.clock.at = '2026-10-21T11:00:00.000Z'
    const tokens = await Promise.all(
      Array.from({ length: 6 }, async (_, i) => {
        const id = `rush-${i}`
        const made = { accountId: id, login: id, name: id, role: 'callback-agent', unit: 'centre', passwordHash: null }
        await createAccount(server.deps.pool, made)
        return openSession(server.deps.pool, id, '2099-01-01T00:00:00.000Z')
      }),
    )
    const request = { method: 'POST', url: '/api/callbacks', payload: {} } as const
    const answers = await Promise.all(
      tokens.flatMap((huying) => [1, 2].map(() => server.app.inject({ ...request, cookies: { huying } }))),
    )
    const calls = answers.map((one) => one.json<{ call: CallView | null }>().call)
    const byCall = new Map(calls.flatMap((call) => (call ? [[call.callId, call.phone] as const] : [])))
    expect([...byCall.values()].sort()).toEqual(['13800000031', '13800000033'])
    for (const [index, huying] of tokens.entries()) {
      const call = calls[index * 2] ?? calls[index * 2 + 1]
      if (call) await server.app.inject({ method: 'DELETE', url: `/api/callbacks/${call.callId}`, cookies: { huying } })
    }
    await clear('caller')
  })

  test('lets go of a person when the claim runs out; what comes after is refused and records nothing', async () => {
    const ticketId = await replied({ name: '周平', phone: '13800000041' })
    server.clock.at = WEDNESDAY_EVENING
    const call = await claimed('caller')
    server.clock.at = '2026-10-21T11:09:00.000Z'
    expect(await claim('caller-2')).toBeNull()
    expect((await ask('caller', 'PUT', `/${call.callId}`, {})).statusCode).toBe(204)
    server.clock.at = '2026-10-21T11:18:00.000Z'
    expect(await claim('caller-2')).toBeNull()
    server.clock.at = '2026-10-21T11:19:01.000Z'
    const taken = await claimed('caller-2')
    expect(taken.items.map((one) => one.ticketId)).toEqual([ticketId])
    const late = await answer('caller', call.callId, ticketId)
    expect([late.statusCode, late.json().code]).toEqual([409, 'callback.claim-lost'])
    expect((await ask('caller', 'PUT', `/${call.callId}`, {})).json().code).toBe('callback.claim-lost')
    expect((await ask('caller-2', 'DELETE', `/${taken.callId}`)).statusCode).toBe(204)
    expect(await claimed('caller')).toMatchObject({ phone: '13800000041' })
    await clear('caller')
  })

  test('calls nobody in the quiet hours of the city: its last minute counts, the next does not (P10)', async () => {
    await replied({ name: '吴梅', phone: '13800000051' })
    server.clock.at = NIGHT
    expect(await desk('caller')).toMatchObject({ quietUntil: '2026-10-22T00:00:00.000Z', ready: 0, call: null })
    expect(await claim('caller')).toBeNull()
    server.clock.at = '2026-10-21T23:59:59.999Z'
    expect(await claim('caller')).toBeNull()
    server.clock.at = '2026-10-22T00:00:00.000Z'
    expect(await desk('caller')).toMatchObject({ quietUntil: null, ready: 1 })
    const call = await claimed('caller')
    server.clock.at = '2026-10-22T00:05:00.000Z'
    const night = { outcome: 'later', until: '2026-10-22T13:30:00.000Z', note: null }
    const refused = await ask('caller', 'POST', `/${call.callId}/end`, night)
    expect(refused.json().code).toBe('contact.quiet-hours')
    await end('caller', call.callId, { outcome: 'later', until: '2026-10-22T06:00:00.000Z', note: '下午两点后方便' })
    expect(await claim('caller')).toBeNull()
    server.clock.at = '2026-10-22T06:00:00.000Z'
    const again = await claimed('caller')
    expect(again.items[0]).toMatchObject({ notes: ['下午两点后方便'], attempts: [] })
    await clear('caller')
  })

  test('hands a person to a colleague, who finds the note and is the only one to call that day', async () => {
    await replied({ name: '郑强', phone: '13800000061' })
    server.clock.at = WEDNESDAY_EVENING
    const call = await claimed('caller')
    const unknown = await ask('caller', 'POST', `/${call.callId}/end`, {
      outcome: 'handed-on',
      to: 'officer',
      note: null,
    })
    expect(unknown.json().code).toBe('callback.colleague-unknown')
    await end('caller', call.callId, { outcome: 'handed-on', to: 'caller-2', note: '说四川话，请会听的同事打' })
    expect(await claim('caller')).toBeNull()
    expect((await desk('caller-2')).next).toMatchObject([{ handed: true, tickets: 1 }])
    expect((await claimed('caller-2')).items[0]?.notes).toEqual(['说四川话，请会听的同事打'])
    await clear('caller-2')
    expect((await desk('caller')).all.made).toBeGreaterThan(0)
  })

  test('keeps why nobody was reached; a refusal counts apart and is never an answer', async () => {
    const ticketId = await replied({ name: '冯琴', phone: '13800000071' })
    server.clock.at = WEDNESDAY_EVENING
    const before = (await desk('caller')).own.refused
    const call = await claimed('caller')
    await end('caller', call.callId, { outcome: 'not-reached', result: 'refused' })
    await end('caller', call.callId, { outcome: 'not-reached', result: 'refused' })
    expect((await desk('caller')).own.refused).toBe(before + 1)
    const ticket = (await server.as('assessor', { method: 'GET', url: `/api/tickets/${ticketId}` })).json()
    expect(ticket).toMatchObject({ phase: 'closed', outcome: 'unreachable', answer: null })
  })

  test('confirms a withdrawal by a call of its own (P6), and takes a report of pressure (P5)', async () => {
    server.clock.at = MONDAY_MORNING
    const payload = {
      ticketId: uuidv7(),
      channel: 'phone',
      words: '楼道灯不亮。',
      requester: { name: '陈静', phone: '13800000081' },
      place: { district: '110102', subdistrict: '110102009', community: null, address: null },
      classify: { category: '01-03' },
      dispatch: 'hold',
    }
    await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
    const { ticketId } = payload
    await act('dispatcher', ticketId, 'dispatch', { lead: '110102009' })
    await act('officer', ticketId, 'sign')
    await act('officer', ticketId, 'record-contact', { outcome: 'reached', inPerson: false, note: null })
    await act('agent', ticketId, 'withdraw', { why: '说不用了' })
    server.clock.at = '2026-10-19T03:00:00.000Z'
    const call = await claimed('caller')
    expect(call.items).toMatchObject([{ ticketId, kind: 'withdrawal' }])
    const say = (command: string, body: object) =>
      ask('caller', 'POST', `/${call.callId}/tickets/${ticketId}`, { command, body })
    expect((await say('report-pressure', { note: '街道的人让我撤' })).statusCode).toBe(200)
    expect((await say('confirm-withdrawal', { confirmed: false })).statusCode).toBe(200)
    await end('caller', call.callId, { outcome: 'reached' })
    const ticket = (await server.as('agent', { method: 'GET', url: `/api/tickets/${ticketId}` })).json()
    expect(ticket.phase).toBe('handling')
    const unit = (await server.as('officer', { method: 'GET', url: `/api/tickets/${ticketId}` })).body
    expect(unit).not.toContain('街道的人让我撤')
  })

  test.each(['officer', 'reviewer', 'worker', 'district', 'agent', 'dispatcher', 'assessor', 'leader12345'] as const)(
    'is closed to %s: neither schedule nor claim nor plan (P5)',
    async (who) => {
      for (const [method, path, payload] of [
        ['GET', '', undefined],
        ['POST', '', {}],
        ['POST', `/${uuidv7()}/end`, { outcome: 'reached' }],
      ] as const) {
        const refused = await ask(who, method, path, payload)
        expect([refused.statusCode, refused.json().code]).toEqual([403, 'rights.no-grant'])
      }
      const ticket = await server.as(who, { method: 'GET', url: '/api/tickets' })
      expect(ticket.body).not.toMatch(/callback_at|callbackAt/)
    },
  )
})

describe('the random re-check', () => {
  test('goes to somebody else, changes no score, and is compared with the first answer', async () => {
    const { pool, keys, rulebook } = server.deps
    await clear('caller')
    await clear('caller-2')
    const ticketId = await replied({ name: '褚云', phone: '13800000091' })
    const plan = await storePlan(pool, keys, rulebook, {
      period: '2026-11',
      now: '2026-10-18T02:00:00.000Z',
      seed: 'x',
    })
    expect(plan.ok).toBe(true)
    server.clock.at = WEDNESDAY_EVENING
    const call = await claimed('caller')
    await answer('caller', call.callId, ticketId)
    await end('caller', call.callId, { outcome: 'reached' })
    const facts = () => pool.query('select fact from assessment_fact where ticket_id = $1', [ticketId])
    const { rows: before } = await facts()
    // The draw is by chance; what follows from being drawn is not.
    const body = { reached: true, contacted: true, solved: 'no', satisfied: 'dissatisfied', why: null }
    const generic = (who: 'caller' | 'caller-2') => {
      const url = `/api/tickets/${ticketId}/commands/recheck-callback`
      const request = { method: 'POST', url, headers: { 'idempotency-key': uuidv7() }, payload: body } as const
      return who === 'caller'
        ? server.as('caller', request)
        : server.app.inject({ ...request, cookies: { huying: second } })
    }
    expect((await generic('caller')).json().code).toBe('callback.recheck-same-person')
    expect((await generic('caller-2')).statusCode).toBe(200)
    expect((await facts()).rows).toEqual(before)
    const compared = await ask('assessor', 'GET', '/rechecks?period=2026-11')
    expect(compared.json()).toMatchObject({
      plan: { late: false, share: 1, recheckShare: 0.02 },
      drawn: 1,
      reached: 1,
      contacted: { same: 1, of: 1 },
      satisfied: { same: 0, of: 1 },
      all: { same: 0, of: 1 },
    })
    expect(compared.body).not.toContain('"seed"')
    expect((await ask('officer', 'GET', '/rechecks')).statusCode).toBe(403)
    const told = (await server.as('officer', { method: 'GET', url: `/api/tickets/${ticketId}` })).body
    expect(told).not.toContain('随机复核')
  })
})
