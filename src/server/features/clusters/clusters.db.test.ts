import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CastMember, MONDAY_MORNING, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type { ClusterView, SimilarBefore, TicketSimilar } from '../../../contract/http/clusters.ts'
import { plus } from '../../../domain/kernel/instant.ts'
import { forgetTicket } from '../../../store/forget.ts'
import { fingerprint, newSealKeyPair } from '../../../store/log/seal.ts'
import { verifyDatabase } from '../../../store/verification/verify-database.ts'
import { nearbyMatters } from '../../acts/nearby-matters.ts'
import type {} from '../../http/routing.ts'

const HERE = '110102009'
const THERE = '110102010'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

let person = 0
interface Told {
  readonly words: string
  readonly subdistrict?: string
  readonly address?: string | null
  readonly category?: string
  readonly requester?: { readonly name: string; readonly phone: string } | null
  readonly more?: object
}

async function ticket({
  words,
  subdistrict = HERE,
  address = null,
  category = '01-04',
  ...told
}: Told): Promise<string> {
  const ticketId = uuidv7()
  person += 1
  server.clock.at = plus(MONDAY_MORNING, person * 1000)
  const requester =
    told.requester === undefined
      ? { name: `诉求人${person}`, phone: `139000${String(10_000 + person)}` }
      : told.requester
  const payload = {
    ticketId,
    channel: 'phone',
    words,
    requester,
    place: { district: '110102', subdistrict, community: null, address },
    classify: { category },
    dispatch: 'hold',
    ...told.more,
  }
  const taken = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(taken.statusCode, taken.body).toBe(201)
  const sent = await command('dispatcher', ticketId, 'dispatch', { lead: subdistrict })
  expect(sent.statusCode, sent.body).toBe(200)
  await server.app.signaturesSettled()
  return ticketId
}

function command(who: CastMember, ticketId: string, name: string, payload: object, key: string = uuidv7()) {
  const url = `/api/tickets/${ticketId}/commands/${name}`
  return server.as(who, { method: 'POST', url, headers: { 'idempotency-key': key }, payload })
}

const get = async <T>(who: CastMember, url: string): Promise<T> => {
  const answer = await server.as(who, { method: 'GET', url })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<T>()
}
const post = (who: CastMember, url: string, payload: object, key: string = uuidv7()) =>
  server.as(who, { method: 'POST', url, headers: { 'idempotency-key': key }, payload })
const similar = (who: CastMember, id: string) => get<TicketSimilar>(who, `/api/tickets/${id}/similar`)
const ids = (items: readonly { readonly ticket: { readonly ticketId: string } }[]) =>
  items.map((one) => one.ticket.ticketId)

async function cluster(lead: string, ...members: string[]): Promise<string> {
  const clusterId = uuidv7()
  const formed = await post('dispatcher', '/api/clusters', { clusterId, basis: 'asset', lead, members })
  expect(formed.statusCode, formed.body).toBe(201)
  return clusterId
}

