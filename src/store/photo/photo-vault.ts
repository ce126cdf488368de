import { v7 as uuidv7 } from 'uuid'
import { DAY, type Instant, MINUTE, plus } from '../../domain/kernel/instant.ts'
import type { Pool, Sql } from '../database/connect.ts'
import type { TicketSecrets } from '../ticket/secrets.ts'
import { decrypt, decryptText, encrypt, newKey, unwrapKey, wrapKey } from '../vault/cipher.ts'
import type { Keys } from '../vault/keys.ts'
import { PhotoStoreError } from './photo-error.ts'
import type { PhotoFiles } from './photo-files.ts'
import {
  type AboutPhoto,
  nameOf,
  PHOTO_SIZES,
  type PhotoSize,
  photoFolderOf,
  putPhoto,
  readAbout,
  readPhoto,
  type TakenPhoto,
} from './ticket-photos.ts'

/** How long an upload waits for its form to be sent. */
const WAITS_MS = DAY
/** What became part of a ticket waits a little longer: a second submit of the same form still finds it. */
const CLAIMED_WAITS_MS = 10 * MINUTE
/** Nothing that claims an upload takes so long. */
const GRACE_MS = 5 * MINUTE
const CLEARED_AT_ONCE = 200

export interface PhotoVaultDeps {
  readonly pool: Pool
  readonly keys: Pick<Keys, 'master'>
  readonly files: PhotoFiles
}

/** An upload that a command asked for, ready to become a ticket's. */
export interface ClaimedUpload {
  readonly uploadId: string
  readonly about: AboutPhoto
  readonly key: Buffer
}

interface UploadRow {
  readonly upload_id: string
  readonly wrapped_key: Buffer
  readonly sealed: Buffer
}

/**
 * Uploads wait here, each under a key of its own, until a command makes them a ticket's. `owner` is whoever may use one: an account
 * (`account/…`), or the ticket that somebody without an account is writing (`ticket/…`).
 */
export class PhotoVault {
  private readonly deps: PhotoVaultDeps

  constructor(deps: PhotoVaultDeps) {
    this.deps = deps
  }

  /** The row first, then the files: what breaks in between expires like any other. Rejects with `PhotoStoreError`. */
  async keep(taken: TakenPhoto, owner: string, now: Instant): Promise<string> {
    const { pool, keys, files } = this.deps
    const uploadId = uuidv7()
    const key = newKey()
    await pool.query(
      'insert into photo_upload (upload_id, owner, wrapped_key, sealed, expires_at) values ($1, $2, $3, $4, $5)',
      [
        uploadId,
        owner,
        wrapKey(keys.master, key, `upload/${uploadId}`),
        encrypt(key, JSON.stringify(taken.about), `upload-about/${uploadId}`),
        plus(now, WAITS_MS),
      ],
    )
    for (const size of PHOTO_SIZES) {
      await files.put(waitingName(uploadId, size), encrypt(key, taken[size], waitingName(uploadId, size)))
    }
    return uploadId
  }

  /** How many uploads of an owner wait. */
  async waiting(owner: string, now: Instant): Promise<number> {
    const { rows } = await this.deps.pool.query<{ count: number }>(
      'select count(*) as count from photo_upload where owner = $1 and expires_at > $2',
      [owner, now],
    )
    return rows[0]?.count ?? 0
  }

  /** Null: not there, expired, or somebody else's; which of them is not told. */
  async readUpload(uploadId: string, owner: string, size: PhotoSize, now: Instant): Promise<Buffer | null> {
    const claimed = await this.claim([uploadId], owner, now)
    return claimed === null ? null : this.openWaiting(claimed[0], size)
  }

  async dropUpload(uploadId: string, owner: string): Promise<void> {
    const { rowCount } = await this.deps.pool.query(
      `delete from photo_upload where upload_id = $1 and owner = $2
         and not exists (select from photo_claim where photo_claim.upload_id = $1)`,
      [uploadId, owner],
    )
    if (rowCount === 1) await this.removeWaiting(uploadId)
  }

  /** All uploads that a command names, in its order; null when one of them is not (or no longer) the owner's. */
  async claim(uploadIds: readonly string[], owner: string, now: Instant): Promise<ClaimedUpload[] | null> {
    if (uploadIds.length === 0) return []
    const { pool, keys } = this.deps
    const { rows } = await pool.query<UploadRow>(
      `select upload_id, wrapped_key, sealed from photo_upload
       where upload_id = any($1::uuid[]) and owner = $2 and expires_at > $3`,
      [uploadIds, owner, now],
    )
    const found = new Map(rows.map((row) => [row.upload_id, row]))
    const claimed = uploadIds.flatMap((uploadId) => {
      const row = found.get(uploadId.toLowerCase())
      if (!row) return []
      const key = unwrapKey(keys.master, row.wrapped_key, `upload/${row.upload_id}`)
      const about = readAbout(decryptText(key, row.sealed, `upload-about/${row.upload_id}`))
      return [{ uploadId: row.upload_id, about, key }]
    })
    return claimed.length === uploadIds.length ? claimed : null
  }

