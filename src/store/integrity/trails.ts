import type { KnownTicket } from '../../domain/integrity/known-ticket.ts'
import { type Trail, type TrailRecheck, trailOf } from '../../domain/integrity/trail.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Pool, Sql } from '../database/connect.ts'
import type { Rulebook } from '../rules/rulebook.ts'
import { readTicketEvent } from '../ticket/history.ts'

export interface TrailRange {
  readonly from: Instant
  /** The first instant that no longer belongs to it. */
  readonly to: Instant
}

/** Tickets that were dispatched, or whose counted callback ended, in a range. */
const IN_RANGE = `
  select ticket_id from assessment_fact
  where (dispatched_at >= $1 and dispatched_at < $2) or (counted_at >= $1 and counted_at < $2)
  group by ticket_id`

const BATCH = 500
/** Canonical JSON escapes control characters, so that this one separates events. */
const SEPARATOR = '\u001e'

/**
 * Folds the logs of the range's tickets that changed since somebody last looked, a batch at a time, each on its own: can be cut
 * short and run again, by several at once. Returns how many had changed.
 */
export async function refreshTrails(pool: Pool, rulebook: Rulebook, { from, to }: TrailRange): Promise<number> {
  const { rows: stale } = await pool.query<{ ticket_id: string }>(
    `select t.ticket_id from (${IN_RANGE}) as one join ticket t using (ticket_id)
     left join signal_trail s using (ticket_id) where s.version is distinct from t.version order by t.ticket_id`,
    [from, to],
  )
  const ids = stale.map((row) => row.ticket_id)
  for (let index = 0; index < ids.length; index += BATCH) {
    await refreshBatch(pool, rulebook, ids.slice(index, index + BATCH))
  }
  return ids.length
}

async function refreshBatch(pool: Pool, rulebook: Rulebook, ids: readonly string[]): Promise<void> {
  const { rows } = await pool.query<{ ticket_id: string; version: number; bytes: string; opening: string }>(
    `select ticket_id, max(version) as version, string_agg(bytes, e'\\x1e' order by version) as bytes,
       string_agg(opening, e'\\x1e' order by version) as opening
     from event where ticket_id = any($1) group by ticket_id`,
    [ids],
  )
  const trails = rows.map((row) => {
    const openings = row.opening.split(SEPARATOR)
    const events = row.bytes
      .split(SEPARATOR)
      .map((bytes, index) => readTicketEvent(bytes, openings[index] ?? '{}', row.ticket_id))
    return JSON.stringify(trailOf(row.ticket_id, events, (id) => rulebook.getVersion(id)))
  })
  await pool.query(
    `insert into signal_trail (ticket_id, version, trail) select * from unnest($1::uuid[], $2::int[], $3::jsonb[])
     on conflict (ticket_id) do update set version = excluded.version, trail = excluded.trail
     where signal_trail.version < excluded.version`,
    [rows.map((row) => row.ticket_id), rows.map((row) => row.version), trails],
  )
}

/** The range's tickets in the order of their ids. Phones are told apart by a number that means nothing outside of this answer. */
export async function readTrails(sql: Sql, { from, to }: TrailRange): Promise<KnownTicket[]> {
  const { rows } = await sql.query<{ ticket_id: string; trail: Trail; phone: string | null; cluster: string | null }>(
    `select s.ticket_id, s.trail, c.cluster_id as cluster,
       case when p.phone_index is not null then dense_rank() over (order by p.phone_index)::text end as phone
     from (${IN_RANGE}) as one join signal_trail s using (ticket_id)
     left join cluster_member c using (ticket_id)
     left join person p on p.person_id = (s.trail->>'requester')::uuid
     order by s.ticket_id`,
    [from, to],
  )
  return rows.map(({ ticket_id, ...rest }) => ({ ticketId: ticket_id, ...rest }))
}

/** The re-checks of the range's tickets, ticket by ticket; those that have none are left out. */
export async function readRechecks(sql: Sql, { from, to }: TrailRange): Promise<TrailRecheck[][]> {
  const { rows } = await sql.query<{ rechecks: TrailRecheck[] }>(
    `select s.trail->'rechecks' as rechecks from (${IN_RANGE}) as one join signal_trail s using (ticket_id)
     where jsonb_array_length(s.trail->'rechecks') > 0 order by s.ticket_id`,
    [from, to],
  )
  return rows.map((row) => row.rechecks)
}
