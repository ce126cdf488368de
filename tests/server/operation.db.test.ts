import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROUTES } from './rights-table.ts'
import { startTestServer, type TestServer } from './start.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const get = (url: string) => server.as(null, { method: 'GET', url })

test('every route of the interface is described in OpenAPI 3.1, with pages to read it', async () => {
  const { openapi, paths } = (await get('/api/openapi.json')).json()
  expect(openapi).toMatch(/^3\.1\./)
  const described = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  const own = Object.keys(ROUTES).filter((route) => / \/api\//.test(route))
  expect(own.length).toBeGreaterThan(10)
  expect(own.filter((route) => !described.includes(route))).toEqual([])
  expect((await get('/api/docs/')).statusCode).toBe(200)
})

test('metrics name routes, types and codes, and never who or what it was about', async () => {
  const ticketId = uuidv7()
  const payload = { ticketId, channel: 'phone', words: '路灯不亮', requester: { name: '孙文静', phone: '13800000005' } }
  const answer = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(answer.statusCode, answer.body).toBe(201)
  await server.as('agent', { method: 'GET', url: `/api/tickets/${ticketId}` })
  const { body } = await get('/metrics')
  for (const name of ['http_seconds', 'commands_total', 'events_total', 'sweeper_lag_seconds', 'pool_connections']) {
    expect(body).toContain(`# TYPE huying_${name} `)
  }
  expect(body).toContain('huying_events_total{type="registered"} 1')
  for (const secret of [ticketId, answer.json().number, '孙', '13800000005', '路灯']) expect(body).not.toContain(secret)
})
