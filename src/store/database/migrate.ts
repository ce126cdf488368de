import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Pool } from './connect.ts'
import { DatabaseError } from './database-error.ts'

/** The project's own migrations. */
export const MIGRATION_FOLDER = join(import.meta.dirname, '..', '..', '..', 'sql')

/** One lock for all who migrate one database: `Hy`, `mi`. */
const LOCK = [0x4879, 0x6d69]

export interface Migration {
  readonly number: number
  readonly name: string
  /** `0001-name.sql` */
  readonly file: string
  /** SHA-256 of the text with line feeds only, in hex. */
  readonly checksum: string
  readonly text: string
}

export interface MigrateOutcome {
  /** The schema's number now; 0 for an empty folder. */
  readonly version: number
  /** The files applied by this call, in order. */
  readonly applied: readonly string[]
}

/**
 * Brings the database up to the newest migration, one transaction a file, in the first schema of its search path.
 * Many processes may call it at once: one works, the others wait. Throws DatabaseError when a released file has
 * changed, when the database is newer than the folder, or when a file fails (which leaves the files before it).
 */
export async function migrate(pool: Pool, dir: string = MIGRATION_FOLDER): Promise<MigrateOutcome> {
  const known = await readMigrations(dir)
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1, $2)', LOCK)
    await client.query(
      `create table if not exists migration (
        number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null)`,
    )
    const done = await checkApplied(client, known)
    const applied: string[] = []
    for (const migration of known.slice(done)) {
      await apply(client, migration)
      applied.push(migration.file)
    }
    return { version: known.length, applied }
  } finally {
    // Closing the session frees the lock and whatever a migration has set in it.
    client.release(true)
  }
}

/** The migrations of a folder, numbered from 1 without a gap. */
async function readMigrations(dir: string): Promise<readonly Migration[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.sql') && file !== 'schema.sql').sort()
  const migrations: Migration[] = []
  for (const [index, file] of files.entries()) {
    const parts = /^(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)\.sql$/.exec(file)
    if (!parts) throw badFolder(file, 'the name is not like 0001-name.sql')
    const number = Number(parts[1])
    if (number !== index + 1) throw badFolder(file, `its number should be ${String(index + 1).padStart(4, '0')}`)
    const text = (await readFile(join(dir, file), 'utf8')).replaceAll('\r\n', '\n')
    const checksum = createHash('sha256').update(text).digest('hex')
    migrations.push({ number, name: parts[2] ?? '', file, checksum, text })
  }
  return migrations
}

function badFolder(file: string, cause: string): DatabaseError {
  return new DatabaseError('database.bad-migration-folder', { file, cause })
}

/** How many of `known` the database already has. */
async function checkApplied(client: pg.PoolClient, known: readonly Migration[]): Promise<number> {
  const { rows } = await client.query<{ number: number; name: string; checksum: string }>(
    'select number, name, checksum from migration order by number',
  )
  const last = rows.at(-1)?.number ?? 0
  if (last > known.length) throw new DatabaseError('database.newer-schema', { database: last, program: known.length })
  for (const [index, row] of rows.entries()) {
    const file = known[index]
    if (!file || file.number !== row.number || file.name !== row.name || file.checksum !== row.checksum) {
      throw new DatabaseError('database.changed-migration', {
        file: `${String(row.number).padStart(4, '0')}-${row.name}.sql`,
      })
    }
  }
  return rows.length
}

async function apply(client: pg.PoolClient, { number, name, file, checksum, text }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into migration (number, name, checksum, applied_at) values ($1, $2, $3, $4)', [
      number,
      name,
      checksum,
      new Date().toISOString(),
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    if (!(error instanceof pg.DatabaseError)) throw error
    const before = error.position === undefined ? null : text.slice(0, Number(error.position) - 1)
    throw new DatabaseError(
      'database.migration-failed',
      {
        file,
        line: before === null ? null : before.split('\n').length,
        cause: error.message,
        sqlstate: error.code ?? null,
      },
      error,
    )
  }
}
