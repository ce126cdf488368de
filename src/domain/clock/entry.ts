import type { Instant } from '../kernel/instant.ts'
import type { Limit } from './working-time.ts'

/** A due time set by another system for an imported order (contracts.md); it is never recomputed here. */
export interface GivenDue {
  readonly dueAt: Instant
  readonly system: string
}

/** Begins a leg: `limit` of class `class` on a stated ground; with `given` the limit is only what it is called by. */
export interface Beginning {
  readonly at: Instant
  readonly limit: Limit
  readonly class: string
  readonly ground: string
  readonly given?: GivenDue
}

/** What can happen to a clock, each with its instant; `ground` is the code of the legal or policy ground. */
export type LedgerEntry =
  | (Beginning & { readonly kind: 'start' })
  /** Second handling or reopening: a new leg with the same class's limit, while the first verdict stays. */
  | (Beginning & { readonly kind: 'again' })
  | { readonly kind: 'pause'; readonly at: Instant; readonly ground: string }
  | { readonly kind: 'resume'; readonly at: Instant; readonly ground: string }
  /** More time. On a given limit only a new given due time can do that. */
  | {
      readonly kind: 'extension'
      readonly at: Instant
      readonly by: Limit
      readonly ground: string
      readonly given?: GivenDue
    }
  /** The unit submitted its reply: its clock stops (practice.md P9). */
  | { readonly kind: 'submit'; readonly at: Instant }
  /** Reply sent back (P9) or retracted (P27): the clock goes on as if it had never stopped. */
  | { readonly kind: 'sent-back'; readonly at: Instant }
  /** Passed or closed: the leg has its verdict. */
  | { readonly kind: 'stop'; readonly at: Instant }

/** Everything that ever happened to one clock, in time order. */
export type Ledger = readonly LedgerEntry[]

export type ClockState = 'not-started' | 'running' | 'paused' | 'submitted' | 'stopped'

/** What the ledger's last entry left the clock in. */
export function stateOf(ledger: Ledger): ClockState {
  switch (ledger.at(-1)?.kind) {
    case undefined:
      return 'not-started'
    case 'pause':
      return 'paused'
    case 'submit':
      return 'submitted'
    case 'stop':
      return 'stopped'
    case 'extension':
      return isPaused(ledger) ? 'paused' : 'running'
    default:
      return 'running'
  }
}

function isPaused(ledger: Ledger): boolean {
  return ledger.findLast((entry) => entry.kind !== 'extension')?.kind === 'pause'
}
