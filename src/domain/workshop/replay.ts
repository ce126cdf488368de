import { type Calendar, dayOf } from '../clock/calendar.ts'
import { dueAt, type Ledger, type LedgerEntry } from '../clock/ledger.ts'
import type { Limit } from '../clock/working-time.ts'
import { type CatalogueDecision, chooseByCatalogue } from '../dispatch/catalogue.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { Org, UnitCode } from '../org/unit.ts'
import { findCategory, type LimitClass, type Policy } from '../policy/policy.ts'
import type { AssessmentFact } from '../scoring/facts.ts'
import type { ReplayTask, ReplayTicket } from './replay-ticket.ts'

/** What the rules make of one ticket: who, how fast, until when, and whether that was kept. */
export interface Derived {
  readonly lead: UnitCode
  readonly assisting: readonly UnitCode[]
  readonly limit: LimitClass
  readonly dueAt: Instant | null
  readonly onTime: boolean | null
}

export const REPLAY_CHANGES = ['unit', 'assisting', 'limit', 'deadline', 'verdict'] as const
export type ReplayChange = (typeof REPLAY_CHANGES)[number]

export interface Replayed {
  readonly before: Derived
  readonly after: Derived
  readonly changes: readonly ReplayChange[]
  /** The facts as they would stand; the same array when nothing of them differs. */
  readonly facts: readonly AssessmentFact[]
}

export interface ReplayFrame {
  readonly draft: Policy
  readonly versionOf: (id: string) => Policy
  readonly org: Org
  /** Clocks that still run are judged as of this instant. */
  readonly asOf: Instant
}

/**
 * Runs recorded tickets again under a draft (design.md §3.3), one at a time and without any state but caches. What is
 * derived anew: the unit, class and deadline of the first dispatch by catalogue and limits, and with them the verdicts. What
 * stays as it happened: every human act — a dispatcher's own choice, later hops, pauses, granted extensions (with the
 * draft's length), the instant of the reply — and the requester's answers, which go with the ticket to whoever would have
 * had it. Nobody knows what another unit would have done; the replay shows what the rules alone change.
 */
export function makeReplay({ draft, versionOf, org, asOf }: ReplayFrame) {
  const choosers = new Map<Policy, Chooser>()
  const choose = (policy: Policy, ticket: ReplayTicket): CatalogueDecision | null => {
    let chooser = choosers.get(policy)
    if (!chooser) {
      // Versions that dispatch alike share their answers: most drafts change something else.
      const twin = [...choosers].find(([other]) => dispatchOf(other) === dispatchOf(policy))
      chooser = twin?.[1] ?? new Chooser(policy, org)
      choosers.set(policy, chooser)
    }
    return chooser.choose(ticket)
  }
  const likeness = new Map<Policy, ReadonlySet<LimitClass>>()
  const keepsTime = (policy: Policy, limit: LimitClass): boolean => {
    let alike = likeness.get(policy)
    if (!alike) {
      alike = unchangedClasses(policy, draft)
      likeness.set(policy, alike)
    }
    return alike.has(limit)
  }

  return (ticket: ReplayTicket, facts: readonly AssessmentFact[]): Replayed => {
    const old = versionOf(ticket.policy)
    const was = choose(old, ticket)
    const will = choose(draft, ticket)
    const after = redispatched(ticket, was, will)
    const same = after.limit === ticket.limit && keepsTime(old, ticket.limit)
    const clocks = ticket.tasks.map((task) => {
      const before = clockOf(task, old, ticket.limit, asOf)
      return { task, before, after: same ? before : clockOf(task, draft, after.limit, asOf) }
    })
    const first = clocks.find(({ task }) => task.role === 'lead')
    const derived = (limit: LimitClass, clock: Clock | undefined, lead: UnitCode, assisting: readonly UnitCode[]) => ({
      lead,
      assisting,
      limit,
      dueAt: clock?.dueAt ?? null,
      onTime: clock?.onTime ?? null,
    })
    const judged = clocks.findLast(({ task }) => task.role === 'lead') ?? first
    const before = {
      ...derived(ticket.limit, first?.before, ticket.lead, ticket.assisting),
      onTime: judged?.before.onTime ?? null,
    }
    const next = {
      ...derived(after.limit, first?.after, after.lead, after.assisting),
      onTime: judged?.after.onTime ?? null,
    }
    return {
      before,
      after: next,
      changes: changesBetween(before, next),
      facts: factsAfter(facts, before, next, clocks),
    }
  }
}

