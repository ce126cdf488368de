import { z } from 'zod'
import { COMMAND_TYPES } from '../../../domain/ticket/decide.ts'
import { readAs } from '../../../store/database/reader.ts'
import { listByIds, unitsSeeing } from '../../../store/read-models/ticket-list.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import type { LiveUpdates } from '../../live.ts'
import { mayKnowOf } from '../../view/presence-rights.ts'

const params = z.object({ id: z.uuid() })
const others = z.object({ others: z.array(z.object({ name: z.string(), command: z.string() })) })

/** Who else is writing on a ticket now: told while they write, forgotten half a minute after. Nothing is stored. */
export function presenceRoutes(routes: Routes, deps: ServerDeps, live: LiveUpdates): void {
  const { readerPool, pool, rulebook } = deps

  routes.get(
    '/api/tickets/:id/presence',
    {
      config: { access: { permission: 'read-ticket' } },
      schema: { tags: ['tickets'], summary: 'Who else writes on this ticket now', params, response: { 200: others } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const account = accountOf(request)
      const unit = inboxOf(account, request.scopes, rulebook.org)
      const { id } = request.params
      const seen = await readAs(readerPool ?? pool, unit, (sql) => listByIds(sql, unit, [id]))
      if (seen.length === 0) throw problem('ticket.unknown')
      const present = live
        .presentOn(id)
        .filter((one) => one.account !== account.accountId && mayKnowOf(account.unit, one.unit, rulebook.org))
      return { others: present.map(({ name, command }) => ({ name, command })) }
    },
  )

  routes.put(
    '/api/tickets/:id/presence',
    {
      config: { access: { permission: 'read-ticket' } },
      schema: {
        tags: ['tickets'],
        summary: 'I am writing here; again every ten seconds, null when I stop',
        params,
        body: z.object({ command: z.enum(COMMAND_TYPES).nullable() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const account = accountOf(request)
      const unit = inboxOf(account, request.scopes, rulebook.org)
      const ticketId = request.params.id
      const seen = await readAs(readerPool ?? pool, unit, (sql) => listByIds(sql, unit, [ticketId]))
      if (seen.length === 0) throw problem('ticket.unknown')
      const all = await unitsSeeing(pool, ticketId)
      live.tellPresence({
        ticketId,
        account: account.accountId,
        name: account.name,
        unit: account.unit,
        command: request.body.command,
        units: all.filter((one) => mayKnowOf(one, account.unit, rulebook.org)),
      })
      return reply.code(204).send(null)
    },
  )
}