describe('proposals', () => {
  it('name the same matter of others with its reasons, and of the same person to be merged', async () => {
    const caller = { name: '钱小姐', phone: '13911110001' }
    const address = '青年湖东里7号楼'
    const first = await ticket({ words: '青年湖东里7号楼电梯停运三天，老人下不了楼。', address, requester: caller })
    const other = await ticket({ words: '七号楼的电梯坏了没人修，天天爬楼。', address })
    const again = await ticket({ words: '电梯还是停运，老人下不了楼，请催一下。', address, requester: caller })
    const seen = await similar('dispatcher', again)
    expect(ids(seen.samePerson)).toEqual([first])
    expect(seen.samePerson[0]).toMatchObject({ proposal: 'merge', person: 'same' })
    expect(seen.samePerson[0]?.reasons.join()).toMatch(/同一栋楼（青年湖东里7）,相同的\d+个字词/)
    expect(ids(seen.others)).toEqual([other])
    expect(seen.others[0]).toMatchObject({ proposal: 'form', person: 'different', clusterId: null })
    expect(seen).toMatchObject({ mayConfirm: true, repeats: { person: 2, matter: null, reporters: null } })
    expect((await command('dispatcher', again, 'merge', { into: first })).statusCode).toBe(200)
    expect(ids((await similar('dispatcher', first)).samePerson)).toEqual([again])
    expect((await similar('dispatcher', first)).samePerson[0]?.proposal).toBeNull()
    const before = await similar('agent', other)
    expect(before.mayConfirm).toBe(false)
    expect(before.others.every((one) => one.proposal === null)).toBe(true)
  })

  it('once refused by a person are not made again, from either side', async () => {
    const [one, other] = [
      await ticket({ words: '松树街路灯整夜不亮，走路看不见。', category: '05-05' }),
      await ticket({ words: '松树街的路灯一到晚上整夜不亮。', category: '05-05' }),
    ]
    expect(ids((await similar('officer', one)).others)).toEqual([other])
    expect((await post('officer', `/api/tickets/${one}/distinct`, { other })).statusCode).toBe(204)
    expect(ids((await similar('dispatcher', one)).others)).toEqual([])
    expect(ids((await similar('dispatcher', other)).others)).toEqual([])
    expect((await post('officer', `/api/tickets/${one}/distinct`, { other: one })).json().code).toBe(
      'cluster.same-ticket',
    )
  })

  it('of a proxy and the person concerned wait for a human (P12, P13)', async () => {
    const mother = { name: '李奶奶', phone: '13911110007' }
    const address = '南营胡同9号'
    const own = await ticket({
      words: '南营胡同9号院墙要倒了，砖头往下掉。',
      address,
      requester: mother,
      category: '02-03',
    })
    const words = '替母亲反映：南营胡同9号院墙要倒了，一直掉砖头。'
    const more = { behalf: 'proxy', concerned: mother }
    const proxy = await ticket({
      words,
      address,
      category: '02-03',
      requester: { name: '李明', phone: '13911110008' },
      more,
    })
    const [found] = (await similar('dispatcher', own)).others
    expect(found?.ticket.ticketId).toBe(proxy)
    const [back] = (await similar('dispatcher', proxy)).samePerson
    expect(back).toMatchObject({ ticket: { ticketId: own }, person: 'unclear', proposal: null })
  })

  it('are told before a ticket is sent: this caller, this matter, this place', async () => {
    const requester = { name: '赵先生', phone: '13911110009' }
    const address = '红莲北里2号楼'
    const own = await ticket({ words: '红莲北里2号楼下水道堵了，污水往外冒。', address, requester, category: '02-02' })
    const others = await ticket({ words: '红莲北里2号楼一层污水外冒，下水道堵死了。', address, category: '02-02' })
    const place = { district: '110102', subdistrict: HERE, community: null, address }
    const payload = {
      words: '我家这边下水道又堵了，污水往外冒。',
      category: '02-02',
      place,
      requester: { name: '', phone: '139 1111 0009' },
    }
    const told = (await post('agent', '/api/similar', payload)).json<SimilarBefore>()
    expect(ids(told.samePerson)).toEqual([own])
    expect(ids(told.others)).toEqual([others])
    expect(told.timesThisMonth).toBe(1)
    const window = (await post('worker', '/api/similar', payload)).json<SimilarBefore>()
    expect(window.samePerson).toEqual([])
    expect(window.timesThisMonth).toBeNull()
  })
})

