import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDays, createRuledDatabase, type RuledDatabase } from '../../../../tests/database/lived-database.ts'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type { SignalList, SignalView } from '../../../contract/http/signals.ts'

let lived: RuledDatabase
let server: TestServer
beforeAll(async () => {
  lived = await createRuledDatabase()
  await copyDays(lived, { seed: 5, from: '2026-10-05', days: 12, volume: { '110102009': 8, '110102010': 6 } })
  server = await startTestServer({ at: '2026-10-18T02:00:00.000Z', database: lived, keys: lived.keys })
}, 120_000)
afterAll(() => server.stop())

const OWN = '110102009'
const PERIOD = '2026-10'

async function list(who: CastMember, language = 'zh'): Promise<SignalList> {
  const headers = { 'accept-language': language }
  const answer = await server.as(who, { method: 'GET', url: `/api/signals?period=${PERIOD}`, headers })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<SignalList>()
}

function review(who: CastMember, id: string, body: object = {}) {
  const payload = { reviewId: uuidv7(), period: PERIOD, finding: 'explained', note: '电话核实，系本人更改', ...body }
  return server.as(who, { method: 'POST', url: `/api/signals/${id}/reviews`, payload })
}

/** A minute and more later, so that signals are found anew. */
function wait(minutes: number): void {
  server.clock.at = `2026-10-18T02:${String(minutes).padStart(2, '0')}:00.000Z`
}

async function scored(): Promise<string> {
  const { rows } = await lived.pool.query<{ ticket_id: string }>(
    `select f.ticket_id from assessment_fact f join ticket t using (ticket_id)
     where f.unit_id = $1 and f.role = 'lead' and f.standing = 'counted' and t.phase = 'closed' order by 1 limit 1`,
    [OWN],
  )
  return rows[0]?.ticket_id ?? ''
}

async function pressed(who: CastMember, ticketId: string): Promise<void> {
  const answer = await server.as(who, {
    method: 'POST',
    url: `/api/tickets/${ticketId}/commands/report-pressure`,
    headers: { 'idempotency-key': uuidv7() },
    payload: {},
  })
  expect(answer.statusCode, answer.body).toBe(200)
}

describe('signals', () => {
  let ticketId = ''
  let found: SignalView | undefined

  it('are found from the log, told in both languages, with the tickets behind them', async () => {
    ticketId = await scored()
    const before = await list('assessor')
    expect(before).toMatchObject({ period: PERIOD, firstDay: '2026-09-19', lastDay: '2026-10-18' })
    expect(
      before.signals.filter((one) => one.code === 'pressure-reported' && one.tickets[0]?.ticketId === ticketId),
    ).toEqual([])
    await pressed('agent', ticketId)
    wait(2)
    const after = await list('assessor')
    found = after.signals.find((one) => one.code === 'pressure-reported' && one.tickets[0]?.ticketId === ticketId)
    expect(found).toMatchObject({ name: '诉求人反映受压', unit: { code: OWN }, unlisted: 0, reviews: [] })
    expect(found?.sentence).toContain('1 次')
    expect(found?.sentence).not.toContain('—')
    const english = (await list('assessor', 'en')).signals.find((one) => one.id === found?.id)
    expect(english?.sentence).toContain('(1 times)')
    for (const signal of after.signals) {
      expect(signal.sentence, signal.code).not.toMatch(/—|\{/)
      expect(signal.rule, signal.code).toMatch(/^规则：[^{]*（beijing\/2026-01）。$/)
    }
  })

  it('compare the words of replies, and keep none of them', async () => {
    const { rows } = await lived.pool.query<{ text: string }>('select trail::text as text from signal_trail')
    expect(rows.length).toBeGreaterThan(40)
    expect(rows.filter(({ text }) => /\p{Script=Han}/u.test(text))).toEqual([])
  })

  it('read a ticket again only when it changed', async () => {
    const versions = () => lived.pool.query<{ ctid: string }>('select ctid::text from signal_trail order by ticket_id')
    const { rows: before } = await versions()
    wait(4)
    await list('supervisor')
    expect((await versions()).rows).toEqual(before)
  })

  it('change no score: facts are the same before and after a review (P23)', async () => {
    const facts = async () => (await lived.pool.query('select * from assessment_fact order by 1, 2, 3')).rows
    const before = await facts()
    const id = found?.id ?? ''
    const reviewId = uuidv7()
    for (const _ of [1, 2]) expect((await review('inspector', id, { reviewId })).statusCode).toBe(201)
    expect((await review('supervisor', id, { finding: 'watched', note: '再看一个月' })).statusCode).toBe(201)
    expect(await facts()).toEqual(before)
    const { reviews = [] } = (await list('assessor')).signals.find((one) => one.id === id) ?? {}
    expect(reviews).toMatchObject([
      { reviewId, finding: 'explained', name: '可以解释', by: '测试inspector', note: '电话核实，系本人更改' },
      { finding: 'watched', by: '测试supervisor', note: '再看一个月' },
    ])
  })

  it('keep what was noted in the vault, and nobody who serves requests can change a review', async () => {
    const { rows } = await lived.pool.query<{ bytes: string }>(
      `select bytes from record_event join record using (record_id) where kind = 'signal'`,
    )
    expect(rows).toHaveLength(2)
    expect(rows.filter(({ bytes }) => bytes.includes('核实') || bytes.includes('inspector'))).toEqual([])
    await expect(lived.writer.query(`update signal_review set finding = 'watched'`)).rejects.toThrow(
      /permission denied/,
    )
    await expect(lived.writer.query('delete from signal_review')).rejects.toThrow(/permission denied/)
  })

  it.each(['officer', 'reviewer', 'worker', 'district', 'caller', 'agent', 'dispatcher'] as const)(
    'are not shown to %s',
    async (who) => {
      const read = await server.as(who, { method: 'GET', url: '/api/signals' })
      expect([read.statusCode, read.json().code]).toEqual([403, 'rights.no-grant'])
      expect((await review(who, found?.id ?? '')).statusCode).toBe(403)
    },
  )

  it('say what is wrong with a question', async () => {
    const malformed = await server.as('assessor', { method: 'GET', url: '/api/signals?period=2026-13' })
    expect([malformed.statusCode, malformed.json().code]).toEqual([400, 'signal.period-malformed'])
    const unknown = await review('assessor', 'nothing')
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'signal.unknown'])
    expect((await review('assessor', found?.id ?? '', { note: '  ' })).statusCode).toBe(422)
    expect((await review('assessor', found?.id ?? '', { finding: 'guilty' })).statusCode).toBe(422)
  })
})
