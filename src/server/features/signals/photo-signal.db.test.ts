import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jpeg, multipart, photoPart, picture } from '../../../../tests/photos/pictures.ts'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { forgetTicket } from '../../../store/forget.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

async function act(who: CastMember, ticketId: string, command: string, payload: object = {}): Promise<void> {
  const headers = { 'idempotency-key': uuidv7() }
  const url = `/api/tickets/${ticketId}/commands/${command}`
  const answer = await server.as(who, { method: 'POST', url, headers, payload })
  expect(answer.statusCode, `${command}: ${answer.body}`).toBe(200)
}

/** A ticket of the officer's unit that was replied to with this photo. */
async function repliedWith(photo: Buffer, words: string): Promise<string> {
  const ticketId = uuidv7()
  const payload = {
    ticketId,
    channel: 'phone',
    words,
    title: words,
    place: { district: '110102', subdistrict: '110102009', community: null, address: null },
    classify: { category: '01-03' },
    dispatch: 'hold',
  }
  await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  await act('dispatcher', ticketId, 'dispatch', { lead: '110102009' })
  await act('officer', ticketId, 'sign')
  await act('officer', ticketId, 'record-contact', { outcome: 'reached' })
  const sent = await server.as('officer', { method: 'POST', url: '/api/photos', ...multipart([photoPart(photo)]) })
  await act('officer', ticketId, 'reply', {
    found: 'true',
    text: words,
    measures: words,
    legalBasis: ['law-1'],
    claimsSolved: true,
    photos: [{ upload: sent.json().upload, role: 'after' }],
  })
  return ticketId
}

async function found(): Promise<{ tickets: string[]; sentence: string }[]> {
  const answer = await server.as('inspector', { method: 'GET', url: '/api/signals' })
  expect(answer.statusCode, answer.body).toBe(200)
  const signals: { code: string; sentence: string; tickets: { ticketId: string }[] }[] = answer.json().signals
  return signals
    .filter((one) => one.code === 'photo-reused')
    .map(({ sentence, tickets }) => ({ sentence, tickets: tickets.map((one) => one.ticketId) }))
}

test('a photo shown for two matters, smaller and paler the second time, is a signal in a sentence; another is not', async () => {
  const again = await (await picture(81)).resize(320).modulate({ brightness: 1.05 }).jpeg({ quality: 50 }).toBuffer()
  const a = await repliedWith(await jpeg(81), '路灯修好了')
  const b = await repliedWith(again, '井盖换好了')
  await repliedWith(await jpeg(82), '垃圾清走了')
  const facts = 'select ticket_id, fact from assessment_fact order by ticket_id'
  const before = (await server.database.pool.query(facts)).rows
  expect(await found()).toEqual([{ sentence: expect.stringMatching(/展览路街道有 2 件.*相同的照片/), tickets: [a, b] }])
  // P23: it accuses nobody and changes nothing that counts.
  expect((await server.database.pool.query(facts)).rows).toEqual(before)
  await forgetTicket(server.database.pool, b, server.clock.now())
  server.clock.at = '2026-10-19T02:05:00.000Z'
  expect(await found()).toEqual([])
})
