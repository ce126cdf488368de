import { type CallbackPlan, isRechecked, slotOf, turnOf } from '../../../domain/callback-plan/plan.ts'
import { type InLine, lineUp } from '../../../domain/callback-plan/queue.ts'
import { addDays, dayOf, startOfDay } from '../../../domain/clock/calendar.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { samplingOf } from '../../../domain/policy/sampling.ts'
import { type PeriodId, periodOf } from '../../../domain/scoring/period.ts'
import { readPlan, type StoredPlan, sha256 } from '../../../store/callback/plans.ts'
import { listRechecks, listSatisfied, listWaiting, type QueueRow } from '../../../store/callback/queue-rows.ts'
import type { ServerDeps } from '../../deps.ts'

/** Days in which a satisfied answer may still be checked; later, people no longer remember what they said. */
const RECHECK_DAYS = 7
/** Plans never change; one that is missing may be stored any moment. */
const MISSING_FOR_MS = 30_000

type QueueDeps = Pick<ServerDeps, 'pool' | 'keys' | 'rulebook' | 'clock'>

/** Who is to be called, as the plans of their periods say. */
export class CallbackQueue {
  readonly #deps: QueueDeps
  readonly #plans = new Map<PeriodId, { readonly plan: StoredPlan | null; readonly readAt: number }>()
  #drawn: { readonly day: string; readonly tickets: { readonly ticketId: string; readonly from: Instant }[] } | null =
    null

  constructor(deps: QueueDeps) {
    this.#deps = deps
  }

  async planOf(period: PeriodId): Promise<StoredPlan | null> {
    const known = this.#plans.get(period)
    const readAt = performance.now()
    if (known && (known.plan !== null || readAt - known.readAt < MISSING_FOR_MS)) return known.plan
    const plan = await readPlan(this.#deps.pool, this.#deps.keys.master, period)
    this.#plans.set(period, { plan, readAt })
    return plan
  }

  /** People with at least one ticket whose hour comes before the end of today, in order; each with what is due by tomorrow's end. */
  async people(accountId: string): Promise<InLine<QueueRow>[]> {
    const { pool, rulebook, clock } = this.#deps
    const now = clock.now()
    const policy = rulebook.inForce(now)
    const { calendar, quietHours } = policy
    const today = dayOf(now, calendar)
    // Whoever is called today is not called again tomorrow (P11).
    const rows = [
      ...(await listWaiting(pool, now, startOfDay(addDays(today, 2), calendar))),
      ...(await listRechecks(pool, now, await this.#drawnRechecks(now))),
    ].filter((row) => !row.claimed)
    const periods = (row: QueueRow) => periodOf(row.at ?? now, policy.period.startDay, calendar)
    const plans = new Map<PeriodId, Pick<CallbackPlan, 'seed' | 'share'>>()
    for (const period of new Set(rows.map(periods))) plans.set(period, (await this.planOf(period)) ?? unplanned(period))
    const line = lineUp(rows, {
      now,
      accountId,
      quietHours,
      calendar,
      turnOf: (row) => turnOf(plans.get(periods(row)) ?? unplanned(periods(row)), row.ticketId, sha256),
    })
    const tonight = startOfDay(addDays(today, 1), calendar)
    return line.filter((person) => person.callAt < tonight)
  }

  /** The draw of the last days' satisfied answers; it is the same all day, since only days that are over are drawn from. */
  async #drawnRechecks(now: Instant): Promise<{ readonly ticketId: string; readonly from: Instant }[]> {
    const { pool, rulebook } = this.#deps
    const policy = rulebook.inForce(now)
    const { calendar, quietHours } = policy
    const day = dayOf(now, calendar)
    if (this.#drawn?.day === day) return this.#drawn.tickets
    const from = startOfDay(addDays(day, -RECHECK_DAYS), calendar)
    const to = startOfDay(day, calendar)
    const { recheckShare } = samplingOf(policy)
    const tickets: { ticketId: string; from: Instant }[] = []
    for (const { ticketId, countedAt } of await listSatisfied(pool, from, to)) {
      const period = periodOf(countedAt, policy.period.startDay, calendar)
      const plan = (await this.planOf(period)) ?? { ...unplanned(period), recheckShare }
      if (!isRechecked(plan, ticketId, sha256)) continue
      const { part } = turnOf({ seed: plan.seed, share: 1 }, ticketId, sha256)
      const next = startOfDay(addDays(dayOf(countedAt, calendar), 1), calendar)
      tickets.push({ ticketId, from: slotOf(part, next, quietHours, calendar) })
    }
    this.#drawn = { day, tickets }
    return tickets
  }
}

/** Before a plan is stored everybody is called, in an order that anyone can tell. */
function unplanned(period: PeriodId): Pick<CallbackPlan, 'seed' | 'share'> {
  return { seed: period, share: 1 }
}
