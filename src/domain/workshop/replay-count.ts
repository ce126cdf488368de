import type { UnitCode } from '../org/unit.ts'
import { type Attribution, factInPeriod } from '../scoring/attribution.ts'
import { CellCounter, type CellCounts, cellText } from '../scoring/cells.ts'
import type { AssessmentFact } from '../scoring/facts.ts'
import type { PeriodSpan } from '../scoring/period.ts'
import { type Derived, REPLAY_CHANGES, type ReplayChange, type Replayed } from './replay.ts'
import type { ReplayTicket } from './replay-ticket.ts'

/** A ticket that would stand otherwise. */
export interface ReplayExample {
  readonly ticketId: string
  readonly category: string | null
  readonly changes: readonly ReplayChange[]
  readonly before: Derived
  readonly after: Derived
}

/** So many tickets would go to another unit. */
export interface ReplayFlow {
  readonly from: UnitCode
  readonly to: UnitCode
  readonly tickets: number
}

export interface ReplaySums {
  readonly tickets: number
  /** Tickets that would stand otherwise in any way. */
  readonly changed: number
  readonly changes: Readonly<Record<ReplayChange, number>>
  readonly verdicts: { readonly becameLate: number; readonly becameOnTime: number; readonly becameOpen: number }
  /** The largest first. */
  readonly flows: readonly ReplayFlow[]
  readonly categories: readonly { readonly category: string; readonly tickets: number }[]
  /** The first of each kind of change, in ticket order. */
  readonly examples: Readonly<Record<ReplayChange, readonly ReplayExample[]>>
}

const MOST_EXAMPLES = 100
const MOST_FLOWS = 200

/** Sums up replayed tickets one after the other; memory is bounded by units, categories and examples, not by tickets. */
export class ReplayCount {
  private readonly beforeCells = new CellCounter()
  private readonly afterCells = new CellCounter()
  private readonly flows = new Map<string, number>()
  private readonly categories = new Map<string, number>()
  private readonly counts = new Map<ReplayChange, number>(REPLAY_CHANGES.map((change) => [change, 0]))
  private readonly examples = new Map<ReplayChange, ReplayExample[]>(REPLAY_CHANGES.map((change) => [change, []]))
  private tickets = 0
  private changed = 0
  private becameLate = 0
  private becameOnTime = 0
  private becameOpen = 0
  private readonly draft: string
  private readonly span: PeriodSpan
  private readonly attributions: { readonly before: Attribution; readonly after: Attribution }

  constructor(
    draft: string,
    span: PeriodSpan,
    attributions: { readonly before: Attribution; readonly after: Attribution },
  ) {
    this.draft = draft
    this.span = span
    this.attributions = attributions
  }

  add(ticketId: string, ticket: ReplayTicket, facts: readonly AssessmentFact[], replayed: Replayed): void {
    this.tickets++
    for (const fact of facts) this.count(this.beforeCells, fact, this.attributions.before)
    for (const fact of replayed.facts) {
      // Under the draft every ticket is judged by the draft: its factors weigh the answers.
      this.count(this.afterCells, { ...fact, judgedUnder: this.draft }, this.attributions.after)
    }
    if (replayed.changes.length > 0) this.note(ticketId, ticket, replayed)
  }

  private count(cells: CellCounter, fact: AssessmentFact, attribution: Attribution): void {
    const part = factInPeriod(fact, this.span, attribution)
    if (part !== null) cells.add(part.unit, cellText(part))
  }

  private note(ticketId: string, { category }: ReplayTicket, { before, after, changes }: Replayed): void {
    this.changed++
    for (const change of changes) {
      this.counts.set(change, (this.counts.get(change) ?? 0) + 1)
      const examples = this.examples.get(change)
      if (examples && examples.length < MOST_EXAMPLES) examples.push({ ticketId, category, changes, before, after })
    }
    if (before.lead !== after.lead) increase(this.flows, `${before.lead}|${after.lead}`)
    if (category !== null) increase(this.categories, category)
    if (before.onTime === after.onTime) return
    if (after.onTime === false) this.becameLate++
    else if (after.onTime) this.becameOnTime++
    else this.becameOpen++
  }

  get cells(): { readonly before: CellCounts; readonly after: CellCounts } {
    return { before: this.beforeCells.counts, after: this.afterCells.counts }
  }

  get sums(): ReplaySums {
    return {
      tickets: this.tickets,
      changed: this.changed,
      changes: Object.fromEntries(this.counts) as Record<ReplayChange, number>,
      verdicts: { becameLate: this.becameLate, becameOnTime: this.becameOnTime, becameOpen: this.becameOpen },
      flows: largest(this.flows)
        .slice(0, MOST_FLOWS)
        .map(([key, tickets]) => {
          const [from = '', to = ''] = key.split('|')
          return { from, to, tickets }
        }),
      categories: largest(this.categories).map(([category, tickets]) => ({ category, tickets })),
      examples: Object.fromEntries(this.examples) as Record<ReplayChange, ReplayExample[]>,
    }
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function largest(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}