describe('what is hidden (P20)', () => {
  it.each([
    ['a report of wrongdoing', { more: { kind: 'report' } }],
    ['a confidential one', { more: { identity: 'confidential' } }],
    ['an anonymous one', { more: { identity: 'anonymous' }, requester: null }],
    ['one of a hidden category', { category: 'hidden' }],
  ])('%s is proposed to nobody, shown nobody, and in no cluster', async (_, over) => {
    const words = `新源大厦地下车库漏水已经淹了半个月${person}`
    const plain = await ticket({ words, category: '02-01' })
    const policy = server.deps.rulebook.inForce(server.clock.now())
    const category = policy.categories.find((one) => one.hiddenFromNeighbours && one.parent !== null)?.code ?? ''
    const hidden = await ticket({ words, category: '02-01', ...over, ...('category' in over ? { category } : {}) })
    expect(ids((await similar('dispatcher', plain)).others)).not.toContain(hidden)
    expect((await similar('dispatcher', hidden)).others).toEqual([])
    const body = { clusterId: uuidv7(), basis: 'point', lead: plain, members: [hidden] }
    expect((await post('dispatcher', '/api/clusters', body)).json().code).toBe('cluster.hidden')
  })

  it('a member that turns out to be hidden is in no count and on no page; others go on', async () => {
    const words = '月坛公寓楼顶广告牌松动，刮风就响。'
    const [a, b, c] = [await ticket({ words }), await ticket({ words }), await ticket({ words })]
    const clusterId = await cluster(a, b, c)
    const policy = server.deps.rulebook.inForce(server.clock.now())
    const category = policy.categories.find((one) => one.hiddenFromNeighbours && one.parent !== null)?.code ?? ''
    const fact = { fact: 'category', category, reason: '实为家庭纠纷' }
    expect((await command('dispatcher', b, 'correct-fact', fact)).statusCode).toBe(200)
    const view = await get<ClusterView>('officer', `/api/clusters/${clusterId}`)
    expect(ids(view.members)).toEqual([a, c])
    expect(view).toMatchObject({ reporters: 2, unseen: 1 })
    const repeats = (
      await get<{ items: { ticketId: string; repeats: object }[] }>('officer', '/api/tickets?order=newest')
    ).items
    expect(repeats.find((one) => one.ticketId === c)?.repeats).toMatchObject({ matter: 2, reporters: 2 })
  })

  it('a community worker is told of reporters from three on, and never how often a person came', async () => {
    const words = '白云观街垃圾站满溢，臭味熏人。'
    const told = [await ticket({ words, category: '01-03' }), await ticket({ words, category: '01-03' })]
    const [a = '', b = ''] = told
    const clusterId = await cluster(a, b)
    expect((await get<ClusterView>('officer', `/api/clusters/${clusterId}`)).reporters).toBe(2)
    expect((await similar('officer', a)).repeats).toEqual({ person: 1, matter: 1, reporters: 2 })
    for (const id of told) await command('officer', id, 'sign', {})
    for (const id of told) await command('officer', id, 'assign', { unit: HERE, person: null })
    expect((await get<ClusterView>('worker', `/api/clusters/${clusterId}`)).reporters).toBeNull()
    expect((await similar('worker', a)).repeats).toEqual({ person: null, matter: 1, reporters: null })
  })

  it('neighbours learn of three people at least, of nothing hidden, and of no words', async () => {
    const words = '复兴门内大街井盖松动，车一过就响，半夜吵醒。'
    const [a, b] = [await ticket({ words, category: '05-05' }), await ticket({ words, category: '05-05' })]
    const clusterId = await cluster(a, b)
    const asked = { words, title: null, address: null, category: null, community: null, subdistrict: HERE }
    expect(await nearbyMatters(asked, server.deps)).toEqual([])
    const third = await ticket({ words, category: '05-05' })
    await post('dispatcher', `/api/clusters/${clusterId}/changes`, { type: 'join', ticket: third })
    const [near, ...rest] = await nearbyMatters(asked, server.deps)
    expect(rest).toEqual([])
    expect(near).toMatchObject({ clusterId, category: '05-05', reporters: 3, answeredAt: null })
    expect(JSON.stringify(near)).not.toContain('井盖')
    expect(await nearbyMatters({ ...asked, subdistrict: THERE }, server.deps)).toEqual([])
    expect(await nearbyMatters({ ...asked, subdistrict: null }, server.deps)).toEqual([])
    const policy = server.deps.rulebook.inForce(server.clock.now())
    const hidden = policy.categories.find((one) => one.hiddenFromNeighbours && one.parent !== null)?.code ?? ''
    expect(await nearbyMatters({ ...asked, category: hidden }, server.deps)).toEqual([])
    await command('dispatcher', third, 'correct-fact', { fact: 'category', category: hidden, reason: '实为家庭纠纷' })
    expect(await nearbyMatters(asked, server.deps)).toEqual([])
  })
})

