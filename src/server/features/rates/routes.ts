import { z } from 'zod'
import { BEHIND_COUNTS } from '../../../analytics/assessment.ts'
import { ranksView, ratesView, rateTickets } from '../../../contract/http/rates.ts'
import { periodOf } from '../../../domain/scoring/period.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { Problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { ranksOf } from './ranks.ts'
import { openNumber, ratesOf } from './rates.ts'

export function ratesRoutes(routes: Routes, deps: ServerDeps): void {
  const { clock, rulebook } = deps
  const current = (): string => {
    const policy = rulebook.inForce(clock.now())
    return periodOf(clock.now(), policy.period.startDay, policy.calendar)
  }

  routes.get(
    '/api/rates',
    {
      config: { access: { permission: 'read-rates' } },
      schema: {
        tags: ['rates'],
        summary: 'Three rates, composite and rank of a period (the current one unless told)',
        querystring: z.object({ period: z.string().max(10).optional(), unit: z.string().max(80).optional() }),
        response: { 200: ratesView },
      },
    },
    async (request) => {
      const { period = current(), unit } = request.query
      const result = await ratesOf(period, unit, accountOf(request), languageOf(request), deps)
      if (!result.ok) throw new Problem(result.rejection)
      return result.value
    },
  )

  routes.get(
    '/api/ranks',
    {
      config: { access: { permission: 'read-rates' } },
      schema: {
        tags: ['rates'],
        summary: 'Ranks of one class of units over the last periods, with the ranks that chance alone could have given',
        querystring: z.object({
          class: z.string().max(40),
          periods: z.coerce.number().int().min(2).max(12).default(6),
        }),
        response: { 200: ranksView },
      },
    },
    async (request) => ranksOf(request.query.class, request.query.periods, languageOf(request), deps),
  )

  routes.get(
    '/api/rates/:unit/tickets',
    {
      config: { access: { permission: 'read-rates' } },
      schema: {
        tags: ['rates'],
        summary: 'The tickets behind one number of one unit',
        params: z.object({ unit: z.string().max(80) }),
        querystring: z.object({
          period: z.string().max(10).optional(),
          count: z.enum(BEHIND_COUNTS as [string, ...string[]]).default('valid'),
        }),
        response: { 200: rateTickets },
      },
    },
    async (request) => {
      const { period = current(), count } = request.query
      const known = BEHIND_COUNTS.find((one) => one === count) ?? 'valid'
      const result = await openNumber(period, request.params.unit, known, accountOf(request), languageOf(request), deps)
      if (!result.ok) throw new Problem(result.rejection)
      return result.value
    },
  )
}
