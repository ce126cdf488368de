import { CHANGE_KINDS, type Overview, type ScopeRateView } from '../../../contract/http/overview.ts'
import { addDays, dayOf, startOfDay } from '../../../domain/clock/calendar.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import { isWithin } from '../../../domain/org/unit.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import { type PeriodId, periodOf, previousPeriod } from '../../../domain/scoring/period.ts'
import type { AssessmentRun } from '../../../domain/scoring/run.ts'
import { changeOf, ratesOfScope, SCOPE_RATES } from '../../../domain/scoring/scope-rates.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { boardOf } from '../../../store/read-models/board.ts'
import { type Change, changesIn } from '../../../store/read-models/changes.ts'
import { listByIds, listTickets } from '../../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import { listWatched } from '../../../store/watch/watched-tickets.ts'
import type { Language } from '../../../words/say.ts'
import { assessNow, assessPast } from '../../acts/assess-now.ts'
import type { ServerDeps } from '../../deps.ts'
import { unitName } from '../../http/facts.ts'
import { Problem } from '../../http/problem.ts'
import { inboxOf } from '../../http/who.ts'
import { listItems } from '../../view/list-items.ts'
import { unitLines } from '../../view/unit-lines.ts'
import { movementsOf } from './movements.ts'

/** A period without figures is passed over for the one before, no further back than this. */
const MOST_BACK = 3
const MOST_LATE = 12
const MOST_CHANGES = 6
const MOST_MOVEMENTS = 3

/** The leader's first screen: figures of the scope, of peers figures only (P21), what presses, what is watched, what changed. */
export async function overviewFor(
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  deps: ServerDeps,
): Promise<Overview> {
  const { rulebook, clock } = deps
  const now = clock.now()
  const policy = rulebook.inForce(now)
  const readable = { language, org: rulebook.org, calendar: policy.calendar }
  const inbox = inboxOf(account, scopes, rulebook.org)
  const [figures, tickets] = await Promise.all([
    figuresFor(inbox, account, language, now, deps),
    ticketsFor(inbox, account, scopes, language, now, deps),
  ])
  return { now, unit: { code: inbox, name: unitName(inbox, readable) }, ...figures, ...tickets }
}

async function figuresFor(scope: string, account: Account, language: Language, now: Instant, deps: ServerDeps) {
  const { rulebook } = deps
  const policy = rulebook.inForce(now)
  const runningPeriod = periodOf(now, policy.period.startDay, policy.calendar)
  const inScope = ({ units }: AssessmentRun) => units.filter(({ unit }) => isWithin(rulebook.org, unit, scope))
  const hasFigures = (run: AssessmentRun) => inScope(run).some(({ composite }) => composite !== null)
  const running = await assessed(runningPeriod, true, deps)
  let run = running
  for (let back = 0; back < MOST_BACK && !hasFigures(run); back++) {
    run = await assessed(previousPeriod(run.period), false, deps)
  }
  if (!hasFigures(run)) run = running
  const before = await assessed(previousPeriod(run.period), false, deps)
  const mine = inScope(run)
  const now3 = ratesOfScope(mine)
  const before3 = ratesOfScope(inScope(before))
  const rates: ScopeRateView[] = SCOPE_RATES.map((rate) => ({
    rate,
    ...now3[rate],
    change: changeOf(now3[rate].percent, before3[rate].percent),
  }))
  const own = mine.find(({ unit }) => unit === scope)
  const lines = unitLines(run, account, language, deps)
  // A unit of a ranked class stands among its class; a district or the centre looks at the units below.
  const alone = own !== undefined && mine.length === 1
  const shown = alone
    ? lines.filter((line) => line.class === own.class)
    : lines.filter(({ unit }) => isWithin(rulebook.org, unit, scope))
  return {
    period: run.period,
    firstDay: run.span.firstDay,
    lastDay: run.span.lastDay,
    policy: run.policy,
    runningPeriod,
    previousPeriod: previousPeriod(run.period),
    rates,
    opens: alone ? scope : null,
    own: alone ? scope : null,
    units: shown,
  }
}

async function assessed(period: PeriodId, running: boolean, deps: ServerDeps): Promise<AssessmentRun> {
  const result = await (running ? assessNow(period, deps) : assessPast(period, deps))
  if (!result.ok) throw new Problem(result.rejection)
  return result.value
}

async function ticketsFor(
  inbox: string,
  account: Account,
  scopes: readonly GrantScope[],
  language: Language,
  now: Instant,
  deps: ServerDeps,
) {
  const { rulebook, pool, readerPool, keys } = deps
  const { calendar } = rulebook.inForce(now)
  const today = dayOf(now, calendar)
  const changedSince = startOfDay(addDays(today, -1), calendar)
  const day = { from: startOfDay(today, calendar), to: startOfDay(addDays(today, 1), calendar) }
  const watched = await listWatched(pool, keys.master, account.accountId)
  const found = await readAs(readerPool ?? pool, inbox, async (sql) => {
    const late = await listTickets(sql, { unit: inbox, order: 'due', open: true, late: true, size: MOST_LATE })
    const board = await boardOf(sql, inbox, now, day)
    const changes = await changesIn(sql, inbox, changedSince, now)
    const named = CHANGE_KINDS.flatMap((kind) => changes.filter((one) => one.kind === kind).slice(0, MOST_CHANGES))
    const wanted = new Set([...watched, ...named].map(({ ticketId }) => ticketId))
    const rows = await listByIds(sql, inbox, [...wanted])
    const all = new Map([...late, ...rows].map((row) => [row.ticket_id, row]))
    return { late, board, changes, rows: all, titles: await titlesOf(sql, keys.master, [...all.keys()]) }
  })
  const items = new Map(
    listItems([...found.rows.values()], found.titles, language, rulebook, now).map((item) => [item.ticketId, item]),
  )
  const visible = watched.filter(({ ticketId }) => items.has(ticketId))
  return {
    today: { open: found.board.open, late: found.board.late, due: found.board.dueToday },
    late: found.late.flatMap(({ ticket_id }) => items.get(ticket_id) ?? []),
    watched: await Promise.all(
      visible.map(async ({ ticketId, note, lookOn, pinnedAt, pinnedVersion }) => {
        const moved = await movementsOf(ticketId, pinnedVersion, account, scopes, language, deps)
        return {
          ticket: items.get(ticketId) as NonNullable<ReturnType<typeof items.get>>,
          note,
          lookOn,
          due: lookOn <= today,
          pinnedAt,
          moved: moved.slice(0, MOST_MOVEMENTS),
          movedMore: Math.max(0, moved.length - MOST_MOVEMENTS),
        }
      }),
    ),
    watchedElsewhere: watched.length - visible.length,
    changedSince,
    changes: CHANGE_KINDS.flatMap((kind) => {
      const of = found.changes.filter((one) => one.kind === kind)
      return of.length === 0 ? [] : [{ kind, count: of.length, tickets: named(of, items) }]
    }),
  }
}

function named(changes: readonly Change[], items: ReadonlyMap<string, { number: string; title: string | null }>) {
  return changes.slice(0, MOST_CHANGES).flatMap(({ ticketId, at }) => {
    const item = items.get(ticketId)
    return item ? [{ ticketId, number: item.number, title: item.title, at }] : []
  })
}
