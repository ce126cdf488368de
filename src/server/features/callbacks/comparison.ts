import { compareFirstAnswers } from '../../../analytics/rechecks.ts'
import type { RecheckComparison } from '../../../contract/http/callbacks.ts'
import { isPeriodId, periodOf, periodSpan } from '../../../domain/scoring/period.ts'
import { readPlan } from '../../../store/callback/plans.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'

/** First answers against second ones, with the plan that the period was called under; the seed stays where it is. */
export async function compareIn(
  asked: string | undefined,
  { pool, keys, rulebook, clock }: ServerDeps,
): Promise<RecheckComparison> {
  const policy = rulebook.inForce(clock.now())
  const period = asked ?? periodOf(clock.now(), policy.period.startDay, policy.calendar)
  if (!isPeriodId(period)) throw problem('signal.period-malformed')
  const span = periodSpan(period, policy.period.startDay, policy.calendar)
  const [compared, plan] = await Promise.all([
    compareFirstAnswers(pool, rulebook, span),
    readPlan(pool, keys.master, period),
  ])
  const { contacted, solved, satisfied, all, ...counts } = compared
  const told = ({ interval, ...rest }: typeof all) => ({
    ...rest,
    interval: interval && ([interval[0], interval[1]] as [number, number]),
  })
  return {
    period,
    plan: plan && { storedAt: plan.at, late: plan.late, share: plan.share, recheckShare: plan.recheckShare },
    ...counts,
    contacted: told(contacted),
    solved: told(solved),
    satisfied: told(satisfied),
    all: told(all),
  }
}
