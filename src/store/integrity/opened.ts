import type { Sql } from '../database/connect.ts'
import { openAbout } from '../photo/ticket-photos.ts'
import { openText, type TicketSecrets, unwrapSecrets } from '../ticket/secrets.ts'

const BATCH = 1_000

interface Wanted {
  readonly ticketId: string
  /** Of the text or of the photo. */
  readonly id: string
}

/**
 * Opens the named texts, a batch at a time, and hands each over once; nothing is kept here, and the caller keeps no words. What was
 * forgotten is left out.
 */
export function forEachText(
  sql: Sql,
  master: Buffer,
  wanted: readonly Wanted[],
  use: (text: string, index: number) => void,
): Promise<void> {
  const source = 'ticket_text x on x.ticket_id = w.ticket_id and x.text_id = w.id'
  return forEach(sql, master, source, wanted, (secrets, id, sealed, index) => {
    const text = openText(secrets, { textId: id, sealed })
    if (text !== null) use(text, index)
  })
}

/** The same for the likeness of photos. */
export function forEachPhotoPrint(
  sql: Sql,
  master: Buffer,
  wanted: readonly Wanted[],
  use: (print: string, index: number) => void,
): Promise<void> {
  const source = 'ticket_photo x on x.ticket_id = w.ticket_id and x.photo = w.id'
  return forEach(sql, master, source, wanted, (secrets, id, sealed, index) => {
    const about = openAbout(secrets, { photo: id, sealed })
    if (about) use(about.print, index)
  })
}

async function forEach(
  sql: Sql,
  master: Buffer,
  source: string,
  wanted: readonly Wanted[],
  open: (secrets: TicketSecrets, id: string, sealed: Buffer, index: number) => void,
): Promise<void> {
  for (let start = 0; start < wanted.length; start += BATCH) {
    const batch = wanted.slice(start, start + BATCH)
    const { rows } = await sql.query<{
      place: number
      ticket_id: string
      id: string
      seed: Buffer
      wrapped_key: Buffer | null
      sealed: Buffer
    }>(
      `select w.place::int, w.ticket_id, w.id, s.seed, s.wrapped_key, x.sealed
       from unnest($1::uuid[], $2::text[]) with ordinality as w(ticket_id, id, place)
       join ticket_secret s on s.ticket_id = w.ticket_id join ${source} order by w.place`,
      [batch.map((one) => one.ticketId), batch.map((one) => one.id)],
    )
    for (const row of rows) {
      open(unwrapSecrets(master, row.ticket_id, row.seed, row.wrapped_key), row.id, row.sealed, start + row.place - 1)
    }
  }
}
