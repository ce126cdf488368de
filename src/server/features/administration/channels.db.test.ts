import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type { ChannelReport } from '../../../contract/http/channels.ts'

const PHONE = '13800000031'
const came: { to: string; text: string }[] = []
let gatewayFails = false
let server: TestServer

beforeAll(async () => {
  server = await startTestServer({
    channel: {
      deliver: async (message) => {
        if (gatewayFails) throw new Error('the gateway is away')
        came.push(message)
      },
    },
  })
})
afterAll(() => server.stop())

const report = async (): Promise<ChannelReport> =>
  (await server.as('operator', { method: 'GET', url: '/api/administration/channels' })).json()
const sendTo = (phone: string) =>
  server.as('operator', { method: 'POST', url: '/api/administration/channels/test-message', payload: { phone } })

describe('channels', () => {
  test('counts what came in by each of them, and no older', async () => {
    const payload = (channel: string) => ({ ticketId: uuidv7(), channel, words: '楼道灯坏了三天。', kind: 'complaint' })
    for (const channel of ['phone', 'phone', 'window']) {
      const made = await server.as('agent', { method: 'POST', url: '/api/tickets', payload: payload(channel) })
      expect(made.statusCode, made.body).toBe(201)
    }
    const of = (found: ChannelReport, channel: string) => found.waysIn.find((one) => one.channel === channel)
    const found = await report()
    expect(of(found, 'phone')).toMatchObject({ name: '电话', way: 'desk', ready: true, tickets: 2 })
    expect(of(found, 'phone')?.lastAt).not.toBeNull()
    expect(of(found, 'window')).toMatchObject({ tickets: 1 })
    expect(of(found, 'web')).toMatchObject({ way: 'pages', ready: true, tickets: 0, lastAt: null })
    const before = server.clock.at
    server.clock.at = '2026-12-19T02:00:00.000Z'
    expect(of(await report(), 'phone')).toMatchObject({ tickets: 0, lastAt: null })
    server.clock.at = before
  })

  test('tells whether another system holds a key', async () => {
    const revoke = async (key: string) =>
      server.as('operator', { method: 'DELETE', url: `/api/administration/keys/${key}` })
    const payload = { name: '呼叫中心', scopes: ['telephony'] }
    const before = await report()
    expect(before.telephony).toEqual({ connected: false, dials: false, calls: 0, lastAt: null })
    const made = await server.as('operator', { method: 'POST', url: '/api/administration/keys', payload })
    const { key, kept } = made.json()
    expect((await report()).telephony.connected).toBe(true)
    const rang = await server.app.inject({
      method: 'POST',
      url: '/api/calls',
      headers: { 'x-huying-telephony-key': key },
      payload: { callId: 'a-1', event: 'ringing', phone: PHONE },
    })
    expect(rang.statusCode, rang.body).toBeLessThan(300)
    expect((await report()).telephony).toMatchObject({ calls: 1, lastAt: server.clock.at })
    await revoke(kept.keyId)
    expect((await report()).telephony.connected).toBe(false)
  })
})

describe('a test message', () => {
  test('goes to the number in its normal spelling, and who sent it is kept', async () => {
    expect((await sendTo('+86 138 0000 0031')).json()).toEqual({ outcome: 'sent' })
    expect(came).toMatchObject([{ to: PHONE, text: expect.stringContaining('测试短信') }])
    expect((await report()).messages).toMatchObject({ through: 'gateway', handedOver: 1, waiting: 0 })
    const { rows } = await server.database.pool.query(
      `select what, facts, by_account = account_id as self from account_audit where what = 'test-message'`,
    )
    expect(rows).toEqual([{ what: 'test-message', facts: {}, self: true }])
  })

  test('that the gateway refuses waits, and says so', async () => {
    gatewayFails = true
    expect((await sendTo(PHONE)).json()).toEqual({ outcome: 'waiting' })
    gatewayFails = false
    expect((await report()).messages.waiting).toBe(1)
  })

  test('needs a whole number and is limited', async () => {
    expect((await sendTo('6508')).json()).toMatchObject({ code: 'channels.no-phone' })
    for (let sent = 0; sent < 3; sent++) expect((await sendTo(PHONE)).statusCode).toBe(200)
    const refused = await sendTo(PHONE)
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'channels.too-often'])
  })

  test('is refused where there is no gateway', async () => {
    const bare = await startTestServer()
    const asked = await bare.as('operator', {
      method: 'POST',
      url: '/api/administration/channels/test-message',
      payload: { phone: PHONE },
    })
    expect([asked.statusCode, asked.json().code]).toEqual([409, 'channels.no-gateway'])
    await bare.stop()
  })
})
