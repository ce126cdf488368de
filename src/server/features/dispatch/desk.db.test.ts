import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type { ConsultView, DecisionView, PreviewRow } from '../../../contract/http/dispatch-desk.ts'
import type { TextModel } from '../../../intelligence/dispatch/opinion.ts'
import { rebuildReadModels } from '../../../store/rebuild.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const HERE = { district: '110102', subdistrict: '110102009', community: null, address: null }
const DRAIN = '三号楼下水道堵了，污水外溢，一楼都进水了。'

async function take(part: object = {}): Promise<string> {
  const ticketId = uuidv7()
  const payload = {
    ticketId,
    channel: 'phone',
    words: DRAIN,
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

function give(who: CastMember, ticketId: string, command: string, payload: object, version?: number) {
  const headers = {
    'idempotency-key': uuidv7(),
    ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
  }
  return server.as(who, { method: 'POST', url: `/api/tickets/${ticketId}/commands/${command}`, headers, payload })
}

async function done(answer: ReturnType<typeof give>): Promise<void> {
  const { statusCode, body } = await answer
  expect(statusCode, body).toBe(200)
}

async function get<T>(who: CastMember, url: string, status = 200): Promise<T> {
  const answer = await server.as(who, { method: 'GET', url })
  expect(answer.statusCode, answer.body).toBe(status)
  return answer.json() as T
}

async function preview(ticketIds: readonly string[]): Promise<PreviewRow[]> {
  const answer = await server.as('dispatcher', { method: 'POST', url: '/api/dispatch/preview', payload: { ticketIds } })
  expect(answer.statusCode, answer.body).toBe(200)
  return (answer.json() as { items: PreviewRow[] }).items
}

const RETURN = { ground: 'wrong-duty', reason: '应由排水集团负责。' }

describe('the decision of a dispatch', () => {
  it("shows each unit with its row, what the readers say, and its load; the catalogue's own is chosen", async () => {
    const busy = await take()
    await done(
      give('dispatcher', busy, 'dispatch', { lead: '110102009', assisting: ['110102-housing'], mode: 'joint' }),
    )
    const ticketId = await take()
    const { candidates, held, hop } = await get<DecisionView>('dispatcher', `/api/tickets/${ticketId}/decision`)
    const [first, ...others] = candidates
    expect(first).toMatchObject({
      unit: { code: '110102009' },
      source: 'catalogue',
      chosen: true,
      possible: true,
      machine: true,
      gaveBack: false,
    })
    expect(first?.load.open).toBeGreaterThanOrEqual(1)
    expect(first?.clause).toContain('下水管道堵塞')
    expect(others.every((one) => !one.chosen)).toBe(true)
    expect({ held, hop }).toEqual({ held: [], hop: 0 })
    await get('agent', `/api/tickets/${ticketId}/decision`, 403)
    await get('officer', `/api/tickets/${ticketId}/decision`, 403)
  })

  it('the accused unit stands aside and cannot be chosen (P3)', async () => {
    const ticketId = await take({ kind: 'complaint', accuses: '110102009' })
    const { candidates } = await get<DecisionView>('dispatcher', `/api/tickets/${ticketId}/decision`)
    const chosen = candidates.find((one) => one.chosen)
    expect(chosen?.unit.code).not.toBe('110102009')
    expect(candidates.filter((one) => one.unit.code === '110102009').every((one) => !one.possible)).toBe(true)
  })

  it('names whoever gave it back, and whom that unit named instead', async () => {
    const ticketId = await take()
    await done(
      give('dispatcher', ticketId, 'dispatch', { lead: '110102009', assisting: ['110102-housing'], mode: 'joint' }),
    )
    await done(give('officer', ticketId, 'request-return', { ...RETURN, suggested: '110102007' }))
    await done(give('dispatcher', ticketId, 'decide-return', { accept: true, reason: '属实。' }))
    const { candidates, held } = await get<DecisionView>('dispatcher', `/api/tickets/${ticketId}/decision`)
    expect(candidates.find((one) => one.unit.code === '110102009')).toMatchObject({ gaveBack: true })
    expect(candidates.find((one) => one.unit.code === '110102007')).toMatchObject({ source: 'unit', possible: true })
    expect(held.map((one) => one.code)).toEqual(['given-back'])
  })
})

describe('many at once', () => {
  it('tells of each its unit, limit and ground, and takes out with words what a person must look at', async () => {
    const plain = await take()
    const unclassified = await take({ classify: null })
    const ambiguous = await take({
      words: '八里庄街道下水道堵了',
      place: { district: null, subdistrict: null, community: null, address: null },
    })
    const gone = await take()
    await done(
      give('dispatcher', gone, 'dispatch', { lead: '110102009', assisting: ['110102-housing'], mode: 'joint' }),
    )
    const missing = uuidv7()
    const rows = await preview([plain, unclassified, ambiguous, gone, missing, plain])
    expect(rows.map((one) => one.ticketId)).toEqual([plain, unclassified, ambiguous, gone, missing])
    const codes = rows.map((one) => one.held.map(({ code }) => code))
    expect(codes[0]).toEqual([])
    expect(codes[1]).toEqual(['not-classified'])
    expect(codes[2]).toContain('place-ambiguous')
    expect(codes[3]).toEqual(['not-waiting'])
    expect(codes[4]).toEqual(['ticket.unknown'])
    expect(rows[0]).toMatchObject({ lead: { code: '110102009' }, limit: 'prompt', title: '下水道堵塞' })
    expect(rows[0]?.ground).not.toBe('')
    for (const { held } of rows) for (const { sentence } of held) expect(sentence).toMatch(/[一-龥]/)
  })

  it('is for dispatchers, and for no more than a page at a time', async () => {
    const payload = { ticketIds: [uuidv7()] }
    const asked = await server.as('officer', { method: 'POST', url: '/api/dispatch/preview', payload })
    expect(asked.statusCode).toBe(403)
    const many = { ticketIds: Array.from({ length: 51 }, () => uuidv7()) }
    const tooMany = await server.as('dispatcher', { method: 'POST', url: '/api/dispatch/preview', payload: many })
    expect(tooMany.statusCode).toBe(422)
  })

  it('two dispatchers with the same preview: one ticket goes out once, the other is told that somebody was first', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => take()))
    const rows = await preview(ids)
    const send = (row: PreviewRow) =>
      give(
        'dispatcher',
        row.ticketId,
        'dispatch',
        { lead: row.lead?.code, assisting: row.assisting.map(({ code }) => code), mode: row.mode },
        row.version ?? 0,
      )
    const answers = await Promise.all([...rows, ...rows].map(send))
    expect(answers.filter((one) => one.statusCode === 200)).toHaveLength(6)
    const lost = answers.filter((one) => one.statusCode !== 200).map((one) => one.json().code)
    expect(new Set(lost)).toEqual(new Set(['ticket.changed']))
    const { rows: counted } = await server.deps.pool.query(
      `select ticket_id, count(*) from event where ticket_id = any($1) and bytes like '%"type":"dispatched"%' group by 1`,
      [ids],
    )
    expect(counted.map((one) => Number(one.count))).toEqual([1, 1, 1, 1, 1, 1])
  })
})

