import { v7 as uuidv7 } from 'uuid'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { wordsOf } from '../similar/words.ts'

/** A ticket whose category stood through its whole course. */
export interface ConfirmedTicket {
  readonly ticketId: string
  readonly category: string
  readonly title: string | null
  readonly words: string
}

export interface ConfirmedOptions {
  /** Newest first, at most so many. */
  readonly most: number
  /** Who reads, as the access log names them. */
  readonly accountId: string
  /** What for; stands beside every line of the access log. */
  readonly reason: string
  readonly at: Instant
}

const BATCH = 500

/**
 * Words and category of closed tickets that were handled here: the category was shown to everybody who worked on them, and is
 * the one that staff set or corrected last. Imported histories are left out, their categories come from a table. Each ticket
 * gets its line in the access log before its words are opened; forgotten tickets have none.
 */
export async function* readConfirmed(
  sql: Sql,
  master: Buffer,
  { most, accountId, reason, at }: ConfirmedOptions,
): AsyncGenerator<ConfirmedTicket, void, undefined> {
  const { rows } = await sql.query<{ ticket_id: string; category: string }>(
    `select ticket_id, category from ticket
     where phase = 'closed' and category is not null and judged_under is not null
       and exists (select from ticket_secret s where s.ticket_id = ticket.ticket_id and s.wrapped_key is not null)
     order by closed_at desc, ticket_id limit $1`,
    [most],
  )
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH)
    const ids = batch.map((row) => row.ticket_id)
    await sql.query(
      `insert into access_log (access_id, ticket_id, account_id, what, reason, at)
       select access_id, ticket_id, $3, 'words', $4, $5 from unnest($1::uuid[], $2::uuid[]) as read (access_id, ticket_id)`,
      [ids.map(() => uuidv7()), ids, accountId, reason, at],
    )
    const words = await wordsOf(sql, master, ids)
    for (const { ticket_id: ticketId, category } of batch) {
      const said = words.get(ticketId)
      if (said) yield { ticketId, category, ...said }
    }
  }
}
