import { z } from 'zod'
import { monthList, monthRequests, monthView } from '../../../contract/http/month.ts'
import type { Result } from '../../../domain/kernel/result.ts'
import type { MonthState } from '../../../domain/month/month.ts'
import { standingOf } from '../../../domain/month/turn.ts'
import { isPeriodId, type PeriodId, periodOf, previousPeriod } from '../../../domain/scoring/period.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { Problem, problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { MonthActs } from './acts.ts'
import { boardOf } from './board.ts'
import { loadMonth } from './month.ts'

const MONTHS_SHOWN = 6
const params = z.object({ period: z.string().refine(isPeriodId) })
const tags = ['month']

export function monthRoutes(routes: Routes, deps: ServerDeps): void {
  const { clock, rulebook } = deps

  routes.get(
    '/api/months',
    {
      config: { access: { permission: 'read-month' } },
      schema: { tags, summary: 'The last months of assessment and where each stands', response: { 200: monthList } },
    },
    async () => {
      const now = clock.now()
      const policy = rulebook.inForce(now)
      const periods: PeriodId[] = [periodOf(now, policy.period.startDay, policy.calendar)]
      while (periods.length < MONTHS_SHOWN) periods.push(previousPeriod(periods.at(-1) ?? ''))
      const months = []
      for (const period of periods) {
        const { state, standing } = await loadMonth(period, now, deps)
        months.push({ period, ...standingOf(state, standing), frozenAt: state.frozen?.at ?? null })
      }
      return { months }
    },
  )

  routes.get(
    '/api/months/:period',
    {
      config: { access: { permission: 'read-month' } },
      schema: { tags, summary: 'The board of one month', params, response: { 200: monthView } },
    },
    async (request) => {
      const month = await loadMonth(request.params.period, clock.now(), deps)
      return boardOf(month, accountOf(request), languageOf(request), deps)
    },
  )

  /** What every act answers with: the month as it now stands for this reader. */
  const act = async (request: Parameters<typeof accountOf>[0], period: PeriodId, act: Act) => {
    const account = accountOf(request)
    const now = clock.now()
    const result = await act(new MonthActs(period, account, now, deps))
    if (!result.ok) throw new Problem(result.rejection)
    return boardOf(await loadMonth(period, now, deps), account, languageOf(request), deps)
  }
  type Act = (acts: MonthActs) => Promise<Result<MonthState>>
  const answer = { 200: monthView }

  for (const [name, summary] of [
    ['draft', 'Draw up the figures of the period as they are now'],
    ['freeze', 'Freeze the draft: its figures never move again'],
  ] as const) {
    routes.post(
      `/api/months/:period/${name}`,
      { config: { access: { permission: 'run-assessment' } }, schema: { tags, summary, params, response: answer } },
      (request) => act(request, request.params.period, (acts) => acts[name]()),
    )
  }

  routes.post(
    '/api/months/:period/publish',
    {
      config: { access: { permission: 'run-assessment' } },
      schema: {
        tags,
        summary: 'Publish the bulletin of the frozen run',
        params,
        body: monthRequests.publish,
        response: answer,
      },
    },
    (request) => act(request, request.params.period, (acts) => acts.publish(request.body.words)),
  )

  routes.post(
    '/api/months/:period/reruns',
    {
      config: { access: { permission: 'run-assessment' } },
      schema: {
        tags,
        summary: 'Order a new run after the freeze; it lists what differs',
        params,
        body: monthRequests.rerun,
        response: answer,
      },
    },
    (request) => act(request, request.params.period, (acts) => acts.rerun(request.body.words)),
  )

  routes.post(
    '/api/months/:period/appeals',
    {
      config: { access: { permission: 'appeal-assessment' } },
      schema: {
        tags,
        summary: 'A unit appeals against its figure',
        params,
        body: monthRequests.appeal,
        response: answer,
      },
    },
    (request) => act(request, request.params.period, (acts) => acts.appeal(request.body)),
  )

  routes.post(
    '/api/months/:period/appeals/:number/decision',
    {
      config: { access: { permission: 'decide-exclusion' } },
      schema: {
        tags,
        summary: 'Decide an appeal (P4: outside the unit’s line of command)',
        params: params.extend({ number: z.coerce.number().int().min(1).max(100_000) }),
        body: monthRequests.decision,
        response: answer,
      },
    },
    (request) => {
      const { upheld, words } = request.body
      return act(request, request.params.period, (acts) => acts.decideAppeal(request.params.number, upheld, words))
    },
  )

  routes.post(
    '/api/months/:period/audits',
    {
      config: { access: { permission: 'decide-exclusion' } },
      schema: {
        tags,
        summary: 'Look into a unit whose exclusions passed the cap',
        params,
        body: monthRequests.audit,
        response: answer,
      },
    },
    (request) => {
      if (!rulebook.org.findUnit(request.body.unit)) throw problem('unit.unknown', { unit: request.body.unit })
      return act(request, request.params.period, (acts) => acts.audit(request.body.unit, request.body.words))
    },
  )
}
