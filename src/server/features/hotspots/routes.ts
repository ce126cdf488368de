import { type HotspotView, hotspotQuery, hotspotView } from '../../../contract/http/hotspots.ts'
import { toMs } from '../../../domain/kernel/instant.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import { hotspotsOf } from './hotspots.ts'

/** A screen that is opened again, or by a colleague, within a minute reads what was just worked out. */
const FRESH_MS = 60_000
const MOST_KEPT = 100

export function hotspotRoutes(routes: Routes, deps: ServerDeps): void {
  const kept = new Map<string, Promise<HotspotView>>()
  routes.get(
    '/api/hotspots',
    {
      config: { access: { permission: 'read-list' } },
      schema: {
        tags: ['hotspots'],
        summary: 'What is hot in my unit: matters and callers that come again, bursts, risk words',
        querystring: hotspotQuery,
        response: { 200: hotspotView },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const account = accountOf(request)
      const language = languageOf(request)
      const { days } = request.query
      const unit = inboxOf(account, request.scopes, deps.rulebook.org)
      const key = JSON.stringify([unit, days, language, account.role])
      const known = kept.get(key)
      const found = known && (await known.catch(() => null))
      if (found && toMs(deps.clock.now()) - toMs(found.now) < FRESH_MS) return found
      const asked = hotspotsOf(unit, Number(days), account, language, deps)
      kept.set(key, asked)
      const [oldest] = kept.keys()
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
      asked.catch(() => kept.delete(key))
      return asked
    },
  )
}
