import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDays, createRuledDatabase, type RuledDatabase } from '../../../../tests/database/lived-database.ts'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type { Overview } from '../../../contract/http/overview.ts'
import type { RatesView } from '../../../contract/http/rates.ts'
import { forgetTicket } from '../../../store/forget.ts'

let lived: RuledDatabase
let server: TestServer
const OWN = '110102009'
const PEER = '110102010'
const NOON = '2026-10-17T04:00:00.000Z'

beforeAll(async () => {
  lived = await createRuledDatabase()
  await copyDays(lived, { seed: 5, from: '2026-10-05', days: 12, volume: { [OWN]: 8, [PEER]: 6 } })
  server = await startTestServer({ at: NOON, database: lived, keys: lived.keys })
}, 120_000)
afterAll(() => server.stop())

async function read(who: CastMember, language = 'zh'): Promise<Overview> {
  const headers = { 'accept-language': language }
  const answer = await server.as(who, { method: 'GET', url: '/api/overview', headers })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<Overview>()
}

const ticketsOf = (overview: Overview): string[] => [
  ...overview.late.map((one) => one.ticketId),
  ...overview.watched.map((one) => one.ticket.ticketId),
  ...overview.changes.flatMap((one) => one.tickets.map(({ ticketId }) => ticketId)),
]

async function openOf(unit: string): Promise<string> {
  const { rows } = await lived.pool.query<{ ticket_id: string }>(
    'select ticket_id from inbox where unit_id = $1 and open order by due_at nulls last, ticket_id limit 1',
    [unit],
  )
  return rows[0]?.ticket_id ?? ''
}

const watch = (who: CastMember, ticketId: string, body: object) =>
  server.as(who, {
    method: 'PUT',
    url: `/api/watched/${ticketId}`,
    payload: { note: null, lookOn: '2026-10-20', ...body },
  })

describe('the overview', () => {
  it('adds up the rates of the whole scope, the same answers as the rates page has', async () => {
    const [seen, rates] = [await read('assessor'), await server.as('assessor', { method: 'GET', url: '/api/rates' })]
    const { units } = rates.json<RatesView>()
    const sum = (side: 'numerator' | 'denominator') =>
      units.reduce((all, unit) => all + Number(unit.rates.resolution[side]), 0)
    const resolution = seen.rates.find((one) => one.rate === 'resolution')
    expect(Number(resolution?.denominator)).toBe(sum('denominator'))
    expect(Number(resolution?.denominator)).toBeGreaterThan(20)
    expect(Number(resolution?.percent)).toBeCloseTo((100 * sum('numerator')) / sum('denominator'), 1)
    expect(Number(resolution?.interval?.low)).toBeLessThan(Number(resolution?.percent))
    expect(seen).toMatchObject({ period: '2026-10', runningPeriod: '2026-10', own: null, opens: null })
  })

  it('counts what is late and due today as the inbox has it', async () => {
    const { today } = await read('assessor')
    const { rows } = await lived.pool.query<{ open: number; late: number }>(
      `select count(*) as open, count(*) filter (where late) as late from inbox where unit_id = 'centre' and open`,
    )
    expect(today).toMatchObject({ open: rows[0]?.open, late: rows[0]?.late })
  })

  it('shows a district the units below it, and no others', async () => {
    const { units, unit } = await read('district')
    expect(unit.code).toBe('110102')
    expect(units.length).toBeGreaterThan(1)
    expect(units.every((one) => one.unit.startsWith('110102'))).toBe(true)
  })

  it('says of peers figures only: no ticket of another unit, anywhere on the page (P21)', async () => {
    const { rows } = await lived.pool.query<{ ticket_id: string }>(
      `select ticket_id from inbox where unit_id = 'centre' except select ticket_id from inbox where unit_id = '110102'`,
    )
    const foreign = new Set(rows.map((row) => row.ticket_id))
    expect(foreign.size).toBeGreaterThan(0)
    const seen = await read('district')
    expect(ticketsOf(seen).length).toBeGreaterThan(0)
    expect(ticketsOf(seen).filter((id) => foreign.has(id))).toEqual([])
  })

  it('goes back to the last period with figures when the new one has none, and says which is which', async () => {
    server.clock.at = '2026-10-18T17:00:00.000Z' // the 19th in Beijing: the first hour of period 2026-11
    const { period, runningPeriod, rates } = await read('assessor')
    expect([period, runningPeriod]).toEqual(['2026-10', '2026-11'])
    expect(rates.every((one) => one.percent !== null)).toBe(true)
    server.clock.at = NOON
  })

  it('tells what changed since yesterday from the log, each kind once a ticket', async () => {
    const { changes, changedSince } = await read('assessor')
    expect(changedSince).toBe('2026-10-15T16:00:00.000Z')
    const { rows } = await lived.pool.query<{ count: number }>(
      `select count(distinct e.ticket_id) as count from event e join inbox i using (ticket_id)
       where i.unit_id = 'centre' and e.type = 'limit-passed' and e.at >= $1 and e.at <= $2`,
      [changedSince, NOON],
    )
    expect(changes.find((one) => one.kind === 'late')?.count ?? 0).toBe(rows[0]?.count)
    expect(changes.length).toBeGreaterThan(1)
    for (const { count, tickets } of changes) expect(tickets.length).toBeLessThanOrEqual(count)
  })

  it.each(['officer', 'reviewer', 'agent', 'caller', 'operator'] as const)('is not for %s', async (who) => {
    expect((await server.as(who, { method: 'GET', url: '/api/overview' })).statusCode).toBe(403)
  })
})

