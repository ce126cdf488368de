import type { TicketEvent } from '../../domain/ticket/events.ts'
import { evolve } from '../../domain/ticket/evolve.ts'
import { isOpen, type TicketState, unborn } from '../../domain/ticket/state.ts'
import type { Rulebook } from '../rules/rulebook.ts'
import { readTicketEvent } from '../ticket/history.ts'
import { factRows } from './fact.ts'
import { type HopCell, type HopColumn, hopRows } from './hop.ts'
import { arrivedAt, inboxUnits, isLate, marksOf, pressesAt } from './inbox.ts'
import { type TicketColumn, ticketRow } from './ticket-row.ts'

/** What the log alone says of a ticket. */
export interface Folded {
  readonly state: TicketState
  readonly events: readonly TicketEvent[]
}

export type Cell = string | number | boolean | null | readonly string[]

/** Rows by column name, `ticket_id` left out: it is the same in all. */
export interface ReadModels {
  readonly ticket: Readonly<Record<TicketColumn, Cell>>
  readonly inbox: readonly Readonly<Record<InboxColumn, Cell>>[]
  readonly facts: readonly Readonly<Record<FactColumn, Cell>>[]
  readonly hops: readonly Readonly<Record<HopColumn, HopCell>>[]
}

export const INBOX_COLUMNS = [
  'unit_id',
  'number',
  'phase',
  'kind',
  'category',
  'limit_class',
  'responsible',
  'subdistrict',
  'community',
  'open',
  'late',
  'marks',
  'registered_at',
  'due_at',
  'assignee',
  'arrived_at',
] as const
export type InboxColumn = (typeof INBOX_COLUMNS)[number]

export const FACT_COLUMNS = ['unit_id', 'role', 'standing', 'dispatched_at', 'counted_at', 'fact'] as const
export type FactColumn = (typeof FACT_COLUMNS)[number]

/** Folds stored events, in order. @throws UnreadableEvent, or whatever the fold makes of events that no rule produced. */
export function foldLog(
  ticketId: string,
  rows: readonly { readonly bytes: string; readonly opening: string }[],
): Folded {
  const events = rows.map((row) => readTicketEvent(row.bytes, row.opening, ticketId))
  return { events, state: events.reduce(evolve, unborn(ticketId)) }
}

/**
 * Every row that lists, clocks and rates need of a ticket, from its folded log. Before the first dispatch a ticket is judged by
 * the version that the last event was written under. @throws when that version is unknown.
 */
export function readModelsOf({ state, events }: Folded, head: string, rulebook: Rulebook): ReadModels {
  const judged = rulebook.getVersion(state.judgedUnder ?? events.at(-1)?.policy ?? '')
  const ticket = ticketRow(state, head, judged)
  const shared = {
    number: ticket.number,
    phase: ticket.phase,
    kind: ticket.kind,
    category: ticket.category,
    limit_class: ticket.limit_class,
    responsible: ticket.responsible,
    subdistrict: ticket.subdistrict,
    community: ticket.community,
    open: isOpen(state),
    late: isLate(state),
    marks: marksOf(state),
    registered_at: ticket.registered_at,
    due_at: pressesAt(state.phase, ticket.due_at),
    assignee: state.assignedPerson,
    arrived_at: arrivedAt(state),
  }
  return {
    ticket,
    inbox: inboxUnits(state, rulebook.org).map((unit) => ({ unit_id: unit, ...shared })),
    facts: factRows(state).map((one) => ({
      unit_id: one.unit,
      role: one.role,
      standing: one.standing,
      dispatched_at: one.dispatchedAt,
      counted_at: one.countedAt,
      fact: one.fact,
    })),
    hops: hopRows(state),
  }
}
