import { z } from 'zod'
import { readAs } from '../../../store/database/reader.ts'
import { listTickets } from '../../../store/read-models/ticket-list.ts'
import { readTicket } from '../../../store/read-models/ticket-reading.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import { riskName } from '../../view/timeline.ts'

const MOST = 100

/** P2: alerts nobody has put a name to yet. They are acknowledged by the command `acknowledge-alert` of their ticket. */
export function alertRoutes(routes: Routes, { readerPool, pool, keys, rulebook }: ServerDeps): void {
  routes.get(
    '/api/alerts',
    {
      config: { access: { permission: 'acknowledge-alert' } },
      schema: {
        tags: ['tickets'],
        summary: 'Alerts that wait for somebody, newest first',
        response: {
          200: z.object({
            alerts: z.array(
              z.object({
                ticketId: z.uuid(),
                number: z.string(),
                alert: z.string(),
                risks: z.array(z.object({ code: z.string(), name: z.string() })),
                responsible: z.string(),
                phase: z.string(),
                raisedAt: z.string(),
              }),
            ),
          }),
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const language = languageOf(request)
      const unit = inboxOf(accountOf(request), request.scopes, rulebook.org)
      const found = await readAs(readerPool ?? pool, unit, async (sql) => {
        const rows = await listTickets(sql, { unit, order: 'newest', mark: 'alert', size: MOST })
        const readings = []
        for (const row of rows) readings.push(await readTicket(sql, keys.master, row.ticket_id))
        return readings.filter((one) => one !== null)
      })
      return {
        alerts: found.flatMap(({ state, events }) =>
          state.alerts
            .filter((alert) => alert.by === null)
            .map(({ alert, risks }) => ({
              ticketId: state.ticketId,
              number: state.number,
              alert,
              risks: risks.map((code) => ({ code, name: riskName(code, language) })),
              responsible: state.responsible,
              phase: state.phase,
              raisedAt:
                events.find((one) => one.type === 'alert-raised' && one.data.alert === alert)?.at ?? state.registeredAt,
            })),
        ),
      }
    },
  )
}
