import { v5 as uuidv5 } from 'uuid'
import type { Instant } from '../../domain/kernel/instant.ts'
import { done, type Result, rejected } from '../../domain/kernel/result.ts'
import { decideMonth, type MonthCommand, type MonthContext } from '../../domain/month/decide.ts'
import { evolveMonth, MONTH_OPEN_FIELDS, type MonthFact, type MonthState, UNOPENED } from '../../domain/month/month.ts'
import type { PeriodId, PeriodSpan } from '../../domain/scoring/period.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import type { Json } from '../log/canonical.ts'
import { appendRecord, type RecordEvent, readRecord } from '../record/record-log.ts'
import type { Keys } from '../vault/keys.ts'

/** A month's record has the same id on every node: made from the period, so that two who open it at once meet. */
const NAMESPACE = '3f0e1d5a-6f0b-4a53-9f39-2c6a1c7a7d11'

export function monthIdOf(period: PeriodId): string {
  return uuidv5(period, NAMESPACE)
}

export interface MonthHistory {
  readonly state: MonthState
  /** Oldest first, with the words of appeals, decisions and audits. */
  readonly events: readonly RecordEvent[]
}

export async function readMonth(sql: Sql, master: Buffer, period: PeriodId): Promise<MonthHistory> {
  const record = await readRecord(sql, master, monthIdOf(period))
  const events = record?.events ?? []
  return {
    state: events.reduce((state, { type, data, at }) => evolveMonth(state, { type, data } as MonthFact, at), UNOPENED),
    events,
  }
}

export interface MonthSubmission {
  readonly period: PeriodId
  readonly command: MonthCommand
  readonly context: MonthContext
  /** The words of an appeal, a decision, an audit or an order. */
  readonly words: string | null
  readonly actor: Actor
  readonly policy: string
  readonly at: Instant
  /** What else lands in the same transaction once the month has agreed: a frozen run, its place in the period. */
  readonly together?: (sql: Sql) => Promise<void>
}

const ATTEMPTS = 5

/** Decides on the month as it stands and appends, or says why not. Somebody else's step in between is decided on again. */
export async function submitMonth(
  pool: Pool,
  keys: Pick<Keys, 'master'>,
  submission: MonthSubmission,
): Promise<Result<MonthState>> {
  const { period, command, context, words, actor, policy, at, together } = submission
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { state } = await readMonth(pool, keys.master, period)
    const decided = decideMonth(state, command, context)
    if (!decided.ok) return decided
    if (decided.value.length === 0) return done(state)
    const appended = await withTransaction(pool, async (sql) => {
      const written = await appendRecord(sql, keys, {
        recordId: monthIdOf(period),
        kind: 'month',
        version: state.version,
        at,
        policy,
        actor,
        facts: decided.value.map(({ type, data }) => ({
          type,
          data: data as unknown as Record<string, Json>,
          open: MONTH_OPEN_FIELDS[type],
          ...(words === null ? {} : { texts: { words } }),
        })),
      })
      if (written) await together?.(sql)
      return written
    })
    if (appended) return done(decided.value.reduce((before, one) => evolveMonth(before, one, at), state))
  }
  return rejected('ticket.busy')
}

/** Tickets of the period that are applied to be excluded, or whose exclusion was objected to, and not decided (P4). */
export async function openExclusions(sql: Sql, span: Pick<PeriodSpan, 'from' | 'to'>): Promise<string[]> {
  const { rows } = await sql.query<{ ticket_id: string }>(
    `select distinct i.ticket_id from inbox i
     where i.marks && '{exclusion-pending,exclusion-objected}'::text[]
       and exists (select from assessment_fact f where f.ticket_id = i.ticket_id
                   and coalesce(f.counted_at, f.dispatched_at) >= $1 and coalesce(f.counted_at, f.dispatched_at) < $2)
     order by i.ticket_id`,
    [span.from, span.to],
  )
  return rows.map((row) => row.ticket_id)
}
