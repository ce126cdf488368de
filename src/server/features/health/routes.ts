import { z } from 'zod'
import { scopesOf } from '../../../domain/rights/permit.ts'
import type { ServerDeps } from '../../deps.ts'
import { isLoopback } from '../../host.ts'
import type { Metrics } from '../../http/metrics.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'

const PUBLIC = { access: { permission: 'public' } } as const

export function healthRoutes(routes: Routes, deps: ServerDeps, metrics: Metrics): void {
  const { pool, clock, rulebook, progress } = deps

  routes.get(
    '/healthz',
    {
      config: PUBLIC,
      schema: { tags: ['health'], summary: 'The process lives', response: { 200: z.object({ alive: z.boolean() }) } },
    },
    async () => ({ alive: true }),
  )

  routes.get(
    '/readyz',
    {
      config: PUBLIC,
      schema: {
        tags: ['health'],
        summary: 'Migrations, units and policy are in; the demo may still be filling',
        response: {
          200: z.object({
            ready: z.boolean(),
            fill: z.object({ filling: z.boolean(), done: z.number(), total: z.number() }).nullable(),
          }),
        },
      },
    },
    async () => {
      const { rows } = await pool.query<{ ready: boolean }>(
        'select exists (select from unit) and exists (select from policy_version) as ready',
      )
      if (!rows[0]?.ready) throw problem('database.unavailable')
      return { ready: true, fill: progress?.() ?? null }
    },
  )

  routes.get('/metrics', { config: PUBLIC, schema: { hide: true } }, async (request, reply) => {
    const account = request.account
    const policy = rulebook.inForce(clock.now())
    const mayRead = account !== null && scopesOf(account, 'read-health', policy).length > 0
    if (!isLoopback(request.ip) && !request.trusted && !mayRead) throw problem('rights.no-grant')
    return reply
      .type(metrics.contentType)
      .serializer(String)
      .send(await metrics.text())
  })
}
