import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MONDAY_MORNING, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type { HotspotView } from '../../../contract/http/hotspots.ts'
import { DAY, plus } from '../../../domain/kernel/instant.ts'

const HERE = '110102009'
const THERE = '110102010'

let server: TestServer
let minutes = 0
beforeAll(async () => {
  server = await startTestServer()
  await ticket('暖气片滴水，请来修一下。', '02-02', {}, HERE, -4 * 7 * DAY)
  const leak = ['楼道污水井往外冒水', '污水井冒水，一楼进不去', '楼道里污水井反水，臭得很', '污水井又冒水了，没人来修']
  for (const words of leak) await ticket(`枫林苑小区三号楼${words}，请尽快疏通。`, '02-02')
  // The same of another estate, a matter hidden from neighbours, and one of another unit.
  await ticket('澄湖花园的污水井盖坏了，请更换。', '02-02')
  await ticket('枫林苑小区三号楼污水井冒水，我要实名举报维修队吃回扣。', '02-02', { kind: 'report' })
  await ticket('枫林苑小区三号楼污水井冒水，外面的人也看到了。', '02-02', {}, THERE)
  for (let i = 0; i < 3; i++) {
    await ticket(`路灯第${i + 1}盏不亮，请修理。`, '07-01', { requester: { name: '王先生', phone: '13900001234' } })
  }
  await ticket('楼下有人要跳楼，快来人。', '07-01')
})
afterAll(() => server.stop())

async function ticket(words: string, category: string, more: object = {}, unit = HERE, shift = 0): Promise<void> {
  minutes++
  server.clock.at = plus(MONDAY_MORNING, shift + minutes * 1_000)
  const ticketId = uuidv7()
  const taken = await server.as('agent', {
    method: 'POST',
    url: '/api/tickets',
    payload: {
      ticketId,
      channel: 'phone',
      words,
      requester: { name: `诉求人${minutes}`, phone: `138000${10_000 + minutes}` },
      place: { district: '110102', subdistrict: unit, community: null, address: null },
      classify: { category },
      dispatch: 'hold',
      ...more,
    },
  })
  expect(taken.statusCode, taken.body).toBe(201)
  const sent = await server.as('dispatcher', {
    method: 'POST',
    url: `/api/tickets/${ticketId}/commands/dispatch`,
    headers: { 'idempotency-key': uuidv7() },
    payload: { lead: unit, reason: '按地点派' },
  })
  expect(sent.statusCode, sent.body).toBe(200)
}

async function hotspots(who: Parameters<TestServer['as']>[0], days = '30'): Promise<HotspotView> {
  const found = await server.as(who, { method: 'GET', url: `/api/hotspots?days=${days}` })
  expect(found.statusCode, found.body).toBe(200)
  return found.json<HotspotView>()
}

describe('hot spots of a unit', () => {
  it('finds the matter that came again, of its own tickets alone, with the tickets behind each number', async () => {
    const view = await hotspots('officer')
    expect(view).toMatchObject({ unit: HERE, days: 30, cut: false, leftOut: 1 })
    const leak = view.topics.find(({ title }) => title.includes('污水井'))
    expect(leak).toMatchObject({ messages: 4, people: 4 })
    expect(leak?.tickets).toHaveLength(4)
    expect(leak?.places.some((place) => place.includes('枫林苑'))).toBe(true)
    const all = view.topics.flatMap(({ tickets }) => tickets.map(({ title }) => title ?? ''))
    expect(all.filter((title) => title.includes('外面的人') || title.includes('举报'))).toEqual([])
  })

  it('tells who called again without a name, and what alarms', async () => {
    const view = await hotspots('officer', '7')
    expect(view.callers).toEqual([{ times: 3, tickets: expect.any(Array) }])
    expect(JSON.stringify(view.callers)).not.toMatch(/王先生|1390000/)
    expect(view.risks).toContainEqual(expect.objectContaining({ kind: 'self-harm', tickets: [expect.any(Object)] }))
  })

  it('tells a burst with what was expected', async () => {
    const [burst] = (await hotspots('officer')).bursts
    expect(burst).toMatchObject({ seen: 10, weeks: 4, expected: 0.3, threshold: 1.8 })
    expect(burst?.tickets.length).toBe(burst?.seen)
  })

  it('is refused to whoever reads no list, and to a span that is none', async () => {
    const editor = await server.as('editor', { method: 'GET', url: '/api/hotspots' })
    expect(editor.statusCode).toBe(403)
    const span = await server.as('officer', { method: 'GET', url: '/api/hotspots?days=5000' })
    expect(span.statusCode).toBe(422)
  })
})
