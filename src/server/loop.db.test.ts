import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD, startTestServer, type TestServer } from '../../tests/server/start.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const PLACE = { district: '110102', subdistrict: '110102009', community: null, address: '车公庄大街9号院' }

async function register(over: Record<string, unknown> = {}) {
  const payload = {
    ticketId: uuidv7(),
    channel: 'phone',
    words: '楼下夜市每天吵到半夜，孩子没法睡觉。',
    title: '夜市噪声扰民',
    requester: { name: '王小雨', phone: '13800000001' },
    place: PLACE,
    classify: { category: '01-03' },
    ...over,
  }
  const answer = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  return { status: answer.statusCode, body: answer.json(), payload }
}

describe('signing in', () => {
  test('opens a session, tells who and what, and ends it', async () => {
    const wrong = await server.as(null, {
      method: 'POST',
      url: '/api/session',
      payload: { login: 'agent', password: 'x' },
    })
    expect(wrong.statusCode).toBe(401)
    expect(wrong.json()).toMatchObject({ code: 'session.refused', sentence: '用户名或密码不对。' })

    const right = await server.as(null, {
      method: 'POST',
      url: '/api/session',
      payload: { login: 'agent', password: PASSWORD },
    })
    expect(right.statusCode).toBe(200)
    const [cookie] = right.cookies
    expect(cookie).toMatchObject({ name: 'huying', httpOnly: true, sameSite: 'Lax' })
    const cookies = { huying: cookie?.value ?? '' }
    const me = await server.as(null, { method: 'GET', url: '/api/session', cookies })
    expect(me.json().account).toMatchObject({ login: 'agent', role: 'agent', unit: 'centre', roleName: '坐席' })
    await server.as(null, { method: 'DELETE', url: '/api/session', cookies })
    const gone = await server.as(null, { method: 'GET', url: '/api/session', cookies })
    expect(gone.json().account).toBeNull()
  })
})

describe('the loop over HTTP', () => {
  test('intake dispatches at once and says why; the same id twice is one ticket', async () => {
    const first = await register()
    expect(first).toMatchObject({ status: 201, body: { phase: 'dispatched', repeated: false } })
    expect(first.body.because.ground).not.toBe('')
    const again = await server.as('agent', { method: 'POST', url: '/api/tickets', payload: first.payload })
    expect(again.statusCode).toBe(200)
    expect(again.json()).toMatchObject({ ticketId: first.body.ticketId, number: first.body.number, repeated: true })
  })

  test('a unit finds it in its list, opens it, signs it', async () => {
    const { body } = await register({ classify: { category: '01-03' } })
    const list = await server.as('officer', { method: 'GET', url: '/api/tickets' })
    expect(list.statusCode).toBe(200)
    const found = list.json().items.find((one: { ticketId: string }) => one.ticketId === body.ticketId)
    expect(found).toMatchObject({ title: '夜市噪声扰民', phase: 'dispatched' })
    const view = await server.as('officer', { method: 'GET', url: `/api/tickets/${body.ticketId}` })
    expect(view.statusCode).toBe(200)
    expect(view.json()).toMatchObject({
      words: expect.stringContaining('夜市'),
      requester: { name: '王**', phone: '138****0001' },
    })
    expect(view.json().actions).toContain('sign')
    const signed = await server.as('officer', {
      method: 'POST',
      url: `/api/tickets/${body.ticketId}/commands/sign`,
      headers: { 'idempotency-key': uuidv7() },
      payload: {},
    })
    expect(signed.json()).toMatchObject({ phase: 'handling' })
  })
})
