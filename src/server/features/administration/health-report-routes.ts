import { HEALTH_CHECKS, healthReport, retentionReport } from '../../../contract/http/operation.ts'
import { retentionOf } from '../../../domain/policy/retention.ts'
import { listRetention, previewRetention, retentionLimits } from '../../../store/retention/retention.ts'
import { say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import type { Routes } from '../../http/routing.ts'
import { lookAt } from './health-checks.ts'

const MOST_RUNS = 30

/** How the installation is doing, each check with what to do if it is not. */
export function healthReportRoutes(routes: Routes, deps: ServerDeps): void {
  routes.get(
    '/api/administration/health',
    {
      config: { access: { permission: 'read-health' } },
      schema: {
        tags: ['administration'],
        summary: 'Database, disk, backup, clocks, seals, jobs and messages, each with what to do if it is red',
        response: { 200: healthReport },
      },
    },
    async (request, reply) => {
      const language = languageOf(request)
      const found = await lookAt(HEALTH_CHECKS, deps)
      reply.header('cache-control', 'no-store')
      return {
        at: deps.clock.now(),
        checks: found.map(({ check, grade, said, facts }) => ({
          check,
          name: say(language, `health.${check}`),
          grade,
          said: say(language, `health-said.${said}`, facts),
          advice: grade === 'fine' ? null : say(language, `health-do.${check}`),
        })),
      }
    },
  )

  routes.get(
    '/api/administration/retention',
    {
      config: { access: { permission: 'read-health' } },
      schema: {
        tags: ['administration'],
        summary:
          'How long words and people are kept, what the next daily run will forget, and what the runs before did',
        response: { 200: retentionReport },
      },
    },
    async () => {
      const now = deps.clock.now()
      const policy = deps.rulebook.inForce(now)
      const rule = retentionOf(policy)
      const preview = await previewRetention(deps.pool, retentionLimits(rule, now))
      return {
        rule,
        fromRules: policy.retention !== undefined,
        ...preview,
        oldest: [...preview.oldest],
        runs: await listRetention(deps.pool, MOST_RUNS),
      }
    },
  )
}
