import { z } from 'zod'
import { reviewBody, signalList, signalQuery } from '../../../contract/http/signals.ts'
import { CENTRE } from '../../../domain/org/unit.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import { SignalDesk } from './signals.ts'

const access = { permission: 'read-signals' }
const tags = ['signals']

/** What a human should look at. P23: accuses nobody, changes no score, and is never shown to a handling unit. */
export function signalRoutes(routes: Routes, deps: ServerDeps): void {
  const desk = new SignalDesk(deps)

  /** Whatever a policy grants: only the centre and the supervision body look at all units' signals. */
  const readerOf = (request: Parameters<typeof accountOf>[0]) => {
    const account = accountOf(request)
    if (inboxOf(account, request.scopes, deps.rulebook.org) !== CENTRE) throw problem('rights.other-unit')
    return account
  }

  routes.get(
    '/api/signals',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What a human should look at in a period (the current one unless told), with what was found so far',
        querystring: signalQuery,
        response: { 200: signalList },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      readerOf(request)
      return desk.list(request.query.period, languageOf(request))
    },
  )

  routes.post(
    '/api/signals/:id/reviews',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Note, under one’s name, what was found about a signal',
        params: z.object({ id: z.string().max(80) }),
        body: reviewBody,
        response: { 201: z.object({ reviewId: z.string() }) },
      },
    },
    async (request, reply) => {
      await desk.review(request.params.id, request.body, readerOf(request))
      return reply.code(201).send({ reviewId: request.body.reviewId })
    },
  )
}