function changesBetween(before: Derived, after: Derived): ReplayChange[] {
  const found: ReplayChange[] = []
  if (before.lead !== after.lead) found.push('unit')
  if (!sameUnits(before.assisting, after.assisting)) found.push('assisting')
  if (before.limit !== after.limit) found.push('limit')
  if (before.dueAt !== after.dueAt) found.push('deadline')
  if (before.onTime !== after.onTime) found.push('verdict')
  return found
}

function sameUnits(a: readonly UnitCode[], b: readonly UnitCode[]): boolean {
  return a === b || (a.length === b.length && a.every((unit) => b.includes(unit)))
}

/** Where a person followed the catalogue the draft's catalogue is followed; where a person chose, the choice stands. */
function redispatched(ticket: ReplayTicket, was: CatalogueDecision | null, will: CatalogueDecision | null) {
  const { lead, assisting, limit } = ticket
  if (!was || !will) return { lead, assisting, limit }
  const followed = was.lead === lead && sameUnits(was.assisting, assisting)
  return {
    lead: followed ? will.lead : lead,
    assisting: followed ? (sameUnits(will.assisting, assisting) ? assisting : will.assisting) : assisting,
    limit: was.limit === limit ? will.limit : limit,
  }
}

interface Clock {
  readonly dueAt: Instant | null
  readonly onTime: boolean | null
}

/** The clock of a task had it run under `policy` with the limit of that class: extensions are as long as there. */
function clockOf(task: ReplayTask, policy: Policy, limit: LimitClass, asOf: Instant): Clock {
  const rule = policy.limits[limit]
  const ledger = task.entries.flatMap((entry) => relaid(entry, rule, limit))
  if (ledger[0]?.kind !== 'start') return { dueAt: null, onTime: task.onTime }
  const due = dueAt(ledger, policy.calendar)
  return { dueAt: due, onTime: due === null ? task.onTime : verdictOf(ledger, due, task, asOf) }
}

function relaid(
  entry: LedgerEntry,
  rule: { readonly limit: Limit; readonly extension: Limit | null },
  limit: LimitClass,
): LedgerEntry[] {
  // A limit that another system set is never recomputed (contracts.md).
  if (entry.kind === 'start') return [entry.given ? entry : { ...entry, limit: rule.limit, class: limit }]
  if (entry.kind !== 'extension' || entry.given) return [entry]
  return rule.extension === null ? [] : [{ ...entry, by: rule.extension }]
}

/**
 * Of a first leg: decided by the submission once the reply passed; before that only its lateness is certain. Whoever was freed
 * of the ticket (redirected, moved) without a reply is late when the limit had passed, else undecided.
 */
function verdictOf(ledger: Ledger, due: Instant, task: ReplayTask, asOf: Instant): boolean | null {
  let submitted: Instant | null = null
  let stopped: Instant | null = null
  for (const entry of ledger) {
    if (entry.kind === 'submit') submitted = entry.at
    else if (entry.kind === 'stop') stopped = entry.at
    else if (entry.kind === 'sent-back') {
      submitted = null
      stopped = null
    }
  }
  if (submitted === null) return (stopped ?? asOf) >= due ? false : null
  if (submitted > due) return false
  return stopped !== null || task.role === 'assisting' ? true : null
}

interface TaskClocks {
  readonly task: ReplayTask
  readonly before: Clock
  readonly after: Clock
}

