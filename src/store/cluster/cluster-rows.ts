import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** One ticket of a cluster, as far as counts and rights need it. */
export interface MemberRow {
  readonly ticket_id: string
  readonly cluster_id: string
  readonly lead: boolean
  readonly joined_at: Instant
  readonly number: string
  readonly phase: string
  readonly kind: string
  readonly identity: string
  readonly category: string | null
  readonly subdistrict: string | null
  readonly requester: string | null
  readonly registered_at: Instant
}

const MEMBERS = `select m.ticket_id, m.cluster_id, m.lead, m.joined_at, t.number, t.phase, t.kind, t.identity, t.category,
    t.subdistrict, t.requester, t.registered_at
  from cluster_member m join ticket t on t.ticket_id = m.ticket_id`

/** All members, whoever may see them: for counts only, unless the inbox is asked next. */
export async function membersOf(sql: Sql, clusterIds: readonly string[]): Promise<MemberRow[]> {
  if (clusterIds.length === 0) return []
  const { rows } = await sql.query<MemberRow>(
    `${MEMBERS} where m.cluster_id = any ($1::uuid[]) order by t.registered_at, m.ticket_id`,
    [clusterIds],
  )
  return rows
}

/** The clusters of these tickets. */
export async function clustersOf(sql: Sql, ticketIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ticketIds.length === 0) return new Map()
  const { rows } = await sql.query<{ ticket_id: string; cluster_id: string }>(
    'select ticket_id, cluster_id from cluster_member where ticket_id = any ($1::uuid[])',
    [ticketIds],
  )
  return new Map(rows.map((row) => [row.ticket_id, row.cluster_id]))
}

/** The clusters that a unit has a ticket in, the last joined first. */
export async function clustersFor(sql: Sql, unit: string, most: number): Promise<string[]> {
  const { rows } = await sql.query<{ cluster_id: string }>(
    `select m.cluster_id from cluster_member m join inbox i on i.ticket_id = m.ticket_id and i.unit_id = $1
     group by m.cluster_id order by max(m.joined_at) desc, m.cluster_id limit $2`,
    [unit, most],
  )
  return rows.map((row) => row.cluster_id)
}

/**
 * How often each of these tickets' requesters had come by then in the same span of time (P32: 此人本月第N次). Reads index
 * ticket_requester. Tickets without a known requester are absent; those of another span count from its start.
 */
export async function timesOfPerson(
  sql: Sql,
  ticketIds: readonly string[],
  from: Instant,
  to: Instant,
): Promise<ReadonlyMap<string, number>> {
  if (ticketIds.length === 0) return new Map()
  const { rows } = await sql.query<{ ticket_id: string; times: number }>(
    `select t.ticket_id, (select count(*)::int from ticket o
       where o.requester = t.requester and o.registered_at >= $2 and o.registered_at <= t.registered_at) as times
     from ticket t
     where t.ticket_id = any ($1::uuid[]) and t.requester is not null and t.registered_at >= $2 and t.registered_at < $3`,
    [ticketIds, from, to],
  )
  return new Map(rows.map((row) => [row.ticket_id, row.times]))
}
