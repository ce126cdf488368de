import type { TicketEvent } from '../../domain/ticket/events.ts'
import { evolve } from '../../domain/ticket/evolve.ts'
import { type TicketState, unborn } from '../../domain/ticket/state.ts'
import type { Sql } from '../database/connect.ts'
import { readTicketEvent } from '../ticket/history.ts'
import { openText, unwrapSecrets } from '../ticket/secrets.ts'

/** A whole ticket for reading: its log folded, and its texts still sealed until someone with the right asks for one. */
export interface TicketReading {
  readonly state: TicketState
  readonly events: readonly TicketEvent[]
  /** Opens a text by its id; null when it is not there or the ticket was forgotten. */
  readonly text: (id: string) => string | null
  readonly forgotten: boolean
}

interface ReadingRow {
  readonly seed: Buffer
  readonly wrapped_key: Buffer | null
  readonly bytes: string[]
  readonly opening: string[]
  readonly text_ids: string[] | null
  readonly sealed: Buffer[] | null
}

const READ = {
  name: 'ticket-reading',
  text: `select s.seed, s.wrapped_key, e.bytes, e.opening, x.text_ids, x.sealed
    from ticket_secret s
    cross join lateral (
      select array_agg(bytes order by version) as bytes, array_agg(opening order by version) as opening
      from event where ticket_id = $1
    ) e
    cross join lateral (
      select array_agg(text_id order by text_id) as text_ids, array_agg(sealed order by text_id) as sealed
      from ticket_text where ticket_id = $1
    ) x
    where s.ticket_id = $1`,
}

/** One round trip. Null: no such ticket, or, under a reader's role, none that this unit may see. */
export async function readTicket(sql: Sql, master: Buffer, ticketId: string): Promise<TicketReading | null> {
  const { rows } = await sql.query<ReadingRow>({ ...READ, values: [ticketId] })
  const row = rows[0]
  if (!row?.bytes) return null
  const events = row.bytes.map((bytes, index) => readTicketEvent(bytes, row.opening[index] ?? '{}', ticketId))
  const secrets = unwrapSecrets(master, ticketId, row.seed, row.wrapped_key)
  const texts = new Map((row.text_ids ?? []).map((id, index) => [id, row.sealed?.[index]]))
  return {
    state: events.reduce(evolve, unborn(ticketId)),
    events,
    text: (id) => {
      const sealed = texts.get(id)
      return sealed ? openText(secrets, { textId: id, sealed }) : null
    },
    forgotten: secrets.key === null,
  }
}