/** The facts as they would stand: the unit of the first dispatch moves, verdicts follow the clocks, helpers come and go. */
function factsAfter(
  facts: readonly AssessmentFact[],
  before: Derived,
  after: Derived,
  clocks: readonly TaskClocks[],
): readonly AssessmentFact[] {
  const movesLead = before.lead !== after.lead
  const movesHelp = !sameUnits(before.assisting, after.assisting)
  const verdicts = clocks.some((one) => one.before.onTime !== one.after.onTime)
  if (!movesLead && !movesHelp && !verdicts) return facts
  const found: AssessmentFact[] = []
  for (const fact of facts) {
    const left = movesHelp && fact.role === 'assisting' && before.assisting.includes(fact.unit)
    if (left && !after.assisting.includes(fact.unit)) continue
    const moved = movesLead && fact.role !== 'assisting' && fact.unit === before.lead
    // The draft sends at once to whom a later hop sent it: what was a detour is none any more.
    if (moved && facts.some((other) => other.unit === after.lead && other.role === fact.role)) continue
    const clock = clockFor(fact, clocks)
    const onTime = clock && clock.before.onTime !== clock.after.onTime ? clock.after.onTime : fact.onTime
    found.push({ ...fact, unit: moved ? after.lead : fact.unit, onTime })
  }
  const pattern = found[0]
  for (const unit of movesHelp && pattern ? after.assisting : []) {
    if (before.assisting.includes(unit) || found.some((fact) => fact.unit === unit && fact.role === 'assisting'))
      continue
    if (pattern) found.push(helped(pattern, unit))
  }
  return found
}

function clockFor(fact: AssessmentFact, clocks: readonly TaskClocks[]): TaskClocks | undefined {
  const role = fact.role === 'assisting' ? 'assisting' : 'lead'
  const own = clocks.findLast(({ task }) => task.unit === fact.unit && task.role === role)
  // 区分转: the final handler is judged by the clock of the district that passed it on (P22).
  return (
    own ?? (role === 'lead' && fact.onTime !== null ? clocks.findLast(({ task }) => task.role === 'lead') : undefined)
  )
}

/** A helper that the draft would have added: it has the dispatch in its volume; what it would have done nobody knows. */
function helped(pattern: AssessmentFact, unit: UnitCode): AssessmentFact {
  return {
    ...pattern,
    unit,
    role: 'assisting',
    share: '1',
    dispatches: 1,
    standing: 'no-callback',
    excludedGround: null,
    afterScore: false,
    contacted: null,
    solved: null,
    satisfied: null,
    countedAt: null,
    onTime: null,
  }
}

/** The classes whose limit, extension and calendar are the same in both: their clocks need not be run again. */
function unchangedClasses(old: Policy, draft: Policy): ReadonlySet<LimitClass> {
  const same = new Set<LimitClass>()
  const calendarOf = ({ id: _id, ...rest }: Calendar) => JSON.stringify(rest)
  if (old !== draft && calendarOf(old.calendar) !== calendarOf(draft.calendar)) return same
  for (const name of Object.keys(old.limits) as LimitClass[]) {
    const clock = ({ limit, extension }: Policy['limits'][LimitClass]) => JSON.stringify([limit, extension])
    if (clock(old.limits[name]) === clock(draft.limits[name])) same.add(name)
  }
  return same
}

/** All of a version that says who gets a ticket and how fast. */
function dispatchOf({ catalogue, sectors, categories, calendar }: Policy): string {
  const classes = categories.map(({ code, parent, limit }) => [code, parent, limit])
  return JSON.stringify([catalogue, sectors, classes, calendar.offsets])
}

const MOST_REMEMBERED = 200_000

/** The catalogue's answers, remembered: a month asks few different questions, and units seldom come and go. */
class Chooser {
  private readonly answers = new Map<string, CatalogueDecision | null>()
  private readonly borders: readonly Day[]
  private readonly policy: Policy
  private readonly org: Org

  constructor(policy: Policy, org: Org) {
    this.policy = policy
    this.org = org
    const days = new Set<Day>()
    for (const { validFrom, validTo } of org.units()) {
      days.add(validFrom)
      if (validTo !== null) days.add(validTo)
    }
    this.borders = [...days].sort()
  }

  choose(ticket: ReplayTicket): CatalogueDecision | null {
    const { category, district, subdistrict, community, accuses, at } = ticket
    if (category === null || !findCategory(this.policy, category)) return null
    const day = dayOf(at, this.policy.calendar)
    const age = this.borders.findLastIndex((border) => border <= day)
    const key = [category, district, subdistrict, community, accuses, age].join('|')
    const known = this.answers.get(key)
    if (known !== undefined) return known
    const place = { district, subdistrict, community }
    const answer = chooseByCatalogue({ category, place, accuses, at }, this.policy, this.org)
    if (this.answers.size >= MOST_REMEMBERED) this.answers.clear()
    this.answers.set(key, answer)
    return answer
  }
}
