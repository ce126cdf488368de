import type { z } from 'zod'
import type { unitRates } from '../../contract/http/rates.ts'
import type { AssessmentRun, RunUnit } from '../../domain/scoring/run.ts'
import type { Account } from '../../store/account/accounts.ts'
import type { Language } from '../../words/say.ts'
import type { ServerDeps } from '../deps.ts'
import { unitName } from '../http/facts.ts'
import { mayOpen } from './may-open.ts'
import { tellMark } from './tell-assessment.ts'

export type UnitLine = z.infer<typeof unitRates>

/** A run's lines as one reader sees them: the figures of all, and whose numbers may be opened (P21). */
export function unitLines(run: AssessmentRun, account: Account, language: Language, deps: ServerDeps): UnitLine[] {
  return run.units.map((unit) => unitLine(unit, run, account, language, deps))
}

export function unitLine(
  score: RunUnit,
  run: Pick<AssessmentRun, 'policy'>,
  account: Account,
  language: Language,
  deps: ServerDeps,
): UnitLine {
  const { rulebook } = deps
  const policy = rulebook.getVersion(run.policy)
  return {
    unit: score.unit,
    name: unitName(score.unit, { language, org: rulebook.org, calendar: policy.calendar }),
    class: score.class,
    volume: score.volume,
    dispatches: score.dispatches,
    tickets: score.tickets,
    counts: score.counts,
    rates: score.rates,
    composite: score.composite,
    rank: score.rank,
    reason: score.reason,
    intervals: score.intervals,
    rankRange: score.rankRange,
    peerGroup: score.peerGroup,
    peerRank: score.peerRank,
    classes: score.classes.map((mark) => tellMark(mark, policy, language)),
    extras: score.extras,
    excluded: [...score.excluded],
    suspended: [...score.suspended],
    openable: mayOpen(score.unit, account, deps),
  }
}
