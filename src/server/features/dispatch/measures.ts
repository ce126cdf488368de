import {
  type DispatchCount,
  type DispatchSpan,
  measureDispatch,
  ticketsBehindDispatch,
} from '../../../analytics/dispatch-measures.ts'
import type { MeasuresView, MeasureTickets } from '../../../contract/http/dispatch.ts'
import { addDays, dayOf } from '../../../domain/clock/calendar.ts'
import type { Day } from '../../../domain/kernel/instant.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { listByIds } from '../../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import { inboxOf } from '../../http/who.ts'
import { listItems } from '../../view/list-items.ts'
import { tellReturnGround } from './clause.ts'

const MOST_DAYS = 400
const USUAL_DAYS = 56
const MOST_TICKETS = 500

/** The days asked for; without any the last eight weeks. */
export function spanOf(
  asked: { readonly from?: Day | undefined; readonly to?: Day | undefined },
  deps: ServerDeps,
): DispatchSpan {
  const { rulebook, clock } = deps
  const policy = rulebook.inForce(clock.now())
  const to = asked.to ?? dayOf(clock.now(), policy.calendar)
  const from = asked.from ?? addDays(to, 1 - USUAL_DAYS)
  if (from > to) throw problem('dispatch.days-crossed')
  if (addDays(from, MOST_DAYS) < to) throw problem('dispatch.too-wide', { days: MOST_DAYS })
  return { from, to, zone: policy.zone }
}

export async function measuresOf(span: DispatchSpan, language: Language, deps: ServerDeps): Promise<MeasuresView> {
  const { pool, rulebook, clock } = deps
  const policy = rulebook.inForce(clock.now())
  const to = { language, org: rulebook.org, calendar: policy.calendar }
  const { total, weeks } = await measureDispatch(pool, span)
  const worded = <M extends typeof total>(measures: M) => ({
    ...measures,
    byGround: measures.byGround.map((one) => ({ ...one, name: tellReturnGround(one.ground, policy, to).name })),
    leads: { ...measures.leads },
    categories: { ...measures.categories },
  })
  return { from: span.from, to: span.to, total: worded(total), weeks: weeks.map(worded) }
}

/** The tickets behind one number; those that the reader may not see are missing from the list, never from the count (P21). */
export async function measuredTickets(
  span: DispatchSpan,
  count: DispatchCount,
  ground: string | null,
  account: Account,
  language: Language,
  deps: ServerDeps,
): Promise<MeasureTickets> {
  const { pool, readerPool, rulebook, clock, keys } = deps
  const now = clock.now()
  const found = await ticketsBehindDispatch(pool, span, count, ground)
  const scopes = scopesOf(account, 'read-ticket', rulebook.inForce(now))
  const inbox = inboxOf(account, scopes, rulebook.org)
  const { rows, titles } = await readAs(readerPool ?? pool, inbox, async (sql) => {
    const rows = scopes.length === 0 ? [] : await listByIds(sql, inbox, found.slice(-MOST_TICKETS))
    return {
      rows,
      titles: await titlesOf(
        sql,
        keys.master,
        rows.map((row) => row.ticket_id),
      ),
    }
  })
  const ordered = rows.toSorted((a, b) => (a.ticket_id < b.ticket_id ? 1 : -1))
  return { count, total: found.length, items: listItems(ordered, titles, language, rulebook, now) }
}
