import { frameOf } from '../../../analytics/assessment-frame.ts'
import { dayOf } from '../../../domain/clock/calendar.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import type { MonthContext } from '../../../domain/month/decide.ts'
import { unitsOverCap } from '../../../domain/month/figures.ts'
import { type MonthState, validRun } from '../../../domain/month/month.ts'
import { stepOn } from '../../../domain/month/steps.ts'
import { monthRuleOf } from '../../../domain/scoring/month-rule.ts'
import type { PeriodId } from '../../../domain/scoring/period.ts'
import type { AssessmentRun } from '../../../domain/scoring/run.ts'
import { readRun } from '../../../store/assessment/runs.ts'
import { type MonthHistory, openExclusions, readMonth } from '../../../store/month/month-log.ts'
import type { ServerDeps } from '../../deps.ts'

/** A month with all that its board and its decisions look at. */
export interface Month extends MonthHistory {
  readonly period: PeriodId
  readonly frame: ReturnType<typeof frameOf>
  readonly today: string
  /** The run that is valid now; null before the first draft. */
  readonly run: AssessmentRun | null
  readonly openExclusions: readonly string[]
  readonly standing: Pick<MonthContext, 'step' | 'pendingExclusions' | 'overCap'>
}

export async function loadMonth(period: PeriodId, now: Instant, deps: ServerDeps): Promise<Month> {
  const { pool, keys, rulebook } = deps
  const frame = frameOf(rulebook, period)
  const history = await readMonth(pool, keys.master, period)
  const run = await runOf(history.state, deps)
  const open = await openExclusions(pool, frame.span)
  const { calendar } = frame.policy
  const rule = monthRuleOf(frame.policy)
  return {
    ...history,
    period,
    frame,
    today: dayOf(now, calendar),
    run,
    openExclusions: open,
    standing: {
      step: stepOn(now, frame.span, rule, calendar),
      pendingExclusions: open.length,
      overCap: run ? unitsOverCap(run, rule).map(({ unit }) => unit) : [],
    },
  }
}

async function runOf(state: MonthState, { pool }: ServerDeps): Promise<AssessmentRun | null> {
  const valid = validRun(state)
  return valid && (await readRun(pool, valid.id))
}
