import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDays, createRuledDatabase, type RuledDatabase } from '../../../../tests/database/lived-database.ts'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type { SampleList, SampleTickets } from '../../../contract/http/inspection.ts'
import { drawFrom } from '../../../store/inspection/draw.ts'
import { readRecord } from '../../../store/record/record-log.ts'

let lived: RuledDatabase
let server: TestServer
const OWN = '110102009'
beforeAll(async () => {
  lived = await createRuledDatabase()
  await copyDays(lived, { seed: 5, from: '2026-10-05', days: 12, volume: { [OWN]: 8, '110102010': 6 } })
  server = await startTestServer({ at: '2026-10-18T02:00:00.000Z', database: lived, keys: lived.keys })
}, 120_000)
afterAll(() => server.stop())

const SAMPLE = '01a00000-0000-4000-8000-000000000018'
const VERDICTS = {
  words: 'right',
  category: 'right',
  reply: 'wrong',
  basis: 'right',
  contact: 'not-judged',
  evidence: 'wrong',
} as const

const draw = (who: CastMember, sampleId: string, period = '2026-10') =>
  server.as(who, { method: 'POST', url: '/api/inspection/samples', payload: { sampleId, period } })
const get = async <T>(who: CastMember, url: string): Promise<T> => {
  const answer = await server.as(who, { method: 'GET', url })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<T>()
}
const command = (who: CastMember, id: string, name: string, body: object) =>
  server.as(who, {
    method: 'POST',
    url: `/api/tickets/${id}/commands/${name}`,
    headers: { 'idempotency-key': uuidv7() },
    payload: body,
  })
const look = (who: CastMember, id: string, more: object = {}) =>
  command(who, id, 'inspect', { sample: SAMPLE, verdicts: VERDICTS, falselyClosed: false, note: null, ...more })

describe('a sample', () => {
  it('is drawn by chance, stored before anybody looks, and the same for whoever draws again from its seed', async () => {
    expect((await draw('inspector', SAMPLE)).statusCode).toBe(201)
    const { samples, sizes } = await get<SampleList>('supervisor', '/api/inspection/samples?period=2026-10')
    expect(sizes).toEqual({ answered: 10, refused: 10, closed: 20 })
    expect(samples).toHaveLength(1)
    const { sample, items } = await get<SampleTickets>('inspector', `/api/inspection/samples/${SAMPLE}`)
    expect(items.every(({ state }) => !state.inspected)).toBe(true)
    for (const { kind, population, drawn } of sample.parts) expect(drawn, kind).toBe(Math.min(population, sizes[kind]))
    const { rows } = await lived.pool.query<{ ticket_id: string }>(
      `select distinct ticket_id from event join ticket t using (ticket_id) where type = 'closed' and phase = 'closed'
       and at >= '2026-09-18T16:00Z' and at < '2026-10-18T16:00Z'`,
    )
    const closed = items.filter(({ kind }) => kind === 'closed').map(({ ticket }) => ticket.ticketId)
    expect(closed.length).toBeGreaterThan(5)
    expect(closed).toEqual(
      drawFrom(
        rows.map((row) => row.ticket_id),
        sizes.closed,
        sample.seed,
      ),
    )
  })

  it('stands in a record of its own, sealed with the log, and no one who serves requests can change it', async () => {
    const record = await readRecord(lived.pool, lived.keys.master, SAMPLE)
    expect(record).toMatchObject({ kind: 'sample', version: 1 })
    expect(record?.events[0]).toMatchObject({ type: 'sample.drawn', data: { period: '2026-10' } })
    await expect(lived.writer.query(`update inspection_item set kind = 'refused'`)).rejects.toThrow(/permission denied/)
    await expect(lived.writer.query('delete from inspection_sample')).rejects.toThrow(/permission denied/)
  })

  it('sent twice is one sample; a second one of the period holds nothing of the first', async () => {
    expect((await draw('inspector', SAMPLE)).statusCode).toBe(201)
    const second = uuidv7()
    const answer = await draw('inspector', second)
    const first = await get<SampleTickets>('inspector', `/api/inspection/samples/${SAMPLE}`)
    const known = new Set(first.items.map(({ ticket }) => ticket.ticketId))
    if (answer.statusCode === 201) {
      const { items } = await get<SampleTickets>('inspector', `/api/inspection/samples/${second}`)
      expect(items.filter(({ ticket }) => known.has(ticket.ticketId))).toEqual([])
    } else expect(answer.json().code).toBe('sample.nothing-left')
  })

  it('says what is wrong with a question', async () => {
    const malformed = await draw('inspector', uuidv7(), '2026-13')
    expect([malformed.statusCode, malformed.json().code]).toEqual([400, 'sample.period-malformed'])
    const empty = await draw('inspector', uuidv7(), '2025-01')
    expect([empty.statusCode, empty.json().code]).toEqual([409, 'sample.nothing-left'])
    const unknown = await server.as('inspector', { method: 'GET', url: `/api/inspection/samples/${uuidv7()}` })
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'sample.unknown'])
  })

  it.each(['officer', 'reviewer', 'district', 'agent', 'caller', 'dispatcher'] as const)(
    'is not for %s: whoever handles or calls back inspects nothing',
    async (who) => {
      const read = await server.as(who, { method: 'GET', url: '/api/inspection/samples' })
      expect([read.statusCode, read.json().code]).toEqual([403, 'rights.no-grant'])
      expect((await draw(who, uuidv7())).statusCode).toBe(403)
      const [one] = (await get<SampleTickets>('inspector', `/api/inspection/samples/${SAMPLE}`)).items
      expect((await look(who, one?.ticket.ticketId ?? '')).statusCode).toBe(403)
    },
  )
})

