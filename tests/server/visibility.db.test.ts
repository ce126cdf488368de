import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CastMember, MONDAY_MORNING, startTestServer, type TestServer } from './start.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const WORDS = '三单元的张某半夜砸墙，求保密，别说是我反映的。'
const ADDRESS = '车公庄大街9号院3单元502'
const PHONE = '13800000003'

async function register(over: object = {}): Promise<string> {
  server.clock.at = MONDAY_MORNING
  const payload = {
    ticketId: uuidv7(),
    channel: 'phone',
    words: WORDS,
    title: '夜间施工扰民',
    requester: { name: '孙文静', phone: PHONE },
    place: { district: '110102', subdistrict: '110102009', community: null, address: ADDRESS },
    classify: { category: '01-03' },
    dispatch: 'hold',
    ...over,
  }
  const answer = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(answer.statusCode, answer.body).toBe(201)
  return payload.ticketId
}

async function act(who: CastMember, ticketId: string, command: string, payload: object = {}): Promise<void> {
  const answer = await server.as(who, {
    method: 'POST',
    url: `/api/tickets/${ticketId}/commands/${command}`,
    headers: { 'idempotency-key': uuidv7() },
    payload,
  })
  expect(answer.statusCode, `${command}: ${answer.body}`).toBe(200)
}

async function read(who: CastMember, ticketId: string) {
  return (await server.as(who, { method: 'GET', url: `/api/tickets/${ticketId}` })).json()
}

const toUnit = (ticketId: string) => act('dispatcher', ticketId, 'dispatch', { lead: '110102009' })

describe('confidential (P18)', () => {
  test('the unit gets the summary and nothing else; the centre gets all', async () => {
    const ticketId = await register({ identity: 'confidential' })
    await toUnit(ticketId)
    await act('agent', ticketId, 'supplement', { text: '补充：砸墙的是502。' })
    const unit = await read('officer', ticketId)
    expect(unit).toMatchObject({ title: '夜间施工扰民', words: null, withheld: true, requester: null })
    expect(unit.place).toMatchObject({ address: null, community: null })
    for (const secret of [WORDS, ADDRESS, '502', '孙', PHONE]) expect(JSON.stringify(unit)).not.toContain(secret)
    const person = await server.as('officer', {
      method: 'POST',
      url: `/api/tickets/${ticketId}/person`,
      payload: { reason: '想知道是谁' },
    })
    expect(person.json().code).toBe('person.none')
    const centre = await read('agent', ticketId)
    expect(centre).toMatchObject({ words: WORDS, withheld: false, requester: { name: '孙**' } })
    expect(centre.place.address).toBe(ADDRESS)
  })

  test('without a summary it waits at the centre, and no list makes one of its words', async () => {
    const ticketId = await register({ identity: 'confidential', title: null, dispatch: 'auto' })
    expect((await read('agent', ticketId)).phase).toBe('awaiting-dispatch')
    await toUnit(ticketId)
    const list = await server.as('officer', { method: 'GET', url: '/api/tickets?order=newest' })
    const row = list.json().items.find((item: { ticketId: string }) => item.ticketId === ticketId)
    expect(row).toMatchObject({ title: null, identity: 'confidential' })
  })
})

describe('anonymous (P19)', () => {
  test('nobody is kept', async () => {
    const refused = await server.as('agent', {
      method: 'POST',
      url: '/api/tickets',
      payload: { channel: 'phone', words: '路灯', identity: 'anonymous', requester: { name: '孙', phone: PHONE } },
    })
    expect(refused.json().code).toBe('ticket.anonymous-person')
    const ticketId = await register({ identity: 'anonymous', requester: null })
    expect(await read('agent', ticketId)).toMatchObject({ requester: null, identity: 'anonymous' })
  })
})

