import type { LedgerEntry } from '../clock/ledger.ts'
import type { Instant } from '../kernel/instant.ts'
import type { UnitCode } from '../org/unit.ts'
import type { LimitClass } from '../policy/policy.ts'
import type { DispatchMode, TicketEvent } from '../ticket/events.ts'
import { evolve } from '../ticket/evolve.ts'
import { type TicketState, unborn } from '../ticket/state.ts'

/** One unit's task on a ticket, with the first leg of its clock: the first verdict stays, whatever comes later. */
export interface ReplayTask {
  readonly unit: UnitCode
  readonly role: 'lead' | 'assisting'
  readonly hop: number
  readonly entries: readonly LedgerEntry[]
  /** The recorded verdict; null: not decided. */
  readonly onTime: boolean | null
}

/**
 * All that a replay needs to know of a ticket: what was asked of the catalogue at its first dispatch and what came of it, and
 * the clocks that ran. Holds codes and instants only, nothing personal and no text.
 */
export interface ReplayTicket {
  readonly at: Instant
  /** The version of the first dispatch, which judges the ticket for good. */
  readonly policy: string
  /** Null when it was dispatched before it was classified: then no catalogue was asked. */
  readonly category: string | null
  readonly district: UnitCode | null
  readonly subdistrict: UnitCode | null
  readonly community: UnitCode | null
  readonly accuses: UnitCode | null
  readonly lead: UnitCode
  readonly assisting: readonly UnitCode[]
  readonly limit: LimitClass
  readonly mode: DispatchMode
  readonly tasks: readonly ReplayTask[]
}

/** What a replay needs of a ticket, from its events; null before its first dispatch. */
export function replayTicketOf(ticketId: string, events: readonly TicketEvent[]): ReplayTicket | null {
  let state = unborn(ticketId)
  let asked: Omit<ReplayTicket, 'tasks'> | null = null
  for (const event of events) {
    if (asked === null && event.type === 'dispatched') {
      const { lead, assisting, limit, mode } = event.data
      const { category, accuses, place } = state
      const { district, subdistrict, community } = place
      const { at, policy } = event
      asked = { at, policy, category, district, subdistrict, community, accuses, lead, assisting, limit, mode }
    }
    state = evolve(state, event)
  }
  return asked && { ...asked, tasks: tasksOf(state) }
}

function tasksOf(state: TicketState): ReplayTask[] {
  return state.answerable.map(({ unit, role, hop, ledger, onTime }) => {
    const again = ledger.findIndex((entry) => entry.kind === 'again')
    return { unit, role, hop, onTime, entries: again === -1 ? ledger : ledger.slice(0, again) }
  })
}