describe('the mark 虚假办结', () => {
  let id = ''

  it('goes to the unit with its reason, and changes no score (P23)', async () => {
    const { items } = await get<SampleTickets>('inspector', `/api/inspection/samples/${SAMPLE}`)
    id = items.find(({ kind, ticket }) => kind === 'closed' && ticket.responsible.code === OWN)?.ticket.ticketId ?? ''
    const facts = async () =>
      (await lived.pool.query('select ticket_id, unit_id, role, standing, fact from assessment_fact order by 1, 2, 3'))
        .rows
    const before = await facts()
    const unreasoned = await look('inspector', id, { falselyClosed: true })
    expect([unreasoned.statusCode, unreasoned.json().code]).toEqual([422, 'inspection.reason-needed'])
    const answer = await look('inspector', id, { falselyClosed: true, note: '现场路灯仍不亮' })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(await facts()).toEqual(before)
    const seen = await get<{
      timeline: { type: string; sentence: string; texts: { text: string }[] }[]
      marks: string[]
    }>('reviewer', `/api/tickets/${id}`)
    expect(seen.marks).toContain('falsely-closed')
    const inspected = seen.timeline.find((one) => one.type === 'inspected')
    expect(inspected?.sentence).toBe('质检：有问题的项目：答复是否回应诉求、佐证是否证明结果')
    expect(inspected?.texts.map(({ text }) => text)).toEqual(['现场路灯仍不亮'])
  })

  it('is disputed by the unit and decided by another person', async () => {
    expect((await command('officer', id, 'object-inspection', { why: '已修' })).statusCode).toBe(403)
    const neighbour = await command('neighbour', id, 'object-inspection', { why: '已修' })
    expect([403, 404]).toContain(neighbour.statusCode)
    expect((await command('reviewer', id, 'object-inspection', { why: '当日已修好，附照片' })).statusCode).toBe(200)
    const { tickets } = await get<{ tickets: { ticketId: string; marks: string[] }[] }>(
      'supervisor',
      '/api/inspection/marked',
    )
    expect(tickets[0]).toMatchObject({ ticketId: id })
    expect(tickets[0]?.marks).toContain('inspection-objected')
    const own = await command('inspector', id, 'decide-inspection', { uphold: true, reason: '维持' })
    expect([own.statusCode, own.json().code]).toEqual([403, 'ticket.same-person'])
    expect((await command('reviewer', id, 'decide-inspection', { uphold: false, reason: '撤' })).statusCode).toBe(403)
    expect(
      (await command('supervisor', id, 'decide-inspection', { uphold: false, reason: '照片可证' })).statusCode,
    ).toBe(200)
    const { items } = await get<SampleTickets>('inspector', `/api/inspection/samples/${SAMPLE}`)
    expect(items.find(({ ticket }) => ticket.ticketId === id)?.state).toEqual({ inspected: true, mark: 'lifted' })
  })

  it('reaches the leader’s view of the day', async () => {
    const { changes } = await get<{ changes: { kind: string; count: number }[] }>('district', '/api/overview')
    expect(changes.find(({ kind }) => kind === 'falsely-closed')?.count).toBe(1)
  })
})
