import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  copyDays,
  createRuledDatabase,
  type LivesToLive,
  liveDays,
  newKeys,
  type RuledDatabase,
} from '../../tests/database/lived-database.ts'
import { createPool, type Sql } from './database/connect.ts'
import { rebuildReadModels } from './rebuild.ts'
import { verifyDatabase } from './verification/verify-database.ts'

const LIVES: LivesToLive = {
  seed: 11,
  from: '2026-10-06',
  days: 6,
  volume: { '110102009': 30, '110102001': 8 },
}
/** All that follows from the log; keys, seeds and hashes are random and differ between two databases. */
const MODELS = ['ticket', 'inbox', 'assessment_fact', 'ticket_number']
const RANDOM = ['head', 'number', 'requester']

let live: RuledDatabase
let bulk: RuledDatabase
beforeAll(async () => {
  const keys = newKeys()
  live = await createRuledDatabase(keys)
  bulk = await createRuledDatabase(keys)
  await liveDays(live, LIVES)
  await copyDays(bulk, LIVES)
})
afterAll(async () => {
  await live.drop()
  await bulk.drop()
})

/** Every row as JSON text, in a fixed order. */
async function rowsOf(sql: Sql, table: string, without: readonly string[] = []): Promise<string[]> {
  const { rows } = await sql.query<{ row: string }>(`select (to_jsonb(t) - $1::text[])::text as row from ${table} t`, [
    without,
  ])
  return rows.map((one) => one.row).sort()
}

describe('rebuilding the read models', () => {
  it('gives row by row what the commands wrote', async () => {
    const before = new Map<string, string[]>()
    for (const table of MODELS) before.set(table, await rowsOf(live.pool, table))
    expect(before.get('ticket')?.length).toBeGreaterThan(100)
    const { rows: phases } = await live.pool.query<{ phase: string }>('select distinct phase from ticket')
    expect(phases.length).toBeGreaterThan(5)

    // Everything is wrecked, as a lost disk page or a careless hand would.
    await live.pool.query('delete from assessment_fact')
    await live.pool.query(`delete from inbox where unit_id = 'centre'`)
    await live.pool.query(`update inbox set phase = 'unborn', late = not late`)
    await live.pool.query(`insert into inbox select 'nobody', ticket_id, number, phase, kind, category, limit_class,
      responsible, subdistrict, community, open, late, marks, registered_at, due_at from inbox limit 10 on conflict do nothing`)
    await live.pool.query(`update ticket set due_at = null, phase = 'unborn', responsible = 'nobody'`)
    await live.pool.query(
      'delete from ticket_number where ticket_id in (select ticket_id from ticket order by 1 limit 20)',
    )
    await live.pool.query('delete from ticket where ticket_id in (select ticket_id from ticket order by 1 limit 20)')

    const seen: number[] = []
    const tickets = await rebuildReadModels(live.pool, {
      rulebook: live.rulebook,
      size: 32,
      onProgress: (done) => seen.push(done),
    })
    expect(seen.at(-1)).toBe(tickets)
    expect(tickets).toBe(before.get('ticket')?.length)
    for (const table of MODELS) expect(await rowsOf(live.pool, table), table).toEqual(before.get(table))
  })

  it('lets the command handler go on from what it wrote', async () => {
    const writer = createPool(live.url, { role: 'huying_writer' })
    await rebuildReadModels(writer, { rulebook: live.rulebook })
    await writer.end()
    const { rows } = await live.pool.query<{ ticket_id: string }>(
      `select ticket_id from ticket where phase in ('dispatched', 'handling') limit 1`,
    )
    const actor = { kind: 'requester', person: null, via: 'call' } as const
    const urged = await live.log.submit(
      { type: 'urge', body: { note: null }, ticketId: rows[0]?.ticket_id ?? '', key: 'after', actor },
      '2026-10-20T00:00:00.000Z',
    )
    expect(urged).toMatchObject({ ok: true, value: { repeated: false } })
    const { keys, rulebook } = live
    expect((await verifyDatabase(live.pool, keys, { rulebook })).faults).toEqual([])
  })
})

describe('the bulk path', () => {
  it('writes the rows that the command handler writes for the same commands', async () => {
    // The live database has lived one command more in the test before.
    const fresh = await createRuledDatabase(live.keys)
    try {
      await liveDays(fresh, LIVES)
      for (const table of ['ticket', 'inbox', 'assessment_fact']) {
        const expected = await rowsOf(fresh.pool, table, RANDOM)
        expect(expected.length).toBeGreaterThan(100)
        expect(await rowsOf(bulk.pool, table, RANDOM), table).toEqual(expected)
      }
      const events = `(select ticket_id, version, type, at, bytes::jsonb ->> 'policy' as policy from event)`
      expect(await rowsOf(bulk.pool, events)).toEqual(await rowsOf(fresh.pool, events))
      expect(await rowsOf(bulk.pool, 'command_key')).toEqual(await rowsOf(fresh.pool, 'command_key'))
      const texts = '(select ticket_id, text_id from ticket_text)'
      expect(await rowsOf(bulk.pool, texts)).toEqual(await rowsOf(fresh.pool, texts))
    } finally {
      await fresh.drop()
    }
  })

  it('writes a database that verifies', async () => {
    const { pool, keys, rulebook } = bulk
    const found = await verifyDatabase(pool, keys, { rulebook })
    expect(found.faults).toEqual([])
    expect(found.tickets).toBeGreaterThan(100)
  })
})
