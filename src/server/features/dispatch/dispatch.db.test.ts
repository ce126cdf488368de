import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { measureDispatch } from '../../../analytics/dispatch-measures.ts'
import { fingerprint, newSealKeyPair } from '../../../store/log/seal.ts'
import { rebuildReadModels } from '../../../store/rebuild.ts'
import { verifyDatabase } from '../../../store/verification/verify-database.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const HERE = { district: '110102', subdistrict: '110102009', community: null, address: null }

async function take(part: object = {}): Promise<string> {
  const ticketId = uuidv7()
  const payload = {
    ticketId,
    channel: 'phone',
    words: '三号楼下水道堵了，污水外溢，一楼都进水了。',
    title: '下水道堵塞',
    place: HERE,
    classify: { category: '02-02' },
    dispatch: 'hold',
    ...part,
  }
  const answer = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  expect(answer.statusCode, answer.body).toBe(201)
  return ticketId
}

function give(who: Parameters<TestServer['as']>[0], ticketId: string, command: string, payload: object) {
  const headers = { 'idempotency-key': uuidv7() }
  return server.as(who, { method: 'POST', url: `/api/tickets/${ticketId}/commands/${command}`, headers, payload })
}

async function get(who: Parameters<TestServer['as']>[0], url: string, status = 200) {
  const answer = await server.as(who, { method: 'GET', url })
  expect(answer.statusCode, answer.body).toBe(status)
  return answer.json()
}

describe('advice', () => {
  it('tells category, place, unit, limit and every reason for words that are typed', async () => {
    const answer = await server.as('agent', {
      method: 'POST',
      url: '/api/dispatch/advice',
      payload: { words: '西城区展览路街道百万庄东社区三号楼下水道堵了' },
    })
    expect(answer.json()).toMatchObject({
      category: { code: '02-02' },
      place: { level: 'subdistrict', subdistrict: { code: '110102009' }, community: { code: '110102009009' } },
      lead: { code: '110102009' },
      question: null,
    })
    expect(answer.json().reasons.map((one: { code: string }) => one.code)).toContain('catalogue-row')
  })

  it('asks where it does not know, and refuses a unit that does not exist', async () => {
    const ask = (payload: object) => server.as('agent', { method: 'POST', url: '/api/dispatch/advice', payload })
    expect((await ask({ words: '八里庄街道路灯不亮' })).json().question).toMatchObject({
      code: 'which',
      options: [{ code: '110105015' }, { code: '110108005' }],
    })
    expect((await ask({ words: '路灯', accuses: 'nobody' })).statusCode).toBe(404)
    expect((await ask({ words: '' })).json()).toMatchObject({ category: null, lead: null })
  })

  it('of a ticket is for dispatchers only', async () => {
    const ticketId = await take()
    expect(await get('dispatcher', `/api/tickets/${ticketId}/advice`)).toMatchObject({ lead: { code: '110102009' } })
    await get('agent', `/api/tickets/${ticketId}/advice`, 403)
  })
})

