import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, liveDays, newKeys, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { type Sql, withTransaction } from '../database/connect.ts'
import { forgetPerson, forgetTicket } from '../forget.ts'
import { sealDay } from '../log/daily-seal.ts'
import { eventHash, readEvent } from '../log/sealed-event.ts'
import type { DatabaseFault } from './fault-list.ts'
import { verifyDatabase, verifyWithin } from './verify-database.ts'

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
  await liveDays(database, { seed: 3, from: '2026-10-12', days: 3, volume: { '110102009': 12 } })
  const { calendar } = database.rulebook.inForce('2026-10-15T00:00:00.000Z')
  // Wednesday stays unsealed.
  await sealDay(database.writer, database.keys, '2026-10-14T12:00:00.000Z', calendar)
})
afterAll(() => database.drop())

const verify = () => verifyDatabase(database.pool, database.keys, { rulebook: database.rulebook })

/** Faults found after a change, which is then undone. */
async function faultsAfter(change: (sql: Sql) => Promise<unknown>): Promise<readonly DatabaseFault[]> {
  class Undo extends Error {}
  let faults: readonly DatabaseFault[] = []
  await withTransaction(database.pool, async (sql) => {
    await change(sql)
    const found = await verifyWithin(sql, database.keys, { rulebook: database.rulebook })
    faults = found.faults
    throw new Undo()
  }).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error
  })
  return faults
}

interface Target {
  readonly table: string
  readonly column: string
  readonly type: string
}

async function columnsOf(tables: readonly string[]): Promise<Target[]> {
  const { rows } = await database.pool.query<Target>(
    `select table_name as table, column_name as column, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = any($1) and is_generated = 'NEVER' order by table_name, ordinal_position`,
    [tables],
  )
  return rows
}

/** An expression that differs from the stored value in one place, whatever the value is. */
function tampered({ column, type }: Target, position: number): string {
  switch (type) {
    case 'integer':
      return `${column} + 1000`
    case 'boolean':
      return `not ${column}`
    case 'date':
      return `${column} + 1000`
    case 'timestamp with time zone':
      return `coalesce(${column} + interval '1 microsecond', '2026-10-12T00:00:00Z')`
    case 'uuid':
      return `coalesce(overlay(${column}::text placing (case when substr(${column}::text, 36, 1) = '0' then '1' else '0' end) from 36)::uuid, '019a0000-0000-7000-8000-000000000001')`
    case 'bytea':
      return `set_byte(${column}, ${position} % length(${column}), 255 - get_byte(${column}, ${position} % length(${column})))`
    case 'ARRAY':
      return `${column} || 'x'::text`
    case 'jsonb':
      return `${column} || '{"share": "0.125"}'`
    default:
      return `coalesce(overlay(${column} placing (case when substr(${column}, 1 + ${position} % greatest(length(${column}), 1), 1) = 'x' then 'y' else 'x' end)
        from 1 + ${position} % greatest(length(${column}), 1)), 'x')`
  }
}

