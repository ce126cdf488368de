import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Sql } from '../database/connect.ts'
import type { PhotoFiles } from '../photo/photo-files.ts'
import { nameOf, PHOTO_SIZES } from '../photo/ticket-photos.ts'
import { BackupError } from './backup-error.ts'
import { readAt } from './container.ts'

/** Where a backup has its photos: their files one after the other, each behind a line `name length`. They stay encrypted. */
export interface PhotoEntry {
  readonly files: number
  readonly offset: number
  readonly bytes: number
  /** SHA-256 of the whole part, hex. */
  readonly sha256: string
  /** Names of files that were not where the database says; a restore does not hold their absence against the backup. */
  readonly missing: readonly string[]
}

const BATCH = 500
const LONGEST_LINE = 256
const LINE = /^(ticket\/[\w-]{2}\/([\w-]{36})\/([\w-]{43})\.(?:full|small)) (\d{1,12})$/

/** Copies the files of every photo that the snapshot knows, one at a time. */
export async function writePhotos(
  sql: Sql,
  photos: PhotoFiles,
  offset: number,
  write: (chunk: Buffer) => Promise<void>,
): Promise<PhotoEntry> {
  const digest = createHash('sha256')
  const missing: string[] = []
  let files = 0
  let bytes = 0
  for await (const name of namesOf(sql)) {
    const content = await photos.get(name)
    if (!content) {
      missing.push(name)
      continue
    }
    for (const chunk of [Buffer.from(`${name} ${content.length}\n`), content]) {
      digest.update(chunk)
      await write(chunk)
      bytes += chunk.length
    }
    files++
  }
  return { files, offset, bytes, sha256: digest.digest('hex'), missing }
}

async function* namesOf(sql: Sql): AsyncGenerator<string, void, undefined> {
  let [ticketId, photo]: [string | null, string] = [null, '']
  for (;;) {
    const { rows }: { rows: { ticket_id: string; photo: string }[] } = await sql.query(
      `select ticket_id, photo from ticket_photo
       where $1::uuid is null or (ticket_id, photo) > ($1, $2) order by ticket_id, photo limit ${BATCH}`,
      [ticketId, photo],
    )
    for (const row of rows) for (const size of PHOTO_SIZES) yield nameOf(row.ticket_id, row.photo, size)
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return
    ;[ticketId, photo] = [last.ticket_id, last.photo]
  }
}

/**
 * Puts the backup's files where the restored database looks for them; those of tickets that were forgotten since stay away. Tells each
 * name before it is written, so that the caller can undo it. Rejects with `backup.damaged`.
 */
export async function restorePhotos(
  sql: Sql,
  file: FileHandle,
  path: string,
  entry: PhotoEntry,
  photos: PhotoFiles,
  writing: (name: string) => void,
): Promise<void> {
  const damaged = () => new BackupError('backup.damaged', { file: path, part: 'photos' })
  const digest = createHash('sha256')
  const end = entry.offset + entry.bytes
  let at = entry.offset
  let files = 0
  while (at < end) {
    const head = await readAt(file, at, Math.min(LONGEST_LINE, end - at))
    const cut = head.indexOf(0x0a)
    const line = cut < 0 ? null : LINE.exec(head.toString('latin1', 0, cut))
    const [, name = '', ticketId = '', photo = '', length = ''] = line ?? []
    const begin = at + cut + 1
    if (!line || begin + Number(length) > end) throw damaged()
    const content = await readAt(file, begin, Number(length))
    if (content.length !== Number(length)) throw damaged()
    digest.update(head.subarray(0, cut + 1)).update(content)
    const { rows } = await sql.query('select from ticket_photo where ticket_id = $1 and photo = $2', [ticketId, photo])
    if (rows.length > 0) {
      writing(name)
      await photos.put(name, content)
    }
    at = begin + content.length
    files++
  }
  if (digest.digest('hex') !== entry.sha256 || files !== entry.files) throw damaged()
}
