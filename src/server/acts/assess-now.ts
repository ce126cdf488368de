import { makeAside } from '../../analytics/assess-aside.ts'
import { assessPeriod } from '../../analytics/assessment.ts'
import { toMs } from '../../domain/kernel/instant.ts'
import type { Result } from '../../domain/kernel/result.ts'
import type { PeriodId } from '../../domain/scoring/period.ts'
import type { AssessmentRun } from '../../domain/scoring/run.ts'
import type { Pool } from '../../store/database/connect.ts'
import type { ServerDeps } from '../deps.ts'

type Deps = Pick<ServerDeps, 'pool' | 'rulebook' | 'clock'>

const aside = makeAside()

/** A period as its facts stand now, computed beside the server's own thread. */
export function assessNow(period: PeriodId, { pool, rulebook, clock }: Deps): Promise<Result<AssessmentRun>> {
  return assessPeriod(pool, rulebook, period, clock.now(), aside)
}

/** How long a past period's figures are shown again without asking; late answers come in by the day, not by the second. */
const KEPT_MS = 60_000

interface Kept {
  readonly ms: number
  readonly run: Promise<Result<AssessmentRun>>
}
const kept = new WeakMap<Pool, Map<PeriodId, Kept>>()

/** The same for a period that is over, at most a minute old. */
export function assessPast(period: PeriodId, deps: Deps): Promise<Result<AssessmentRun>> {
  const ms = toMs(deps.clock.now())
  const known = kept.get(deps.pool) ?? new Map<PeriodId, Kept>()
  kept.set(deps.pool, known)
  const before = known.get(period)
  if (before && ms - before.ms < KEPT_MS) return before.run
  const run = assessNow(period, deps)
  known.set(period, { ms, run })
  run.catch(() => known.delete(period))
  return run
}
