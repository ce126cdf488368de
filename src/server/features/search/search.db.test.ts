import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { indexAll } from '../../../store/search/index-due.ts'

const MINE = '110102009'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

interface Given {
  readonly words: string
  readonly title?: string
  readonly identity?: string
  readonly phone?: string
  readonly name?: string
  readonly address?: string
  readonly lead?: string
}

async function take(given: Given): Promise<{ ticketId: string; number: string }> {
  const { words, title = null, identity = 'normal', phone = null, name = '赵一鸣', address = null, lead = MINE } = given
  const payload = {
    ticketId: uuidv7(),
    channel: 'phone',
    words,
    title,
    identity,
    requester: { name, phone },
    place: { district: '110102', subdistrict: lead, community: null, address },
    classify: { category: '01-03' },
    dispatch: 'hold',
  }
  const registered = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(registered.statusCode, registered.body).toBe(201)
  const dispatched = await server.as('dispatcher', {
    method: 'POST',
    url: `/api/tickets/${payload.ticketId}/commands/dispatch`,
    headers: { 'idempotency-key': uuidv7() },
    payload: { lead },
  })
  expect(dispatched.statusCode, dispatched.body).toBe(200)
  await indexAll(server.database.pool, server.deps)
  return { ticketId: payload.ticketId, number: registered.json().number }
}

const search = (who: CastMember, query: string) =>
  server.as(who, { method: 'GET', url: `/api/search?${new URLSearchParams(query)}` })
const lookUp = (who: CastMember, payload: object) =>
  server.as(who, { method: 'POST', url: '/api/people/search', payload: { reason: '来电人没有编号', ...payload } })

test('a unit finds its ticket with the place marked, a colleague of another unit finds nothing', async () => {
  const { ticketId } = await take({ words: '我住在三号楼，楼下的石榴树被人砍了，请查一查', title: '树木被砍' })
  const mine = (await search('officer', 'q=石榴')).json()
  expect(mine.items).toMatchObject([{ ticketId, title: '树木被砍' }])
  const [snippet] = mine.items[0].snippets
  expect(snippet.filter((part: { hit: boolean }) => part.hit)).toEqual([{ text: '石榴', hit: true }])
  expect(snippet.map((part: { text: string }) => part.text).join('')).toContain('楼下的石榴树')
  expect((await search('neighbour', 'q=石榴')).json()).toMatchObject({ items: [], next: null })
  expect((await search('dispatcher', 'q=石榴')).json().items).toHaveLength(1)
})

test('what was shown is logged ticket by ticket, what was asked is not kept', async () => {
  const { ticketId } = await take({ words: '琉璃瓦掉下来砸到自行车' })
  await search('officer', 'q=琉璃')
  const { rows } = await server.database.pool.query('select * from access_log where ticket_id = $1', [ticketId])
  expect(rows).toMatchObject([{ account_id: 'officer', what: 'snippet', reason: null }])
  expect(JSON.stringify(rows)).not.toContain('琉璃')
})

test('P18: a unit finds a confidential ticket by its summary only, and is shown no more', async () => {
  await take({ words: '举报棋牌室赌博，在地下二层', title: '治安问题核查', identity: 'confidential' })
  expect((await search('officer', 'q=棋牌')).json().items).toEqual([])
  const found = (await search('officer', 'q=治安')).json()
  expect(found.items).toHaveLength(1)
  expect(JSON.stringify(found)).not.toContain('棋牌')
  expect((await search('agent', 'q=棋牌')).json().items).toHaveLength(1)
})

test('a whole number finds its ticket exactly, for whoever may see it', async () => {
  const { ticketId, number } = await take({ words: '井盖松动' })
  expect((await search('officer', `q=${number.toLowerCase()}`)).json().items).toMatchObject([
    { ticketId, snippets: [] },
  ])
  expect((await search('neighbour', `q=${number}`)).json().items).toEqual([])
  expect((await search('officer', 'q=JS-20200101-000001-0')).json().items).toEqual([])
})

