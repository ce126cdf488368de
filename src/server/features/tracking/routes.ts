import { z } from 'zod'
import { trackView } from '../../../contract/http/track.ts'
import { REQUESTS } from '../../../contract/ticket/request.ts'
import { supplementByLink, track } from '../../acts/track.ts'
import type { ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'
import { languageOf } from '../../http/language.ts'
import { Problem, problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'

/** Wrong guesses a quarter of an hour, per address. */
const GUESSES = 30
const WINDOW_MS = 15 * 60_000

const link = { number: z.string().max(40), secret: z.string().max(40) }

export function trackingRoutes(routes: Routes, deps: ServerDeps): void {
  const guesses = new Attempts(GUESSES, WINDOW_MS)
  const { clock } = deps

  routes.get(
    '/api/track/:number',
    {
      config: { access: { permission: 'public' } },
      schema: {
        tags: ['citizens'],
        summary: 'Progress of a request, by its number and the code of the receipt',
        params: z.object({ number: link.number }),
        querystring: z.object({ secret: link.secret }),
        response: { 200: trackView },
      },
    },
    async (request, reply) => {
      const seconds = guesses.take(request.ip, clock.now())
      if (seconds > 0) throw problem('http.rate-limited', { seconds })
      const result = await track({ ...request.params, ...request.query }, languageOf(request), deps)
      if (!result.ok) throw new Problem(result.rejection)
      guesses.forgive(request.ip)
      reply.header('cache-control', 'no-store')
      return result.value
    },
  )

  routes.post(
    '/api/track/:number/supplements',
    {
      config: { access: { permission: 'public' } },
      schema: {
        tags: ['citizens'],
        summary: 'Add to a request through its link',
        params: z.object({ number: link.number }),
        headers: z.object({ 'idempotency-key': z.string().min(8).max(100).optional() }),
        body: z.object({ secret: link.secret, text: REQUESTS.supplement.shape.text }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const seconds = guesses.take(request.ip, clock.now())
      if (seconds > 0) throw problem('http.rate-limited', { seconds })
      const key = request.headers['idempotency-key']
      if (key === undefined) throw problem('http.key-needed')
      const { secret, text } = request.body
      const result = await supplementByLink({ number: request.params.number, secret }, text, key, clock.now(), deps)
      if (!result.ok) throw new Problem(result.rejection)
      return reply.code(204).send(null)
    },
  )
}
