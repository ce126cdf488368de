import { z } from 'zod'
import { CENTRE } from '../../../domain/org/unit.ts'
import { takeFirstAdministrator } from '../../../store/account/first-administrator.ts'
import { hashPassword, LEAST_PASSWORD } from '../../../store/account/passwords.ts'
import type { ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import type { LiveUpdates } from '../../live.ts'
import { accessLogRoutes } from './access-log-routes.ts'
import { channelRoutes } from './channel-routes.ts'
import { healthReportRoutes } from './health-report-routes.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { keyRoutes } from './key-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { unitRoutes } from './unit-routes.ts'

export function administrationRoutes(routes: Routes, deps: ServerDeps, live: LiveUpdates): void {
  firstAdministratorRoutes(routes, deps)
  invitationRoutes(routes, deps)
  peopleRoutes(routes, deps)
  accessLogRoutes(routes, deps)
  keyRoutes(routes, deps)
  channelRoutes(routes, deps)
  healthReportRoutes(routes, deps)
  unitRoutes(routes, deps, () => live.announceRules())
}

function firstAdministratorRoutes(routes: Routes, { pool, clock }: ServerDeps): void {
  const attempts = new Attempts(5, 60_000)
  routes.post(
    '/api/first-administrator',
    {
      config: { access: { permission: 'public' } },
      schema: {
        tags: ['administration'],
        summary: 'Use the one-time link that the first start prints',
        body: z.object({
          token: z.string().min(1).max(200),
          login: z.string().trim().min(1).max(100),
          name: z.string().trim().min(1).max(100),
          password: z.string().max(1000),
        }),
        response: { 201: z.object({ login: z.string() }) },
      },
    },
    async (request, reply) => {
      const seconds = attempts.take(request.ip, clock.now())
      if (seconds > 0) throw problem('session.too-many', { seconds })
      const { token, login, name, password } = request.body
      if ([...password].length < LEAST_PASSWORD) throw problem('administrator.weak-password', { least: LEAST_PASSWORD })
      const passwordHash = await hashPassword(password)
      const account = await takeFirstAdministrator(pool, token, { login, name, passwordHash, unit: CENTRE })
      if (!account) throw problem('administrator.refused')
      return reply.code(201).send({ login: account.login })
    },
  )
}
