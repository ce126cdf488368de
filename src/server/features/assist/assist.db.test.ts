import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type { ModelSettings } from '../../model/ask-model.ts'

const WORDS =
  '我叫王小明，电话13812345678，身份证110101199003074258，住万明园小区3号楼2单元501室。小区路灯坏了一周，请问什么时候能修好路灯？'

let server: TestServer
const model: { -readonly [K in keyof ModelSettings]: ModelSettings[K] } = {
  llmUrl: undefined,
  llmModel: 'stand-in',
  llmKey: 'the-key-of-the-endpoint',
  llmKeyFile: undefined,
  llmTimeout: 1,
  llmBudget: 100_000,
}
beforeAll(async () => {
  server = await startTestServer({ model })
})
afterAll(() => server.stop())

async function take(identity = 'normal', lead = '110102009'): Promise<string> {
  const ticketId = uuidv7()
  const payload = {
    ticketId,
    channel: 'phone',
    words: WORDS,
    title: '路灯不亮',
    identity,
    requester: identity === 'anonymous' ? null : { name: '欧阳小明', phone: '13812345678' },
    place: { district: '110102', subdistrict: lead, community: null, address: null },
    classify: { category: '01-03' },
    dispatch: 'hold',
  }
  const registered = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(registered.statusCode, registered.body).toBe(201)
  const url = `/api/tickets/${ticketId}/commands/dispatch`
  const headers = { 'idempotency-key': uuidv7() }
  const sent = await server.as('dispatcher', { method: 'POST', url, headers, payload: { lead } })
  expect(sent.statusCode, sent.body).toBe(200)
  return ticketId
}

const post = (who: CastMember, url: string, payload: object) =>
  server.as(who, { method: 'POST', url: `/api/assist/${url}`, payload })

describe('rules', () => {
  test('a draft is read against the requester’s words; remarks come as sentences', async () => {
    const id = await take()
    const draft = {
      text: '您好，垃圾已清运，详情致电13912345678。',
      measures: '已安排人员现场清理。',
      legalBasis: ['no-such'],
    }
    const { remarks } = (await post('officer', `tickets/${id}/reply`, draft)).json()
    const codes = remarks.map((one: { code: string }) => one.code)
    expect(codes).toEqual(expect.arrayContaining(['ask-unanswered', 'no-date', 'personal-data', 'basis-unknown']))
    const asks = remarks.find((one: { code: string }) => one.code === 'ask-unanswered')
    expect(asks.sentence).toBe('诉求“请问什么时候能修好路灯？”还没有回应。')
    expect(JSON.stringify(remarks)).not.toContain('13912345678')
  })

  test('P18: whoever may not read the words is told nothing of them; of another unit’s ticket there is none', async () => {
    const id = await take('confidential')
    const draft = { text: '已核实。', measures: '已核实。' }
    const told = (await post('officer', `tickets/${id}/reply`, draft)).json().remarks
    expect(told.map((one: { code: string }) => one.code)).not.toContain('ask-unanswered')
    expect((await post('neighbour', `tickets/${id}/reply`, draft)).statusCode).toBe(404)
  })

  test('an intake gets a title without the person, and hints', async () => {
    const advice = (await post('agent', 'intake', { words: WORDS })).json()
    expect(advice.title).toContain('路灯')
    expect(JSON.stringify(advice)).not.toMatch(/13812345678|1101011990|王小明/)
    expect(advice.hints.map((one: { code: string }) => one.code)).toEqual(['no-phone'])
    for (const words of ['', '嗯', '😀😀😀', 'The street lamp is broken', '长'.repeat(10_000)])
      expect((await post('agent', 'intake', { words })).statusCode, words.slice(0, 10)).toBe(200)
    expect((await post('agent', 'intake', { words: '长'.repeat(10_001) })).json().code).toBe('http.invalid')
  })
})

