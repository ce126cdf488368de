import { HEALTH_CHECKS, healthReport } from '../../../contract/http/operation.ts'
import { say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import type { Routes } from '../../http/routing.ts'
import { lookAt } from './health-checks.ts'

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
}
