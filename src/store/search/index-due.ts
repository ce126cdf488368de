import { isCentral, type Org } from '../../domain/org/unit.ts'
import { searchableTexts } from '../../domain/ticket/searchable.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import { foldLog } from '../read-models/from-log.ts'
import { inboxUnits } from '../read-models/inbox.ts'
import { openText, unwrapSecrets } from '../ticket/secrets.ts'
import { searchBody } from './body.ts'

export interface IndexDeps {
  readonly keys: { readonly master: Buffer }
  readonly rulebook: { readonly org: Org }
}

/** One indexer at a time in one database: `Hy`, `ix`. */
const LOCK = [0x4879, 0x6978]
const BATCH = 100

interface TicketRow {
  readonly ticket_id: string
  readonly seed: Buffer
  readonly wrapped_key: Buffer | null
  readonly bytes: string[] | null
  readonly opening: string[] | null
  readonly text_ids: string[] | null
  readonly sealed: Buffer[] | null
}

interface SearchRow {
  readonly ticketId: string
  readonly unit: string
  readonly registeredAt: string
  readonly body: string
}

/**
 * Makes the search copies of up to `size` tickets that are due; returns how many there were. Appends never wait for it: they only
 * add to `search_due`. A ticket's key is held for the length of the batch, so that forgetting waits and then deletes what
 * was written; of a forgotten ticket nothing is written. Many nodes may call it: one works, the others get 0.
 */
export async function indexDue(pool: Pool, { keys, rulebook }: IndexDeps, size = BATCH): Promise<number> {
  return withTransaction(pool, async (sql) => {
    const { rows: locks } = await sql.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock($1, $2) as mine`, LOCK)
    if (!locks[0]?.mine) return 0
    const { rows: due } = await sql.query<{ ticket_id: string; version: number }>(
      `select ticket_id, max(version) as version from (select ticket_id, version from search_due limit $1) d
       group by ticket_id order by ticket_id`,
      [size],
    )
    if (due.length === 0) return 0
    const ids = due.map((one) => one.ticket_id)
    await sql.query('select from ticket_secret where ticket_id = any ($1::uuid[]) order by ticket_id for share', [ids])
    const rows = (await readTickets(sql, ids)).flatMap((row) => copiesOf(row, keys.master, rulebook.org))
    await writeCopies(sql, ids, rows)
    await sql.query(
      `delete from search_due d using unnest($1::uuid[], $2::int[]) as done (ticket_id, version)
       where d.ticket_id = done.ticket_id and d.version <= done.version`,
      [ids, due.map((one) => one.version)],
    )
    return due.length
  })
}

/** Rests this many times as long as a batch took: under full load intake goes before, and what waits is made up for later. */
const REST = 4

/** Works through all that is due, with rests, until nothing is left or it is told to stop. */
export async function indexAll(
  pool: Pool,
  deps: IndexDeps,
  isStopping: () => boolean = () => false,
  rest = REST,
): Promise<number> {
  let done = 0
  while (!isStopping()) {
    const started = performance.now()
    const indexed = await indexDue(pool, deps)
    done += indexed
    if (indexed === 0) break
    await new Promise((resolve) => setTimeout(resolve, rest * (performance.now() - started)))
  }
  return done
}

const READ = `select s.ticket_id, s.seed, s.wrapped_key, e.bytes, e.opening, x.text_ids, x.sealed
  from ticket_secret s
  cross join lateral (
    select array_agg(bytes order by version) as bytes, array_agg(opening order by version) as opening
    from event where ticket_id = s.ticket_id
  ) e
  cross join lateral (
    select array_agg(text_id) as text_ids, array_agg(sealed) as sealed from ticket_text where ticket_id = s.ticket_id
  ) x
  where s.ticket_id = any ($1::uuid[]) and s.wrapped_key is not null`

async function readTickets(sql: Sql, ids: readonly string[]): Promise<TicketRow[]> {
  return (await sql.query<TicketRow>(READ, [ids])).rows
}

/** What each unit that sees the ticket may find of it. */
function copiesOf(row: TicketRow, master: Buffer, org: Org): SearchRow[] {
  if (!row.bytes) return []
  const log = row.bytes.map((bytes, index) => ({ bytes, opening: row.opening?.[index] ?? '' }))
  const { state, events } = foldLog(row.ticket_id, log)
  const secrets = unwrapSecrets(master, row.ticket_id, row.seed, row.wrapped_key)
  const sealed = new Map((row.text_ids ?? []).map((id, index) => [id, row.sealed?.[index]]))
  const opened = new Map<string, string>()
  const open = (id: string): string => {
    const known = opened.get(id)
    if (known !== undefined) return known
    const bytes = sealed.get(id)
    const text = (bytes && openText(secrets, { textId: id, sealed: bytes })) ?? ''
    opened.set(id, text)
    return text
  }
  const bodyFor = (central: boolean): string =>
    searchBody(searchableTexts(state, events, central).map((ref) => open(ref.id)))
  const bodies = { central: bodyFor(true), others: bodyFor(false) }
  return inboxUnits(state, org).map((unit) => ({
    ticketId: row.ticket_id,
    unit,
    registeredAt: state.registeredAt,
    body: isCentral(org, unit) ? bodies.central : bodies.others,
  }))
}

async function writeCopies(sql: Sql, ids: readonly string[], rows: readonly SearchRow[]): Promise<void> {
  const values = [
    rows.map((one) => one.ticketId),
    rows.map((one) => one.unit),
    rows.map((one) => one.registeredAt),
    rows.map((one) => one.body),
  ]
  await sql.query(
    `delete from ticket_search s where s.ticket_id = any ($1::uuid[]) and not exists (
       select from unnest($2::uuid[], $3::text[]) as kept (ticket_id, unit_id)
       where kept.ticket_id = s.ticket_id and kept.unit_id = s.unit_id)`,
    [ids, values[0], values[1]],
  )
  // A copy that says the same is left alone: writing it again would cost a hundred index entries.
  await sql.query(
    `insert into ticket_search (ticket_id, unit_id, registered_at, body)
     select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[])
     on conflict (ticket_id, unit_id) do update set body = excluded.body, registered_at = excluded.registered_at
     where ticket_search.body is distinct from excluded.body`,
    values,
  )
}