describe('a whole database', () => {
  it('passes as it was written', async () => {
    const found = await verify()
    expect(found).toMatchObject({ faults: [], faultCount: 0, seals: 2 })
    expect(found.tickets).toBeGreaterThan(20)
    expect(found.events).toBeGreaterThan(found.tickets * 3)
    expect(found.persons).toBeGreaterThan(10)
    // The same in many small batches.
    const { pool, keys, rulebook } = database
    expect(await verifyDatabase(pool, keys, { rulebook, batch: 7 })).toEqual(found)
  })

  it('names a byte changed in any column of a log, seal or ticket table', async () => {
    const targets = await columnsOf([
      'event',
      'seal',
      'seal_head',
      'ticket',
      'ticket_secret',
      'ticket_text',
      'inbox',
      'assessment_fact',
    ])
    expect(targets.length).toBeGreaterThan(60)
    const change = fc.record({ target: fc.constantFrom(...targets), row: fc.nat(500), position: fc.nat(2_000) })
    await fc.assert(
      fc.asyncProperty(change, async ({ target, row, position }) => {
        let changed = 0
        const faults = await faultsAfter(async (sql) => {
          const { rowCount } = await sql.query(
            `update ${target.table} set ${target.column} = ${tampered(target, position)}
             where ctid = (select ctid from ${target.table} order by ctid offset ${row} % (select count(*) from ${target.table}) limit 1)`,
          )
          changed = rowCount ?? 0
        })
        expect(changed).toBe(1)
        // A text that no event refers to says nothing to anybody.
        if (target.table === 'ticket_text' && faults.length === 0) return
        expect(faults.length).toBeGreaterThan(0)
        expect(faults.every((fault) => 'ticket' in fault.facts || 'seal' in fault.facts)).toBe(true)
      }),
      { numRuns: Math.min(Number(process.env['HUYING_RUNS'] ?? 200) / 2, 1_000) },
    )
  }, 300_000)

  it('covers every column of the log, the seals and the ticket at least once', async () => {
    for (const target of await columnsOf(['event', 'seal', 'ticket'])) {
      const faults = await faultsAfter((sql) =>
        sql.query(
          `update ${target.table} set ${target.column} = ${tampered(target, 7)}
           where ctid = (select ctid from ${target.table} order by ctid limit 1)`,
        ),
      )
      expect(faults.length, `${target.table}.${target.column}`).toBeGreaterThan(0)
    }
  })

  it('says ticket, version and field of what was touched', async () => {
    const { rows } = await database.pool.query<{ ticket_id: string }>(
      'select ticket_id from ticket where version > 3 order by ticket_id limit 1',
    )
    const ticket = rows[0]?.ticket_id ?? ''
    const of = (text: string) => faultsAfter((sql) => sql.query(text, [ticket]))

    expect(await of(`update ticket set due_at = due_at + interval '1 day' where ticket_id = $1`)).toEqual([
      { code: 'row.differs', facts: expect.objectContaining({ ticket, table: 'ticket', field: 'due_at' }) },
    ])
    expect(
      await of(
        `update event set opening = replace(opening, '"kind":"', '"kind":"x') where ticket_id = $1 and version = 2`,
      ),
    ).toEqual([{ code: 'event.opening-differs', facts: { ticket, version: 2, field: 'actor', reason: 'value' } }])
    expect(await of(`delete from inbox where ticket_id = $1 and unit_id = 'centre'`)).toEqual([
      { code: 'row.missing', facts: { ticket, table: 'inbox', row: 'centre' } },
    ])
    expect(
      await of(
        `update ticket_text set sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40)) where ticket_id = $1 and text_id = '1.words'`,
      ),
    ).toEqual([{ code: 'text.differs', facts: { ticket, version: 1, text: '1.words' } }])
  })

  it('finds deleted, cut off, swapped, added and forged events', async () => {
    const { rows } = await database.pool.query<{ ticket_id: string; version: number }>(
      `select ticket_id, version from ticket t where version > 4
       and exists (select from seal_head s where s.ticket_id = t.ticket_id and s.version = t.version) limit 1`,
    )
    const { ticket_id: id, version: last } = rows[0] ?? { ticket_id: '', version: 0 }
    const codes = async (change: (sql: Sql) => Promise<unknown>) => (await faultsAfter(change)).map((one) => one.code)

    expect(await codes((sql) => sql.query('delete from event where ticket_id = $1 and version = 2', [id]))).toContain(
      'log.gap',
    )
    expect(
      await codes((sql) => sql.query('delete from event where ticket_id = $1 and version = $2', [id, last])),
    ).toContain('log.tail-missing')
    // The tail is cut off and the ticket's row made to match: the seal still knows.
    const cut = await codes(async (sql) => {
      await sql.query('delete from event where ticket_id = $1 and version = $2', [id, last])
      await sql.query(
        `update ticket set version = version - 1, head = (select hash from event e where e.ticket_id = $1 and e.version = ticket.version - 1)
         where ticket_id = $1`,
        [id],
      )
    })
    expect(cut).toContain('log.tail-missing')
    expect(
      await codes(async (sql) => {
        for (const [from, to] of [
          [2, 99],
          [3, 2],
          [99, 3],
        ])
          await sql.query('update event set version = $3 where ticket_id = $1 and version = $2', [id, from, to])
      }),
    ).toEqual(expect.arrayContaining(['event.column-differs', 'event.chain-broken']))
    // One forged event at the end, in the right form and chained.
    expect(
      await codes(async (sql) => {
        const { rows: events } = await sql.query<{ bytes: string; hash: string }>(
          'select bytes, hash from event where ticket_id = $1 and version = $2',
          [id, last],
        )
        const { bytes = '', hash = '' } = events[0] ?? {}
        const forged = bytes
          .replace(`"version":${last}`, `"version":${last + 1}`)
          .replace(`"prev":"${readEvent(bytes).prev}"`, `"prev":"${hash}"`)
        await sql.query(
          `insert into event (ticket_id, version, type, at, bytes, hash, opening)
           select ticket_id, $2 + 1, type, at, $3, $4, opening from event where ticket_id = $1 and version = $2`,
          [id, last, forged, eventHash(forged)],
        )
      }),
    ).toEqual(expect.arrayContaining(['log.surplus', 'event.opening-differs']))
    // A ticket that is gone from every table but the seals.
    expect(
      await codes(async (sql) => {
        for (const table of [
          'event',
          'ticket',
          'ticket_secret',
          'ticket_text',
          'inbox',
          'assessment_fact',
          'command_key',
        ])
          await sql.query(`delete from ${table} where ticket_id = $1`, [id])
      }),
    ).toContain('row.missing')
    expect(await codes((sql) => sql.query('delete from seal_head where ticket_id = $1', [id]))).toContain(
      'seal.root-differs',
    )
    expect(await codes((sql) => sql.query('delete from seal where number = 1'))).toContain('seal.chain-broken')
  })

  it('does not believe a signer that it does not know', async () => {
    const other = newKeys()
    const found = await verifyDatabase(
      database.pool,
      { master: database.keys.master, seal: other.seal },
      { rulebook: database.rulebook },
    )
    expect(found.faults.map((fault) => fault.code)).toEqual(['seal.signer-unknown', 'seal.signer-unknown'])
    const trusting = await verifyDatabase(
      database.pool,
      { master: database.keys.master, seal: other.seal },
      { rulebook: database.rulebook, signers: [database.keys.seal.fingerprint] },
    )
    expect(trusting.faults).toEqual([])
  })

  it('passes after a person and a ticket were forgotten, whose words are gone', async () => {
    const { rows } = await database.pool.query<{ ticket_id: string; requester: string }>(
      'select ticket_id, requester from ticket where requester is not null order by ticket_id limit 1',
    )
    const { ticket_id: id, requester } = rows[0] ?? { ticket_id: '', requester: '' }
    const at = '2026-10-15T00:00:00.000Z'
    expect(await forgetTicket(database.writer, id, at)).toBe(true)
    expect(await forgetTicket(database.writer, id, at)).toBe(false)
    expect(await forgetPerson(database.writer, requester, at)).toBe(true)
    const { rows: left } = await database.pool.query('select from ticket_text where ticket_id = $1', [id])
    expect(left).toEqual([])
    expect((await verify()).faults).toEqual([])
    // Without the list it would pass for a theft of the key.
    const unlisted = await faultsAfter((sql) => sql.query('delete from forgotten'))
    expect(unlisted.map((fault) => fault.code)).toEqual(['key.missing', 'key.missing'])
  })
})
