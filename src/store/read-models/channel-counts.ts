import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

interface Came {
  readonly count: number
  readonly lastAt: Instant | null
}

/** Tickets registered after `since`, by channel; one of which none came is missing. */
export async function countByChannel(sql: Sql, since: Instant): Promise<ReadonlyMap<string, Came>> {
  const { rows } = await sql.query<Came & { channel: string }>(
    `select channel, count(*)::int as count, max(registered_at) as "lastAt" from ticket
     where registered_at > $1 group by channel`,
    [since],
  )
  return new Map(rows.map(({ channel, ...came }) => [channel, came]))
}

/** Calls that a telephone system told of after `since`. */
export async function countCalls(sql: Sql, since: Instant): Promise<Came> {
  const { rows } = await sql.query<Came>(
    'select count(*)::int as count, max(rang_at) as "lastAt" from call where rang_at > $1',
    [since],
  )
  return rows[0] ?? { count: 0, lastAt: null }
}
