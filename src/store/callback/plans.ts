import { hash as digest, randomBytes } from 'node:crypto'
import { v5 as uuidv5 } from 'uuid'
import { type CallbackPlan, type Hash, planCallbacks } from '../../domain/callback-plan/plan.ts'
import { DAY, type Instant, plus } from '../../domain/kernel/instant.ts'
import { done, type Result } from '../../domain/kernel/result.ts'
import { samplingOf } from '../../domain/policy/sampling.ts'
import { nextPeriod, type PeriodId, periodOf, periodSpan } from '../../domain/scoring/period.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import { appendRecord, readRecord } from '../record/record-log.ts'
import type { Rulebook } from '../rules/rulebook.ts'
import type { Keys } from '../vault/keys.ts'

/** A plan's record has the same id on every node: made from the period, so that of two who plan it one wins. */
const NAMESPACE = '6a0f4d6f-0a39-4c53-9e55-0a8d1f9b2f17'
const PLANNER: Actor = { kind: 'rule', rule: 'callback-planner', version: '1' }
const SEED_BYTES = 32
/** A period is planned by itself so long before it begins; by hand earlier. */
const AHEAD = 3 * DAY

/** What the plan's draws are made with. */
export const sha256: Hash = (text) => digest('sha256', text)

export interface StoredPlan extends CallbackPlan {
  readonly at: Instant
}

/** Null: the period was never planned. */
export async function readPlan(sql: Sql, master: Buffer, period: PeriodId): Promise<StoredPlan | null> {
  const record = await readRecord(sql, master, uuidv5(period, NAMESPACE))
  const event = record?.events[0]
  if (!event) return null
  const { seed, share, recheckShare, late } = event.data
  return {
    period,
    seed: String(seed),
    share: Number(share),
    recheckShare: Number(recheckShare),
    late: late === true,
    at: event.at,
  }
}

export interface PlanOrder {
  readonly period: PeriodId
  readonly now: Instant
  /** A random one when absent. */
  readonly seed?: string
  readonly acceptLate?: boolean
  readonly actor?: Actor
}

/** Stores the plan of a period as a sealed event; the seed is committed, and kept from everybody until it is checked. */
export async function storePlan(
  pool: Pool,
  keys: Pick<Keys, 'master'>,
  rulebook: Rulebook,
  order: PlanOrder,
): Promise<Result<StoredPlan>> {
  const { period, now, seed = randomBytes(SEED_BYTES).toString('hex'), acceptLate = false, actor = PLANNER } = order
  const { period: rule, calendar } = rulebook.inForce(now)
  const span = periodSpan(period, rule.startDay, calendar)
  // The rules of the period's first day, as far as they are known.
  const policy = rulebook.inForce(span.from)
  const { share, recheckShare } = samplingOf(policy)
  const existing = await readPlan(pool, keys.master, period)
  const planned = planCallbacks(existing, { period, seed, share, recheckShare, span, now, acceptLate })
  if (!planned.ok) return planned
  const { late } = planned.value
  const written = await withTransaction(pool, (sql) =>
    appendRecord(sql, keys, {
      recordId: uuidv5(period, NAMESPACE),
      kind: 'callback-plan',
      version: 0,
      at: now,
      policy: policy.id,
      actor,
      facts: [
        {
          type: 'callback-plan.stored',
          data: { period, seed, share: String(share), recheckShare: String(recheckShare), late },
          open: ['period', 'share', 'recheckShare', 'late'],
        },
      ],
    }),
  )
  if (written) return done({ ...planned.value, at: now })
  return storePlan(pool, keys, rulebook, order)
}

/**
 * Plans the period that is about to begin, and the present one where a fresh installation has none (marked late). Others may do
 * so at the same time.
 */
export async function planAhead(
  pool: Pool,
  keys: Pick<Keys, 'master'>,
  rulebook: Rulebook,
  now: Instant,
): Promise<void> {
  const { period: rule, calendar } = rulebook.inForce(now)
  const current = periodOf(now, rule.startDay, calendar)
  if ((await readPlan(pool, keys.master, current)) === null) {
    await storePlan(pool, keys, rulebook, { period: current, now, acceptLate: true })
  }
  const next = nextPeriod(current)
  if (plus(now, AHEAD) < periodSpan(next, rule.startDay, calendar).from) return
  if ((await readPlan(pool, keys.master, next)) === null) await storePlan(pool, keys, rulebook, { period: next, now })
}
