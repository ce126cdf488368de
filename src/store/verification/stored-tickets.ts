import type { Sql } from '../database/connect.ts'
import type { PhotoRow } from '../photo/ticket-photos.ts'
import { FACT_COLUMNS, INBOX_COLUMNS } from '../read-models/from-log.ts'
import { HOP_COLUMNS } from '../read-models/hop.ts'
import { TICKET_COLUMNS } from '../read-models/ticket-row.ts'

export interface StoredEventRow {
  readonly version: number
  readonly type: string
  readonly at: string
  readonly bytes: string
  readonly hash: string
  readonly opening: string
}

export type StoredRow = Readonly<Record<string, unknown>>

/** All rows that carry one ticket's id. */
export interface StoredTicket {
  readonly ticketId: string
  ticket: StoredRow | null
  secret: { readonly seed: Buffer; readonly wrapped_key: Buffer | null } | null
  readonly events: StoredEventRow[]
  readonly texts: { readonly text_id: string; readonly sealed: Buffer }[]
  readonly photos: PhotoRow[]
  readonly inbox: StoredRow[]
  readonly facts: StoredRow[]
  readonly hops: StoredRow[]
  readonly numbers: string[]
  readonly keys: { readonly key: string; readonly version: number }[]
  readonly sealed: {
    readonly number: number
    readonly stream: string
    readonly version: number
    readonly hash: string
  }[]
  forgotten: boolean
}

/**
 * Instants are read as text, digits beyond the millisecond included: the usual reader would cut them off and a change there would
 * pass. The caller sets the session's zone to UTC.
 */
const asText = (column: string): string => (column.endsWith('_at') || column === 'at' ? `${column}::text` : column)
const list = (columns: readonly string[]): string => columns.map(asText).join(', ')

/**
 * Every ticket in the order of its id, a bounded number at a time, with all rows that carry its id; also ids that only some table
 * knows. Needs an open transaction with one snapshot. `size`: tickets to a batch.
 */
export async function* readStoredTickets(sql: Sql, size: number): AsyncGenerator<StoredTicket[], void, undefined> {
  // The next batch is fetched while the caller checks this one: two processes, two cores.
  let next: Promise<Batch> | null = readBatch(sql, null, size)
  while (next !== null) {
    const { tickets, upTo }: Batch = await next
    next = upTo === null ? null : readBatch(sql, upTo, size)
    next?.catch(() => {
      // Thrown where it is awaited; nobody does when the caller has stopped.
    })
    if (tickets.length > 0) yield tickets
  }
}

interface Batch {
  readonly tickets: StoredTicket[]
  /** Null: it was the last. */
  readonly upTo: string | null
}

async function readBatch(sql: Sql, after: string | null, size: number): Promise<Batch> {
  const upTo = await lastOfBatch(sql, after, size)
  return { tickets: await readRange(sql, after, upTo), upTo }
}

/** The id that ends the next batch; null: the rest fits into one. */
async function lastOfBatch(sql: Sql, after: string | null, size: number): Promise<string | null> {
  const ids: string[] = []
  for (const table of ['ticket', 'event', 'seal_head']) {
    const { rows } = await sql.query<{ ticket_id: string }>(
      `select distinct ticket_id from ${table} where ticket_id > coalesce($1, ${NIL}) order by ticket_id limit $2`,
      [after, size],
    )
    ids.push(...rows.map((row) => row.ticket_id))
  }
  return [...new Set(ids)].sort()[size - 1] ?? null
}

const NIL = `'00000000-0000-0000-0000-000000000000'::uuid`

async function readRange(sql: Sql, after: string | null, upTo: string | null): Promise<StoredTicket[]> {
  const found = new Map<string, StoredTicket>()
  const of = (id: string): StoredTicket => {
    const known = found.get(id)
    if (known) return known
    const made: StoredTicket = {
      ticketId: id,
      ticket: null,
      secret: null,
      events: [],
      texts: [],
      photos: [],
      inbox: [],
      facts: [],
      hops: [],
      numbers: [],
      keys: [],
      sealed: [],
      forgotten: false,
    }
    found.set(id, made)
    return made
  }
  const each = async <R extends { ticket_id: string }>(
    table: string,
    columns: string,
    use: (ticket: StoredTicket, row: R) => void,
  ): Promise<void> => {
    const { rows } = await sql.query<R>(
      `select ticket_id, ${columns} from ${table}
       where ($1::uuid is null or ticket_id > $1) and ($2::uuid is null or ticket_id <= $2) order by ticket_id`,
      [after, upTo],
    )
    for (const row of rows) use(of(row.ticket_id), row)
  }
  await each<StoredRow & { ticket_id: string }>('ticket', list(TICKET_COLUMNS), (ticket, row) => {
    ticket.ticket = row
  })
  await each<NonNullable<StoredTicket['secret']> & { ticket_id: string }>(
    'ticket_secret',
    'seed, wrapped_key',
    (ticket, row) => {
      ticket.secret = row
    },
  )
  await each<StoredEventRow & { ticket_id: string }>(
    'event',
    'version, type, at::text, bytes, hash, opening',
    (ticket, row) => {
      ticket.events.push(row)
    },
  )
  await each<StoredTicket['texts'][number] & { ticket_id: string }>('ticket_text', 'text_id, sealed', (ticket, row) => {
    ticket.texts.push(row)
  })
  await each<PhotoRow & { ticket_id: string }>('ticket_photo', 'photo, sealed', (ticket, row) => {
    ticket.photos.push(row)
  })
  await each<StoredRow & { ticket_id: string }>('inbox', list(INBOX_COLUMNS), (ticket, row) => {
    ticket.inbox.push(row)
  })
  await each<StoredRow & { ticket_id: string }>('assessment_fact', list(FACT_COLUMNS), (ticket, row) => {
    ticket.facts.push(row)
  })
  await each<StoredRow & { ticket_id: string }>('dispatch_hop', list(HOP_COLUMNS), (ticket, row) => {
    ticket.hops.push(row)
  })
  await each<StoredTicket['keys'][number] & { ticket_id: string }>('command_key', 'key, version', (ticket, row) => {
    ticket.keys.push(row)
  })
  await each<StoredTicket['sealed'][number] & { ticket_id: string }>(
    'seal_head',
    'number, stream, version, hash',
    (ticket, row) => {
      ticket.sealed.push(row)
    },
  )
  await attach(sql, found)
  for (const ticket of found.values()) ticket.events.sort((a, b) => a.version - b.version)
  return [...found.values()]
}

/** What is not keyed by the ticket's id. */
async function attach(sql: Sql, found: ReadonlyMap<string, StoredTicket>): Promise<void> {
  const numbers = [...found.values()].map((one) => one.ticket?.['number']).filter((one) => typeof one === 'string')
  const { rows } = await sql.query<{ number: string; ticket_id: string }>(
    'select number, ticket_id from ticket_number where number = any($1)',
    [numbers],
  )
  for (const row of rows) found.get(row.ticket_id)?.numbers.push(row.number)
  const { rows: gone } = await sql.query<{ subject_id: string }>(
    `select subject_id from forgotten where kind = 'ticket' and subject_id = any($1)`,
    [[...found.keys()]],
  )
  for (const { subject_id } of gone) {
    const ticket = found.get(subject_id)
    if (ticket) ticket.forgotten = true
  }
}