describe('the consult room', () => {
  async function third(): Promise<string> {
    const ticketId = await take()
    await done(
      give('dispatcher', ticketId, 'dispatch', { lead: '110102009', assisting: ['110102-housing'], mode: 'joint' }),
    )
    await done(give('officer', ticketId, 'request-return', { ...RETURN, suggested: '110102010' }))
    await done(give('dispatcher', ticketId, 'decide-return', { accept: true, reason: '属实。' }))
    await done(give('dispatcher', ticketId, 'dispatch', { lead: '110102010', reason: '按退单单位的说法改派。' }))
    await done(give('neighbour', ticketId, 'request-return', { ...RETURN, suggested: null }))
    await done(give('dispatcher', ticketId, 'decide-return', { accept: true, reason: '两家都说不是，会商。' }))
    return ticketId
  }

  it('hears the units it asks, and only them; its ruling binds and becomes a proposal', async () => {
    const ticketId = await third()
    const room = await get<ConsultView>('dispatcher', `/api/tickets/${ticketId}/consult`)
    expect(room.hops.map((one) => [one.hop, one.unit.code, one.reason])).toEqual([
      [1, '110102009', '应由排水集团负责。'],
      [2, '110102010', '应由排水集团负责。'],
    ])
    expect(room.concerned.map((one) => one.code)).toEqual(['110102009', '110102010'])
    expect(room.asked).toEqual([])

    // It went back from the first unit: not its ticket any more, until it is asked.
    await get('officer', `/api/tickets/${ticketId}`, 404)
    await done(give('dispatcher', ticketId, 'ask-opinion', { units: ['110102009'] }))
    const seen = await get<{ actions: string[] }>('officer', `/api/tickets/${ticketId}`)
    expect(seen.actions).toEqual(['give-opinion'])
    const notAsked = await give('neighbour', ticketId, 'give-opinion', { stance: 'lead', reason: '我们来办。' })
    expect(notAsked.json()).toMatchObject({ code: 'consult.not-asked' })
    const twice = await give('dispatcher', ticketId, 'ask-opinion', { units: ['110102009'] })
    expect(twice.json()).toMatchObject({ code: 'consult.already-asked' })
    expect((await give('officer', ticketId, 'ask-opinion', { units: ['110102010'] })).statusCode).toBe(403)
    await done(give('officer', ticketId, 'give-opinion', { stance: 'assist', reason: '可以配合清掏。' }))

    const heard = await get<ConsultView>('dispatcher', `/api/tickets/${ticketId}/consult`)
    expect(heard.asked).toMatchObject([
      { unit: { code: '110102009' }, opinion: { stance: 'assist', text: '可以配合清掏。', by: '测试officer' } },
    ])
    expect(heard.concerned.map((one) => one.code)).toEqual(['110102010'])
    await rebuildReadModels(server.deps.pool, { rulebook: server.deps.rulebook })
    await get('officer', `/api/tickets/${ticketId}/consult`)

    const minutes = '主管网归街道协调，房管配合。'
    await done(
      give('dispatcher', ticketId, 'conclude-consult', { lead: '110102010', minutes, proposesCatalogue: true }),
    )
    // Whoever was only asked sees it no more.
    await get('officer', `/api/tickets/${ticketId}`, 404)
    const bound = await give('neighbour', ticketId, 'request-return', RETURN)
    expect(bound.json()).toMatchObject({ code: 'return.binding' })
    const proposals = await get<{ items: { ticketId: string; reason: string }[] }>('editor', '/api/catalogue-proposals')
    expect(proposals.items).toMatchObject([{ ticketId, reason: minutes }])
  })

  it('asks no unit that does not exist, and never nobody', async () => {
    const ticketId = await third()
    const { pool } = server.deps
    expect((await pool.query('select phase from ticket where ticket_id = $1', [ticketId])).rows[0].phase).toBe(
      'consulting',
    )
    const nowhere = await give('dispatcher', ticketId, 'ask-opinion', { units: ['nowhere'] })
    expect(nowhere.json()).toMatchObject({ code: 'ticket.unknown-unit' })
    expect((await give('dispatcher', ticketId, 'ask-opinion', { units: [] })).statusCode).toBe(422)
  })
})

