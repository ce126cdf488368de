import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, liveDays, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { createPool, type Pool, sqlState } from './connect.ts'
import { readAs } from './reader.ts'

const ONE = '110102009'
const OTHER = '110102001'
const DENIED = '42501'
/** Tables whose rows the reader may see for the tickets in its unit's inbox only. */
const GUARDED = ['inbox', 'ticket', 'event', 'ticket_secret', 'ticket_text']
/** What is written once and stays. */
const KEPT = ['event', 'command_key', 'seal', 'seal_head', 'access_log', 'forgotten']

let database: RuledDatabase
let reader: Pool
beforeAll(async () => {
  database = await createRuledDatabase()
  await liveDays(database, { seed: 17, from: '2026-10-08', days: 4, volume: { [ONE]: 8, [OTHER]: 8 } })
  reader = createPool(database.url, { role: 'huying_reader' })
})
afterAll(async () => {
  await reader.end()
  await database.drop()
})

const idsOf = (rows: { ticket_id: string }[]) => new Set(rows.map((row) => row.ticket_id))

async function refusalOf(pool: Pool, statement: string): Promise<string | null> {
  return pool.query(statement).then(
    () => null,
    (error: unknown) => sqlState(error),
  )
}

describe('the reader', () => {
  it.each(GUARDED)('sees of %s what the inbox of its unit holds, no more and no less', async (table) => {
    for (const unit of [ONE, OTHER]) {
      const mine = await database.pool.query<{ ticket_id: string }>('select ticket_id from inbox where unit_id = $1', [
        unit,
      ])
      const all = await database.pool.query<{ ticket_id: string }>(`select distinct ticket_id from ${table}`)
      const seen = await readAs(database.writer, unit, (sql) =>
        sql.query<{ ticket_id: string }>(`select distinct ticket_id from ${table}`),
      )
      const allowed = idsOf(mine.rows)
      expect(allowed.size).toBeGreaterThan(3)
      expect(idsOf(all.rows).size).toBeGreaterThan(allowed.size)
      expect(idsOf(seen.rows)).toEqual(new Set([...idsOf(all.rows)].filter((id) => allowed.has(id))))
    }
  })

  it('sees of the inbox the rows of its own unit, not those that others have of the same tickets', async () => {
    const { rows } = await readAs(database.writer, ONE, (sql) =>
      sql.query<{ unit_id: string }>('select unit_id from inbox'),
    )
    expect(new Set(rows.map((row) => row.unit_id))).toEqual(new Set([ONE]))
  })

  it.each(GUARDED)('sees nothing of %s while it has not said for whom it reads', async (table) => {
    expect((await reader.query(`select * from ${table}`)).rows).toEqual([])
  })

  it.each(['person', 'account', 'session', 'access_log', 'command_key'])('has no business with %s', async (table) => {
    expect(await refusalOf(reader, `select * from ${table}`)).toBe(DENIED)
  })

  it.each(GUARDED)('changes nothing of %s', async (table) => {
    for (const statement of [
      `delete from ${table}`,
      `update ${table} set ticket_id = ticket_id`,
      `truncate ${table}`,
    ]) {
      expect(await refusalOf(reader, statement), statement).toBe(DENIED)
    }
  })

  it('leaves nothing of its rights behind on the connection', async () => {
    await readAs(database.writer, ONE, (sql) => sql.query('select 1'))
    const { rows } = await database.writer.query<{ all: number }>('select count(distinct unit_id) as all from inbox')
    expect(rows[0]?.all).toBeGreaterThan(1)
  })
})

describe('the writer', () => {
  it.each(KEPT)('neither changes nor deletes what stands in %s', async (table) => {
    for (const statement of [
      `delete from ${table}`,
      `truncate ${table}`,
      `update ${table} set ${await aColumnOf(table)}`,
    ]) {
      expect(await refusalOf(database.writer, statement), statement).toBe(DENIED)
    }
  })

  it.each(['unit', 'policy_version', 'migration'])('does not write %s', async (table) => {
    expect(await refusalOf(database.writer, `delete from ${table}`)).toBe(DENIED)
    expect(await refusalOf(database.writer, `update ${table} set ${await aColumnOf(table)}`)).toBe(DENIED)
  })

  it('neither drops a table nor takes the guard off', async () => {
    for (const statement of [
      'drop table event',
      'alter table event disable row level security',
      'drop policy event_unit on event',
    ]) {
      expect(await refusalOf(database.writer, statement), statement).toBe(DENIED)
    }
  })
})

/** `column = column` for some column: a change that would change nothing, were it allowed. */
async function aColumnOf(table: string): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum = 1`,
    [table],
  )
  return `${rows[0]?.name} = ${rows[0]?.name}`
}
