import type { Instant } from '../../domain/kernel/instant.ts'
import type { AssessmentFact } from '../../domain/scoring/facts.ts'
import { type ReplayTicket, replayTicketOf } from '../../domain/workshop/replay-ticket.ts'
import type { Pool, Sql } from '../database/connect.ts'
import { readInBatches } from '../database/cursor.ts'
import { readTicketEvent } from '../ticket/history.ts'

export interface InstantRange {
  readonly from: Instant
  /** The first instant that no longer belongs to it. */
  readonly to: Instant
}

/** One ticket of a range: what a replay needs of it, and every fact of it. */
export interface StoredReplayTicket {
  readonly ticketId: string
  readonly ticket: ReplayTicket
  readonly facts: readonly AssessmentFact[]
}

/** Tickets whose dispatch or counted callback lies in a range. */
const IN_RANGE = `
  select ticket_id from assessment_fact
  where (dispatched_at >= $1 and dispatched_at < $2) or (counted_at >= $1 and counted_at < $2)
  group by ticket_id`

export async function countInRange(sql: Sql, { from, to }: InstantRange): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(`select count(*) as count from (${IN_RANGE}) as one`, [from, to])
  return rows[0]?.count ?? 0
}

const BATCH = 500

/**
 * Folds the logs of the range's tickets that changed since they were last looked at, a batch at a time, each on its own: can be cut
 * short and run again. Others may do so at once; the row of a version is the same whoever writes it.
 */
export async function refreshReplayTickets(
  pool: Pool,
  { from, to }: InstantRange,
  isStopping: () => boolean = () => false,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<number> {
  const { rows: stale } = await pool.query<{ ticket_id: string; version: number }>(
    `select t.ticket_id, t.version from (${IN_RANGE}) as one join ticket t using (ticket_id)
     left join replay_ticket r using (ticket_id) where r.version is distinct from t.version order by t.ticket_id`,
    [from, to],
  )
  for (let index = 0; index < stale.length && !isStopping(); index += BATCH) {
    onProgress(index, stale.length)
    await refreshBatch(
      pool,
      stale.slice(index, index + BATCH).map((row) => row.ticket_id),
    )
  }
  return stale.length
}

/** The record separator: canonical JSON escapes control characters, so that they part events. */
const SEPARATOR = '\u001e'

async function refreshBatch(pool: Pool, ids: readonly string[]): Promise<void> {
  const { rows } = await pool.query<{ ticket_id: string; version: number; bytes: string; opening: string }>(
    `select ticket_id, max(version) as version, string_agg(bytes, e'\\x1e' order by version) as bytes,
       string_agg(opening, e'\\x1e' order by version) as opening
     from event where ticket_id = any($1) group by ticket_id`,
    [ids],
  )
  const found = rows.flatMap((row) => {
    const openings = row.opening.split(SEPARATOR)
    const events = row.bytes
      .split(SEPARATOR)
      .map((bytes, index) => readTicketEvent(bytes, openings[index] ?? '{}', row.ticket_id))
    const ticket = replayTicketOf(row.ticket_id, events)
    return ticket ? [{ id: row.ticket_id, version: row.version, ticket: JSON.stringify(ticket) }] : []
  })
  await pool.query(
    `insert into replay_ticket (ticket_id, version, ticket)
     select * from unnest($1::uuid[], $2::int[], $3::jsonb[])
     on conflict (ticket_id) do update set version = excluded.version, ticket = excluded.ticket
     where replay_ticket.version < excluded.version`,
    [found.map((one) => one.id), found.map((one) => one.version), found.map((one) => one.ticket)],
  )
}

/** The range's tickets in the order of their ids, in batches. Needs an open transaction. */
export async function* readReplayTickets(
  sql: Sql,
  { from, to }: InstantRange,
): AsyncGenerator<readonly StoredReplayTicket[], void, undefined> {
  // One row per ticket: what is parted by the separator is parsed here, which is cheaper than building arrays in the database.
  const text = `
    select f.ticket_id, string_agg(f.fact::text, e'\\x1e' order by f.unit_id, f.role) as facts, max(r.ticket::text) as ticket
    from assessment_fact f join replay_ticket r using (ticket_id)
    where f.ticket_id in (${IN_RANGE})
    group by f.ticket_id order by f.ticket_id`
  const batches = readInBatches<{ ticket_id: string; facts: string; ticket: string }>(
    sql,
    'replay_tickets',
    text,
    [from, to],
    2_000,
  )
  for await (const rows of batches) {
    yield rows.map((row) => ({
      ticketId: row.ticket_id,
      ticket: JSON.parse(row.ticket) as ReplayTicket,
      facts: row.facts.split(SEPARATOR).map((fact) => JSON.parse(fact) as AssessmentFact),
    }))
  }
}
