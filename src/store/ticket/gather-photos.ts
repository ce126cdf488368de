import type { Instant } from '../../domain/kernel/instant.ts'
import type { TicketEvent } from '../../domain/ticket/events.ts'
import type { ClaimedUpload, PhotoVault } from '../photo/photo-vault.ts'
import { commitPhoto, type PhotoRow, photosOf, sealAbout } from '../photo/ticket-photos.ts'
import { uploadsIn } from './prepare.ts'
import type { TicketSecrets } from './secrets.ts'
import type { Batch } from './ticket-log.ts'

/** The photos that a batch of commands brings along. */
export interface GatheredPhotos {
  /** The commitment to an upload's photo. */
  readonly photoOf: (upload: string) => string
  /** Puts the files of those that the events name where they belong; before the events are appended, so that none lacks its file. */
  readonly place: (events: readonly TicketEvent[]) => Promise<void>
  readonly rows: (events: readonly TicketEvent[]) => readonly PhotoRow[]
}

/** Null: an upload is not there, has expired, or is somebody else's. An account brings its own; else the ticket's own. */
export async function gatherPhotos(
  vault: PhotoVault | undefined,
  { requests, actor, ticketId }: Batch,
  secrets: TicketSecrets,
  now: Instant,
): Promise<GatheredPhotos | null> {
  const wanted = [...new Set(requests.flatMap((one) => (typeof one === 'function' ? [] : uploadsIn(one))))]
  // What a forgotten ticket may still take is the command handler's to say.
  if (wanted.length === 0 || !secrets.key) return NONE
  const owner = actor.kind === 'person' ? `account/${actor.account}` : `ticket/${ticketId}`
  const claimed = vault ? await vault.claim(wanted, owner, now) : null
  if (!vault || !claimed) return null
  const { key } = secrets
  const byUpload = new Map<string, ClaimedUpload & { readonly photo: string }>()
  for (const [index, upload] of wanted.entries()) {
    const one = claimed[index]
    if (one) byUpload.set(upload, { ...one, photo: commitPhoto(key, one.about.sha256) })
  }
  const named = (events: readonly TicketEvent[]) => {
    const photos = new Set(events.flatMap((event) => photosOf(event).map((one) => one.photo)))
    return [...new Map([...byUpload.values()].map((one) => [one.photo, one])).values()].filter((one) =>
      photos.has(one.photo),
    )
  }
  return {
    photoOf: (upload) => byUpload.get(upload)?.photo ?? '',
    place: async (events) => {
      const due = named(events)
      if (due.length > 0) await vault.place(secrets, due, now)
    },
    rows: (events) => named(events).map((one) => sealAbout(secrets, one.about)),
  }
}

const NONE: GatheredPhotos = { photoOf: () => '', place: async () => {}, rows: () => [] }