describe('a cluster', () => {
  it('is kept by whoever answers for its lead; others see their own members and a count', async () => {
    const words = '安顺公寓管理有限公司不退租房押金。'
    const here = await ticket({ words, category: '01-02' })
    const there = await ticket({ words, category: '01-02', subdistrict: THERE })
    const third = await ticket({ words: '安顺公寓管理有限公司扣押金不退。', category: '01-02' })
    const clusterId = await cluster(here, there)
    const mine = await get<ClusterView>('officer', `/api/clusters/${clusterId}`)
    expect(mine).toMatchObject({ unseen: 1, mayChange: true, reporters: 2, tickets: 2 })
    expect(ids(mine.members)).toEqual([here])
    const theirs = await get<ClusterView>('neighbour', `/api/clusters/${clusterId}`)
    expect(ids(theirs.members)).toEqual([there])
    expect(theirs).toMatchObject({ lead: null, mayChange: false })
    const change = (who: CastMember, body: object) => post(who, `/api/clusters/${clusterId}/changes`, body)
    expect((await change('neighbour', { type: 'plan', text: '联合约谈' })).statusCode).toBe(404)
    expect((await change('officer', { type: 'plan', text: '联合约谈经营者' })).statusCode).toBe(204)
    expect((await change('officer', { type: 'join', ticket: third })).statusCode).toBe(204)
    // Its own ticket the other unit takes out again.
    expect((await change('neighbour', { type: 'split-off', ticket: there, reason: '是另一处房屋' })).statusCode).toBe(
      204,
    )
    expect((await server.as('neighbour', { method: 'GET', url: `/api/clusters/${clusterId}` })).statusCode).toBe(404)
    expect((await change('officer', { type: 'split-off', ticket: there, reason: '不归我' })).statusCode).toBe(404)
    expect((await change('officer', { type: 'move-lead', to: third })).statusCode).toBe(204)
    const after = await get<ClusterView>('dispatcher', `/api/clusters/${clusterId}`)
    expect(after).toMatchObject({ plan: '联合约谈经营者', lead: { ticketId: third }, tickets: 2 })
    expect(after.timeline.map((one) => one.sentence)).toContain('更换主单')
    expect((await change('officer', { type: 'dissolve', reason: '各自办理' })).statusCode).toBe(204)
    expect((await server.as('dispatcher', { method: 'GET', url: `/api/clusters/${clusterId}` })).statusCode).toBe(404)
  })

  it('said again, forms once; and takes no ticket of another', async () => {
    const words = '西直门内大街公交站牌倒了。'
    const [a, b, c] = [await ticket({ words }), await ticket({ words }), await ticket({ words })]
    const body = { clusterId: uuidv7(), basis: 'point', lead: a, members: [b] }
    expect((await post('dispatcher', '/api/clusters', body)).statusCode).toBe(201)
    expect((await post('dispatcher', '/api/clusters', body)).statusCode).toBe(201)
    const second = await post('dispatcher', '/api/clusters', { ...body, clusterId: uuidv7(), lead: c, members: [b] })
    expect(second.json().code).toBe('cluster.elsewhere')
    expect((await get<{ clusters: { clusterId: string }[] }>('officer', '/api/clusters')).clusters).toContainEqual(
      expect.objectContaining({ clusterId: body.clusterId }),
    )
  })

  it('gives one answer as a reply of each member, tried out first; what is refused there is refused here (P29)', async () => {
    const words = '展览馆路3号楼2号电梯故障，多次困人。'
    const [a, b, c] = [await ticket({ words }), await ticket({ words }), await ticket({ words })]
    const clusterId = await cluster(a, b, c)
    const batch = (who: CastMember, name: string, body: object, more: object = {}, key: string = uuidv7()) =>
      post(who, `/api/clusters/${clusterId}/commands/${name}`, { tickets: [a, b, c], body, ...more }, key)
    const signed = (await batch('officer', 'sign', {})).json()
    expect(signed.results.map((one: { ok: boolean }) => one.ok)).toEqual([true, true, true])
    for (const id of [a, b]) {
      expect((await command('officer', id, 'record-contact', { outcome: 'reached' })).statusCode).toBe(200)
    }
    const reply = {
      found: 'true',
      text: '已更换门机',
      measures: '更换并检测合格',
      legalBasis: ['特种设备安全法'],
      claimsSolved: true,
    }
    const preview = (await batch('officer', 'reply', reply, { preview: true })).json()
    expect(preview.results).toMatchObject([{ code: null }, { code: null }, { ok: false, code: 'reply.not-contacted' }])
    expect(preview.results[2].sentence).toMatch(/联系/)
    expect((await get<{ phase: string }>('officer', `/api/tickets/${a}`)).phase).toBe('handling')
    const key = uuidv7()
    const given = (await batch('officer', 'reply', reply, {}, key)).json()
    expect(given.results.map((one: { ok: boolean }) => one.ok)).toEqual([true, true, false])
    expect((await batch('officer', 'reply', reply, {}, key)).json().results).toEqual(given.results)
    for (const id of [a, b])
      expect((await get<{ phase: string }>('officer', `/api/tickets/${id}`)).phase).toBe('replied')
    const view = await get<ClusterView>('officer', `/api/clusters/${clusterId}`)
    expect(view.answer).toBe('已更换门机')
    expect(view.members.map((one) => one.answered)).toEqual([true, true, false])
    // What is over for one member breaks nothing.
    await forgetTicket(server.database.pool, b, server.clock.now())
    expect((await get<ClusterView>('officer', `/api/clusters/${clusterId}`)).members).toHaveLength(3)
    expect((await batch('agent', 'reply', reply)).json().code).toBe('rights.no-grant')
    expect((await batch('neighbour', 'reply', reply)).statusCode).toBe(404)
    expect((await batch('officer', 'close', {})).statusCode).toBeGreaterThanOrEqual(400)
    expect((await batch('officer', 'reply', { text: '' })).statusCode).toBe(422)
  })

  it('stays in a log that verifies', async () => {
    const { rulebook, keys } = server.deps
    const pair = newSealKeyPair()
    const found = await verifyDatabase(
      server.database.pool,
      { ...keys, seal: { ...pair, fingerprint: fingerprint(pair.publicKey) } },
      { rulebook },
    )
    expect(found.faults).toEqual([])
  })
})