describe('recusal (P3)', () => {
  test('the accused unit sees nothing, in no list and under no address; its superior does', async () => {
    const ticketId = await register({ kind: 'complaint', accuses: '110102009', dispatch: 'hold' })
    await act('dispatcher', ticketId, 'dispatch', { lead: '110102' })
    for (const who of ['officer', 'reviewer', 'worker'] as const) {
      const answer = await server.as(who, { method: 'GET', url: `/api/tickets/${ticketId}` })
      expect({ who, status: answer.statusCode }).toEqual({ who, status: 404 })
      const list = await server.as(who, { method: 'GET', url: '/api/tickets?order=newest&size=200' })
      expect(list.body).not.toContain(ticketId)
    }
    expect(await read('district', ticketId)).toMatchObject({ accuses: { code: '110102009' } })
  })
})

describe('the person', () => {
  test('is masked until a reason is given, and every look is logged', async () => {
    const ticketId = await register()
    await toUnit(ticketId)
    const masked = await read('officer', ticketId)
    expect(masked.requester).toEqual({ name: '孙**', phone: '138****0003' })
    expect(JSON.stringify(masked)).not.toContain(PHONE)
    const open = await server.as('officer', {
      method: 'POST',
      url: `/api/tickets/${ticketId}/person`,
      payload: { reason: '上门前电话确认' },
    })
    expect(open.json()).toMatchObject({ requester: { name: '孙文静', phone: PHONE } })
    const { rows } = await server.database.pool.query(
      "select account_id, what, reason from access_log where ticket_id = $1 and account_id = 'officer' order by at, what desc",
      [ticketId],
    )
    expect(rows).toEqual([
      { account_id: 'officer', what: 'words', reason: null },
      { account_id: 'officer', what: 'person', reason: '上门前电话确认' },
    ])
  })

  test('community workers are neighbours: they see nobody (P20)', async () => {
    const ticketId = await register()
    await toUnit(ticketId)
    expect(await read('worker', ticketId)).toMatchObject({ requester: null })
  })
})

