import type { Sql } from '../database/connect.ts'
import { openAbout } from '../photo/ticket-photos.ts'
import { unwrapSecrets } from '../ticket/secrets.ts'

const BATCH = 1_000

/** Opens the likeness of the named photos, a batch at a time, and hands each over once. What was forgotten is left out. */
export async function forEachPhotoPrint(
  sql: Sql,
  master: Buffer,
  wanted: readonly { readonly ticketId: string; readonly photo: string }[],
  use: (print: string, index: number) => void,
): Promise<void> {
  for (let start = 0; start < wanted.length; start += BATCH) {
    const batch = wanted.slice(start, start + BATCH)
    const { rows } = await sql.query<{
      place: number
      ticket_id: string
      photo: string
      seed: Buffer
      wrapped_key: Buffer | null
      sealed: Buffer
    }>(
      `select w.place::int, w.ticket_id, w.photo, s.seed, s.wrapped_key, p.sealed
       from unnest($1::uuid[], $2::text[]) with ordinality as w(ticket_id, photo, place)
       join ticket_secret s using (ticket_id) join ticket_photo p using (ticket_id, photo) order by w.place`,
      [batch.map((one) => one.ticketId), batch.map((one) => one.photo)],
    )
    for (const row of rows) {
      const secrets = unwrapSecrets(master, row.ticket_id, row.seed, row.wrapped_key)
      const about = openAbout(secrets, { photo: row.photo, sealed: row.sealed })
      if (about) use(about.print, start + row.place - 1)
    }
  }
}
