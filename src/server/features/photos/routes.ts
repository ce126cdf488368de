import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { photoQuery, uploadView } from '../../../contract/http/photo.ts'
import { photosOf } from '../../../store/photo/ticket-photos.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'
import type { ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'
import { Problem, problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { isTaken, readPhotos, takeForms } from '../../photo/read-photos.ts'
import { readPermitted } from '../../view/read-permitted.ts'
import { isOfRequester, maySeePhotos } from '../../view/visibility.ts'

const PER_ACCOUNT = 300
const HOUR_MS = 3_600_000
/** Whoever may give a command that brings photos may upload them. */
const UPLOADERS = ['register', 'supplement', 'reply', 'replace-reply', 'record-contact'] as const

/** Photos at the desks: uploaded one by one, read under the rights of the words that they came with. */
export async function photoRoutes(routes: Routes, deps: ServerDeps): Promise<void> {
  const { clock, pool, photos } = deps
  const byAccount = new Attempts(PER_ACCOUNT, HOUR_MS)

  await routes.register((plain, _options, done) => {
    const scope = plain as Routes
    takeForms(scope)
    scope.post(
      '/api/photos',
      {
        config: { access: { permission: UPLOADERS } },
        schema: {
          tags: ['photos'],
          summary: 'Upload one photo (multipart/form-data); it waits a day for the command that brings it',
          consumes: ['multipart/form-data'],
          response: { 201: uploadView },
        },
      },
      async (request, reply) => {
        const account = accountOf(request)
        const seconds = byAccount.take(account.accountId, clock.now())
        if (seconds > 0 && !request.trusted) throw problem('photo.too-often', { seconds })
        if (!photos) throw problem('photo.store-denied')
        if (!request.isMultipart()) throw problem('http.unsupported-type')
        const [first] = (await readPhotos(request)).photos
        if (!first) throw problem('photo.no-photo')
        if (!isTaken(first)) throw new Problem(first)
        const upload = await photos.keep(first, ownerOf(account.accountId), clock.now())
        const { width, height, bytes } = first.about
        return reply.code(201).send({ upload, width, height, bytes })
      },
    )
    done()
  })

  routes.get(
    '/api/photos/:upload',
    {
      config: { access: { permission: UPLOADERS } },
      schema: {
        tags: ['photos'],
        summary: 'A photo that I uploaded and that was not sent yet',
        params: z.object({ upload: z.uuid() }),
        querystring: photoQuery,
      },
    },
    async (request, reply) => {
      const owner = ownerOf(accountOf(request).accountId)
      const { upload } = request.params
      return sendPhoto(await photos?.readUpload(upload, owner, request.query.size, clock.now()), reply)
    },
  )

  routes.delete(
    '/api/photos/:upload',
    {
      config: { access: { permission: UPLOADERS } },
      schema: {
        tags: ['photos'],
        summary: 'Take a photo away that was not sent yet',
        params: z.object({ upload: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await photos?.dropUpload(request.params.upload, ownerOf(accountOf(request).accountId))
      return reply.code(204).send(null)
    },
  )

  routes.get(
    '/api/tickets/:id/photos/:photo',
    {
      config: { access: { permission: 'read-ticket' } },
      schema: {
        tags: ['photos'],
        summary: 'A photo of a ticket, for whoever may read the words that it came with',
        params: z.object({ id: z.uuid(), photo: z.string().regex(/^[\w-]{43}$/) }),
        querystring: photoQuery,
      },
    },
    async (request, reply) => {
      const account = accountOf(request)
      const { id: ticketId, photo } = request.params
      const { reading, visible } = await readPermitted(ticketId, 'read-ticket', account, request.scopes, deps)
      const seen = reading.events.filter(
        (event) => maySeePhotos(event, visible) && photosOf(event).some((one) => one.photo === photo),
      )
      if (seen.length === 0) throw problem('photo.none')
      const bytes = await photos?.read(ticketId, photo, request.query.size)
      // As with words: a look at what the requester brought leaves a line, and what cannot be logged is not shown.
      if (bytes && seen.some(isOfRequester)) {
        const { accountId } = account
        await logAccess(pool, { ticketId, personId: null, accountId, what: 'photo', reason: null, at: clock.now() })
      }
      return sendPhoto(bytes, reply)
    },
  )
}

function ownerOf(accountId: string): string {
  return `account/${accountId}`
}

/** Kept by nobody on the way: a shared machine must not show it to whoever sits there next. */
function sendPhoto(bytes: Buffer | null | undefined, reply: FastifyReply): FastifyReply {
  if (!bytes) throw problem('photo.none')
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', 'inline; filename="photo.jpg"')
    .type('image/jpeg')
    .send(bytes)
}