describe('a model that is switched while somebody asks', () => {
  it('never has a part in an answer that another model began', async () => {
    const named = (name: string, category: string): TextModel => ({
      name,
      classify: () => ({ label: category, confidence: 0.97, abstained: false, second: null, phrases: () => [name] }),
    })
    const models: (TextModel | null)[] = [named('一号', '02-02'), named('二号', '09-01')]
    // Another one at every look: an answer that looked twice would be made of both.
    let looks = 0
    const other = await startTestServer({ textModel: () => models[looks++ % models.length] ?? null })
    const payload = { words: '西城区展览路街道，说不清什么事' }
    const ask = () => other.as('agent', { method: 'POST', url: '/api/dispatch/advice', payload })
    try {
      const answers = await Promise.all(Array.from({ length: 40 }, ask))
      const seen = answers.map((one) => {
        const { category, phrases } = one.json() as { category: { code: string }; phrases: string[] }
        return `${category.code} ${phrases.join()}`
      })
      expect(looks).toBe(40)
      expect(seen.filter((one) => one === '02-02 一号')).toHaveLength(20)
      expect(seen.filter((one) => one === '09-01 二号')).toHaveLength(20)
      models.splice(0, 2, null)
      expect((await ask()).json()).toMatchObject({ category: null })
    } finally {
      await other.stop()
    }
  })
})