describe('a connected model', () => {
  let endpoint: Server
  let received: { body: string; authorization: string | undefined }[] = []
  let answer: (request: IncomingMessage, response: ServerResponse) => void

  beforeEach(async () => {
    received = []
    answer = (_request, response) => response.end(JSON.stringify({ choices: [{ message: { content: ' 路灯不亮 ' } }] }))
    endpoint = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        received.push({ body, authorization: request.headers.authorization })
        answer(request, response)
      })
    })
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve))
    model.llmUrl = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/v1/`
    model.llmBudget = 100_000
    await server.database.pool.query('truncate model_call')
  })
  afterEach(async () => {
    model.llmUrl = undefined
    endpoint.closeAllConnections()
    await new Promise((resolve) => endpoint.close(resolve))
  })

  const title = (who: CastMember = 'agent') => post(who, 'model', { purpose: 'title', words: WORDS })
  const calls = async () =>
    (await server.database.pool.query('select * from model_call order by call_id')).rows as Record<string, unknown>[]

  test('is asked without anything of the person, with the key, and the call is written down without a text', async () => {
    expect((await title()).json()).toEqual({ text: '路灯不亮', model: 'stand-in' })
    const [sent] = received
    expect(sent?.authorization).toBe('Bearer the-key-of-the-endpoint')
    expect(sent?.body).toContain('路灯坏了一周')
    for (const secret of ['王小明', '13812345678', '110101199003074258', '3号楼2单元501室'])
      expect(sent?.body).not.toContain(secret)
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({ model: 'stand-in' })
    const lines = await calls()
    expect(lines).toMatchObject([
      { account_id: 'agent', purpose: 'title', outcome: 'asked', characters_in: 0 },
      { account_id: 'agent', purpose: 'title', outcome: 'answered', characters_out: 0, characters_in: 4 },
    ])
    expect(Number(lines[0]?.['characters_out'])).toBeGreaterThan(50)
    expect(JSON.stringify(lines)).not.toContain('路灯')
    const state = (await server.as('agent', { method: 'GET', url: '/api/assist/model' })).json()
    expect(state.model).toMatchObject({ model: 'stand-in', budget: 100_000 })
    expect(JSON.stringify(state)).not.toContain('the-key')
  })

  test('drafts a reply for whoever may reply, with the requester’s name covered wherever it stands', async () => {
    const id = await take()
    answer = (_request, response) =>
      response.end(JSON.stringify({ choices: [{ message: { content: '您好，【待填】' } }] }))
    expect((await post('officer', 'model', { purpose: 'reply', ticketId: id })).json().text).toBe('您好，【待填】')
    expect(received[0]?.body).not.toMatch(/欧阳小明|王小明|13812345678/)
    expect((await post('reviewer', 'model', { purpose: 'reply', ticketId: id })).json().code).toBe('rights.no-grant')
    expect((await post('neighbour', 'model', { purpose: 'reply', ticketId: id })).statusCode).toBe(404)
    expect((await title('officer')).json().code).toBe('rights.no-grant')
    expect(received).toHaveLength(1)
  })

  test('never sees what is confidential or anonymous', async () => {
    const hidden = await take('confidential')
    expect((await post('officer', 'model', { purpose: 'reply', ticketId: hidden })).json().code).toBe(
      'model.confidential',
    )
    const draft = { purpose: 'title', words: WORDS, identity: 'anonymous' }
    expect((await post('agent', 'model', draft)).json().code).toBe('model.confidential')
    expect(received).toEqual([])
    expect(await calls()).toEqual([])
  })

  test.each([
    ['slow', 'model.timed-out', 'timed-out', () => undefined],
    ['broken JSON', 'model.bad-answer', 'bad-answer', (response: ServerResponse) => response.end('{"choices": [')],
    ['another shape', 'model.bad-answer', 'bad-answer', (response: ServerResponse) => response.end('{"text": "x"}')],
    [
      'an empty answer',
      'model.bad-answer',
      'bad-answer',
      (response: ServerResponse) => response.end('{"choices":[{"message":{"content":" "}}]}'),
    ],
    [
      'far too long',
      'model.bad-answer',
      'bad-answer',
      (response: ServerResponse) => response.end('x'.repeat(2_000_000)),
    ],
    [
      'an error of its own',
      'model.refused',
      'refused',
      (response: ServerResponse) => response.writeHead(500).end('no'),
    ],
    ['a refusal', 'model.refused', 'refused', (response: ServerResponse) => response.writeHead(401).end('{}')],
    [
      'sent elsewhere',
      'model.unreachable',
      'unreachable',
      (response: ServerResponse) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(),
    ],
    ['cut off', 'model.unreachable', 'unreachable', (response: ServerResponse) => response.destroy()],
  ])('%s: a sentence, a line in the log, nothing else', async (_name, code, outcome, misbehave) => {
    answer = (_request, response) => {
      misbehave(response)
    }
    const came = await title()
    expect(came.json().code).toBe(code)
    expect(came.statusCode).toBeGreaterThanOrEqual(502)
    expect((await calls()).map((one) => one['outcome'])).toEqual(['asked', outcome])
  })

  test('not listening: it cannot be reached', async () => {
    model.llmUrl = 'http://127.0.0.1:9/v1'
    expect((await title()).json().code).toBe('model.unreachable')
  })

  test('over budget nothing is sent, also when many ask at once; the next day there is room again', async () => {
    expect((await title()).statusCode).toBe(200)
    const [first] = await calls()
    model.llmBudget = Number(first?.['characters_out']) * 2 + 20
    const many = await Promise.all(Array.from({ length: 4 }, () => title()))
    expect(many.map((one) => one.statusCode).toSorted()).toEqual([200, 429, 429, 429])
    expect(received).toHaveLength(2)
    server.clock.at = '2026-10-20T02:00:00.000Z'
    expect((await title()).statusCode).toBe(200)
    server.clock.at = '2026-10-19T02:00:00.000Z'
  })

  test('off: nothing is offered and nothing leaves', async () => {
    model.llmUrl = undefined
    expect((await title()).json().code).toBe('model.off')
    expect((await server.as('agent', { method: 'GET', url: '/api/assist/model' })).json()).toEqual({ model: null })
    expect(received).toEqual([])
  })
})
