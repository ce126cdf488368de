import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** One line of somebody's own list. */
export interface OwnTicket {
  readonly ticketId: string
  readonly number: string
  readonly phase: string
  readonly responsible: string
  readonly registeredAt: Instant
}

const MOST = 100

/** Whether a code for this keyed index of a phone would have anything to show. */
export async function isKnownPhone(sql: Sql, index: string): Promise<boolean> {
  const { rows } = await sql.query<{ known: boolean }>(
    `select exists (select from person where phone_index = $1 and wrapped_key is not null)
       or exists (select from matter_follow where phone_index = $1 and ended_at is null) as known`,
    [index],
  )
  return rows[0]?.known ?? false
}

/**
 * What was asked for with this phone, the newest first. Only by whoever asked: a person concerned may not know that another
 * spoke for them (P13). P19: what is anonymous has no requester and is not here.
 */
export async function ticketsByPhone(sql: Sql, index: string): Promise<OwnTicket[]> {
  const { rows } = await sql.query<{
    ticket_id: string
    number: string
    phase: string
    responsible: string
    registered_at: Instant
  }>(
    `select t.ticket_id, t.number, t.phase, t.responsible, t.registered_at
     from person p join ticket t on t.requester = p.person_id
     where p.phone_index = $1 and p.wrapped_key is not null order by t.registered_at desc, t.ticket_id limit ${MOST}`,
    [index],
  )
  return rows.map((row) => ({
    ticketId: row.ticket_id,
    number: row.number,
    phase: row.phase,
    responsible: row.responsible,
    registeredAt: row.registered_at,
  }))
}