describe('the watch list', () => {
  let ticketId = ''

  it('keeps a ticket with a note and a day, and tells what moved since', async () => {
    ticketId = await openOf(OWN)
    expect((await watch('district', ticketId, { note: '居民多次反映', lookOn: '2026-10-17' })).statusCode).toBe(200)
    const before = await read('district')
    expect(before.watched).toMatchObject([{ ticket: { ticketId }, note: '居民多次反映', due: true, moved: [] }])
    const urged = await server.as('agent', {
      method: 'POST',
      url: `/api/tickets/${ticketId}/commands/urge`,
      headers: { 'idempotency-key': uuidv7() },
      payload: { note: null },
    })
    expect(urged.statusCode, urged.body).toBe(200)
    const [watched] = (await read('district')).watched
    expect(watched?.moved).toHaveLength(1)
    expect(watched?.moved[0]?.sentence).toContain('催办')
  })

  it('is one’s own: nobody else sees it, and the note is in no table in the clear', async () => {
    expect((await read('assessor')).watched).toEqual([])
    const { rows } = await lived.pool.query<{ text: string }>('select watched_ticket::text as text from watched_ticket')
    expect(rows).toHaveLength(1)
    expect(rows.filter(({ text }) => /\p{Script=Han}/u.test(text))).toEqual([])
  })

  it('takes no ticket from outside the scope (P21), nor a day that is none', async () => {
    const { rows } = await lived.pool.query<{ ticket_id: string }>(
      `select ticket_id from inbox where unit_id = 'centre' except select ticket_id from inbox where unit_id = '110102' limit 1`,
    )
    const outside = rows[0]?.ticket_id ?? uuidv7()
    const refused = await watch('district', outside, {})
    expect([refused.statusCode, refused.json().code]).toEqual([404, 'ticket.unknown'])
    expect((await watch('district', ticketId, { lookOn: '2026-02-30' })).statusCode).toBe(422)
    expect((await watch('officer', ticketId, {})).statusCode).toBe(403)
  })

  it('loses the note with the ticket’s key, and the line when it is taken off', async () => {
    await forgetTicket(lived.pool, ticketId, NOON)
    expect((await read('district')).watched).toMatchObject([{ note: null }])
    const again = await watch('district', ticketId, { note: '又' })
    expect([again.statusCode, again.json().code]).toEqual([410, 'ticket.forgotten'])
    const gone = await server.as('district', { method: 'DELETE', url: `/api/watched/${ticketId}` })
    expect(gone.statusCode).toBe(204)
    expect((await read('district')).watched).toEqual([])
  })
})
