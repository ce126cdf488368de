import type { PeriodSpan } from '../../domain/scoring/period.ts'
import type { TicketEvent } from '../../domain/ticket/events.ts'
import type { Sql } from '../database/connect.ts'
import { readTicketEvent } from '../ticket/history.ts'

const BATCH = 500

/** The logs of all tickets that were registered before a period's end and not over before it began, one at a time. */
export async function eachTicketLog(
  sql: Sql,
  { from, to }: Pick<PeriodSpan, 'from' | 'to'>,
  use: (ticketId: string, events: readonly TicketEvent[]) => void,
): Promise<void> {
  for (let after: string | null = null; ; ) {
    const { rows }: { rows: { ticket_id: string; bytes: string[]; opening: string[] }[] } = await sql.query(
      `select e.ticket_id, array_agg(e.bytes order by e.version) as bytes, array_agg(e.opening order by e.version) as opening
       from event e join (
         select ticket_id from ticket
         where ($1::uuid is null or ticket_id > $1) and registered_at < $3 and (closed_at is null or closed_at >= $2)
         order by ticket_id limit ${BATCH}
       ) as one using (ticket_id)
       group by e.ticket_id order by e.ticket_id`,
      [after, from, to],
    )
    for (const row of rows) {
      const events = row.bytes.map((bytes, index) => readTicketEvent(bytes, row.opening[index] ?? '{}', row.ticket_id))
      use(row.ticket_id, events)
    }
    after = rows.at(-1)?.ticket_id ?? null
    if (rows.length < BATCH) return
  }
}
