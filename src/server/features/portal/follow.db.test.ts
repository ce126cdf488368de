import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeIn, type Fields, formTo, type Visitor, visitorOf } from '../../../../tests/portal/forms.ts'
import { type CastMember, MONDAY_MORNING, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { DAY, plus } from '../../../domain/kernel/instant.ts'
import { forgetPerson } from '../../../store/forget.ts'
import { phoneIndex } from '../../../store/vault/phone.ts'
import { nearbyMatters } from '../../acts/nearby-matters.ts'
import type {} from '../../http/routing.ts'

const HERE = '110102009'
const THERE = '110102010'
const LIGHT = '05-05'

let server: TestServer
let visitor: Visitor
let person = 0

beforeAll(async () => {
  server = await startTestServer({ simulated: true, classify: () => ({ category: LIGHT, confidence: 0.9 }) })
  visitor = visitorOf(server)
})
afterAll(() => server.stop())

function command(who: CastMember, ticketId: string, name: string, payload: object) {
  const headers = { 'idempotency-key': uuidv7() }
  return server.as(who, { method: 'POST', url: `/api/tickets/${ticketId}/commands/${name}`, headers, payload })
}

async function ticket(words: string, more: object = {}): Promise<string> {
  const ticketId = uuidv7()
  person += 1
  const payload = {
    ticketId,
    channel: 'phone',
    words,
    requester: { name: `诉求人${person}`, phone: `139000${10_000 + person}` },
    place: { district: '110102', subdistrict: HERE, community: null, address: null },
    classify: { category: LIGHT },
    dispatch: 'hold',
    ...more,
  }
  const taken = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(taken.statusCode, taken.body).toBe(201)
  expect((await command('dispatcher', ticketId, 'dispatch', { lead: HERE })).statusCode).toBe(200)
  await server.app.signaturesSettled()
  return ticketId
}

/** A matter that so many people reported, and that people confirmed to be one. */
async function matter(words: string, people: number): Promise<{ clusterId: string; tickets: string[] }> {
  const tickets: string[] = []
  for (let n = 0; n < people; n++) tickets.push(await ticket(words))
  const clusterId = uuidv7()
  const [lead, ...members] = tickets
  const formed = await server.as('dispatcher', {
    method: 'POST',
    url: '/api/clusters',
    headers: { 'idempotency-key': uuidv7() },
    payload: { clusterId, basis: 'asset', lead, members },
  })
  expect(formed.statusCode, formed.body).toBe(201)
  return { clusterId, tickets }
}

/** The last page of a report. */
async function review(words: string, over: Fields = {}) {
  const { area = HERE, identity = 'normal', kind } = over
  let page = await visitor.fill(await visitor.get('/'), '/report', { words, go: 'next' })
  page = await visitor.fill(page, '/report', { area, go: 'next' })
  page = await visitor.fill(page, '/report', { identity, go: 'next' })
  return kind === undefined ? page : visitor.fill(page, '/report', { kind, go: 'edit-review' })
}

async function follow(words: string, clusterId: string, fields: Fields = {}) {
  const page = await visitor.fill(await review(words), '/report', { go: `follow-${clusterId}` })
  expect(page.body).toContain('开始跟着看')
  const sent = await visitor.fill(page, '/follow', fields)
  expect(sent.statusCode, sent.body).toBe(303)
  return String(sent.headers.location)
}

const offered = (body: string) => body.includes('这一带有人说过类似的事')

describe('before sending, what others reported is shown', () => {
  test('from three people on, without words, person, ticket or hour; sending is still the first button', async () => {
    const words = '月坛北街路灯杆歪了，晚上一闪一闪。'
    const { clusterId, tickets } = await matter(words, 2)
    expect(offered((await review(words)).body)).toBe(false)
    const third = await ticket(words)
    await server.as('dispatcher', {
      method: 'POST',
      url: `/api/clusters/${clusterId}/changes`,
      headers: { 'idempotency-key': uuidv7() },
      payload: { type: 'join', ticket: third },
    })
    const page = await review(words)
    expect(page.body).toMatch(/近 30 天 3 人说过，最早 10月19日(?! \d)/)
    const offers = /<section class="offers"[\s\S]*?<\/section>/.exec(page.body)?.[0] ?? ''
    expect(offers).not.toContain('路灯杆')
    expect(offers).not.toMatch(/诉求人|JS-|\d\d:\d\d/)
    for (const id of [...tickets, third]) expect(offers).not.toContain(id)
    expect(offered((await review(words, { area: THERE })).body)).toBe(false)
  })

  test('not to whoever is confidential or anonymous, reports wrongdoing, or tells of danger (P20)', async () => {
    const words = '阜成门外大街路灯整片不亮，走路看不见。'
    await matter(words, 3)
    expect(offered((await review(words)).body)).toBe(true)
    expect(offered((await review(words, { identity: 'confidential' })).body)).toBe(false)
    expect(offered((await review(words, { identity: 'anonymous' })).body)).toBe(false)
    expect(offered((await review(words, { kind: 'report' })).body)).toBe(false)
    expect(offered((await review(`${words}有人要跳楼`)).body)).toBe(false)
  })

  test('never a matter with one confidential, anonymous or hidden member, nor what is older than 30 days (P20)', async () => {
    const words = '三里河东路路灯灯罩掉了，白天也亮着。'
    const { tickets } = await matter(words, 4)
    expect(offered((await review(words)).body)).toBe(true)
    const policy = server.deps.rulebook.inForce(server.clock.now())
    const hidden = policy.categories.find((one) => one.hiddenFromNeighbours && one.parent !== null)?.code ?? ''
    const fact = { fact: 'category', category: hidden, reason: '实为邻里纠纷' }
    expect((await command('dispatcher', tickets[3] ?? '', 'correct-fact', fact)).statusCode).toBe(200)
    expect(offered((await review(words)).body)).toBe(false)

    const old = '复兴门南大街路灯白天亮、晚上灭。'
    await matter(old, 3)
    const asked = { words: old, title: null, address: null, category: LIGHT, community: null, subdistrict: HERE }
    expect(await nearbyMatters(asked, server.deps)).toHaveLength(1)
    server.clock.at = plus(MONDAY_MORNING, 31 * DAY)
    expect(await nearbyMatters(asked, server.deps)).toEqual([])
    server.clock.at = MONDAY_MORNING
  })
})

describe('following', () => {
  const words = '车公庄大街路灯坏了六盏，过马路危险。'
  let clusterId: string
  let tickets: string[]

  beforeAll(async () => {
    const made = await matter(words, 3)
    clusterId = made.clusterId
    tickets = made.tickets
  })

  test('makes no ticket, and shows the public stages by day and unit, and nothing else', async () => {
    const before = await server.deps.pool.query('select count(*)::int as n from ticket')
    const page = await visitor.get(await follow(words, clusterId))
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('有人向我们反映')
    expect(page.body).toContain('交给展览路街道办理')
    expect(page.body).toContain('3 人说过这件事')
    const main = /<main[\s\S]*<\/main>/.exec(page.body)?.[0] ?? ''
    expect(main).not.toMatch(/诉求人|JS-\d|车公庄|139000|\d\d:\d\d(?!\/)(?![^<]*follow)/)
    const after = await server.deps.pool.query('select count(*)::int as n from ticket')
    expect(after.rows).toEqual(before.rows)
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
  })

  test('counts only with consent, one number once, and never towards the three', async () => {
    const count = async () => {
      const body = (await review(words)).body
      return Number(/另有 (\d+) 人/.exec(body)?.[1] ?? 0)
    }
    const before = await count()
    await follow(words, clusterId, { phone: '13800001212' })
    expect(await count()).toBe(before)
    await follow(words, clusterId, { counts: 'yes', phone: '13800001212' })
    await follow(words, clusterId, { counts: 'yes', phone: '138 0000 1212' })
    expect(await count()).toBe(before + 1)
    expect((await review(words)).body).toContain('近 30 天 3 人说过')
  })

  test('pressing twice makes one; a wrong phone is told and loses nothing; back leads to the report', async () => {
    const page = await visitor.fill(await review(words), '/report', { go: `follow-${clusterId}` })
    const wrong = await visitor.fill(page, '/follow', { phone: '12', counts: 'yes' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('这个号码看起来不对')
    const { rows } = await server.deps.pool.query('select count(*)::int as n from matter_follow')
    const [first, second] = [
      await visitor.fill(wrong, '/follow', { phone: '' }),
      await visitor.fill(wrong, '/follow', { phone: '' }),
    ]
    expect(second.headers.location).toBe(first.headers.location)
    const after = await server.deps.pool.query('select count(*)::int as n from matter_follow')
    expect(after.rows[0]?.n).toBe((rows[0]?.n ?? 0) + 1)
    const back = await visitor.fill(page, '/report', { go: 'edit-review' })
    expect(back.body).toContain(words)
  })

  test('a matter that was not offered cannot be followed; a note that was changed neither', async () => {
    const other = await matter('南礼士路路灯被树挡住，一片漆黑。', 3)
    const page = await visitor.fill(await review(words), '/report', { go: `follow-${other.clusterId}` })
    expect(page.body).not.toContain('开始跟着看')
    expect((await visitor.send('/follow', { box: 'AAAA' })).statusCode).toBe(400)
  })

  test('a wrong secret opens nothing', async () => {
    const link = await follow(words, clusterId)
    expect((await visitor.get(link.replace(/secret=.*/, 'secret=aaaaaaaaaaaa'))).statusCode).toBe(404)
    expect((await visitor.get('/follow/not-an-id?secret=aaaaaaaaaaaa')).statusCode).toBe(404)
  })

  test('is found again by phone and code, and ends with the phone forgotten', async () => {
    const link = await follow(words, clusterId, { phone: '13800001313' })
    const asked = await visitor.fill(await visitor.get('/mine'), '/mine/code', { phone: '13800001313' })
    const right = await visitor.fill(asked, '/mine/confirm', { code: await codeIn(visitor) })
    const cookie = /mine=([^;]+)/.exec(String(right.headers['set-cookie']))?.[1] ?? ''
    const list = await server.as(null, { method: 'GET', url: '/mine', cookies: { mine: cookie } })
    expect(list.body.replaceAll('&amp;', '&')).toContain(link)
    const { action } = formTo((await visitor.get(link)).body, '/end')
    const ended = await visitor.fill(await visitor.get(link), '/end', {})
    expect(action).toMatch(/^\/follow\//)
    expect((await visitor.get(String(ended.headers.location))).body).toContain('已经不再跟着看')
    const { rows } = await server.deps.pool.query('select phone_index from matter_follow where follow_id = $1', [
      link.split(/[/?]/)[2],
    ])
    expect(rows).toEqual([{ phone_index: null }])
    const people = await server.deps.pool.query('select count(*)::int as n from person where phone_index = $1', [
      phoneIndex(server.deps.keys.master, '13800001313'),
    ])
    expect(people.rows).toEqual([{ n: 0 }])
  })

  test('forgetting a person lets go of what they follow with the same phone', async () => {
    const phone = '13800001414'
    await ticket('楼前路灯不亮。', { requester: { name: '韩', phone } })
    const link = await follow(words, clusterId, { phone })
    const index = phoneIndex(server.deps.keys.master, phone)
    const { rows } = await server.deps.pool.query<{ person_id: string }>(
      'select person_id from person where phone_index = $1',
      [index],
    )
    expect(await forgetPerson(server.deps.pool, rows[0]?.person_id ?? '', server.clock.at)).toBe(true)
    const left = await server.deps.pool.query('select count(*)::int as n from matter_follow where phone_index = $1', [
      index,
    ])
    expect(left.rows).toEqual([{ n: 0 }])
    expect((await visitor.get(link)).statusCode).toBe(200)
  })

  test('shows nothing more once the matter is hidden from neighbours', async () => {
    const link = await follow(words, clusterId)
    const policy = server.deps.rulebook.inForce(server.clock.now())
    const hidden = policy.categories.find((one) => one.hiddenFromNeighbours && one.parent !== null)?.code ?? ''
    const fact = { fact: 'category', category: hidden, reason: '实为邻里纠纷' }
    expect((await command('dispatcher', tickets[2] ?? '', 'correct-fact', fact)).statusCode).toBe(200)
    const page = await visitor.get(link)
    expect(page.body).toContain('现在不再公开显示进展')
    expect(page.body).not.toContain('展览路街道办理')
  })
})
