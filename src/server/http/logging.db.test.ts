import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../tests/server/start.ts'

let server: TestServer
const lines: string[] = []

beforeAll(async () => {
  server = await startTestServer({
    settings: { serviceKey: undefined, logLevel: 'trace', host: '127.0.0.1' },
    logStream: { write: (line) => lines.push(line) },
  })
})
afterAll(() => server.stop())

const SECRETS = ['19900001234', '欧阳测试', '厨房天花板漏水三天', '百万庄东里9号楼']

it('logs every request and nothing that a person said or is called', async () => {
  const payload = {
    ticketId: uuidv7(),
    channel: 'phone',
    requester: { name: SECRETS[1], phone: SECRETS[0] },
    words: SECRETS[2],
    place: { district: '110102', subdistrict: '110102009', community: null, address: SECRETS[3] },
  }
  const taken = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(taken.statusCode).toBe(201)
  const { ticketId, number, secret } = taken.json()
  await server.as('agent', { method: 'POST', url: '/api/tickets', payload: { ...payload, words: '' } })
  await server.as('agent', { method: 'GET', url: `/api/tickets/${ticketId}` })
  await server.as('agent', { method: 'POST', url: `/api/tickets/${ticketId}/person`, payload: { reason: SECRETS[2] } })
  await server.as(null, { method: 'GET', url: `/api/track/${number}?secret=${secret}` })
  await server.as(null, { method: 'POST', url: '/api/session', payload: { login: SECRETS[1], password: SECRETS[0] } })

  const log = lines.join('\n')
  expect(lines.length).toBeGreaterThanOrEqual(12)
  for (const said of [...SECRETS, secret, number]) expect(log).not.toContain(said)
})
