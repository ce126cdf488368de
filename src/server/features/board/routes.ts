import { z } from 'zod'
import { readAs } from '../../../store/database/reader.ts'
import { boardOf } from '../../../store/read-models/board.ts'
import type { ServerDeps } from '../../deps.ts'
import type { Routes } from '../../http/routing.ts'
import { todayOf } from '../../http/today.ts'
import { accountOf, inboxOf } from '../../http/who.ts'

const count = z.number().int()

export function boardRoutes(routes: Routes, { readerPool, pool, rulebook, clock }: ServerDeps): void {
  routes.get(
    '/api/board',
    {
      config: { access: { permission: 'read-list' } },
      schema: {
        tags: ['tickets'],
        summary: 'How many open tickets my unit has, by phase',
        response: {
          200: z.object({
            unit: z.string(),
            open: count,
            late: count,
            dueSoon: count,
            dueToday: count,
            arrivedToday: count,
            phases: z.array(z.object({ phase: z.string(), count, late: count, dueSoon: count })),
            marks: z.record(z.string(), count),
            now: z.string(),
          }),
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const now = clock.now()
      const unit = inboxOf(accountOf(request), request.scopes, rulebook.org)
      const board = await readAs(readerPool ?? pool, unit, (sql) => boardOf(sql, unit, now, todayOf(now, rulebook)))
      return { unit, ...board, now }
    },
  )
}
