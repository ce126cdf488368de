import { z } from 'zod'
import { listQuery, ticketList, ticketView } from '../../../contract/http/ticket.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import { listFor } from './list.ts'
import { openTicket } from './open.ts'
import { unmask } from './unmask.ts'

export function ticketRoutes(routes: Routes, deps: ServerDeps): void {
  const { rulebook } = deps

  routes.get(
    '/api/tickets',
    {
      config: { access: { permission: 'read-list' } },
      schema: {
        tags: ['tickets'],
        summary: 'The tickets of my unit',
        querystring: listQuery,
        response: { 200: ticketList },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const account = accountOf(request)
      const unit = inboxOf(account, request.scopes, rulebook.org)
      return listFor(unit, account, request.query, languageOf(request), deps)
    },
  )

  routes.get(
    '/api/tickets/:id',
    {
      config: { access: { permission: 'read-ticket' } },
      schema: {
        tags: ['tickets'],
        summary: 'One ticket: facts, clocks, timeline, what I may do',
        params: z.object({ id: z.uuid() }),
        response: { 200: ticketView },
      },
    },
    async (request, reply) => {
      const view = await openTicket(request.params.id, accountOf(request), request.scopes, languageOf(request), deps)
      reply.header('cache-control', 'no-store').header('etag', `"${view.version}"`)
      return view
    },
  )

  routes.post(
    '/api/tickets/:id/person',
    {
      config: { access: { permission: 'read-person' } },
      schema: {
        tags: ['tickets'],
        summary: 'Name and phone in full; the reason is logged and its subject can ask for it',
        params: z.object({ id: z.uuid() }),
        body: z.object({ reason: z.string().trim().min(2).max(500) }),
        response: {
          200: z.object({
            requester: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(),
            concerned: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(),
          }),
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return unmask(request.params.id, accountOf(request), request.scopes, request.body.reason, deps)
    },
  )
}