describe('answers (P5)', () => {
  test('the unit knows that it was not solved, not how satisfied, why or when, until the period locks', async () => {
    const ticketId = await register()
    await toUnit(ticketId)
    await act('officer', ticketId, 'sign')
    await act('officer', ticketId, 'record-contact', { outcome: 'reached' })
    await act('officer', ticketId, 'reply', {
      found: 'true',
      text: '已劝止。',
      measures: '加强巡查。',
      legalBasis: ['噪声污染防治法'],
      nextStep: '持续巡查',
      claimsSolved: true,
    })
    await act('reviewer', ticketId, 'review-reply', { pass: true })
    server.clock.at = '2026-10-22T03:00:00.000Z'
    const answers = { contacted: true, solved: 'yes', satisfied: 'dissatisfied', by: 'call', why: '态度生硬' }
    await act('caller', ticketId, 'answer-callback', answers)
    await act('caller', ticketId, 'report-pressure', { note: '有人打电话要求改口' })

    const centre = await read('caller', ticketId)
    expect(centre.answer).toMatchObject({ satisfied: 'dissatisfied', why: '态度生硬', at: '2026-10-22T03:00:00.000Z' })

    const unit = await read('officer', ticketId)
    expect(unit.answer).toEqual({ contacted: true, solved: 'yes', satisfied: null, by: 'call', at: null, why: null })
    const text = JSON.stringify(unit)
    for (const secret of ['态度生硬', '不满意', 'dissatisfied', '改口', 'pressure', '2026-10-22T03:00']) {
      expect(text).not.toContain(secret)
    }

    // Nobody holds the month: the day after its bulletin would have been due (25 November) releases the answers.
    server.clock.at = '2026-11-25T15:59:59.999Z'
    expect((await read('officer', ticketId)).answer).toMatchObject({ satisfied: null, why: null })
    server.clock.at = '2026-11-25T16:00:00.000Z'
    const locked = await read('officer', ticketId)
    expect(locked.answer).toMatchObject({ satisfied: 'dissatisfied', why: '态度生硬' })
  })

  test('a second handling says what is still missing and nothing else of the call', async () => {
    server.clock.at = '2026-10-19T02:00:00.000Z'
    const ticketId = await register()
    await toUnit(ticketId)
    await act('officer', ticketId, 'sign')
    await act('officer', ticketId, 'record-contact', { outcome: 'reached' })
    await act('officer', ticketId, 'reply', {
      found: 'true',
      text: '已劝止。',
      measures: '加强巡查。',
      legalBasis: ['噪声污染防治法'],
      claimsSolved: true,
    })
    await act('reviewer', ticketId, 'review-reply', { pass: true })
    server.clock.at = '2026-10-22T03:00:00.000Z'
    await act('caller', ticketId, 'answer-callback', {
      contacted: true,
      solved: 'no',
      satisfied: 'dissatisfied',
      by: 'call',
      why: '敷衍了事',
      missing: '夜里十点后仍在施工',
    })
    const list = await server.as('officer', {
      method: 'GET',
      url: '/api/tickets?open=true&mark=second-handling&size=200',
    })
    const row = list.json().items.find((item: { ticketId: string }) => item.ticketId === ticketId)
    expect(row).toMatchObject({ phase: 'handling' })
    const unit = await read('officer', ticketId)
    expect(unit.marks).toContain('second-handling')
    expect(unit.answer).toMatchObject({ satisfied: null, why: null, at: null })
    const missing = unit.timeline.find((entry: { type: string }) => entry.type === 'second-handling-ordered')
    expect(missing.texts).toEqual([{ field: 'missing', text: '夜里十点后仍在施工' }])
    const presence = await server.as('officer', { method: 'GET', url: `/api/tickets/${ticketId}/presence` })
    for (const text of [JSON.stringify(unit), JSON.stringify(row), presence.body])
      for (const secret of ['敷衍了事', '不满意', 'dissatisfied']) expect(text).not.toContain(secret)
  })

  test('that the centre has a ticket open, perhaps to call, is told to the centre alone', async () => {
    const ticketId = await register()
    await toUnit(ticketId)
    const url = `/api/tickets/${ticketId}/presence`
    const put = (who: CastMember, command: string | null) =>
      server.as(who, { method: 'PUT', url, payload: { command } })
    const others = async (who: CastMember) => (await server.as(who, { method: 'GET', url })).json().others
    await put('caller', 'answer-callback')
    await put('officer', 'reply')
    await expect.poll(() => others('reviewer')).toEqual([{ name: '测试officer', command: 'reply' }])
    expect(await others('officer')).toEqual([])
    await expect.poll(async () => (await others('dispatcher')).length).toBe(2)
    expect((await server.as('neighbour', { method: 'GET', url })).statusCode).toBe(404)
    await put('officer', null)
    await expect.poll(() => others('reviewer')).toEqual([])
  })
})

describe('the link of the receipt (P16)', () => {
  test('reads progress without a name, and supplements', async () => {
    const ticketId = uuidv7()
    const taken = await server.as(null, {
      method: 'POST',
      url: '/api/tickets',
      payload: { ticketId, channel: 'web', words: '路灯不亮', requester: { name: '孙文静', phone: PHONE } },
    })
    const { number, secret } = taken.json()
    const url = `/api/track/${number}`
    const seen = await server.as(null, { method: 'GET', url: `${url}?secret=${secret}` })
    expect(seen.json()).toMatchObject({ number, phase: 'awaiting-dispatch' })
    expect(seen.body).not.toMatch(/孙|138|路灯/)
    const wrong = await server.as(null, { method: 'GET', url: `${url}?secret=${'A'.repeat(12)}` })
    expect(wrong.json().code).toBe('track.refused')
    const more = await server.as(null, {
      method: 'POST',
      url: `${url}/supplements`,
      headers: { 'idempotency-key': uuidv7() },
      payload: { secret, text: '在九号楼门口' },
    })
    expect(more.statusCode).toBe(204)
    const ticket = await read('agent', ticketId)
    expect(ticket.timeline.at(-1)).toMatchObject({
      type: 'supplemented',
      texts: [{ field: 'text', text: '在九号楼门口' }],
    })
  })
})
