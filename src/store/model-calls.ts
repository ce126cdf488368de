import { v7 as uuidv7 } from 'uuid'
import type { Instant } from '../domain/kernel/instant.ts'
import { type Pool, type Sql, withTransaction } from './database/connect.ts'

/** One lock for all who spend one database's budget: `Hy`, `mo`. */
const LOCK = [0x4879, 0x6d6f]

export interface ModelCall {
  readonly accountId: string
  readonly purpose: string
  readonly model: string
  readonly charactersOut: number
  readonly charactersIn: number
  /** `asked` before the call, then what came of it. */
  readonly outcome: 'asked' | 'answered' | 'timed-out' | 'refused' | 'bad-answer' | 'unreachable'
  readonly tookMs: number
  readonly at: Instant
}

/** Writes down that something is about to be sent, if the day's budget still has room for it; false: nothing may be sent. */
export async function reserveCall(pool: Pool, call: ModelCall, since: Instant, budget: number): Promise<boolean> {
  return withTransaction(pool, async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1, $2)', LOCK)
    if ((await charactersSince(sql, since)) + call.charactersOut > budget) return false
    await logCall(sql, call)
    return true
  })
}

/** Two lines a call: what was sent, and what came of it. Never a text. */
export async function logCall(sql: Sql, call: ModelCall): Promise<void> {
  const { accountId, purpose, model, charactersOut, charactersIn, outcome, tookMs, at } = call
  await sql.query(
    `insert into model_call (call_id, account_id, purpose, model, characters_out, characters_in, outcome, took_ms, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [uuidv7(), accountId, purpose, model, charactersOut, charactersIn, outcome, tookMs, at],
  )
}

export async function charactersSince(sql: Sql, since: Instant): Promise<number> {
  const { rows } = await sql.query<{ spent: number }>(
    'select coalesce(sum(characters_out + characters_in), 0)::bigint as spent from model_call where at >= $1',
    [since],
  )
  return rows[0]?.spent ?? 0
}
