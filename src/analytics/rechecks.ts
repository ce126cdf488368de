import { type Comparison, compareRechecks } from '../domain/callback-plan/compare.ts'
import type { TrailRecheck } from '../domain/integrity/trail.ts'
import type { PeriodSpan } from '../domain/scoring/period.ts'
import type { Pool } from '../store/database/connect.ts'
import { readRechecks, refreshTrails } from '../store/integrity/trails.ts'
import type { Rulebook } from '../store/rules/rulebook.ts'

/** Re-checks of the first answers that were given in a period, against those: as the log says now. */
export async function compareFirstAnswers(pool: Pool, rulebook: Rulebook, span: PeriodSpan): Promise<Comparison> {
  await refreshTrails(pool, rulebook, span)
  const found = await readRechecks(pool, span)
  const within = ({ firstAt }: TrailRecheck) => firstAt >= span.from && firstAt < span.to
  return compareRechecks(found.flatMap((rechecks) => lastOf(rechecks.filter(within))))
}

/** Of two calls about one answer the one that reached somebody counts, else it is one that reached nobody. */
function lastOf(rechecks: readonly TrailRecheck[]): TrailRecheck[] {
  const byAnswer = new Map<string, TrailRecheck>()
  for (const one of rechecks) {
    if (byAnswer.get(one.firstAt)?.again == null) byAnswer.set(one.firstAt, one)
  }
  return [...byAnswer.values()]
}
