import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, liveDays, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { sealDay } from './daily-seal.ts'
import { checkSeal, importPublicKey } from './seal.ts'

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
  await liveDays(database, { seed: 5, from: '2026-10-12', days: 3, volume: { '110102009': 6 } })
})
afterAll(() => database.drop())

const seal = (now: string) => sealDay(database.writer, database.keys, now, database.rulebook.inForce(now).calendar)

describe('daily seals', () => {
  it('seal whole days only, in the city’s zone', async () => {
    // 15:59 UTC is 23:59 in Beijing.
    expect(await seal('2026-10-12T15:59:59.999Z')).toEqual([])
    expect(await seal('2026-10-12T16:00:00.000Z')).toMatchObject([{ number: 1, day: '2026-10-12' }])
  })

  it('are made once, whoever calls and how often', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => seal('2026-10-13T20:00:00.000Z')))
    expect(all.flat()).toMatchObject([{ number: 2, day: '2026-10-13' }])
    expect(await seal('2026-10-13T20:00:00.000Z')).toEqual([])
    expect(await seal('2026-10-11T20:00:00.000Z')).toEqual([])
  })

  it('catch up missed days, empty ones too, and fix every head', async () => {
    const made = await seal('2026-10-18T20:00:00.000Z')
    expect(made.map((one) => one.day)).toEqual(['2026-10-14', '2026-10-15', '2026-10-16', '2026-10-17', '2026-10-18'])
    expect(made.map((one) => one.leaves > 0)).toEqual([true, false, false, false, false])
    const { rows } = await database.pool.query(
      `select from ticket t where not exists
         (select from seal_head s where (s.ticket_id, s.version, s.hash) = (t.ticket_id, t.version, t.head))`,
    )
    expect(rows).toEqual([])
  })

  it('form a chain that checks with the public key alone', async () => {
    const { rows } = await database.pool.query<{
      number: number
      bytes: string
      signature: string
      public_key: string
    }>('select * from seal order by number')
    expect(rows).toHaveLength(7)
    let previous: string | null = null
    for (const row of rows) {
      const key = importPublicKey(row.public_key)
      const { rows: heads } = await database.pool.query<{ stream: string; version: number; hash: string }>(
        'select stream, version, hash from seal_head where number = $1',
        [row.number],
      )
      expect(key && checkSeal(row, key, { previous, heads })).toEqual([])
      previous = row.bytes
    }
  })

  it('take what was committed late into the next seal', async () => {
    const { rows } = await database.pool.query<{ ticket_id: string; version: number; responsible: string }>(
      `select ticket_id, version, responsible from ticket where phase = 'awaiting-dispatch' or closed_at is null limit 1`,
    )
    const { ticket_id: ticketId = '', version = 0 } = rows[0] ?? {}
    // At 23:00 of a day that has its seal by now.
    const late = await database.log.submit(
      {
        type: 'urge',
        body: { note: null },
        ticketId,
        key: 'late',
        actor: { kind: 'requester', person: null, via: 'call' },
      },
      '2026-10-18T15:00:00.000Z',
    )
    expect(late.ok).toBe(true)
    expect(await seal('2026-10-19T20:00:00.000Z')).toMatchObject([{ number: 8, day: '2026-10-19', leaves: 1 }])
    const { rows: heads } = await database.pool.query('select version from seal_head where number = 8')
    expect(heads).toEqual([{ version: version + 1 }])
  })
})
