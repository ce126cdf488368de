import { MONTH_ACTIONS, type MonthView } from '../../../contract/http/month.ts'
import { differencesBetween, exclusionStatistics, unitsOverCap } from '../../../domain/month/figures.ts'
import type { MonthFact } from '../../../domain/month/month.ts'
import { datedSteps } from '../../../domain/month/steps.ts'
import { standingOf } from '../../../domain/month/turn.ts'
import { isWithin, type UnitCode } from '../../../domain/org/unit.ts'
import { findGround } from '../../../domain/policy/policy.ts'
import { scopesOf } from '../../../domain/rights/permit.ts'
import { monthRuleOf } from '../../../domain/scoring/month-rule.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { readRun } from '../../../store/assessment/runs.ts'
import type { RecordEvent } from '../../../store/record/record-log.ts'
import { type Language, say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { type Readable, unitName } from '../../http/facts.ts'
import type { Month } from './month.ts'

/** The month's board as one account may see it: of other units their figures and decisions, not their words or tickets (P21). */
export async function boardOf(
  month: Month,
  account: Account,
  language: Language,
  deps: ServerDeps,
): Promise<MonthView> {
  const { policy, span } = month.frame
  const { state, events, run } = month
  const readable: Readable = { language, org: deps.rulebook.org, calendar: policy.calendar }
  const name = (unit: UnitCode) => unitName(unit, readable)
  const deciding = may(account, 'decide-exclusion', deps)
  const sees = (unit: UnitCode) => deciding || isWithin(deps.rulebook.org, unit, account.unit)
  const statistics = run && exclusionStatistics(run)
  const rule = monthRuleOf(policy)
  const numbers = await numbersOf(
    state.appeals.flatMap(({ ticketId }) => ticketId ?? []),
    deps,
  )
  const groundName = (code: string) => {
    const found = findGround([...policy.exclusionGrounds, ...policy.suspensionGrounds], code)
    return found ? (language === 'zh' ? found.name : found.nameEn) : say(language, `ground.${code}`)
  }
  const withName = <G extends { readonly ground: string }>(list: readonly G[]) =>
    list.map((one) => ({ ...one, name: groundName(one.ground) }))
  return {
    period: month.period,
    firstDay: span.firstDay,
    lastDay: span.lastDay,
    policy: policy.id,
    today: month.today,
    steps: datedSteps(span, rule),
    ...standingOf(state, month.standing),
    draft: state.draft,
    frozen: state.frozen && { id: state.frozen.id, hash: state.frozen.hash, at: state.frozen.at },
    published: state.published && { run: state.published.run, at: state.published.at },
    reruns: await rerunsOf(month, name, deps),
    appeals: state.appeals.map((appeal) => {
      const { number, unit, about, ground, ticketId, at, decision } = appeal
      const open = sees(unit)
      return {
        number,
        unit,
        name: name(unit),
        about,
        ground: ground && groundName(ground),
        ticketId: open ? ticketId : null,
        ticketNumber: open && ticketId ? (numbers.get(ticketId) ?? null) : null,
        at,
        words: open ? wordsOf(events, 'month.appealed', number) : null,
        decision: decision && {
          upheld: decision.upheld,
          at: decision.at,
          words: open ? wordsOf(events, 'month.appeal-decided', number) : null,
        },
      }
    }),
    openExclusions: month.openExclusions.length,
    overCap: (run ? unitsOverCap(run, rule) : []).map((over) => ({
      ...over,
      name: name(over.unit),
      audited: state.audited.find(({ unit }) => unit === over.unit)?.at ?? null,
      words: sees(over.unit)
        ? (events.find(({ type, data }) => type === 'month.audited' && data['unit'] === over.unit)?.texts['words'] ??
          null)
        : null,
    })),
    exclusionCap: rule.exclusionCap,
    exclusions: statistics && {
      grounds: withName(statistics.grounds),
      suspended: withName(statistics.suspended),
      withdrawn: statistics.withdrawn,
    },
    actions: actionsOf(month, account, deps),
  }
}

function may(account: Account, permission: string, { rulebook, clock }: ServerDeps): boolean {
  return scopesOf(account, permission, rulebook.inForce(clock.now())).length > 0
}

function actionsOf({ state, standing }: Month, account: Account, deps: ServerDeps): MonthView['actions'] {
  if (standing.step === 'counting') return []
  const run = may(account, 'run-assessment', deps)
  const decide = may(account, 'decide-exclusion', deps)
  const open = state.draft !== null && state.frozen === null
  const allowed: Readonly<Record<(typeof MONTH_ACTIONS)[number], boolean>> = {
    draft: run && state.frozen === null,
    appeal: open && may(account, 'appeal-assessment', deps),
    decide: open && decide,
    audit: open && decide,
    freeze: run && open,
    rerun: run && state.frozen !== null,
    publish: run && state.frozen !== null && state.published === null,
  }
  return MONTH_ACTIONS.filter((action) => allowed[action])
}

function wordsOf(events: readonly RecordEvent[], type: MonthFact['type'], number: number): string | null {
  return events.find((event) => event.type === type && event.data['number'] === number)?.texts['words'] ?? null
}

async function numbersOf(ids: readonly string[], { pool }: ServerDeps): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await pool.query<{ ticket_id: string; number: string }>(
    'select ticket_id, number from ticket where ticket_id = any($1)',
    [ids],
  )
  return new Map(rows.map((row) => [row.ticket_id, row.number]))
}

async function rerunsOf({ state, events }: Month, name: (unit: UnitCode) => string, { pool }: ServerDeps) {
  const ordered = events.filter(({ type }) => type === 'month.rerun')
  const found: MonthView['reruns'] = []
  let before = state.frozen && (await readRun(pool, state.frozen.id))
  for (const [index, { run, at }] of state.reruns.entries()) {
    const after = await readRun(pool, run.id)
    const differences = before && after ? differencesBetween(before, after) : []
    found.push({
      ...run,
      at,
      why: ordered[index]?.texts['words'] ?? null,
      differences: differences.map((one) => ({ ...one, name: name(one.unit) })),
    })
    before = after
  }
  return found
}
