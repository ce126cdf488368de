import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { DAY, plus } from '../../../domain/kernel/instant.ts'
import type { Rejection } from '../../../domain/kernel/result.ts'
import { MOST_PHOTOS, type PhotoRef, type TicketEvent } from '../../../domain/ticket/events.ts'
import type { Reader } from '../../../portal/reader.ts'
import type { Draft } from '../../../portal/report/draft.ts'
import { type PhotoField, REMOVE_PHOTO, type ShownPhoto } from '../../../portal/report/photos.ts'
import { PhotoStoreError } from '../../../store/photo/photo-error.ts'
import { photosOf, type TakenPhoto } from '../../../store/photo/ticket-photos.ts'
import { say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'
import { readableFacts } from '../../http/facts.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { isTaken, type PhotoForm, readPhotos, takeForms } from '../../photo/read-photos.ts'
import { PUBLIC } from './access.ts'
import { fieldsOf } from './form-bodies.ts'
import type { Seal } from './seal.ts'

/** From one address (a family, an office) in an hour. */
const PER_ADDRESS = 120
const HOUR_MS = 3_600_000
/** How long a page's pictures can be opened by their addresses. */
const OPEN_MS = DAY / 2
const PLACE = 'photo'

const opensShape = z.object({
  until: z.string(),
  upload: z.uuid().optional(),
  ticketId: z.uuid(),
  photo: z.string().optional(),
})
type Opens = z.infer<typeof opensShape>

/** A form, with or without files; its fields become the request's, so that everything else reads them as ever. */
export async function readForm(request: FastifyRequest): Promise<PhotoForm> {
  if (!request.isMultipart()) return { fields: fieldsOf(request), photos: [] }
  const form = await readPhotos(request)
  request.body = form.fields
  return form
}

/** What came of the photos of one form. */
export interface KeptPhotos {
  readonly uploads: readonly string[]
  readonly faults: readonly Rejection[]
}

/** Photos of people without an account: kept for the ticket that they are writing to. */
export class PortalPhotos {
  private readonly deps: ServerDeps
  private readonly seal: Seal
  private readonly byAddress = new Attempts(PER_ADDRESS, HOUR_MS)

  constructor(routes: Routes, deps: ServerDeps, seal: Seal) {
    this.deps = deps
    this.seal = seal
    takeForms(routes)
    this.serve(routes)
  }

  /** Keeps what could be taken; `before` counts to the six that a form may bring. A fault of one leaves the others in. */
  async keep(
    sent: PhotoForm['photos'],
    ticketId: string,
    request: FastifyRequest,
    before: readonly string[] = [],
  ): Promise<KeptPhotos> {
    const { clock } = this.deps
    const uploads = [...before]
    const faults: Rejection[] = []
    for (const photo of sent) {
      if (!isTaken(photo)) {
        faults.push(photo)
        continue
      }
      const seconds = request.trusted ? 0 : this.byAddress.take(request.ip, clock.now())
      if (seconds > 0) faults.push(problem('photo.too-often', { seconds }).rejection)
      else if (uploads.length >= MOST_PHOTOS) faults.push(problem('photo.too-many', { most: MOST_PHOTOS }).rejection)
      else {
        const kept = await this.store(photo, ticketId)
        if (typeof kept === 'string') uploads.push(kept)
        else faults.push(kept)
      }
    }
    return { uploads, faults: distinct(faults) }
  }

  /** The draft without the photo whose button was pressed; null: no such button. */
  async remove(go: string, draft: Draft): Promise<Draft | null> {
    if (!go.startsWith(REMOVE_PHOTO)) return null
    const gone = draft.photos[Number(go.slice(REMOVE_PHOTO.length)) - 1]
    if (gone === undefined) return draft
    await this.deps.photos?.dropUpload(gone, ownerOf(draft.ticketId))
    return { ...draft, photos: draft.photos.filter((one) => one !== gone) }
  }

  fieldOf({ photos, ticketId }: Draft, faults: readonly Rejection[], reader: Reader): PhotoField {
    return {
      shown: photos.map((upload) => ({ address: this.address({ upload, ticketId }), role: null })),
      faults: faults.map((one) => this.tell(one, reader)),
    }
  }

  /** A refusal in the reader's words. */
  tell({ code, facts }: Rejection, { language }: Reader): string {
    const { rulebook, clock } = this.deps
    const { calendar } = rulebook.inForce(clock.now())
    return say(language, code, readableFacts(facts, { language, org: rulebook.org, calendar }))
  }

  /** The photos of an event, for a page that shows its words. */
  shown(event: TicketEvent, ticketId: string): ShownPhoto[] {
    return photosOf(event).map(({ photo, role }: PhotoRef) => ({ address: this.address({ ticketId, photo }), role }))
  }

  private async store(photo: TakenPhoto, ticketId: string): Promise<string | Rejection> {
    const { photos, clock } = this.deps
    if (!photos) return problem('photo.store-denied').rejection
    try {
      return await photos.keep(photo, ownerOf(ticketId), clock.now())
    } catch (error) {
      if (error instanceof PhotoStoreError) return { code: error.code, facts: {} }
      throw error
    }
  }

  private address(what: Omit<Opens, 'until'>): string {
    const box = this.seal.close(PLACE, { ...what, until: plus(this.deps.clock.now(), OPEN_MS) })
    return `/portal/photo?of=${box}`
  }

  /** Pictures are fetched by closed addresses: neither number nor secret stands in them, and they end by themselves. */
  private serve(routes: Routes): void {
    const { photos, clock } = this.deps
    routes.get('/portal/photo', PUBLIC, async (request, reply) => {
      const { of, size } = request.query as Readonly<Record<string, unknown>>
      const opens = opensShape.safeParse(this.seal.open(PLACE, typeof of === 'string' ? of : undefined))
      if (!opens.success || opens.data.until < clock.now()) throw problem('photo.none')
      const { upload, ticketId, photo } = opens.data
      const wanted = size === 'small' ? 'small' : 'full'
      const bytes =
        upload === undefined
          ? await photos?.read(ticketId, photo ?? '', wanted)
          : await photos?.readUpload(upload, ownerOf(ticketId), wanted, clock.now())
      if (!bytes) throw problem('photo.none')
      return reply
        .header('cache-control', 'no-store')
        .header('x-robots-tag', 'noindex')
        .header('content-disposition', 'inline; filename="photo.jpg"')
        .type('image/jpeg')
        .send(bytes)
    })
  }
}

/** The same as `gatherPhotos` asks for. */
function ownerOf(ticketId: string): string {
  return `ticket/${ticketId}`
}

function distinct(faults: readonly Rejection[]): Rejection[] {
  return [...new Map(faults.map((one) => [JSON.stringify(one), one])).values()]
}
