import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formTo, type Visitor, visitorOf } from '../../../../tests/portal/forms.ts'
import { startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { enterAll } from '../../../store/gazetteer/entries.ts'
import { loadOutlines } from '../../../store/policy-files.ts'

const ORG = new URL('../../../../policy/beijing/org', import.meta.url).pathname

let server: TestServer
let visitor: Visitor

beforeAll(async () => {
  server = await startTestServer({ outlines: await loadOutlines(ORG) })
  visitor = visitorOf(server)
  const rows = [
    { name: '北露园小区', unit: '110102009032', kind: 'compound', point: { lat: 39.9279, lng: 116.3451 } },
    { name: '试验大街', unit: '110102009', kind: 'road', point: { lat: 39.9301, lng: 116.3479 } },
  ]
  await enterAll(server.deps.pool, rows, 'operator', server.clock.at)
})
afterAll(() => server.stop())

const atPlace = async () => visitor.fill(await visitor.get('/'), '/report', { words: '灯坏了', go: 'next' })
const ask = (url: string, payload: object) => server.as(null, { method: 'POST', url, payload })

describe('without scripts', () => {
  test('a button searches, a result is a button that fills the lists, and the words about the place stay', async () => {
    const found = await visitor.fill(await atPlace(), '/report', { find: '北露园', address: '3 号楼', go: 'find' })
    expect(found.body).toContain('找到')
    const value = /value="(pick-[^"]+)"/.exec(found.body)?.[1] ?? ''
    const taken = await visitor.fill(found, '/report', { go: value })
    const { fields } = formTo(taken.body, '/report')
    expect(fields).toMatchObject({ area: '110102009', community: '110102009032', address: '3 号楼' })
  })

  test('whoever types a place and goes on is shown what was found; going on again keeps their words', async () => {
    const page = await atPlace()
    const shown = await visitor.fill(page, '/report', { find: '上海市浦东新区世纪大道', go: 'next' })
    expect(shown.body).toContain('没有找到')
    const contact = await visitor.fill(shown, '/report', { go: 'next' })
    expect(contact.body).toContain('怎么联系您')
    const review = await visitor.fill(contact, '/report', { go: 'next' })
    expect(review.body).toContain('上海市浦东新区世纪大道')
  })

  test('a place that was made up in the page is refused like any other', async () => {
    const page = await atPlace()
    const picked = await visitor.fill(page, '/report', { go: 'pick-310115~~' })
    const answer = await visitor.fill(picked, '/report', { area: '310115', go: 'next' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('本市没有这个地方')
  })
})

describe('what the script asks for', () => {
  test('places as one types, in the reader’s language, kept nowhere', async () => {
    const answer = await ask('/portal/places?lang=en', { text: '展览路' })
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json().places[0]).toMatchObject({ area: '110102009', community: '', label: 'Zhanlanlu Subdistrict' })
    expect((await ask('/portal/places', { text: '浦东新区' })).json()).toEqual({ places: [] })
    expect((await ask('/portal/places', { text: 7 })).statusCode).toBe(400)
    expect((await ask('/portal/places', { text: '长'.repeat(201) })).statusCode).toBe(400)
  })

  test('a position gives the district and the nearest names, and nothing below the district by itself', async () => {
    const { inside, district, near, entries } = (await ask('/portal/position', { lat: 39.9289, lng: 116.3483 })).json()
    expect(inside).toBe(true)
    expect(near).toEqual([])
    expect(district).toMatchObject({ area: '110102', community: '' })
    expect(entries.map((one: { address: string }) => one.address)).toEqual(['试验大街', '北露园小区'])
    expect(entries[0].metres).toBeGreaterThan(50)
  })

  test('a position outside the city is said to be so; what is no position is refused', async () => {
    expect((await ask('/portal/position', { lat: 31.23, lng: 121.47 })).json()).toEqual({
      inside: false,
      district: null,
      near: [],
      entries: [],
    })
    for (const wrong of [{ lat: 91, lng: 0 }, { lat: '39', lng: 116 }, { lat: null, lng: 1 }, []])
      expect((await ask('/portal/position', wrong)).statusCode).toBe(400)
  })

  test('the map has the outlines of districts, the entered points, and nothing finer', async () => {
    const { districts, points } = (await server.as(null, { method: 'GET', url: '/portal/map.json' })).json()
    expect(districts).toHaveLength(16)
    expect(points.map(({ name }: { name: string }) => name).sort()).toEqual(['北露园小区', '试验大街'])
    expect(JSON.stringify(districts)).not.toContain('街道')
  })
})
