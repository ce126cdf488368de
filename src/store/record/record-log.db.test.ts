import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { withTransaction } from '../database/connect.ts'
import { sealDay } from '../log/daily-seal.ts'
import { verifyDatabase, verifyWithin } from '../verification/verify-database.ts'
import { appendRecord, appendRecordAlone, type RecordAppend, readRecord } from './record-log.ts'

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
})
afterAll(() => database.drop())

const ID = '019a0000-0000-7000-8000-0000000000aa'
const WORDS = '两处说的是同一部电梯'
const opened = (over: Partial<RecordAppend> = {}): RecordAppend => ({
  recordId: ID,
  kind: 'cluster',
  version: 0,
  at: '2026-10-12T01:00:00.000Z',
  policy: 'beijing/2026-01',
  actor: { kind: 'person', account: 'a-1', unit: '110102009', role: 'dispatcher' },
  facts: [
    { type: 'cluster.opened', data: { lead: 't-1', by: 'asset' }, open: ['by'], texts: { reason: WORDS } },
    { type: 'cluster.joined', data: { member: 't-2' }, open: [] },
  ],
  ...over,
})
const verify = () => verifyDatabase(database.pool, database.keys, { rulebook: database.rulebook })

describe('the log of a record', () => {
  it('gives back what was appended, texts opened', async () => {
    expect(await readRecord(database.writer, database.keys.master, ID)).toBeNull()
    expect(await appendRecordAlone(database.writer, database.keys, opened())).toEqual({ version: 2 })
    const record = await readRecord(database.writer, database.keys.master, ID)
    expect(record).toMatchObject({
      kind: 'cluster',
      version: 2,
      events: [
        { version: 1, type: 'cluster.opened', data: { lead: 't-1', by: 'asset' }, texts: { reason: WORDS } },
        { version: 2, type: 'cluster.joined', data: { member: 't-2' }, texts: {} },
      ],
    })
    expect(record?.events[0]?.actor).toEqual(opened().actor)
  })

  it('holds no text and no committed field in the clear', async () => {
    const { rows } = await database.pool.query<{ bytes: string; opening: string }>(
      'select bytes, opening from record_event where record_id = $1',
      [ID],
    )
    for (const { bytes, opening } of rows) expect(bytes + opening).not.toContain(WORDS)
    for (const { bytes } of rows) expect(bytes).not.toMatch(/t-1|t-2|a-1/)
    expect(rows[0]?.bytes).toContain('"by":"asset"')
  })

  it('writes nothing for whoever comes second', async () => {
    const late = opened({ version: 1, facts: [{ type: 'cluster.left', data: { member: 't-2' }, open: [] }] })
    expect(await appendRecordAlone(database.writer, database.keys, late)).toBeNull()
    expect(await appendRecordAlone(database.writer, database.keys, opened())).toBeNull()
    expect(await appendRecordAlone(database.writer, database.keys, { ...late, version: 2, kind: 'policy' })).toBeNull()
    const both = await Promise.all(
      [1, 2, 3].map(() => appendRecordAlone(database.writer, database.keys, { ...late, version: 2 })),
    )
    expect(both.filter((one) => one !== null)).toEqual([{ version: 3 }])
    expect((await readRecord(database.writer, database.keys.master, ID))?.version).toBe(3)
  })

  it('is undone with its transaction', async () => {
    const gone = '019a0000-0000-7000-8000-0000000000ab'
    const cut = withTransaction(database.writer, async (sql) => {
      await appendRecord(sql, database.keys, opened({ recordId: gone }))
      throw new Error('cut')
    })
    await expect(cut).rejects.toThrow('cut')
    expect(await readRecord(database.writer, database.keys.master, gone)).toBeNull()
  })

  it('is sealed with the tickets of its day, and verifies', async () => {
    const { calendar } = database.rulebook.inForce('2026-10-13T00:00:00.000Z')
    const sealed = await sealDay(database.writer, database.keys, '2026-10-13T00:00:00.000Z', calendar)
    expect(sealed).toMatchObject([{ number: 1, day: '2026-10-12', leaves: 1 }])
    expect(await verify()).toMatchObject({ records: 1, seals: 1, faultCount: 0 })
  })

  it.each([
    [
      'an event',
      `update record_event set bytes = replace(bytes, 'asset', 'actor') where version = 1`,
      'event.hash-differs',
    ],
    ['the tail', 'delete from record_event where version = 3', 'log.tail-missing'],
    ['a text', 'delete from record_text', 'text.missing'],
    ['a sealed head', `update record_head set hash = repeat('0', 64)`, 'seal.head-differs'],
    ['the whole record', 'delete from record', 'row.surplus'],
  ])('shows that %s was touched', async (_, touch, code) => {
    await withTransaction(database.pool, async (sql) => {
      await sql.query(touch)
      const found = await verifyWithin(sql, database.keys, { rulebook: database.rulebook })
      expect(found.faults.map((fault) => fault.code)).toContain(code)
      throw new Undo()
    }).catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
    expect((await verify()).faultCount).toBe(0)
  })
})

class Undo extends Error {}