  /**
   * Puts the files where the ticket's log will say they are, under its key. The claim is written down first, outside of any
   * transaction: files of a command that does not come through are found by it and removed.
   */
  async place(
    secrets: TicketSecrets,
    uploads: readonly (ClaimedUpload & { readonly photo: string })[],
    now: Instant,
  ): Promise<void> {
    const { pool, files } = this.deps
    await pool.query(
      `insert into photo_claim (ticket_id, photo, upload_id)
       select $1, c.* from unnest($2::text[], $3::uuid[]) as c on conflict do nothing`,
      [secrets.ticketId, uploads.map((one) => one.photo), uploads.map((one) => one.uploadId)],
    )
    for (const upload of uploads) {
      const [full, small] = [await this.openWaiting(upload, 'full'), await this.openWaiting(upload, 'small')]
      await putPhoto(files, secrets, upload.photo, { full, small })
    }
    await pool.query('update photo_upload set expires_at = least(expires_at, $2) where upload_id = any($1::uuid[])', [
      uploads.map((one) => one.uploadId),
      plus(now, CLAIMED_WAITS_MS),
    ])
  }

  /** A photo of a ticket; whether its reader may see it was asked before. Null: there is none, or the ticket was forgotten. */
  read(ticketId: string, photo: string, size: PhotoSize): Promise<Buffer | null> {
    const { pool, keys, files } = this.deps
    return readPhoto(pool, keys.master, files, ticketId, photo, size)
  }

  /** Lets go of uploads that nobody sent, and of files of commands that did not come through. Returns how many uploads went. */
  async clearExpired(now: Instant): Promise<number> {
    const { pool, files } = this.deps
    const { rows } = await pool.query<{ upload_id: string }>(
      'select upload_id from photo_upload where expires_at < $1 order by expires_at limit $2',
      [plus(now, -GRACE_MS), CLEARED_AT_ONCE],
    )
    for (const { upload_id: uploadId } of rows) {
      const { rows: left } = await pool.query<{ ticket_id: string; photo: string }>(
        `select c.ticket_id, c.photo from photo_claim c where c.upload_id = $1
           and not exists (select from ticket_photo p where p.ticket_id = c.ticket_id and p.photo = c.photo)
           and not exists (select from photo_claim o
             where o.ticket_id = c.ticket_id and o.photo = c.photo and o.upload_id <> c.upload_id)`,
        [uploadId],
      )
      for (const { ticket_id: ticketId, photo } of left) {
        for (const size of PHOTO_SIZES) await files.remove(nameOf(ticketId, photo, size))
      }
      await this.removeWaiting(uploadId)
      await pool.query('delete from photo_claim where upload_id = $1', [uploadId])
      await pool.query('delete from photo_upload where upload_id = $1', [uploadId])
    }
    return rows.length
  }

  private async openWaiting(upload: ClaimedUpload | undefined, size: PhotoSize): Promise<Buffer> {
    const name = waitingName(upload?.uploadId ?? '', size)
    const box = await this.deps.files.get(name)
    if (!upload || !box) throw new PhotoStoreError('photo.none')
    return decrypt(upload.key, box, name)
  }

  private async removeWaiting(uploadId: string): Promise<void> {
    for (const size of PHOTO_SIZES) await this.deps.files.remove(waitingName(uploadId, size))
  }
}

/**
 * Removes the files of a forgotten ticket, and uploads that became its photos. Their keys went with the ticket's own
 * (`forgetTicket`); this is for the disk, and may be run again.
 */
export async function removeForgotten(sql: Sql, files: PhotoFiles, ticketId: string): Promise<void> {
  const { rows } = await sql.query<{ upload_id: string }>(
    'delete from photo_claim where ticket_id = $1 returning upload_id',
    [ticketId],
  )
  for (const { upload_id: uploadId } of rows) {
    for (const size of PHOTO_SIZES) await files.remove(waitingName(uploadId, size))
  }
  await files.remove(photoFolderOf(ticketId))
}

function waitingName(uploadId: string, size: PhotoSize): string {
  return `waiting/${uploadId}.${size}`
}
