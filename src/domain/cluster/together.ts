import type { Policy, TicketKind } from '../policy/policy.ts'
import { findCategory } from '../policy/policy.ts'

/** What of a ticket decides whether others may learn of it. */
export interface Neighbourly {
  readonly kind: TicketKind | string
  readonly identity: string
  readonly category: string | null
  /** The unit, staff or line it accuses, when it accuses one. */
  readonly accuses?: string | null
}

/**
 * P20: 举报, 保密, 匿名 and the categories of neighbour disputes, family, health and minors are known to nobody through another's
 * ticket: never proposed beside others' tickets, in no cluster, in no count. What is not classified yet could be one of them.
 * Who accuses somebody (P3) is not shown to others either.
 */
export function isHiddenFromOthers(ticket: Neighbourly, policy: Policy): boolean {
  if (ticket.identity !== 'normal' || ticket.kind === 'report' || ticket.accuses != null) return true
  const category = ticket.category === null ? undefined : findCategory(policy, ticket.category)
  if (!category || category.hiddenFromNeighbours) return true
  const above = category.parent === null ? undefined : findCategory(policy, category.parent)
  return above?.hiddenFromNeighbours === true
}

/** P20: below this nobody outside the desks is told how many others there are. */
const LEAST_REPORTERS_SHOWN = 3

export function shownReporters(reporters: number): number | null {
  return reporters >= LEAST_REPORTERS_SHOWN ? reporters : null
}

/** Of two tickets, as far as persons go (P12, P13). */
export interface Persons {
  readonly identity: string
  readonly requester: string | null
  readonly concerned: string | null
}

/**
 * `same`: one requester for the same person, may be merged · `unclear`: the same caller, for oneself once and for another the
 * next time: two people until a human confirms · `different`: two requesters, a cluster at most.
 */
export function samePerson(a: Persons, b: Persons): 'same' | 'unclear' | 'different' {
  const known = a.requester !== null && a.identity !== 'anonymous' && b.identity !== 'anonymous'
  if (known && a.requester === b.requester) return a.concerned === b.concerned ? 'same' : 'unclear'
  const about = (one: Persons) => one.concerned ?? one.requester
  return about(a) !== null && about(a) === about(b) ? 'unclear' : 'different'
}
