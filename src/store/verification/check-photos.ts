import type { TicketEvent } from '../../domain/ticket/events.ts'
import type { PhotoFiles } from '../photo/photo-files.ts'
import { checkPhoto, nameOf, PHOTO_SIZES, type PhotoRow, photosOf } from '../photo/ticket-photos.ts'
import type { TicketSecrets } from '../ticket/secrets.ts'
import type { CheckDeps } from './check-ticket.ts'

export interface PhotoChecks {
  readonly files: PhotoFiles
  /** Names of files that are known to be gone. */
  readonly knownMissing?: ReadonlySet<string>
}

/** Holds every photo that the log names against its file; returns how many there were. */
export async function checkPhotos(
  events: readonly TicketEvent[],
  rows: readonly PhotoRow[],
  secrets: TicketSecrets,
  { files, knownMissing }: PhotoChecks,
  report: CheckDeps['report'],
): Promise<number> {
  const left = new Map(rows.map((row) => [row.photo, row]))
  const named = new Map<string, number>()
  for (const [index, event] of events.entries()) {
    for (const { photo } of photosOf(event)) if (!named.has(photo)) named.set(photo, index + 1)
  }
  for (const [photo, version] of named) {
    const row = left.get(photo)
    left.delete(photo)
    const isKnown = PHOTO_SIZES.some((size) => knownMissing?.has(nameOf(secrets.ticketId, photo, size)))
    const found = row ? await checkPhoto(files, secrets, row) : 'missing'
    const facts = { ticket: secrets.ticketId, version, photo }
    if (found === 'missing' && !isKnown) report('photo.missing', facts)
    if (found === 'differs') report('photo.differs', facts)
  }
  for (const photo of left.keys()) {
    report('row.surplus', { ticket: secrets.ticketId, table: 'ticket_photo', row: photo })
  }
  return named.size
}
