import type { Instant } from '../../domain/kernel/instant.ts'
import type { UnitCode } from '../../domain/org/unit.ts'
import type { Sql } from '../database/connect.ts'

/** What was last read of an imported ticket. */
export interface HistoryTicket {
  readonly ticketId: string
  readonly system: string
  readonly unit: UnitCode
  readonly openedAt: Instant
  readonly dueAt: Instant | null
  readonly closedAt: Instant | null
  /** Keyed digest of the whole row. */
  readonly digest: string
}

export async function findHistory(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, HistoryTicket>> {
  const { rows } = await sql.query<HistoryTicket>(
    `select ticket_id as "ticketId", system, unit, opened_at as "openedAt", due_at as "dueAt", closed_at as "closedAt", digest
     from history_ticket where ticket_id = any($1)`,
    [ids],
  )
  return new Map(rows.map((row) => [row.ticketId, row]))
}

export async function saveHistory(sql: Sql, tickets: readonly HistoryTicket[]): Promise<void> {
  await sql.query(
    `insert into history_ticket (ticket_id, system, unit, opened_at, due_at, closed_at, digest)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::text[])
     on conflict (ticket_id) do update set unit = excluded.unit, opened_at = excluded.opened_at, due_at = excluded.due_at,
       closed_at = excluded.closed_at, digest = excluded.digest`,
    [
      tickets.map((one) => one.ticketId),
      tickets.map((one) => one.system),
      tickets.map((one) => one.unit),
      tickets.map((one) => one.openedAt),
      tickets.map((one) => one.dueAt),
      tickets.map((one) => one.closedAt),
      tickets.map((one) => one.digest),
    ],
  )
}

/** One unit's imported tickets. `onTimeRate` is null where nothing that was closed had a due time. */
export interface OnTime {
  readonly unit: UnitCode
  readonly name: string
  readonly total: number
  /** With a close time. */
  readonly closed: number
  /** Closed at or before a due time that exists. */
  readonly onTime: number
  /** `onTime` ÷ closed ones with a due time. */
  readonly onTimeRate: number | null
}

/** Who closed in time, of what was imported; of one system where it is named. By unit code. */
export async function onTimeByUnit(sql: Sql, system: string | null): Promise<OnTime[]> {
  const { rows } = await sql.query<{
    unit: string
    name: string
    total: number
    closed: number
    on_time: number
    due: number
  }>(
    `select h.unit, u.name, count(*)::int as total, count(h.closed_at)::int as closed,
       (count(*) filter (where h.closed_at <= h.due_at))::int as on_time,
       (count(*) filter (where h.closed_at is not null and h.due_at is not null))::int as due
     from history_ticket h join unit u on u.code = h.unit
     where $1::text is null or h.system = $1
     group by h.unit, u.name order by h.unit collate "C"`,
    [system],
  )
  return rows.map(({ unit, name, total, closed, on_time, due }) => ({
    unit,
    name,
    total,
    closed,
    onTime: on_time,
    onTimeRate: due === 0 ? null : on_time / due,
  }))
}
