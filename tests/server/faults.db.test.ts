import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from './start.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const PLACE = { district: '110102', subdistrict: '110102009', community: null, address: '某路1号' }

function post(payload: string | Buffer | object, headers: Record<string, string> = {}) {
  return server.as('agent', {
    method: 'POST',
    url: '/api/tickets',
    headers: { 'content-type': 'application/json', ...headers },
    payload: payload as object,
  })
}

function intake(over: object = {}) {
  return {
    ticketId: uuidv7(),
    channel: 'phone',
    words: '路灯不亮',
    place: PLACE,
    classify: { category: '01-03' },
    ...over,
  }
}

describe('what cannot be read is refused by name', () => {
  test.each([
    ['not JSON', '{"words": ', {}, 400, 'http.not-json'],
    ['a stray byte', Buffer.from([0x7b, 0xff, 0x7d]), {}, 400, 'http.wrong-encoding'],
    [
      'GBK by its own word',
      Buffer.from('{}'),
      { 'content-type': 'application/json; charset=gbk' },
      400,
      'http.wrong-encoding',
    ],
    ['a form', 'a=b', { 'content-type': 'text/csv' }, 415, 'http.unsupported-type'],
    ['two mebibytes', `{"words":"${'长'.repeat(700_000)}"}`, {}, 413, 'http.too-large'],
    ['an array', '[]', {}, 422, 'http.invalid'],
    ['a ticket id that is none', JSON.stringify(intake({ ticketId: '7' })), {}, 422, 'http.invalid'],
    ['words of 10,001 characters', JSON.stringify(intake({ words: '长'.repeat(10_001) })), {}, 422, 'http.invalid'],
    ['NUL', JSON.stringify(intake({ words: '路灯\0不亮' })), {}, 422, 'http.nul-character'],
    ['half a character', JSON.stringify(intake({ words: '路灯\ud842不亮' })), {}, 422, 'http.broken-character'],
    [
      'a name of 10,000 characters',
      JSON.stringify(intake({ requester: { name: '王'.repeat(10_000) } })),
      {},
      422,
      'http.invalid',
    ],
    [
      'NUL in a name',
      JSON.stringify(intake({ requester: { name: '王\0', phone: '13800000001' } })),
      {},
      422,
      'http.nul-character',
    ],
    [
      'NUL in a phone',
      JSON.stringify(intake({ requester: { name: '王', phone: '138\0' } })),
      {},
      422,
      'http.nul-character',
    ],
    [
      'NUL in a code',
      JSON.stringify(intake({ place: { ...PLACE, subdistrict: '110\0' } })),
      {},
      422,
      'http.nul-character',
    ],
    [
      'an unknown category',
      JSON.stringify(intake({ classify: { category: '77-77' } })),
      {},
      422,
      'ticket.unknown-category',
    ],
  ])('%s', async (_what, payload, headers, status, code) => {
    const answer = await post(payload, headers as Record<string, string>)
    expect({ status: answer.statusCode, code: answer.json().code }).toEqual({ status, code })
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  test('each error in both languages, without a stack and without what was sent', async () => {
    for (const [language, sentence] of [
      ['zh-CN,zh;q=0.9,en;q=0.8', '“words”含有空字符（NUL），无法保存。'],
      ['en-GB', '“words” holds a NUL character, which cannot be stored.'],
      ['fr', '“words”含有空字符（NUL），无法保存。'],
    ]) {
      const answer = await post(JSON.stringify(intake({ words: '秘密\0' })), { 'accept-language': language ?? '' })
      expect(answer.json()).toMatchObject({ sentence, status: 422, title: 'Unprocessable Entity' })
      expect(answer.body).not.toMatch(/秘密|node_modules|\.ts:/)
    }
  })

  test('an address that is none, a number that is none, a marker that is none', async () => {
    const status = async (url: string) => (await server.as('agent', { method: 'GET', url })).json().code
    expect(await status('/api/nothing')).toBe('http.not-found')
    expect(await status(`/api/tickets/${uuidv7()}`)).toBe('ticket.unknown')
    expect(await status('/api/tickets?cursor=abc')).toBe('http.bad-cursor')
    expect(await status('/api/tickets?category=%00')).toBe('http.nul-character')
    expect(await status('/api/tickets/%E0%A4%A')).toMatch(/^http\./)
    const found = await server.as('agent', { method: 'GET', url: "/api/tickets?q=' or 1=1 --" })
    expect(found.json().items).toEqual([])
  })

  test('a request from another site', async () => {
    const answer = await post(intake(), { origin: 'https://evil.example' })
    expect(answer.json().code).toBe('http.other-origin')
  })
})

describe('rare and strange words are kept as they are', () => {
  test.each([
    ['rare Han outside the BMP', '𠮷野家门口的𡈽堆没人管'],
    ['emoji with joiners', '路灯坏了👨‍👩‍👧‍👦🚧'],
    ['right-to-left and zero width', 'שלום\u200b路灯'],
    ['ten thousand characters', '𠮷'.repeat(5_000)],
    ['markup', '<script>alert(1)</script> & "quotes" \\ \'; drop table ticket; --'],
  ])('%s', async (_what, words) => {
    const body = intake({ words, requester: { name: '𠮷田', phone: '13800000002' } })
    const answer = await post(body)
    expect(answer.statusCode, answer.body).toBe(201)
    const view = await server.as('agent', { method: 'GET', url: `/api/tickets/${body.ticketId}` })
    expect(view.json().words).toBe(words)
    const person = await server.as('agent', {
      method: 'POST',
      url: `/api/tickets/${body.ticketId}/person`,
      payload: { reason: '核对姓名' },
    })
    expect(person.json().requester.name).toBe('𠮷田')
  })
})

describe('several at once', () => {
  test('eight requests with one key make one ticket', async () => {
    const body = intake()
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(body)))
    expect(answers.map((one) => one.statusCode).toSorted()).toEqual([200, 200, 200, 200, 200, 200, 200, 201])
    expect(new Set(answers.map((one) => one.json().number)).size).toBe(1)
    const { rows } = await server.database.pool.query(
      'select count(*) as n from event where ticket_id = $1 and version = 1',
      [body.ticketId],
    )
    expect(rows).toEqual([{ n: 1 }])
  })

  test('two people on one ticket: one wins, the other is told', async () => {
    const { ticketId } = (await post(intake())).json()
    const { version } = (await server.as('officer', { method: 'GET', url: `/api/tickets/${ticketId}` })).json()
    const act = (who: 'officer' | 'reviewer') =>
      server.as(who, {
        method: 'POST',
        url: `/api/tickets/${ticketId}/commands/sign`,
        headers: { 'idempotency-key': uuidv7(), 'if-match': `"${version}"` },
        payload: {},
      })
    const answers = await Promise.all([act('officer'), act('reviewer')])
    const codes = answers.map((one) => one.json().code ?? 'done').toSorted()
    expect(codes).toEqual(['done', 'ticket.changed'])
    const loser = answers.find((one) => one.statusCode !== 200)
    expect(loser?.statusCode).toBe(409)
    expect(loser?.json().sentence).toContain(`第 ${version} 版`)
  })

  test('the same key of a command answers the same', async () => {
    const { ticketId } = (await post(intake())).json()
    const key = uuidv7()
    const sign = () =>
      server.as('officer', {
        method: 'POST',
        url: `/api/tickets/${ticketId}/commands/sign`,
        headers: { 'idempotency-key': key },
        payload: {},
      })
    const first = await sign()
    const second = await sign()
    expect(first.json()).toMatchObject({ repeated: false })
    expect(second.json()).toEqual({ ...first.json(), repeated: true })
  })

  test('a command without a key is refused', async () => {
    const { ticketId } = (await post(intake())).json()
    const answer = await server.as('officer', {
      method: 'POST',
      url: `/api/tickets/${ticketId}/commands/sign`,
      payload: {},
    })
    expect(answer.json().code).toBe('http.key-needed')
  })
})

describe('limits', () => {
  test('an account is not tried more than ten times in a quarter of an hour', async () => {
    const login = () =>
      server.as(null, { method: 'POST', url: '/api/session', payload: { login: 'leader12345', password: 'x' } })
    for (let i = 0; i < 10; i++) expect((await login()).statusCode).toBe(401)
    const refused = await login()
    expect(refused.json()).toMatchObject({ code: 'session.too-many', status: 429 })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  })

  test('visitors have a limit per address, the service key has none', async () => {
    const codes = new Set<number>()
    for (let i = 0; i < 320; i++) codes.add((await server.as(null, { method: 'GET', url: '/api/session' })).statusCode)
    expect([...codes]).toEqual([200, 429])
    const trusted = await server.as(null, {
      method: 'GET',
      url: '/api/session',
      headers: { 'x-huying-service-key': 'the-key-of-the-benches' },
    })
    expect(trusted.statusCode).toBe(200)
  })
})
