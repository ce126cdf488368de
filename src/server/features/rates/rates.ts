import type { z } from 'zod'
import { type BehindCount, factsBehind } from '../../../analytics/assessment.ts'
import { frameOf } from '../../../analytics/assessment-frame.ts'
import type { RatesView, rateTickets } from '../../../contract/http/rates.ts'
import { done, type Result, rejected } from '../../../domain/kernel/result.ts'
import { isWithin, type UnitCode } from '../../../domain/org/unit.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import type { PeriodId } from '../../../domain/scoring/period.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import type { Language } from '../../../words/say.ts'
import { assessNow } from '../../acts/assess-now.ts'
import type { ServerDeps } from '../../deps.ts'
import { inboxOf } from '../../http/who.ts'
import { listItems } from '../../view/list-items.ts'
import { mayOpen } from '../../view/may-open.ts'
import { isPeriodReleased } from '../../view/released.ts'
import { tellFact } from '../../view/tell-assessment.ts'
import { unitLines } from '../../view/unit-lines.ts'

const MOST_TICKETS = 500

/** What a unit's own line must not learn ticket by ticket before the period locks (P5). */
const SATISFACTION: ReadonlySet<string> = new Set(['satisfied', 'basic', 'dissatisfied', 'noOpinion'])

/** The rates of a period as they stand now: all units' figures, or those within one. */
export async function ratesOf(
  period: PeriodId,
  within: UnitCode | undefined,
  account: Account,
  language: Language,
  deps: ServerDeps,
): Promise<Result<RatesView>> {
  const { rulebook } = deps
  const assessed = await assessNow(period, deps)
  if (!assessed.ok) return assessed
  const { span, policy } = assessed.value
  const units = unitLines(assessed.value, account, language, deps)
  return done({
    period,
    firstDay: span.firstDay,
    lastDay: span.lastDay,
    policy,
    units: within === undefined ? units : units.filter(({ unit }) => isWithin(rulebook.org, unit, within)),
  })
}

/** The tickets behind one number of one unit, each with the sentence that says how it counts. */
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
  const found = await factsBehind(pool, rulebook, period, unit, count)
  if (!found.ok) return found
  const scopes = scopesOf(account, 'read-ticket', rulebook.inForce(now))
  const answers = scopes.includes('any') || (await isPeriodReleased(period, deps))
  if (SATISFACTION.has(count) && !answers) return rejected('rates.not-locked')
  const inbox = inboxOf(account, scopes, rulebook.org)
  const facts = new Map(found.value.map((fact) => [fact.ticketId, fact]))
  const ids = [...facts.keys()].slice(0, MOST_TICKETS)
  const { rows, titles } = await readAs(readerPool ?? pool, inbox, async (sql) => {
    const rows = await listByIds(sql, inbox, ids)
    const shown = rows.map((row) => row.ticket_id)
    return { rows, titles: await titlesOf(sql, keys.master, shown) }
  })
  const { policy } = frameOf(rulebook, period)
  const readable = { language, org: rulebook.org, calendar: policy.calendar }
  const ordered = rows.toSorted((a, b) => (a.ticket_id < b.ticket_id ? -1 : 1))
  const items = listItems(ordered, titles, language, rulebook, now).map((item) => {
    const fact = facts.get(item.ticketId)
    const judged = fact?.judgedUnder ? rulebook.getVersion(fact.judgedUnder) : policy
    return { ...item, counted: fact ? tellFact(fact, judged, answers, readable) : '' }
  })
  return done({ period, unit, count, total: facts.size, items })
}
