import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** How one call to one person ended. */
export const CALL_ENDINGS = ['reached', 'refused', 'not-reached', 'later', 'handed-on'] as const
export type CallEnding = (typeof CALL_ENDINGS)[number]

export interface CallCounts {
  readonly made: number
  readonly reached: number
  readonly refused: number
}

/** The same call again changes nothing. */
export async function keepCall(
  sql: Sql,
  call: {
    readonly callId: string
    readonly accountId: string
    readonly at: Instant
    readonly outcome: CallEnding
    readonly tickets: number
  },
): Promise<void> {
  await sql.query(
    `insert into callback_call (call_id, account_id, at, outcome, tickets) values ($1, $2, $3, $4, $5)
     on conflict (call_id) do nothing`,
    [call.callId, call.accountId, call.at, call.outcome, call.tickets],
  )
}

export async function isKept(sql: Sql, callId: string): Promise<boolean> {
  const { rowCount } = await sql.query('select from callback_call where call_id = $1', [callId])
  return rowCount === 1
}

interface CountRow {
  readonly own: boolean
  readonly made: number
  readonly reached: number
  readonly refused: number
}

/** Calls of a day, one agent's and everybody's; what was handed on unrung is no call. */
export async function countCalls(
  sql: Sql,
  accountId: string,
  from: Instant,
  to: Instant,
): Promise<{ readonly own: CallCounts; readonly all: CallCounts }> {
  const { rows } = await sql.query<CountRow>(
    `select account_id = $1 as own, count(*)::int as made,
       count(*) filter (where outcome in ('reached', 'later'))::int as reached,
       count(*) filter (where outcome = 'refused')::int as refused
     from callback_call where at >= $2 and at < $3 and outcome <> 'handed-on' group by 1`,
    [accountId, from, to],
  )
  const sum = (of: readonly CountRow[]): CallCounts => ({
    made: of.reduce((total, row) => total + row.made, 0),
    reached: of.reduce((total, row) => total + row.reached, 0),
    refused: of.reduce((total, row) => total + row.refused, 0),
  })
  return { own: sum(rows.filter((row) => row.own)), all: sum(rows) }
}
