import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { loadLibrary, loadStarterArticles } from '../../../store/knowledge/shipped.ts'

const CITY = join(import.meta.dirname, '..', '..', '..', '..', 'policy', 'beijing')

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  const { pool } = server.database
  await loadLibrary(pool, CITY, '2026-10-01T00:00:00.000Z')
  await loadStarterArticles(pool, CITY, '2026-10-01T00:00:00.000Z')
})
afterAll(() => server.stop())

const get = async (url: string, who: CastMember = 'agent') =>
  (await server.as(who, { method: 'GET', url: `/api/${url}` })).json()
const put = (who: CastMember, url: string, payload: object) =>
  server.as(who, { method: 'PUT', url: `/api/${url}`, payload })

const ARTICLE = { title: '井盖坏了', answer: '请说明位置。', cues: ['井盖'], reviewBy: '2027-01-01', seen: 0 }
const BASIS = { statute: '某条例', summary: '某事。', source: '某公报', matters: ['某事'], seen: 0 }

test('what ships is loaded once, and what people changed since stays', async () => {
  const { pool } = server.database
  const entry = (await get('legal-bases?q=物业&size=50')).bases[0]
  const changed = await put('editor', `legal-bases/${entry.code}`, { ...BASIS, statute: entry.statute, seen: 1 })
  expect(changed.json()).toMatchObject({ version: 2, source: '某公报', sourced: true })
  expect(await loadLibrary(pool, CITY, '2026-11-01T00:00:00.000Z')).toBe(0)
  const again = (await get(`legal-bases?q=${entry.code}&size=50`)).bases
  expect(again.find((one: { code: string }) => one.code === entry.code)).toMatchObject({ version: 2 })
})

test('every category and basis that the shipped articles name exists, and article numbers stand only where they were seen', async () => {
  const { articles } = await get('knowledge?size=100')
  const codes = new Set((await get('legal-bases?size=200')).bases.map((one: { code: string }) => one.code))
  const categories = new Set((await get('categories')).categories.map((one: { code: string }) => one.code))
  expect(articles.length).toBeGreaterThan(4)
  for (const { bases, categories: filed } of articles) {
    for (const code of bases) expect(codes).toContain(code)
    for (const code of filed) expect(categories).toContain(code)
  }
  const numbered = (await get('legal-bases?size=200')).bases.filter(
    (one: { article: string | null }) => one.article !== null,
  )
  // Articles 2 to 5 of the regulation are the only ones of which a numbered text was seen (domain.md §10.1).
  expect(numbered.map((one: { code: string }) => one.code).toSorted()).toEqual([
    'handling-requests-2021-2',
    'handling-requests-2021-5',
  ])
})

test('an article is found by what people say, by a short word, and not by other matters', async () => {
  const found = async (q: string) =>
    (await get(`knowledge?q=${encodeURIComponent(q)}`)).articles.map((one: { id: string }) => one.id)
  expect((await found('路灯'))[0]).toBe('street-lamp-out')
  expect((await found('您好，我们胡同里的路灯坏了一个礼拜了，晚上出门看不见'))[0]).toBe('street-lamp-out')
  expect((await found('家里暖气不热，只有十五度'))[0]).toBe('heating-too-cold')
  expect(await found('流浪狗咬人')).toEqual([])
  expect(await found('😀')).toEqual([])
})

test('a version follows a version: whoever did not see the last one is told, and the old ones stay', async () => {
  const first = await put('leader12345', 'knowledge/manhole-cover', ARTICLE)
  expect(first.json()).toMatchObject({ version: 1, by: 'leader12345', stale: false })
  expect((await put('editor', 'knowledge/manhole-cover', ARTICLE)).json()).toMatchObject({ code: 'knowledge.changed' })
  const second = await put('editor', 'knowledge/manhole-cover', { ...ARTICLE, answer: '请说明位置和编号。', seen: 1 })
  expect(second.json()).toMatchObject({ version: 2, by: 'editor' })
  const { versions } = await get('knowledge/manhole-cover')
  expect(versions.map((one: { answer: string }) => one.answer)).toEqual(['请说明位置和编号。', '请说明位置。'])
  await put('editor', 'knowledge/manhole-cover', { ...ARTICLE, state: 'withdrawn', seen: 2 })
  expect((await get('knowledge?q=井盖')).articles).toEqual([])
  const raced = await Promise.all([1, 2].map(() => put('editor', 'knowledge/manhole-cover', { ...ARTICLE, seen: 3 })))
  expect(raced.map((one) => one.statusCode).toSorted()).toEqual([200, 409])
})

test('bad content and those who may not are refused', async () => {
  for (const [url, body, code] of [
    ['knowledge/x', { ...ARTICLE, categories: ['77-77'] }, 'knowledge.unknown-category'],
    ['knowledge/x', { ...ARTICLE, bases: ['no-such-law'] }, 'knowledge.unknown-basis'],
    ['knowledge/x', { ...ARTICLE, title: ' ' }, 'http.invalid'],
    ['knowledge/x', { ...ARTICLE, reviewBy: 'soon' }, 'http.invalid'],
    ['knowledge/X%20Y', ARTICLE, 'http.invalid'],
    ['legal-bases/x', { ...BASIS, validFrom: '2026-01-01', validTo: '2026-01-01' }, 'knowledge.bad-validity'],
  ] as const)
    expect((await put('editor', url, body)).json().code, JSON.stringify(body)).toBe(code)
  expect((await put('agent', 'knowledge/x', ARTICLE)).json().code).toBe('rights.no-grant')
  expect((await put('officer', 'legal-bases/x', BASIS)).json().code).toBe('rights.no-grant')
  expect((await get('knowledge/nothing')).code).toBe('knowledge.unknown')
})

test('an article past its review and a basis past its validity warn', async () => {
  await put('editor', 'knowledge/old-one', { ...ARTICLE, title: '旧口径', cues: ['旧口径'], reviewBy: '2026-10-18' })
  await put('editor', 'knowledge/new-one', { ...ARTICLE, title: '新口径', cues: ['新口径'], reviewBy: '2026-10-19' })
  expect((await get('knowledge?q=旧口径')).articles[0]).toMatchObject({ id: 'old-one', stale: true })
  expect((await get('knowledge?q=新口径')).articles[0]).toMatchObject({ id: 'new-one', stale: false })
  const standing = async (code: string, validFrom: string | null, validTo: string | null) =>
    (await put('editor', `legal-bases/${code}`, { ...BASIS, validFrom, validTo })).json().standing
  // validTo is the first day on which it no longer holds; today is 2026-10-19.
  expect(await standing('past', '2020-01-01', '2026-10-19')).toBe('expired')
  expect(await standing('last-day', '2020-01-01', '2026-10-20')).toBe('in-force')
  expect(await standing('to-come', '2026-10-20', null)).toBe('not-yet')
  expect(await standing('open', null, null)).toBe('in-force')
})

test('the catalogue answers a word with who, by when and why', async () => {
  const { hits, policy } = await get('catalogue?q=路灯')
  expect(policy).toBe('beijing/2026-01')
  expect(hits.length).toBeGreaterThan(0)
  expect(hits[0]).toMatchObject({ because: '路灯', accusing: expect.any(Boolean), ground: expect.stringMatching(/./) })
  expect((await get('catalogue?q=不存在的事情')).hits).toEqual([])
})
