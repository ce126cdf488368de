import type { Sql } from '../database/connect.ts'

/** Tables that only save time: whatever they hold is counted anew from the facts when they are empty. */
export const KEPT_SUMS = ['assessment_touch', 'assessment_frame', 'assessment_day', 'assessment_turn'] as const

/** Facts moved in bulk, in this transaction: no kept sum may be trusted. `ticketId` is one of the tickets, whichever. */
export async function touchAll(sql: Sql, ticketId: string): Promise<void> {
  await sql.query(
    `insert into assessment_touch (ticket_id, version, at) values ($1, 0, '{}')
     on conflict (ticket_id, version) do update set moved_in = pg_current_xact_id()`,
    [ticketId],
  )
}
