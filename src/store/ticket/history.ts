import type { TicketEvent } from '../../domain/ticket/events.ts'
import { evolve } from '../../domain/ticket/evolve.ts'
import { type TicketState, unborn } from '../../domain/ticket/state.ts'
import type { Sql } from '../database/connect.ts'
import { NO_EVENT, openEvent } from '../log/sealed-event.ts'
import { type TicketSecrets, unwrapSecrets } from './secrets.ts'

/** All that is stored of one ticket's log, folded. */
export interface History {
  readonly state: TicketState
  readonly events: readonly TicketEvent[]
  /** Hash of the last event, to chain the next one to. */
  readonly head: string
  readonly secrets: TicketSecrets
  /** The version at which this command key was answered before, if it was. */
  readonly answeredAt: number | null
}

interface HistoryRow {
  readonly seed: Buffer
  readonly wrapped_key: Buffer | null
  readonly answered_at: number | null
  readonly bytes: string | null
  readonly opening: string | null
  readonly head: string | null
}

/** Canonical JSON escapes control characters, so that this one separates events; parsing SQL arrays cost a tenth of a command. */
const SEPARATOR = '\u001e'

const LOAD = {
  name: 'ticket-history',
  text: `
    select s.seed, s.wrapped_key,
      (select version from command_key where ticket_id = $1 and key = $2) as answered_at,
      e.bytes, e.opening, e.head
    from ticket_secret s
    left join lateral (
      select string_agg(bytes, e'\\x1e' order by version) as bytes, string_agg(opening, e'\\x1e' order by version) as opening,
        (array_agg(hash order by version desc))[1] as head
      from event where ticket_id = $1
    ) e on true
    where s.ticket_id = $1`,
}

/** One round trip: the ticket's events, secrets, and whether this key was answered before. Null: no such ticket. */
export async function loadHistory(sql: Sql, master: Buffer, ticketId: string, key = ''): Promise<History | null> {
  const { rows } = await sql.query<HistoryRow>({ ...LOAD, values: [ticketId, key] })
  const row = rows[0]
  if (!row) return null
  const openings = row.opening?.split(SEPARATOR) ?? []
  const events = (row.bytes?.split(SEPARATOR) ?? []).map((bytes, index) =>
    readTicketEvent(bytes, openings[index] ?? '{}', ticketId),
  )
  return {
    state: events.reduce(evolve, unborn(ticketId)),
    events,
    head: row.head ?? NO_EVENT,
    secrets: unwrapSecrets(master, ticketId, row.seed, row.wrapped_key),
    answeredAt: row.answered_at,
  }
}

export function readTicketEvent(bytes: string, opening: string, ticketId: string): TicketEvent {
  const { type, at, policy, actor, data } = openEvent(bytes, opening, ticketId)
  return { type, at, policy, actor, data } as TicketEvent
}
