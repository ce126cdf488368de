import { hash } from 'node:crypto'
import { z } from 'zod'
import type { PhotoRef, TicketEvent } from '../../domain/ticket/events.ts'
import type { Sql } from '../database/connect.ts'
import { type TicketSecrets, unwrapSecrets } from '../ticket/secrets.ts'
import { commitPersonal, decrypt, decryptText, encrypt } from '../vault/cipher.ts'
import { VaultError } from '../vault/vault-error.ts'
import type { PhotoFiles } from './photo-files.ts'

/** The picture itself, and a small one for lists. */
export const PHOTO_SIZES = ['full', 'small'] as const
export type PhotoSize = (typeof PHOTO_SIZES)[number]

/** What is kept about a photo besides its bytes: pixels, length in bytes, SHA-256 of the full picture (hex) and its likeness. */
const aboutShape = z.object({
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
  print: z.string(),
})
export type AboutPhoto = z.infer<typeof aboutShape>

export function readAbout(text: string): AboutPhoto {
  return aboutShape.parse(JSON.parse(text))
}

/** A photo as it was taken in: both pictures are JPEG without any metadata. */
export interface TakenPhoto {
  readonly full: Buffer
  readonly small: Buffer
  readonly about: AboutPhoto
}

/** A row of `ticket_photo`. */
export interface PhotoRow {
  readonly photo: string
  readonly sealed: Buffer
}

/** The commitment under which a ticket knows a photo: HMAC under the ticket's key, so that nobody can try photos they have. */
export function commitPhoto(key: Buffer, sha256: string): string {
  return commitPersonal(key, 'photo', sha256)
}

/** The row that goes with a photo of a ticket. Throws when the ticket is forgotten. */
export function sealAbout(secrets: TicketSecrets, about: AboutPhoto): PhotoRow {
  const { key, ticketId } = secrets
  if (!key) throw new Error(`ticket ${ticketId} is forgotten: it takes no more photos`)
  const photo = commitPhoto(key, about.sha256)
  return { photo, sealed: encrypt(key, JSON.stringify(about), `photo-about/${ticketId}/${photo}`) }
}

export async function putPhoto(
  files: PhotoFiles,
  { ticketId, key }: TicketSecrets,
  photo: string,
  pictures: Readonly<Record<PhotoSize, Buffer>>,
): Promise<void> {
  if (!key) throw new Error(`ticket ${ticketId} is forgotten: it takes no more photos`)
  for (const size of PHOTO_SIZES) {
    await files.put(nameOf(ticketId, photo, size), encrypt(key, pictures[size], placeOf(ticketId, photo, size)))
  }
}

/** Null: no such photo, or its ticket was forgotten. Throws `vault.not-authentic` on a file that somebody changed. */
export async function readPhoto(
  sql: Sql,
  master: Buffer,
  files: PhotoFiles,
  ticketId: string,
  photo: string,
  size: PhotoSize,
): Promise<Buffer | null> {
  const { rows } = await sql.query<{ seed: Buffer; wrapped_key: Buffer | null }>(
    `select seed, wrapped_key from ticket_secret join ticket_photo using (ticket_id)
     where ticket_id = $1 and photo = $2`,
    [ticketId, photo],
  )
  const [row] = rows
  const key = row ? unwrapSecrets(master, ticketId, row.seed, row.wrapped_key).key : null
  const box = key && (await files.get(nameOf(ticketId, photo, size)))
  return key && box ? decrypt(key, box, placeOf(ticketId, photo, size)) : null
}

/** Whether a stored photo is what the log committed to; `missing` is told apart, because a copy may still be found. */
export async function checkPhoto(
  files: PhotoFiles,
  { ticketId, key }: TicketSecrets,
  { photo, sealed }: PhotoRow,
): Promise<'sound' | 'missing' | 'differs'> {
  if (!key) return 'sound'
  try {
    const about = openAbout({ ticketId, key }, { photo, sealed })
    for (const size of PHOTO_SIZES) {
      const box = await files.get(nameOf(ticketId, photo, size))
      if (!box) return 'missing'
      const bytes = decrypt(key, box, placeOf(ticketId, photo, size))
      if (
        size === 'full' &&
        (hash('sha256', bytes, 'hex') !== about?.sha256 || commitPhoto(key, about.sha256) !== photo)
      )
        return 'differs'
    }
    return 'sound'
  } catch (error) {
    if (error instanceof VaultError || error instanceof SyntaxError || error instanceof z.ZodError) return 'differs'
    throw error
  }
}

/** Null once the ticket is forgotten. */
export function openAbout(
  { ticketId, key }: Pick<TicketSecrets, 'ticketId' | 'key'>,
  { photo, sealed }: PhotoRow,
): AboutPhoto | null {
  return key && readAbout(decryptText(key, sealed, `photo-about/${ticketId}/${photo}`))
}

/** The photos that an event brought; every kind that can has them in one field. */
export function photosOf(event: TicketEvent): readonly PhotoRef[] {
  return 'photos' in event.data ? (event.data.photos ?? []) : []
}

/** A UUIDv7 begins with its time: its end spreads tickets over folders. */
export function photoFolderOf(ticketId: string): string {
  return `ticket/${ticketId.slice(-2)}/${ticketId}`
}

export function nameOf(ticketId: string, photo: string, size: PhotoSize): string {
  return `${photoFolderOf(ticketId)}/${photo}.${size}`
}

function placeOf(ticketId: string, photo: string, size: PhotoSize): string {
  return `photo/${ticketId}/${photo}/${size}`
}