describe('a person’s dispatch', () => {
  it('keeps what the machine thought, and nobody can say so for it', async () => {
    const ticketId = await take()
    const forged = { row: 1, ground: 'mine', candidates: [], overruled: null, changed: ['limit'], advice: null }
    expect((await give('dispatcher', ticketId, 'dispatch', { lead: '110102009', record: forged })).statusCode).toBe(422)
    const { advice: _, ...record } = forged
    const sent = await give('dispatcher', ticketId, 'dispatch', {
      lead: '110102009',
      assisting: ['110102-housing'],
      mode: 'joint',
      record,
    })
    expect(sent.statusCode, sent.body).toBe(200)
    const why = await get('officer', `/api/tickets/${ticketId}/why`)
    expect(why.clause.ground).not.toBe('mine')
    expect(why.changed).toEqual([])
    const { rows } = await server.deps.pool.query('select * from dispatch_hop where ticket_id = $1', [ticketId])
    expect(rows).toMatchObject([
      {
        hop: 1,
        decided_by: 'person',
        lead: '110102009',
        proposed_lead: '110102009',
        keyword_category: '02-02',
        changed: [],
      },
    ])
  })

  it('to another unit needs a reason, which the unit reads', async () => {
    const ticketId = await take()
    const refused = await give('dispatcher', ticketId, 'dispatch', { lead: '110102007' })
    expect(refused.json()).toMatchObject({ code: 'dispatch.reason-needed' })
    expect(refused.json().sentence).toContain('展览路街道')
    const sent = await give('dispatcher', ticketId, 'dispatch', { lead: '110102010', reason: '管网在该街道一侧。' })
    expect(sent.statusCode, sent.body).toBe(200)
    const why = await get('neighbour', `/api/tickets/${ticketId}/why`)
    expect(why.changed).toEqual(['lead', 'assisting'])
    expect(why.points.find((one: { about: string }) => one.about === 'person').sentence).toContain('管网在该街道一侧。')
    expect(why.clause).toBeNull()
    await get('officer', `/api/tickets/${ticketId}/why`, 404)
  })

  it('says where the category came from when a person chose another', async () => {
    const ticketId = await take({ classify: { category: '01-03' }, dispatch: 'auto' })
    const why = await get('officer', `/api/tickets/${ticketId}/why`)
    expect(why.changed).toEqual(['category'])
    const machine = why.points.find((one: { about: string }) => one.about === 'machine')
    expect(machine.sentence).toContain('下水管道堵塞')
    const category = why.points.find((one: { about: string }) => one.about === 'category')
    expect(category.sentence).not.toContain('依据')
  })

  it('hides the phrases of a confidential matter from the unit (P18)', async () => {
    const ticketId = await take({ identity: 'confidential' })
    await give('dispatcher', ticketId, 'dispatch', { lead: '110102009', assisting: ['110102-housing'], mode: 'joint' })
    const mine = await get('officer', `/api/tickets/${ticketId}/why`)
    expect(JSON.stringify(mine.points)).not.toContain('污水外溢')
    const theirs = await get('dispatcher', `/api/tickets/${ticketId}/why`)
    expect(JSON.stringify(theirs.points)).toContain('污水外溢')
    const timeline = await get('officer', `/api/tickets/${ticketId}`)
    expect(JSON.stringify(timeline.timeline)).not.toContain('污水外溢')
  })

  it('has no record before it', async () => {
    const ticketId = await take()
    expect(await get('dispatcher', `/api/tickets/${ticketId}/why`, 409)).toMatchObject({
      code: 'ticket.not-dispatched',
    })
  })
})

describe('a return', () => {
  it('is reviewed beside its clause, becomes a precedent, and a proposal', async () => {
    const ticketId = await take({ dispatch: 'auto' })
    const asked = await give('officer', ticketId, 'request-return', {
      ground: 'wrong-place',
      reason: '该楼不在本辖区。',
    })
    expect(asked.statusCode, asked.body).toBe(200)
    const why = await get('dispatcher', `/api/tickets/${ticketId}/why`)
    expect(why).toMatchObject({
      clause: { row: expect.any(Number), ground: expect.stringContaining('直派属地街乡镇') },
      objection: { unit: { code: '110102009' }, ground: { code: 'wrong-place' }, reason: '该楼不在本辖区。' },
    })
    const decided = await give('dispatcher', ticketId, 'decide-return', { accept: true, reason: '确在月坛街道。' })
    expect(decided.statusCode, decided.body).toBe(200)
    await give('dispatcher', ticketId, 'dispatch', { lead: '110102010', reason: '楼在该街道。' })

    const [mine] = (await get('dispatcher', '/api/precedents?category=02-02&unit=110102009')).items
    expect(mine).toMatchObject({
      ticketId,
      kind: 'return',
      decision: 'accepted',
      ground: { code: 'wrong-place' },
      next: { code: '110102010' },
      reason: '确在月坛街道。',
    })
    // P21: of another unit's case a unit learns the decision, neither the ticket nor the words.
    const [theirs] = (await get('neighbour', '/api/precedents?category=02-02&unit=110102009')).items
    expect(theirs).toMatchObject({ ticketId: null, decision: 'accepted', reason: null })
    expect((await get('dispatcher', '/api/precedents?category=14')).items).toEqual([])
    expect((await get('dispatcher', '/api/precedents?subdistrict=110105015')).items).toEqual([])

    const proposalId = '01a00000-0000-4000-8000-00000000000a'
    const proposal = { proposalId, ticketId, category: '02-02', lead: '110102-housing', reason: '产权先认定。' }
    const post = (payload: object) =>
      server.as('dispatcher', { method: 'POST', url: '/api/catalogue-proposals', payload })
    expect([(await post(proposal)).statusCode, (await post(proposal)).statusCode]).toEqual([201, 201])
    expect((await post({ ...proposal, category: '77-77' })).json().code).toBe('proposal.unknown-category')
    const { items } = await get('editor', '/api/catalogue-proposals')
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ category: { code: '02-02' }, reason: '产权先认定。', state: 'open' })
    await get('officer', '/api/catalogue-proposals', 403)
  })
})

