import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/database/test-database.ts'

const MAIN = join(import.meta.dirname, '..', 'main.ts')

let folder: string
let database: TestDatabase
let empty: TestDatabase
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-cli-'))
  database = await createTestDatabase()
  empty = await createTestDatabase()
  const messages = Array.from({ length: 30 }, (_, i) =>
    JSON.stringify({ uid: `m-${i}`, title: null, text: `西城区展览路街道第${i}号楼电梯坏了，请尽快维修。` }),
  )
  await writeFile(join(folder, 'messages.jsonl'), [...messages, 'not json'].join('\n'))
})
afterAll(async () => {
  await database.drop()
  await empty.drop()
  await rm(folder, { recursive: true, force: true })
})

interface Ended {
  readonly exit: number
  readonly out: string
  readonly told: string
}

/** Runs a command as a process of its own, in English, on the given database. */
function huying(args: readonly string[], on: TestDatabase = database, data = 'data'): Promise<Ended> {
  const all = [MAIN, ...args, '--database-url', on.url, '--data', join(folder, data)]
  const env = { ...process.env, LC_ALL: 'C' }
  return new Promise((resolve) => {
    execFile(process.execPath, all, { env, encoding: 'utf8', maxBuffer: 1 << 26 }, (error, out, told) => {
      resolve({ exit: error === null ? 0 : Number(error.code), out, told })
    })
  })
}

describe('the commands that keep records', () => {
  it('import messages: one JSON document, rejected lines are no failure', async () => {
    const input = ['--input', join(folder, 'messages.jsonl'), '--rejects', join(folder, 'rejects.jsonl')]
    const first = await huying(['import', 'messages', ...input, '--json'])
    expect(first.told).not.toContain('Error')
    expect(first.exit).toBe(0)
    expect(JSON.parse(first.out)).toMatchObject({ read: 31, accepted: 30, refused: 0, rejected: 1, duplicates: 0 })
    const again = await huying(['import', 'messages', ...input, '--json'])
    expect(JSON.parse(again.out)).toMatchObject({ read: 31, accepted: 0, refused: 0, rejected: 1, duplicates: 30 })
    const absent = await huying(['import', 'messages', '--input', join(folder, 'absent')])
    expect(absent).toMatchObject({ exit: 3, out: '' })
  })

  it('verify: 0 when all is as it was written, 1 and the place when not', async () => {
    const clean = await huying(['verify', '--json'])
    expect(clean.exit).toBe(0)
    expect(JSON.parse(clean.out)).toMatchObject({ tickets: 30, faultCount: 0, faults: [] })

    const { rows } = await database.pool.query<{ ticket_id: string }>('select ticket_id from ticket limit 1')
    const ticket = rows[0]?.ticket_id ?? ''
    const flip = (from: string, to: string) =>
      database.pool.query('update event set bytes = replace(bytes, $2, $3) where ticket_id = $1 and version = 1', [
        ticket,
        `"channel":"${from}"`,
        `"channel":"${to}"`,
      ])
    await flip('import', 'phones')
    const touched = await huying(['verify', '--json'])
    expect(touched.exit).toBe(1)
    expect(JSON.parse(touched.out).faults).toContainEqual({
      code: 'event.hash-differs',
      facts: expect.objectContaining({ ticket, version: 1 }),
    })
    expect((await huying(['verify'])).out).toContain(`${ticket}: Event 1 is not what its hash says.`)
    await flip('phones', 'import')
  })

  it('backup and restore: a file that fills an empty database under the same master key only', async () => {
    const file = join(folder, 'backup.huying')
    const made = await huying(['backup', file, '--json', '--forgotten-list', join(folder, 'forgotten.jsonl')])
    expect(made.exit).toBe(0)
    expect(JSON.parse(made.out).rows).toBeGreaterThan(100)
    expect(await huying(['backup', file])).toMatchObject({ exit: 3, told: expect.stringContaining('never overwrites') })
    expect(await huying(['restore', file], empty, 'other')).toMatchObject({
      exit: 3,
      told: expect.stringContaining('not the master key'),
    })
    const master = join(folder, 'data', 'keys', 'master.key')
    const forgotten = ['--forgotten', join(folder, 'forgotten.jsonl')]
    const restored = await huying(['restore', file, '--json', '--master-key-file', master, ...forgotten], empty, 'new')
    expect(restored.exit).toBe(0)
    expect(JSON.parse(restored.out)).toMatchObject({ tickets: 30, faults: 0 })
    expect((await huying(['verify', '--master-key-file', master], empty, 'new')).exit).toBe(0)
    expect((await huying(['restore', file, '--master-key-file', master], empty, 'new')).exit).toBe(3)
  })

  it('assess: figures as JSON; no period and no unit are usage faults', async () => {
    const assessed = await huying(['assess', '--period', '2026-10', '--json'])
    expect(assessed.exit).toBe(0)
    expect(JSON.parse(assessed.out)).toMatchObject({ period: '2026-10', counted: 0 })
    expect(await huying(['assess', '--period', '2026-13'])).toMatchObject({ exit: 2, out: '' })
    expect(await huying(['assess'])).toMatchObject({ exit: 2, out: '' })
    expect(await huying(['assess', '--period', '2026-10', '--unit', 'nowhere'])).toMatchObject({ exit: 2 })
  })
})
