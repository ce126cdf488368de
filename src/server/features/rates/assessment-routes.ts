import { z } from 'zod'
import { BEHIND_COUNTS, type BehindCount } from '../../../analytics/assessment.ts'
import { runList, runTickets, runUnitView, runView } from '../../../contract/http/assessments.ts'
import { isPeriodId } from '../../../domain/scoring/period.ts'
import type { RunUnit } from '../../../domain/scoring/run.ts'
import { findStoredRun, listRuns, listUnitLines, readRun } from '../../../store/assessment/runs.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { Problem, problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { unitLine, unitLines } from '../../view/unit-lines.ts'
import { openNumber } from './rates.ts'

const tags = ['assessments']
const run = z.string().max(60)
const unit = z.string().max(80)
const access = { permission: 'read-rates' }

/** Stored runs, from the list down to the tickets behind a number. Runs are made on the month's board. */
export function assessmentRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool } = deps

  const load = async (id: string) => {
    const [stored, found] = await Promise.all([findStoredRun(pool, id), readRun(pool, id)])
    if (!stored || !found) throw problem('run.unknown', { run: id })
    return { stored, found }
  }
  const lineOf = (units: readonly RunUnit[], code: string): RunUnit => {
    const line = units.find((one) => one.unit === code)
    if (!line) throw problem('run.unit-unknown', { unit: code })
    return line
  }

  routes.get(
    '/api/assessments',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Stored runs, drafts and frozen ones, newest period first',
        querystring: z.object({ period: z.string().refine(isPeriodId).optional() }),
        response: { 200: runList },
      },
    },
    async (request) => ({ runs: await listRuns(pool, request.query.period ?? null) }),
  )

  routes.get(
    '/api/assessments/:run',
    {
      config: { access },
      schema: { tags, summary: 'One stored run, every unit', params: z.object({ run }), response: { 200: runView } },
    },
    async (request) => {
      const { stored, found } = await load(request.params.run)
      return {
        run: stored,
        period: found.period,
        firstDay: found.span.firstDay,
        lastDay: found.span.lastDay,
        policy: found.policy,
        judgedUnder: [...found.judgedUnder],
        units: unitLines(found, accountOf(request), languageOf(request), deps),
      }
    },
  )

  routes.get(
    '/api/assessments/:run/units/:unit',
    {
      config: { access },
      schema: {
        tags,
        summary: 'One unit of a stored run, and its earlier periods',
        params: z.object({ run, unit }),
        response: { 200: runUnitView },
      },
    },
    async (request) => {
      const { stored, found } = await load(request.params.run)
      const line = lineOf(found.units, request.params.unit)
      const history = await listUnitLines(pool, line.unit)
      return {
        run: stored,
        unit: unitLine(line, found, accountOf(request), languageOf(request), deps),
        history: history.map(({ period, run: id, number, line: { composite, rank } }) => ({
          period,
          run: id,
          number,
          composite,
          rank,
        })),
      }
    },
  )

  routes.get(
    '/api/assessments/:run/units/:unit/tickets',
    {
      config: { access },
      schema: {
        tags,
        summary: 'The tickets behind one number of one unit of a stored run, as they stand now',
        params: z.object({ run, unit }),
        querystring: z.object({ count: z.enum(BEHIND_COUNTS as [string, ...string[]]).default('valid') }),
        response: { 200: runTickets },
      },
    },
    async (request) => {
      const { found } = await load(request.params.run)
      const line = lineOf(found.units, request.params.unit)
      const count = BEHIND_COUNTS.find((one) => one === request.query.count) ?? 'valid'
      const opened = await openNumber(found.period, line.unit, count, accountOf(request), languageOf(request), deps)
      if (!opened.ok) throw new Problem(opened.rejection)
      return { ...opened.value, run: found.id, stated: statedOf(line, count) }
    },
  )
}

/** What the run says of a count; null for one that it gives only as part of a rate. */
function statedOf(line: RunUnit, count: BehindCount): string | null {
  const figures: Readonly<Record<string, string | number>> = { ...line.tickets, ...line.counts, volume: line.volume }
  return Object.hasOwn(figures, count) ? String(figures[count]) : null
}
