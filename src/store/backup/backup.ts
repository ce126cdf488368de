import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Instant } from '../../domain/kernel/instant.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import { readFact } from '../installation.ts'
import { fingerprint, importPublicKey } from '../log/seal.ts'
import type { PhotoFiles } from '../photo/photo-files.ts'
import { errnoOf } from '../vault/key-file.ts'
import { BackupError } from './backup-error.ts'
import { FIRST_LINE, FORMAT, keyCheck, lastLine, type Manifest, Measure, type TableEntry } from './container.ts'
import { writePhotos } from './photo-part.ts'
import { listTables, settleText, type TableShape } from './tables.ts'

export interface BackupOptions {
  readonly master: Buffer
  /** By the database's own clock. */
  readonly at: Instant
  /** Where the photos' files lie; absent: none are copied. */
  readonly photos?: PhotoFiles
  /** Told as rows are copied; `total` is the planner's estimate. */
  readonly onProgress?: (rows: number, total: number, table: string) => void
}

/**
 * Copies the whole database, as it is at one moment, into one file; nobody waits for it. The file appears under its name only when
 * it is complete. It never holds the master key: keep that elsewhere, without it the backup is no more than ciphertext and hashes.
 * Rejects with `BackupError`; an existing file is never overwritten.
 */
export async function backup(pool: Pool, path: string, options: BackupOptions): Promise<Manifest> {
  if (await exists(path)) throw new BackupError('backup.exists', { file: path })
  const draft = `${path}.part`
  let file: FileHandle
  try {
    file = await open(draft, 'w', 0o600)
  } catch (cause) {
    throw new BackupError('backup.unwritable', { file: dirname(path), reason: errnoOf(cause) }, { cause })
  }
  try {
    const manifest = await withTransaction(pool, (client) => writeAll(client, file, options), {
      isolation: 'repeatable read',
      readOnly: true,
    })
    await file.sync()
    await file.close()
    await rename(draft, path)
    return manifest
  } catch (error) {
    await file.close().catch(() => {})
    await rm(draft, { force: true })
    if (['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG'].includes(errnoOf(error))) {
      throw new BackupError('backup.unwritable', { file: path, reason: errnoOf(error) }, { cause: error })
    }
    throw error
  }
}

async function writeAll(client: pg.PoolClient, file: FileHandle, options: BackupOptions): Promise<Manifest> {
  await settleText(client)
  const { rows: schema } = await client.query<{ number: number }>('select max(number) as number from migration')
  const shapes = await listTables(client)
  const total = await estimateRows(client, shapes)
  await file.write(FIRST_LINE)
  let offset = FIRST_LINE.length
  const tables: TableEntry[] = []
  let before = 0
  for (const shape of shapes) {
    const entry = await writeTable(client, file, shape, offset, (rows) =>
      options.onProgress?.(before + rows, Math.max(total, before + rows), shape.name),
    )
    tables.push(entry)
    offset += entry.bytes
    before += entry.rows
  }
  const photos = options.photos
    ? await writePhotos(client, options.photos, offset, (chunk) => writeFully(file, chunk))
    : null
  offset += photos?.bytes ?? 0
  const manifest: Manifest = {
    format: FORMAT,
    at: options.at,
    schema: schema[0]?.number ?? 0,
    simulated: await readFact(client, 'simulated'),
    signers: await signersOf(client),
    keyCheck: keyCheck(options.master),
    tables,
    photos,
  }
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
  await file.write(bytes)
  await file.write(lastLine(offset, bytes))
  return manifest
}

async function writeTable(
  client: pg.PoolClient,
  file: FileHandle,
  { name, columns }: TableShape,
  offset: number,
  onRows: (rows: number) => void,
): Promise<TableEntry> {
  const raw = new Measure()
  let bytes = 0
  const source = client.query(copyTo(`copy ${name} (${columns.join(', ')}) to stdout`))
  // Most bytes are hashes and ciphertext, which nothing makes smaller: the fastest level is the right one.
  const gzip = createGzip({ level: constants.Z_BEST_SPEED })
  await pipeline(
    source,
    async function* measured(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        raw.add(chunk)
        onRows(raw.rows)
        yield chunk
      }
    },
    gzip,
    async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        bytes += chunk.length
        await writeFully(file, chunk)
      }
    },
  )
  return { name, columns, rows: raw.rows, sha256: raw.sha256, offset, bytes }
}

async function writeFully(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten
}

async function estimateRows(sql: Sql, shapes: readonly TableShape[]): Promise<number> {
  const { rows } = await sql.query<{ rows: number }>(
    `select coalesce(sum(greatest(reltuples, 0)), 0)::bigint as rows from pg_class
     where relnamespace = current_schema()::regnamespace and relname = any($1)`,
    [shapes.map((shape) => shape.name)],
  )
  return rows[0]?.rows ?? 0
}

async function signersOf(sql: Sql): Promise<string[]> {
  const { rows } = await sql.query<{ public_key: string }>('select distinct public_key from seal order by public_key')
  return rows
    .map((row) => importPublicKey(row.public_key))
    .filter((key) => key !== null)
    .map(fingerprint)
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw new BackupError('backup.unwritable', { file: path, reason: errnoOf(error) }, { cause: error })
  }
}
