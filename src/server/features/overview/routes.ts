import { z } from 'zod'
import { overview, watchBody } from '../../../contract/http/overview.ts'
import { readAs } from '../../../store/database/reader.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { unwatchTicket, watchTicket } from '../../../store/watch/watched-tickets.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import { overviewFor } from './overview.ts'

const access = { permission: 'read-overview' }
const tags = ['overview']
const params = z.object({ id: z.uuid() })

/** A leader's own scope at a glance, and the list of tickets that the leader keeps an eye on 盯办. */
export function overviewRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool, readerPool, keys, rulebook, clock } = deps

  routes.get(
    '/api/overview',
    {
      config: { access },
      schema: {
        tags,
        summary: 'My scope: rates against last period and peers, what is late, watched, and changed since yesterday',
        response: { 200: overview },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return overviewFor(accountOf(request), request.scopes, languageOf(request), deps)
    },
  )

  routes.put(
    '/api/watched/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Keep an eye on a ticket of my scope: why, and on which day to look again',
        params,
        body: watchBody,
        response: { 200: z.object({ ticketId: z.uuid() }) },
      },
    },
    async (request) => {
      const { id: ticketId } = request.params
      const account = accountOf(request)
      const inbox = inboxOf(account, request.scopes, rulebook.org)
      const rows = await readAs(readerPool ?? pool, inbox, (sql) => listByIds(sql, inbox, [ticketId]))
      if (rows.length === 0) throw problem('ticket.unknown')
      const watch = { ticketId, account: account.accountId, ...request.body }
      if (!(await watchTicket(pool, keys.master, watch, clock.now()))) throw problem('ticket.forgotten')
      return { ticketId }
    },
  )

  routes.delete(
    '/api/watched/:id',
    {
      config: { access },
      schema: { tags, summary: 'Take a ticket off my list', params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await unwatchTicket(pool, request.params.id, accountOf(request).accountId)
      return reply.code(204).send(null)
    },
  )
}
