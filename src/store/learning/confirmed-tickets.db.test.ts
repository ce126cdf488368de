import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRuledDatabase, liveDays, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { withTransaction } from '../database/connect.ts'
import { forgetTicket } from '../forget.ts'
import { type ConfirmedTicket, readConfirmed } from './confirmed-tickets.ts'

const AT = '2026-11-30T02:00:00.000Z'
let database: RuledDatabase

beforeAll(async () => {
  database = await createRuledDatabase()
  await liveDays(database, { seed: 11, from: '2026-10-12', days: 14, volume: { '110102009': 12 } })
}, 120_000)
afterAll(() => database.drop())

async function read(most = 1_000): Promise<ConfirmedTicket[]> {
  const options = { most, accountId: 'terminal/test', reason: 'text model training', at: AT }
  const found: ConfirmedTicket[] = []
  for await (const one of readConfirmed(database.writer, database.keys.master, options)) found.push(one)
  return found
}

const linesOf = async () => {
  const { rows } = await database.pool.query<{ ticket_id: string }>(
    `select ticket_id from access_log where account_id = 'terminal/test' and what = 'words'
     and reason = 'text model training' and at = $1`,
    [AT],
  )
  return rows.map((row) => row.ticket_id)
}

it('opens the words of closed tickets, leaves a line for each, and nothing of forgotten ones', async () => {
  const { rows: closed } = await database.pool.query<{ ticket_id: string; category: string }>(
    `select ticket_id, category from ticket where phase = 'closed' and category is not null and judged_under is not null`,
  )
  expect(closed.length).toBeGreaterThan(10)
  const found = await read()
  expect(found.map((one) => one.ticketId).sort()).toEqual(closed.map((row) => row.ticket_id).sort())
  const categoryOf = new Map(closed.map((row) => [row.ticket_id, row.category]))
  for (const one of found) {
    expect(one.category).toBe(categoryOf.get(one.ticketId))
    expect(one.words.length).toBeGreaterThan(4)
  }
  expect((await linesOf()).sort()).toEqual(found.map((one) => one.ticketId).sort())

  const [gone] = found
  if (!gone) throw new Error('nothing was found')
  await withTransaction(database.writer, (sql) => forgetTicket(sql, gone.ticketId, AT))
  const again = await read()
  expect(again.map((one) => one.ticketId)).not.toContain(gone.ticketId)
  expect(again).toHaveLength(found.length - 1)
  expect(await read(3)).toHaveLength(3)
})
