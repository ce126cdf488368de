import type { RanksView } from '../../../contract/http/rates.ts'
import { periodOf, previousPeriod } from '../../../domain/scoring/period.ts'
import type { AssessmentRun } from '../../../domain/scoring/run.ts'
import type { Language } from '../../../words/say.ts'
import { assessNow, assessPast } from '../../acts/assess-now.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { Problem } from '../../http/problem.ts'

/** Ranks of one class over the last periods, with the ranks that chance alone could have given: figures of all, as ever (P21). */
export async function ranksOf(
  unitClass: string,
  count: number,
  language: Language,
  deps: ServerDeps,
): Promise<RanksView> {
  const { rulebook, clock } = deps
  const policy = rulebook.inForce(clock.now())
  const readable = { language, org: rulebook.org, calendar: policy.calendar }
  const periods = [periodOf(clock.now(), policy.period.startDay, policy.calendar)]
  while (periods.length < count) periods.unshift(previousPeriod(periods[0] ?? ''))
  const runs: AssessmentRun[] = []
  for (const [index, period] of periods.entries()) {
    const result = await (index === periods.length - 1 ? assessNow(period, deps) : assessPast(period, deps))
    if (!result.ok) throw new Problem(result.rejection)
    if (result.value.units.some((one) => one.class === unitClass && one.rank !== null)) runs.push(result.value)
  }
  const ranked = new Set(
    runs.flatMap(({ units }) =>
      units.filter((one) => one.class === unitClass && one.rank !== null).map(({ unit }) => unit),
    ),
  )
  return {
    class: unitClass,
    periods: runs.map(({ period }) => period),
    units: [...ranked].map((unit) => ({
      unit,
      name: unitName(unit, readable),
      ranks: runs.map(({ units }) => {
        const line = units.find((one) => one.unit === unit)
        return line?.rank == null ? null : { rank: line.rank, range: line.rankRange }
      }),
    })),
  }
}
