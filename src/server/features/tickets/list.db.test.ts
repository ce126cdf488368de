import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type {} from '../../http/routing.ts'

const HERE = '110102009'
let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

async function give(who: CastMember, ticketId: string, command: string, payload: object): Promise<void> {
  const headers = { 'idempotency-key': uuidv7() }
  const url = `/api/tickets/${ticketId}/commands/${command}`
  const { statusCode, body } = await server.as(who, { method: 'POST', url, headers, payload })
  expect(statusCode, body).toBe(200)
}

async function inHand(title: string): Promise<string> {
  const ticketId = uuidv7()
  const payload = {
    ticketId,
    channel: 'phone',
    words: '楼下路灯不亮三天了。',
    title,
    requester: { name: '王女士', phone: '13800000000' },
    place: { district: '110102', subdistrict: HERE, community: null, address: null },
    classify: { category: '02-01' },
    dispatch: 'hold',
  }
  expect((await server.as('agent', { method: 'POST', url: '/api/tickets', payload })).statusCode).toBe(201)
  await give('dispatcher', ticketId, 'dispatch', { lead: HERE })
  await give('officer', ticketId, 'sign', {})
  return ticketId
}

const titles = async (size: number): Promise<string[]> => {
  const all: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const url = `/api/tickets?size=${size}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`
    const page: { items: { title: string; dueAt: string | null }[]; next: string | null } = (
      await server.as('officer', { method: 'GET', url })
    ).json()
    all.push(...page.items.map((one) => one.title))
    cursor = page.next
  }
  return all
}

test('P9: what was handed in stands behind what presses, on every page, until it comes back', async () => {
  const handedIn = await inHand('先来的')
  await inHand('后来的')
  expect(await titles(1)).toEqual(['先来的', '后来的'])
  await give('officer', handedIn, 'record-contact', { outcome: 'reached' })
  await give('officer', handedIn, 'reply', {
    found: 'true',
    text: '您反映的路灯已更换灯泡，今晚恢复照明。',
    measures: '更换灯泡。',
    legalBasis: ['law-1'],
    claimsSolved: true,
  })
  expect(await titles(1)).toEqual(['后来的', '先来的'])
  expect((await server.as('officer', { method: 'GET', url: '/api/board' })).json()).toMatchObject({ open: 2 })
  await give('reviewer', handedIn, 'review-reply', { pass: false, reason: '请补充照片说明。' })
  expect(await titles(1)).toEqual(['先来的', '后来的'])
})
