import { createHash, hash, randomBytes } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { commitPersonal } from '../vault/cipher.ts'
import { errnoOf } from '../vault/key-file.ts'
import { BackupError } from './backup-error.ts'
import type { PhotoEntry } from './photo-part.ts'

/**
 * The form of a backup file (docs/reference/backup-format.md): a first line, one gzip stream per table with its rows as COPY
 * writes them, the photos' files, the manifest as JSON, and a last line of fixed length that says where the manifest is and what its hash is.
 */
export const FORMAT = 2
export const FIRST_LINE = `huying backup ${FORMAT}\n`

export interface TableEntry {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: number
  /** SHA-256 of the rows before compression, hex. */
  readonly sha256: string
  /** Where its gzip stream stands in the file. */
  readonly offset: number
  readonly bytes: number
}

export interface Manifest {
  readonly format: 1 | typeof FORMAT
  /** When it was made, by the database's own clock. */
  readonly at: string
  /** Number of the newest migration that the database has. */
  readonly schema: number
  /** Of a simulated database; null for a real one. The mark never goes away. */
  readonly simulated: unknown
  /** Fingerprints of whoever signed the seals. */
  readonly signers: readonly string[]
  /** Tells whether a master key is the right one without telling anything about it. */
  readonly keyCheck: { readonly salt: string; readonly proof: string }
  /** In an order in which they can be filled: what is referred to comes first. */
  readonly tables: readonly TableEntry[]
  /** Null: none were copied. Absent from form 1. */
  readonly photos?: PhotoEntry | null
}

/** A backup of form 1 has no photos, and is otherwise the same. */
const READABLE: ReadonlySet<string> = new Set([FIRST_LINE, 'huying backup 1\n'])
const LAST_LINE = /^huying manifest (\d{15}) (\d{10}) ([0-9a-f]{64})\n$/
const LAST_BYTES = 'huying manifest '.length + 15 + 1 + 10 + 1 + 64 + 1

export function lastLine(offset: number, manifest: Buffer): string {
  const at = String(offset).padStart(15, '0')
  const bytes = String(manifest.length).padStart(10, '0')
  return `huying manifest ${at} ${bytes} ${hash('sha256', manifest, 'hex')}\n`
}

export function keyCheck(master: Buffer, salt = randomBytes(16).toString('base64url')): Manifest['keyCheck'] {
  return { salt, proof: commitPersonal(master, 'backup-key-check', salt) }
}

/** Opens a backup and reads its manifest. The caller closes the file. Rejects with `BackupError`. */
export async function openContainer(path: string): Promise<{ file: FileHandle; manifest: Manifest }> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (cause) {
    throw new BackupError('backup.unreadable', { file: path, reason: errnoOf(cause) }, { cause })
  }
  try {
    return { file, manifest: await readManifest(file, path) }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function readManifest(file: FileHandle, path: string): Promise<Manifest> {
  const { size } = await file.stat()
  const first = await readAt(file, 0, Math.min(FIRST_LINE.length, size))
  const known = first.toString('latin1')
  if (!READABLE.has(known) && /^huying backup \d/.test(known)) {
    throw new BackupError('backup.unknown-format', { file: path, known: FORMAT })
  }
  if (!READABLE.has(known)) throw new BackupError('backup.not-a-backup', { file: path })
  const end = size - LAST_BYTES
  const last = end < FIRST_LINE.length ? null : LAST_LINE.exec((await readAt(file, end, LAST_BYTES)).toString('latin1'))
  if (!last) throw new BackupError('backup.truncated', { file: path, bytes: size })
  const offset = Number(last[1])
  const length = Number(last[2])
  if (offset + length !== end) throw new BackupError('backup.damaged', { file: path, part: 'end' })
  const bytes = await readAt(file, offset, length)
  if (hash('sha256', bytes, 'hex') !== last[3])
    throw new BackupError('backup.damaged', { file: path, part: 'manifest' })
  // Its hash holds, so that it is what `backup` wrote.
  return JSON.parse(bytes.toString('utf8')) as Manifest
}

export async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

const CHUNK = 1 << 18

/** A part of the file, piece by piece; ends early where the file does. */
export async function* readPart(
  file: FileHandle,
  offset: number,
  length: number,
): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; at < length; ) {
    const piece = await readAt(file, offset + at, Math.min(CHUNK, length - at))
    if (piece.length === 0) return
    at += piece.length
    yield piece
  }
}

/** Counts and hashes what flows by. */
export class Measure {
  bytes = 0
  rows = 0
  private readonly digest = createHash('sha256')

  add(chunk: Buffer): void {
    this.bytes += chunk.length
    this.digest.update(chunk)
    // A row of COPY's text format is a line: line feeds inside values are escaped.
    for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, at + 1)) this.rows++
  }

  get sha256(): string {
    return this.digest.copy().digest('hex')
  }
}
