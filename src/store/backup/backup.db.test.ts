import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, liveDays, newKeys, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import type { Sql } from '../database/connect.ts'
import { type Forgotten, forgetTicket, listForgotten, readForgottenFile } from '../forget.ts'
import { writeFact } from '../installation.ts'
import { sealDay } from '../log/daily-seal.ts'
import { verifyDatabase } from '../verification/verify-database.ts'
import { backup } from './backup.ts'
import { FIRST_LINE, type Manifest } from './container.ts'
import { restore } from './restore.ts'
import { listTables } from './tables.ts'

const AT = '2026-10-15T00:00:00.000Z'
let folder: string
let file: string
let original: RuledDatabase
let manifest: Manifest
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-backup-'))
  file = join(folder, 'city.huying')
  original = await createRuledDatabase()
  const { pool, keys, rulebook } = original
  await liveDays(original, { seed: 21, from: '2026-10-12', days: 3, volume: { '110102009': 12 } })
  await sealDay(original.writer, keys, AT, rulebook.inForce(AT).calendar)
  await writeFact(pool, 'simulated', { seed: 21, from: '2026-10-12', now: AT })
  await pool.query(`insert into account (account_id, login, name, role, unit_id, password_hash)
    values ('a-1', 'zhang', E'张\\t三\\\\\\n', 'agent', 'centre', 'x')`)
  await pool.query(`insert into session (token_hash, account_id, created_at, expires_at)
    values ('\\x00', 'a-1', '2026-10-15T00:00:00Z', '2026-10-15T00:00:00Z')`)
  manifest = await backup(pool, file, { master: keys.master, at: AT })
})
afterAll(async () => {
  await original.drop()
  await rm(folder, { recursive: true, force: true })
})

