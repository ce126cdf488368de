import { frameOf } from '../../analytics/assessment-frame.ts'
import { areAnswersReleased } from '../../domain/month/release.ts'
import { monthRuleOf } from '../../domain/scoring/month-rule.ts'
import { type PeriodId, periodOf } from '../../domain/scoring/period.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import { readMonth } from '../../store/month/month-log.ts'
import type { ServerDeps } from '../deps.ts'

type ReleaseDeps = Pick<ServerDeps, 'pool' | 'keys' | 'rulebook' | 'clock'>

/** P5: whether the units may read the answers that count in a period. The freeze of its month says so (src/domain/month). */
export async function isPeriodReleased(period: PeriodId, deps: ReleaseDeps): Promise<boolean> {
  const { pool, keys, rulebook, clock } = deps
  const now = clock.now()
  const { policy, span } = frameOf(rulebook, period)
  // A month is never frozen while it runs: no need to look.
  if (now < span.to) return false
  const { state } = await readMonth(pool, keys.master, period)
  return areAnswersReleased(state, span, monthRuleOf(policy), now, policy.calendar)
}

/** The same for one ticket, by the period in which its requester answered. */
export async function isAnswerReleased({ answer }: TicketState, deps: ReleaseDeps): Promise<boolean> {
  if (answer === null) return false
  const { period: rule, calendar } = deps.rulebook.inForce(deps.clock.now())
  return isPeriodReleased(periodOf(answer.firstAt, rule.startDay, calendar), deps)
}
