import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../tests/server/start.ts'

let server: TestServer
let filling = true
beforeAll(async () => {
  server = await startTestServer({ progress: () => ({ filling, done: 1, total: 2 }) })
})
afterAll(() => server.stop())

it('takes nothing in while the demo is being filled, and shows what there is', async () => {
  const intake = {
    method: 'POST' as const,
    url: '/api/tickets',
    payload: { ticketId: uuidv7(), channel: 'phone', words: '路灯不亮' },
  }
  const refused = await server.as('agent', intake)
  expect(refused.statusCode).toBe(503)
  expect(refused.json().code).toBe('demo.filling')
  expect((await server.as(null, { method: 'GET', url: '/' })).statusCode).toBe(200)
  filling = false
  expect((await server.as('agent', intake)).statusCode).toBe(201)
})
