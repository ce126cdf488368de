import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../../tests/server/start.ts'

const LINE = 'the-key-of-the-line'
const SON = '13911110022'
const MOTHER = '13911110021'
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({
    settings: { serviceKey: undefined, telephonyKey: LINE, logLevel: 'silent', host: '127.0.0.1' },
  })
  const payload = { status: 'ready', extension: '8001' }
  const ready = await server.as('agent', { method: 'PUT', url: '/api/calls/mine/status', payload })
  expect(ready.statusCode, ready.body).toBe(200)
})
afterAll(() => server.stop())

async function answer(phone: string): Promise<string> {
  const told = await server.app.inject({
    method: 'POST',
    url: '/api/calls',
    headers: { 'x-huying-telephony-key': LINE },
    payload: { callId: phone, event: 'ringing', phone, extension: '8001' },
  })
  const { callId } = told.json()
  const payload = { act: 'answer' }
  const answered = await server.as('agent', { method: 'POST', url: `/api/calls/${callId}/acts`, payload })
  expect(answered.statusCode, answered.body).toBe(200)
  return callId
}

it('P13: the person for whom another called is shown the matter, under the own number and by name and address', async () => {
  const ticketId = uuidv7()
  const payload = {
    ticketId,
    channel: 'phone',
    words: '替母亲反映：院墙要倒了，一直掉砖头。',
    title: '院墙要倒',
    requester: { name: '李明', phone: SON },
    behalf: 'proxy',
    concerned: { name: '李奶奶', phone: MOTHER },
    place: { district: '110102', subdistrict: '110102009', community: null, address: '南营胡同9号' },
    classify: { category: '01-03' },
  }
  const made = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(made.statusCode, made.body).toBe(201)
  const callId = await answer(MOTHER)
  const history = (await server.as('agent', { method: 'GET', url: `/api/calls/${callId}/history` })).json()
  expect(history.people).toMatchObject([{ name: '李奶奶' }])
  expect(history.tickets).toMatchObject([{ ticketId, byProxy: true, onBehalfOf: null }])
  for (const question of [
    { phone: null, name: '李奶奶', address: '南营胡同9号' },
    { phone: MOTHER, name: null, address: null },
  ]) {
    const asked = { ...question, reason: '来电人换了号码' }
    const found = await server.as('agent', { method: 'POST', url: '/api/people/search', payload: asked })
    expect(found.json().people).toMatchObject([{ name: '李**', tickets: [{ ticketId }] }])
  }
})