describe('a consult', () => {
  it('rules, and its ruling becomes a proposal once, a precedent too', async () => {
    const ticketId = await take({ words: '路面塌了一块。', classify: { category: '09-01' }, dispatch: 'auto' })
    const give2 = async (who: 'officer' | 'neighbour' | 'dispatcher', command: string, payload: object) => {
      const answer = await give(who, ticketId, command, payload)
      expect(answer.statusCode, `${command} ${answer.body}`).toBe(200)
    }
    await give2('dispatcher', 'escalate', { to: 'city', reason: null })
    const { responsible } = await get('dispatcher', `/api/tickets/${ticketId}`)
    expect(responsible.code).toBe('110102009')
    for (const who of ['officer', 'neighbour'] as const) {
      await give2(who, 'request-return', { ground: 'wrong-duty', reason: '不属本单位。' })
      await give2('dispatcher', 'decide-return', { accept: true, reason: '需要核实。' })
      if (who === 'officer') await give2('dispatcher', 'dispatch', { lead: '110102010', reason: '邻街先看。' })
    }
    const key = uuidv7()
    const ruling = { lead: '110102009', minutes: '由属地街道先行处置。', proposesCatalogue: true }
    const send = () =>
      server.as('dispatcher', {
        method: 'POST',
        url: `/api/tickets/${ticketId}/commands/conclude-consult`,
        headers: { 'idempotency-key': key },
        payload: ruling,
      })
    expect([(await send()).statusCode, (await send()).statusCode]).toEqual([200, 200])
    const { items } = await get('editor', '/api/catalogue-proposals')
    const mine = items.filter((one: { ticketId: string }) => one.ticketId === ticketId)
    expect(mine).toMatchObject([
      { category: { code: '09-01' }, lead: { code: '110102009' }, reason: '由属地街道先行处置。' },
    ])
    const found = (await get('dispatcher', '/api/precedents?category=09-01')).items
    expect(found.map((one: { decision: string }) => one.decision).toSorted()).toEqual(['accepted', 'consult', 'ruled'])
    expect((await get('officer', `/api/tickets/${ticketId}/why`)).points[2].sentence).toContain('会商')
  })
})

