import type { Sql } from '../database/connect.ts'
import { openText, unwrapSecrets } from '../ticket/secrets.ts'

const BATCH = 1_000

/**
 * Opens the named texts, a batch at a time, and hands each over once; nothing is kept here, and the caller keeps no words. What was
 * forgotten is left out.
 */
export async function forEachText(
  sql: Sql,
  master: Buffer,
  wanted: readonly { readonly ticketId: string; readonly textId: string }[],
  use: (text: string, index: number) => void,
): Promise<void> {
  for (let start = 0; start < wanted.length; start += BATCH) {
    const batch = wanted.slice(start, start + BATCH)
    const { rows } = await sql.query<{
      place: number
      ticket_id: string
      text_id: string
      seed: Buffer
      wrapped_key: Buffer | null
      sealed: Buffer
    }>(
      `select w.place::int, w.ticket_id, w.text_id, s.seed, s.wrapped_key, x.sealed
       from unnest($1::uuid[], $2::text[]) with ordinality as w(ticket_id, text_id, place)
       join ticket_secret s using (ticket_id) join ticket_text x using (ticket_id, text_id) order by w.place`,
      [batch.map((one) => one.ticketId), batch.map((one) => one.textId)],
    )
    for (const row of rows) {
      const secrets = unwrapSecrets(master, row.ticket_id, row.seed, row.wrapped_key)
      const text = openText(secrets, { textId: row.text_id, sealed: row.sealed })
      if (text !== null) use(text, start + row.place - 1)
    }
  }
}
