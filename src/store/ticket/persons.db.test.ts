import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../tests/server/start.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const persons = async () => (await server.database.pool.query('select count(*)::int as n from person')).rows[0].n
const register = (more: object) => ({
  method: 'POST' as const,
  url: '/api/tickets',
  payload: { ticketId: uuidv7(), channel: 'phone', words: '楼道灯不亮', ...more },
})

it('keeps a person with the ticket, and the same person once', async () => {
  const requester = { name: '测试人', phone: '19900000001' }
  const before = await persons()
  await server.as('agent', register({ requester }))
  await server.as('agent', register({ requester }))
  expect(await persons()).toBe(before + 1)
})

it('keeps two people behind one phone apart (P12)', async () => {
  const before = await persons()
  await server.as('agent', register({ requester: { name: '母亲', phone: '19900000002' } }))
  await server.as('agent', register({ requester: { name: '儿子', phone: '19900000002' } }))
  expect(await persons()).toBe(before + 2)
})

it('keeps nothing of an anonymous requester, even when something was sent (P19)', async () => {
  const before = await persons()
  const refused = await server.as(
    'agent',
    register({ identity: 'anonymous', requester: { name: '不留名', phone: '19900000003' } }),
  )
  expect(refused.json().code).toBe('ticket.anonymous-person')
  expect(await persons()).toBe(before)
})

it('keeps nobody from a correction that comes too late', async () => {
  const taken = await server.as(
    'agent',
    register({ kind: 'consult', requester: { name: '测试人', phone: '19900000004' } }),
  )
  const { ticketId } = taken.json()
  const command = (type: string, payload: object) => ({
    method: 'POST' as const,
    url: `/api/tickets/${ticketId}/commands/${type}`,
    headers: { 'idempotency-key': uuidv7() },
    payload,
  })
  expect((await server.as('agent', command('answer', { text: '已告知办理流程', article: null }))).statusCode).toBe(200)
  const before = await persons()
  const person = { name: '另一人', phone: '19900000005' }
  const late = await server.as('agent', command('correct-fact', { fact: 'person', person, reason: '听错了' }))
  expect(late.json().code).toBe('ticket.not-in-phase')
  expect(await persons()).toBe(before)
})

it('keeps a number of no known form as it was said', async () => {
  const taken = await server.as('agent', register({ requester: { name: '测试人', phone: '6835 1234' } }))
  expect(taken.statusCode).toBe(201)
})
