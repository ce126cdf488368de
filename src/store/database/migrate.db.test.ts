import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeTemporaryFolder } from '../../../tests/database/temporary-server.ts'
import { createBlankDatabase, type TestDatabase } from '../../../tests/database/test-database.ts'
import { createPool } from './connect.ts'
import { migrate } from './migrate.ts'

let db: TestDatabase
let dir: string

beforeEach(async () => {
  db = await createBlankDatabase()
  dir = await makeTemporaryFolder()
  await writeFile(join(dir, '0001-first.sql'), 'create table one (id integer primary key);\n')
  await writeFile(join(dir, 'schema.sql'), 'this is not a migration')
})

afterEach(async () => {
  await db.drop()
  await rm(dir, { recursive: true, force: true })
})

const tables = async (): Promise<unknown[]> => {
  const { rows } = await db.pool.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )
  return rows.map((row) => row.name)
}

test('files are applied once, in order, and remembered', async () => {
  expect(await migrate(db.pool, dir)).toEqual({ version: 1, applied: ['0001-first.sql'] })
  await writeFile(join(dir, '0002-second-part.sql'), 'create table two (id integer references one);\n')
  expect(await migrate(db.pool, dir)).toEqual({ version: 2, applied: ['0002-second-part.sql'] })
  expect(await migrate(db.pool, dir)).toEqual({ version: 2, applied: [] })
  expect(await tables()).toEqual(['migration', 'one', 'two'])
  const { rows } = await db.pool.query('select number, name from migration order by number')
  expect(rows).toEqual([
    { number: 1, name: 'first' },
    { number: 2, name: 'second-part' },
  ])
})

test('line endings are not a change, anything else is', async () => {
  await migrate(db.pool, dir)
  await writeFile(join(dir, '0001-first.sql'), 'create table one (id integer primary key);\r\n')
  await migrate(db.pool, dir)
  await writeFile(join(dir, '0001-first.sql'), 'create table one (id bigint primary key);\n')
  await expect(migrate(db.pool, dir)).rejects.toMatchObject({
    code: 'database.changed-migration',
    facts: { file: '0001-first.sql' },
  })
})

test('a database newer than the program is refused untouched', async () => {
  await migrate(db.pool, dir)
  await db.pool.query(`insert into migration values (2, 'later', 'x', '2026-10-19T00:00:00Z')`)
  await expect(migrate(db.pool, dir)).rejects.toMatchObject({
    code: 'database.newer-schema',
    facts: { database: 2, program: 1 },
  })
})

test('a failing file leaves nothing of itself, and says where it failed', async () => {
  await writeFile(join(dir, '0002-broken.sql'), 'create table two (id integer);\n\ncreate tabel three (id integer);\n')
  await expect(migrate(db.pool, dir)).rejects.toMatchObject({
    code: 'database.migration-failed',
    facts: { file: '0002-broken.sql', line: 3, sqlstate: '42601' },
  })
  expect(await tables()).toEqual(['migration', 'one'])
})

test('a gap, a repeated number or a strange name is refused before anything runs', async () => {
  await writeFile(join(dir, '0003-third.sql'), '')
  await expect(migrate(db.pool, dir)).rejects.toMatchObject({ code: 'database.bad-migration-folder' })
  await rm(join(dir, '0003-third.sql'))
  await writeFile(join(dir, '0001-again.sql'), '')
  await expect(migrate(db.pool, dir)).rejects.toMatchObject({ code: 'database.bad-migration-folder' })
  await rm(join(dir, '0001-again.sql'))
  await writeFile(join(dir, '2-Second.sql'), '')
  await expect(migrate(db.pool, dir)).rejects.toMatchObject({ code: 'database.bad-migration-folder' })
  expect(await tables()).toEqual([])
})

test('of many who migrate at once, one does the work', async () => {
  const others = Array.from({ length: 5 }, () => createPool(db.url, { max: 1 }))
  const outcomes = await Promise.all(others.map((pool) => migrate(pool, dir)))
  expect(outcomes.map((outcome) => outcome.applied.length).sort()).toEqual([0, 0, 0, 0, 1])
  await Promise.all(others.map((pool) => pool.end()))
})