test('filters narrow, pages follow one another', async () => {
  for (let i = 0; i < 5; i++) await take({ words: `第${i}次反映玉兰花坛积水` })
  const seen: string[] = []
  let cursor = ''
  for (let pages = 0; pages < 5; pages++) {
    const page = (await search('officer', `q=玉兰&size=2${cursor}`)).json()
    seen.push(...page.items.map((item: { ticketId: string }) => item.ticketId))
    if (page.next === null) break
    cursor = `&cursor=${page.next}`
  }
  expect(new Set(seen).size).toBe(5)
  expect(seen).toHaveLength(5)
  const count = async (more: string) => (await search('officer', `q=玉兰&${more}`)).json().items.length
  expect(await count('category=01')).toBe(5)
  expect(await count('category=02')).toBe(0)
  expect(await count('open=false')).toBe(0)
  expect(await count('from=2026-10-19&to=2026-10-19')).toBe(5)
  expect(await count('from=2026-10-20')).toBe(0)
})

test('bad questions get a sentence', async () => {
  const code = async (query: string) => (await search('officer', query)).json().code
  expect(await code('q=路')).toBe('search.too-short')
  expect(await code('q=路灯 坏')).toBe('search.too-short')
  expect(await code('q=一一 二二 三三 四四 五五 六六')).toBe('search.too-many-terms')
  expect(await code('q=')).toBe('http.invalid')
  expect(await code(`q=${'长'.repeat(101)}`)).toBe('http.invalid')
  expect(await code('q=路灯&cursor=xx')).toBe('http.bad-cursor')
  expect(await code('q=路灯&from=yesterday')).toBe('http.invalid')
  for (const odd of ['😀😀', '%%', '\\\\', "';--", 'a b', '\ud800x']) {
    const answer = await search('officer', `q=${odd}`)
    expect([200, 422], odd).toContain(answer.statusCode)
  }
})

test('P14: found by phone however it is spelt, every name of that phone apart, masked, and logged with the reason', async () => {
  const first = await take({ words: '暖气不热', phone: '13912345678', name: '孙大圣' })
  const second = await take({ words: '水管漏水', phone: '13912345678', name: '孙小圣', lead: '110102010' })
  const answer = (await lookUp('agent', { phone: '+86 139-1234-5678' })).json()
  expect(answer.people).toHaveLength(2)
  for (const one of answer.people) expect(one).toMatchObject({ name: '孙**', phone: '139****5678' })
  const ids = answer.people.flatMap((one: { tickets: { ticketId: string }[] }) => one.tickets.map((t) => t.ticketId))
  expect(new Set(ids)).toEqual(new Set([first.ticketId, second.ticketId]))
  const { rows } = await server.database.pool.query(
    `select what, reason from access_log where account_id = 'agent' and what like 'person%' order by access_id`,
  )
  expect(rows[0]).toEqual({ what: 'person-search', reason: '来电人没有编号' })
  expect(rows.slice(1)).toHaveLength(2)
  expect((await lookUp('agent', { phone: '13900000000' })).json().people).toEqual([])
})

test('P14: found by name and address together, never by a name alone', async () => {
  await take({ words: '路面塌陷', phone: '13711112222', name: '欧阳修', address: '百万庄大街12号楼' })
  const both = (await lookUp('agent', { name: '欧阳修', address: '百万庄' })).json()
  expect(both.people).toMatchObject([{ name: '欧**' }])
  expect((await lookUp('agent', { name: '欧阳修', address: '万明园' })).json().people).toEqual([])
  expect((await lookUp('agent', { name: '欧阳修' })).statusCode).toBe(422)
  expect((await lookUp('agent', { phone: '13711112222', reason: '' })).statusCode).toBe(422)
  expect((await lookUp('officer', { phone: '13711112222' })).json().code).toBe('rights.no-grant')
})
