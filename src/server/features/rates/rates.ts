import type { z } from 'zod'
import { assessPeriod, type BehindCount, ticketsBehind } from '../../../analytics/assessment.ts'
import { frameOf } from '../../../analytics/assessment-frame.ts'
import type { RatesView, rateTickets } from '../../../contract/http/rates.ts'
import { DAY, plus } from '../../../domain/kernel/instant.ts'
import { done, type Result, rejected } from '../../../domain/kernel/result.ts'
import { isWithin, type Org, type UnitCode } from '../../../domain/org/unit.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import type { PeriodId } from '../../../domain/scoring/period.ts'
import type { AssessmentRun } from '../../../domain/scoring/run.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { inboxOf } from '../../http/who.ts'
import { listItems } from '../../view/list-items.ts'
import { tellMark } from '../../view/tell-assessment.ts'

const MOST_TICKETS = 500

/** What a unit's own line must not learn ticket by ticket before the period locks (P5). */
const SATISFACTION: ReadonlySet<string> = new Set(['satisfied', 'basic', 'dissatisfied', 'noOpinion'])

/** The rates of a period: all units' figures, or those within one. */
export async function ratesOf(
  period: PeriodId,
  within: UnitCode | undefined,
  account: Account,
  language: Language,
  deps: ServerDeps,
): Promise<Result<RatesView>> {
  const { rulebook, pool, clock } = deps
  const { org } = rulebook
  const assessed = await assessPeriod(pool, rulebook, period, clock.now())
  if (!assessed.ok) return assessed
  return done(viewOf(assessed.value, within, account, language, deps, org))
}

function viewOf(
  { period, span, policy, units }: AssessmentRun,
  within: UnitCode | undefined,
  account: Account,
  language: Language,
  deps: ServerDeps,
  org: Org,
): RatesView {
  const rules = deps.rulebook.getVersion(policy)
  const { calendar } = rules
  const shown = within === undefined ? units : units.filter(({ unit }) => isWithin(org, unit, within))
  return {
    period,
    firstDay: span.firstDay,
    lastDay: span.lastDay,
    policy,
    units: shown.map((score) => ({
      unit: score.unit,
      name: unitName(score.unit, { language, org, calendar }),
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
      classes: score.classes.map((mark) => tellMark(mark, rules, language)),
      extras: score.extras,
      excluded: [...score.excluded],
      suspended: [...score.suspended],
      openable: mayOpen(score.unit, account, deps),
    })),
  }
}

/** P21: of peers figures, never tickets. */
function mayOpen(unit: UnitCode, account: Account, { rulebook, clock }: ServerDeps): boolean {
  const scopes = scopesOf(account, 'read-ticket', rulebook.inForce(clock.now()))
  if (scopes.includes('any')) return true
  return scopes.includes('own') && isWithin(rulebook.org, unit, account.unit)
}

/** The tickets behind one number of one unit. */
export async function openNumber(
  period: PeriodId,
  unit: UnitCode,
  count: BehindCount,
  account: Account,
  language: Language,
  deps: ServerDeps,
): Promise<Result<z.infer<typeof rateTickets>>> {
  const { rulebook, pool, readerPool, keys, clock } = deps
  const now = clock.now()
  if (!rulebook.org.findUnit(unit)) return rejected('unit.unknown', { unit })
  if (!mayOpen(unit, account, deps)) return rejected('rates.other-unit')
  const found = await ticketsBehind(pool, rulebook, period, unit, count)
  if (!found.ok) return found
  const scopes = scopesOf(account, 'read-ticket', rulebook.inForce(now))
  if (SATISFACTION.has(count) && !scopes.includes('any') && !isLocked(period, deps)) return rejected('rates.not-locked')
  const inbox = inboxOf(account, scopes, rulebook.org)
  const ids = found.value.slice(0, MOST_TICKETS)
  const { rows, titles } = await readAs(readerPool ?? pool, inbox, async (sql) => {
    const rows = await listByIds(sql, inbox, ids)
    return {
      rows,
      titles: await titlesOf(
        sql,
        keys.master,
        rows.map((row) => row.ticket_id),
      ),
    }
  })
  const ordered = rows.toSorted((a, b) => (a.ticket_id < b.ticket_id ? -1 : 1))
  const items = listItems(ordered, titles, language, rulebook, now)
  return done({ period, unit, count, total: found.value.length, items })
}

function isLocked(period: PeriodId, { rulebook, clock }: ServerDeps): boolean {
  const { policy, span } = frameOf(rulebook, period)
  return clock.now() >= plus(span.to, policy.callback.correctionDays * DAY)
}
