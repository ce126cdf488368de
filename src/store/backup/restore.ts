import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Pool, type Sql, sqlState, withTransaction } from '../database/connect.ts'
import { type Forgotten, reapplyForgotten } from '../forget.ts'
import type { PhotoFiles } from '../photo/photo-files.ts'
import type { Rulebook } from '../rules/rulebook.ts'
import { markSearchDue } from '../search/due.ts'
import type { Keys } from '../vault/keys.ts'
import type { DatabaseFault } from '../verification/fault-list.ts'
import { type Verification, verifyWithin } from '../verification/verify-database.ts'
import { adoptReleases } from '../workshop/releases.ts'
import { BackupError } from './backup-error.ts'
import { keyCheck, type Manifest, Measure, openContainer, readPart, type TableEntry } from './container.ts'
import { restorePhotos } from './photo-part.ts'
import { listTables, settleText } from './tables.ts'

export interface RestoreOptions {
  readonly rulebook: Rulebook
  /** People and tickets that were forgotten after the backup was made. */
  readonly forgotten?: readonly Forgotten[]
  /** Where the photos' files go; absent: they are left in the backup, and not missed. */
  readonly photos?: PhotoFiles
  readonly onProgress?: (rows: number, total: number, table: string) => void
  readonly onVerify?: (tickets: number, total: number) => void
}

export interface Restored {
  readonly manifest: Manifest
  readonly verification: Verification
  /** How many of the given list the backup still knew. */
  readonly forgottenAgain: number
}

/** All rows are in and do not verify; the faults say what the backup itself had wrong. */
class UnsoundBackup extends BackupError {
  readonly faults: readonly DatabaseFault[]

  constructor(file: string, { faultCount, faults }: Verification) {
    super('backup.does-not-verify', { file, faults: faultCount, first: faults[0]?.code ?? null })
    this.name = 'UnsoundBackup'
    this.faults = faults
  }
}

/**
 * Fills an empty, migrated database from a backup, forgets again whoever must stay forgotten, and verifies the whole, all in one
 * transaction: what fails leaves the database as empty as it was. Rejects with `BackupError`.
 */
export async function restore(
  pool: Pool,
  path: string,
  keys: Pick<Keys, 'master' | 'seal'>,
  options: RestoreOptions,
): Promise<Restored> {
  const { file, manifest } = await openContainer(path)
  const written: string[] = []
  try {
    if (keyCheck(keys.master, manifest.keyCheck.salt).proof !== manifest.keyCheck.proof) {
      throw new BackupError('backup.other-master-key', { file: path })
    }
    return await withTransaction(pool, async (client) => {
      await settleText(client)
      await checkTarget(client, path, manifest)
      await fill(client, file, path, manifest, options)
      // Tickets may be judged by versions that only the backup has.
      await adoptReleases(client, options.rulebook)
      const forgottenAgain = await reapplyForgotten(client, options.forgotten ?? [])
      await markSearchDue(client)
      if (options.photos && manifest.photos) {
        await restorePhotos(client, file, path, manifest.photos, options.photos, (name) => written.push(name))
      }
      const verification = await verifyWithin(client, keys, {
        rulebook: options.rulebook,
        signers: manifest.signers,
        ...(options.photos
          ? { photos: { files: options.photos, knownMissing: new Set(manifest.photos?.missing ?? []) } }
          : {}),
        ...(options.onVerify ? { onProgress: options.onVerify } : {}),
      })
      if (verification.faultCount > 0) throw new UnsoundBackup(path, verification)
      return { manifest, verification, forgottenAgain }
    })
  } catch (error) {
    for (const name of written) await options.photos?.remove(name)
    throw error
  } finally {
    await file.close()
  }
}

/** What a fresh start has written by itself: the rules, units and legal bases of the program's own files, replaced by the backup's. */
const OF_A_FRESH_START = new Set(['unit', 'policy_version', 'legal_basis'])

async function checkTarget(sql: Sql, path: string, manifest: Manifest): Promise<void> {
  const { rows } = await sql.query<{ number: number | null }>('select max(number) as number from migration')
  const schema = rows[0]?.number ?? 0
  if (manifest.schema !== schema) {
    const code = manifest.schema > schema ? 'backup.newer-schema' : 'backup.older-schema'
    throw new BackupError(code, { file: path, backup: manifest.schema, program: schema })
  }
  const known = new Map((await listTables(sql)).map((table) => [table.name, table.columns]))
  for (const { name, columns } of manifest.tables) {
    const missing = columns.find((column) => !known.get(name)?.includes(column))
    if (!known.has(name) || missing !== undefined) {
      throw new BackupError('backup.other-tables', { file: path, table: name, column: missing ?? null })
    }
  }
  // Whoever starts on this database now waits, and finds it filled.
  await sql.query(`lock table ${[...known.keys()].join(', ')} in access exclusive mode`)
  for (const name of known.keys()) {
    if (OF_A_FRESH_START.has(name)) continue
    const { rows: some } = await sql.query<{ any: boolean }>(`select exists (select from ${name}) as any`)
    if (some[0]?.any) throw new BackupError('backup.database-not-empty', { table: name })
  }
  // Truncating, because deleting would ask for each unit whether another refers to it. What cascades is empty, as seen above.
  await sql.query(`truncate ${[...OF_A_FRESH_START].join(', ')} cascade`)
}

async function fill(
  client: pg.PoolClient,
  file: FileHandle,
  path: string,
  { tables }: Manifest,
  { onProgress }: RestoreOptions,
): Promise<void> {
  const total = tables.reduce((sum, table) => sum + table.rows, 0)
  let before = 0
  for (const table of tables) {
    await fillTable(client, file, path, table, (rows) => onProgress?.(before + rows, total, table.name))
    before += table.rows
  }
}

async function fillTable(
  client: pg.PoolClient,
  file: FileHandle,
  path: string,
  { name, columns, rows, sha256, offset, bytes }: TableEntry,
  onRows: (rows: number) => void,
): Promise<void> {
  const raw = new Measure()
  try {
    await pipeline(
      readPart(file, offset, bytes),
      createGunzip(),
      async function* measured(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          raw.add(chunk)
          onRows(raw.rows)
          yield chunk
        }
      },
      client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`)),
    )
  } catch (cause) {
    // What zlib or COPY cannot read is damage; anything else is the database's own trouble.
    const state = sqlState(cause)
    if (state !== null && !state.startsWith('22') && !state.startsWith('23')) throw cause
    throw new BackupError('backup.damaged', { file: path, part: name }, { cause })
  }
  if (raw.sha256 !== sha256 || raw.rows !== rows) throw new BackupError('backup.damaged', { file: path, part: name })
}