describe('measures', () => {
  it('count what held, and open to the tickets', async () => {
    const measures = await get('assessor', '/api/dispatch/measures?from=2026-10-19&to=2026-10-19')
    const { total, weeks } = measures
    expect(weeks.map((one: { week: string }) => one.week)).toEqual(['2026-10-19'])
    expect([total.tickets - total.right, total.bounced]).toEqual([2, 1])
    expect(total.byGround).toEqual([
      { ground: 'wrong-duty', name: '职能不符', returned: 2, accepted: 2 },
      { ground: 'wrong-place', name: '属地不符', returned: 1, accepted: 1 },
    ])
    expect(total.leads.compared).toBeGreaterThan(total.leads.same)
    const wrong = await get('assessor', '/api/dispatch/measures/tickets?from=2026-10-19&to=2026-10-19&count=wrong')
    expect([wrong.total, wrong.items.length]).toEqual([2, 2])
    const byGround = '/api/dispatch/measures/tickets?from=2026-10-19&to=2026-10-19&count=returned&ground=duplicate'
    expect((await get('assessor', byGround)).total).toBe(0)
    expect((await get('assessor', '/api/dispatch/measures?from=2026-10-19&to=2026-10-18', 422)).code).toBe(
      'dispatch.days-crossed',
    )
    expect((await get('assessor', '/api/dispatch/measures?from=2020-01-01&to=2026-10-18', 422)).code).toBe(
      'dispatch.too-wide',
    )
  })

  it('of an empty span are nothing, not nought', async () => {
    const { total, weeks } = await measureDispatch(server.deps.pool, {
      from: '2020-01-01',
      to: '2020-01-31',
      zone: 'Asia/Shanghai',
    })
    expect({ weeks, share: total.firstTimeRight, hops: total.hops }).toEqual({ weeks: [], share: null, hops: null })
  })
})

describe('the rows of dispatches', () => {
  it('follow from the log: a rebuild makes the very same, and verification sees a change', async () => {
    const { pool, rulebook, keys } = server.deps
    const pair = newSealKeyPair()
    const seal = { ...pair, fingerprint: fingerprint(pair.publicKey) }
    const rows = async () => (await pool.query('select * from dispatch_hop order by ticket_id, hop')).rows
    const before = await rows()
    expect(before.length).toBeGreaterThan(4)
    await rebuildReadModels(pool, { rulebook })
    expect(await rows()).toEqual(before)
    await pool.query(`update dispatch_hop set lead = 'centre' where hop = 2`)
    const { faults } = await verifyDatabase(pool, { master: keys.master, seal }, { rulebook })
    expect(faults.map((fault) => [fault.code, fault.facts['table'], fault.facts['field']])).toContainEqual([
      'row.differs',
      'dispatch_hop',
      'lead',
    ])
  })
})

describe('the operator’s gazetteer', () => {
  const enter = (table: string) => server.as('editor', { method: 'POST', url: '/api/gazetteer', payload: { table } })
  const subdistrictOf = async (words: string) => {
    const answer = await server.as('agent', { method: 'POST', url: '/api/dispatch/advice', payload: { words } })
    return answer.json().place.subdistrict?.code ?? null
  }

  it('is known to dispatch at once, and forgotten when taken out', async () => {
    expect(await subdistrictOf('琉璃井小区路灯不亮')).toBeNull()
    const answer = await enter('name,unit,kind,lat,lng\n琉璃井小区,110102009,compound,39.93,116.35\n')
    expect(answer.json()).toEqual({ written: 1 })
    expect(await subdistrictOf('琉璃井小区路灯不亮')).toBe('110102009')
    const { items } = await get('editor', '/api/gazetteer')
    expect(items).toMatchObject([{ name: '琉璃井小区', unit: { code: '110102009' }, lat: 39.93, lng: 116.35 }])
    const url = `/api/gazetteer/110102009/${encodeURIComponent('琉璃井小区')}`
    expect((await server.as('editor', { method: 'DELETE', url })).statusCode).toBe(204)
    expect(await subdistrictOf('琉璃井小区路灯不亮')).toBeNull()
    expect((await server.as('editor', { method: 'DELETE', url })).statusCode).toBe(404)
  })

  it('refuses a table with a fault whole, and says which line', async () => {
    const answer = await enter('name,unit,kind,lat,lng\n甲甲小区,110102009,compound,,\n乙乙小区,999,compound,,\n')
    expect(answer.json()).toMatchObject({ code: 'gazetteer.faults', facts: { line: 3, count: 1 } })
    expect((await get('editor', '/api/gazetteer')).total).toBe(0)
  })
})
