import { type CallbackLife, callbackLives, checkPlan, type PlanCheck } from '../domain/callback-plan/check.ts'
import type { CallbackPlan } from '../domain/callback-plan/plan.ts'
import type { Instant } from '../domain/kernel/instant.ts'
import { periodSpan } from '../domain/scoring/period.ts'
import { sha256 } from '../store/callback/plans.ts'
import { eachTicketLog } from '../store/callback/ticket-logs.ts'
import type { Pool } from '../store/database/connect.ts'
import type { Rulebook } from '../store/rules/rulebook.ts'

/** The callbacks that fell due in the plan's period, as the log tells them, against the plan. */
export async function checkCallbackPlan(
  pool: Pool,
  rulebook: Rulebook,
  plan: CallbackPlan,
  now: Instant,
): Promise<PlanCheck> {
  const policy = rulebook.inForce(now)
  const { calendar, quietHours } = policy
  const span = periodSpan(plan.period, policy.period.startDay, calendar)
  const lives: CallbackLife[] = []
  await eachTicketLog(pool, span, (ticketId, events) => {
    for (const life of callbackLives(ticketId, events)) {
      if (life.callAt >= span.from && life.callAt < span.to) lives.push(life)
    }
  })
  return checkPlan(plan, lives, { quietHours, calendar, hash: sha256 })
}