async function rowsOf(sql: Sql, table: string): Promise<string[]> {
  const { rows } = await sql.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t`)
  return rows.map((one) => one.row).sort()
}

async function inEmpty<T>(work: (target: RuledDatabase) => Promise<T>): Promise<T> {
  const target = await createRuledDatabase(original.keys)
  try {
    return await work(target)
  } finally {
    await target.drop()
  }
}

const into = (target: RuledDatabase, path: string, forgotten: readonly Forgotten[] = []) =>
  restore(target.pool, path, target.keys, { rulebook: target.rulebook, forgotten })

describe('a backup', () => {
  it('restores to an equal database that verifies', async () => {
    await inEmpty(async (target) => {
      const progress: [number, number][] = []
      const { verification } = await restore(target.pool, file, target.keys, {
        rulebook: target.rulebook,
        onProgress: (rows, total) => progress.push([rows, total]),
      })
      expect(verification.faults).toEqual([])
      expect(verification.tickets).toBeGreaterThan(20)
      const [rows, total] = progress.at(-1) ?? [0, 1]
      expect(rows).toBe(total)
      for (const { name } of await listTables(original.pool)) {
        expect(await rowsOf(target.pool, name), name).toEqual(await rowsOf(original.pool, name))
      }
      expect(await rowsOf(target.pool, 'session')).toEqual([])
      expect((await verifyDatabase(target.pool, target.keys, { rulebook: target.rulebook })).faults).toEqual([])
      // It goes on where the original stood.
      await liveDays(target, { seed: 22, from: '2026-10-16', days: 1, volume: { '110102009': 5 } })
      expect((await verifyDatabase(target.pool, target.keys, { rulebook: target.rulebook })).faults).toEqual([])
    })
  })

  it('restores under a new seal key too, and says whose seals they are', async () => {
    await inEmpty(async (target) => {
      const keys = { ...target.keys, seal: newKeys().seal }
      const restored = await restore(target.pool, file, keys, { rulebook: target.rulebook })
      expect(restored.manifest.signers).toEqual([original.keys.seal.fingerprint])
    })
  })

  it('is one private file of counted, hashed gzip streams, without sessions and without the master key', async () => {
    const bytes = await readFile(file)
    expect((await stat(file)).mode & 0o077).toBe(0)
    expect(bytes.subarray(0, FIRST_LINE.length).toString()).toBe(FIRST_LINE)
    expect(manifest.simulated).toMatchObject({ seed: 21 })
    expect(manifest.tables.map((table) => table.name)).not.toContain('session')
    const { master } = original.keys
    for (const { offset, bytes: length, rows, name } of manifest.tables) {
      const text = gunzipSync(bytes.subarray(offset, offset + length))
      expect(text.toString('utf8').split('\n').length - 1, name).toBe(rows)
      for (const form of ['hex', 'base64', 'base64url'] as const)
        expect(text.includes(master.toString(form))).toBe(false)
      expect(text.includes(master)).toBe(false)
    }
    expect(JSON.stringify(manifest)).not.toContain(master.toString('base64url'))
  })

  it('never overwrites a file and leaves no half one behind', async () => {
    const { pool, keys } = original
    await expect(backup(pool, file, { master: keys.master, at: AT })).rejects.toMatchObject({ code: 'backup.exists' })
    const nowhere = join(folder, 'nowhere', 'x')
    await expect(backup(pool, nowhere, { master: keys.master, at: AT })).rejects.toMatchObject({
      code: 'backup.unwritable',
      facts: { reason: 'ENOENT' },
    })
    const stop = () => {
      throw new Error('stop')
    }
    const cut = join(folder, 'cut')
    await expect(backup(pool, cut, { master: keys.master, at: AT, onProgress: stop })).rejects.toThrow('stop')
    expect(await readdir(folder)).toEqual(['city.huying'])
  })
})

describe('a restore', () => {
  it('refuses a database that has something in it', async () => {
    await expect(into(original, file)).rejects.toMatchObject({ code: 'backup.database-not-empty' })
  })

  it('refuses another master key, another schema and what is no backup', async () => {
    await inEmpty(async (target) => {
      const keys = newKeys()
      await expect(restore(target.pool, file, keys, { rulebook: target.rulebook })).rejects.toMatchObject({
        code: 'backup.other-master-key',
      })
      const { rows } = await target.pool.query<{ number: number }>('select max(number) as number from migration')
      const schema = rows[0]?.number ?? 0
      let last = schema
      const numbered = async (number: number) => {
        await target.pool.query('update migration set number = $1 where number = $2', [number, last])
        last = number
      }
      await numbered(schema + 1)
      await expect(into(target, file)).rejects.toMatchObject({
        code: 'backup.older-schema',
        facts: { backup: schema, program: schema + 1 },
      })
      await numbered(0)
      await expect(into(target, file)).rejects.toMatchObject({
        code: 'backup.newer-schema',
        facts: { backup: schema, program: schema - 1 },
      })
      const other = join(folder, 'other')
      await writeFile(other, 'huying backup 9\nand what comes then')
      await expect(into(target, other)).rejects.toMatchObject({ code: 'backup.unknown-format' })
      await writeFile(other, '')
      await expect(into(target, other)).rejects.toMatchObject({ code: 'backup.not-a-backup' })
      await expect(into(target, join(folder, 'none'))).rejects.toMatchObject({ code: 'backup.unreadable' })
    })
  })

  it('names damage, wherever it is, and leaves the database empty', async () => {
    const bytes = await readFile(file)
    const bad = join(folder, 'bad')
    await inEmpty(async (target) => {
      const before = await rowsOf(target.pool, 'unit')
      const damage = fc.record({
        cut: fc.boolean(),
        at: fc.nat(bytes.length - 1),
        flip: fc.integer({ min: 1, max: 255 }),
      })
      await fc.assert(
        fc.asyncProperty(damage, async ({ cut, at, flip }) => {
          const copy = cut ? bytes.subarray(0, at) : Buffer.from(bytes)
          if (!cut) copy[at] = (copy[at] ?? 0) ^ flip
          await writeFile(bad, copy)
          await expect(into(target, bad)).rejects.toMatchObject({
            code: expect.stringMatching(/^backup\.(damaged|truncated|not-a-backup|unknown-format)$/),
          })
        }),
        { numRuns: Math.min(Number(process.env['HUYING_RUNS'] ?? 200) / 4, 300) },
      )
      for (const table of ['ticket', 'event', 'account', 'seal']) expect(await rowsOf(target.pool, table)).toEqual([])
      expect(await rowsOf(target.pool, 'unit')).toEqual(before)
    })
  }, 300_000)

  it('does not keep a database that does not verify', async () => {
    const { pool, keys } = original
    const { rows } = await pool.query<{ ticket_id: string }>('select ticket_id from ticket limit 1')
    const id = rows[0]?.ticket_id ?? ''
    const unsound = join(folder, 'unsound')
    await pool.query(`update ticket set channel = channel || 'x' where ticket_id = $1`, [id])
    await backup(pool, unsound, { master: keys.master, at: AT })
    await pool.query(`update ticket set channel = replace(channel, 'x', '') where ticket_id = $1`, [id])
    await inEmpty(async (target) => {
      await expect(into(target, unsound)).rejects.toMatchObject({
        code: 'backup.does-not-verify',
        faults: [{ code: 'row.differs', facts: { ticket: id, table: 'ticket', field: 'channel' } }],
      })
      expect(await rowsOf(target.pool, 'ticket')).toEqual([])
    })
  })

  it('forgets again who was forgotten since the backup', async () => {
    const { pool } = original
    const { rows } = await pool.query<{ ticket_id: string; requester: string }>(
      'select ticket_id, requester from ticket where requester is not null order by ticket_id limit 1',
    )
    const { ticket_id: ticket, requester: person } = rows[0] ?? { ticket_id: '', requester: '' }
    const list = join(folder, 'forgotten.jsonl')
    const entries = [
      { subject: ticket, kind: 'ticket', at: AT },
      { subject: person, kind: 'person', at: AT },
      { subject: '019a0000-0000-7000-8000-000000000001', kind: 'person', at: AT },
    ]
    await writeFile(list, `${entries.map((one) => JSON.stringify(one)).join('\n')}\n\n`)
    await inEmpty(async (target) => {
      const restored = await into(target, file, await readForgottenFile(list))
      expect(restored.forgottenAgain).toBe(2)
      expect(await listForgotten(target.pool)).toHaveLength(3)
      expect(await forgetTicket(target.pool, ticket, AT)).toBe(false)
      const { rows: left } = await target.pool.query('select from ticket_text where ticket_id = $1', [ticket])
      expect(left).toEqual([])
    })
    await writeFile(list, '{"subject": "somebody"}\n')
    await expect(readForgottenFile(list)).rejects.toThrow('line 1')
  })
})
