import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** A ticket of a unit's inbox. */
export interface InboxText {
  readonly ticket_id: string
  readonly number: string
  readonly registered_at: Instant
  readonly identity: string
  readonly kind: string
  readonly category: string | null
  readonly requester: string | null
}

/** The newest tickets of a unit's inbox since an instant. Run as the reading unit. */
export async function inboxTexts(sql: Sql, unit: string, since: Instant, most: number): Promise<InboxText[]> {
  const { rows } = await sql.query<InboxText>(
    `select i.ticket_id, i.number, i.registered_at, t.identity, t.kind, t.category, t.requester
     from inbox i join ticket t using (ticket_id)
     where i.unit_id = $1 and i.registered_at >= $2 and t.phase <> 'merged'
     order by i.registered_at desc, i.ticket_id desc limit $3`,
    [unit, since, most],
  )
  return rows
}

/** How many tickets came into a unit's inbox in each hour, by the hour's beginning in milliseconds. Run as the reading unit. */
export async function inboxHours(sql: Sql, unit: string, since: Instant): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql.query<{ hour: number; seen: number }>(
    `select (floor(extract(epoch from registered_at) / 3600) * 3600000)::float8 as hour, count(*)::int as seen
     from inbox where unit_id = $1 and registered_at >= $2 group by 1`,
    [unit, since],
  )
  return new Map(rows.map(({ hour, seen }) => [hour, seen]))
}

/** Tickets of persons who came at least `least` times, among these tickets; nobody is named. */
export function repeatCallers(rows: readonly InboxText[], least: number): InboxText[][] {
  const byPerson = new Map<string, InboxText[]>()
  for (const row of rows) {
    if (row.requester === null) continue
    const known = byPerson.get(row.requester)
    if (known) known.push(row)
    else byPerson.set(row.requester, [row])
  }
  return [...byPerson.values()]
    .filter((tickets) => tickets.length >= least)
    .sort((a, b) => b.length - a.length || ((a[0]?.ticket_id ?? '') < (b[0]?.ticket_id ?? '') ? -1 : 1))
}
