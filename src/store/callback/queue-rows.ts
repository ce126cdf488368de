import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** A ticket whose requester is to be phoned, with what decides when and by whom. */
export interface QueueRow {
  readonly ticketId: string
  readonly kind: 'callback' | 'withdrawal' | 'recheck'
  readonly requester: string | null
  readonly line: string | null
  /** From when on; of a withdrawal null: at once. */
  readonly at: Instant | null
  readonly urgent: boolean
  /** Nobody has replied: called whatever the draw says. */
  readonly unanswered: boolean
  /** The hour was agreed, or follows from an attempt: the plan's part of the day no longer holds. */
  readonly agreed: boolean
  /** The colleague who was asked to take it on. */
  readonly to: string | null
  /** Somebody has the person, or the number, on the line. */
  readonly claimed: boolean
}

interface Row {
  readonly ticket_id: string
  readonly requester: string | null
  readonly line: string | null
  readonly at: Instant | null
  readonly limit_class: string
  readonly unanswered: boolean
  readonly agreed: boolean
  readonly to: string | null
  readonly claimed: boolean
}

const SHARED = `t.ticket_id, t.requester, p.phone_index as line, t.limit_class, t.due_at is not null as unanswered,
  exists (select from callback_claim c where c.expires_at > $1
          and (c.subject = coalesce(t.requester, t.ticket_id) or c.line = p.phone_index)) as claimed`

/** Tickets that wait for a callback that falls due before `until`, and withdrawals that a call must confirm (P6). */
export async function listWaiting(sql: Sql, now: Instant, until: Instant): Promise<QueueRow[]> {
  const [callbacks, withdrawals] = await Promise.all([
    sql.query<Row>(
      `select ${SHARED}, t.callback_at as at, coalesce(a.at = t.callback_at, false) as agreed,
         case when a.at = t.callback_at then a.account_id end as to
       from ticket t left join person p on p.person_id = t.requester
       left join callback_agreed a on a.ticket_id = t.ticket_id
       where t.callback_at < $2`,
      [now, until],
    ),
    sql.query<Row>(
      `select ${SHARED}, a.at, a.ticket_id is not null as agreed, a.account_id as to
       from inbox i join ticket t using (ticket_id) left join person p on p.person_id = t.requester
       left join callback_agreed a on a.ticket_id = t.ticket_id
       where i.unit_id = 'centre' and i.phase = 'withdrawing' and i.open`,
      [now],
    ),
  ])
  return [
    ...callbacks.rows.map((row) => toRow(row, 'callback')),
    ...withdrawals.rows.map((row) => toRow(row, 'withdrawal')),
  ]
}

function toRow(row: Row, kind: QueueRow['kind']): QueueRow {
  const { ticket_id: ticketId, requester, line, at, unanswered, agreed, to, claimed } = row
  return { ticketId, kind, requester, line, at, urgent: row.limit_class === 'urgent', unanswered, agreed, to, claimed }
}

/** Tickets whose counted answer in a range was *satisfied*: what re-checks are drawn from. */
export async function listSatisfied(
  sql: Sql,
  from: Instant,
  to: Instant,
): Promise<{ readonly ticketId: string; readonly countedAt: Instant }[]> {
  const { rows } = await sql.query<{ ticket_id: string; counted_at: Instant }>(
    `select distinct ticket_id, counted_at from assessment_fact
     where counted_at >= $1 and counted_at < $2 and fact->>'satisfied' = 'satisfied'`,
    [from, to],
  )
  return rows.map((row) => ({ ticketId: row.ticket_id, countedAt: row.counted_at }))
}

/** Of drawn tickets those that are still to be re-checked, each from when on. */
export async function listRechecks(
  sql: Sql,
  now: Instant,
  drawn: readonly { readonly ticketId: string; readonly from: Instant }[],
): Promise<QueueRow[]> {
  if (drawn.length === 0) return []
  const { rows } = await sql.query<Row>(
    `select ${SHARED}, greatest(d.from_at, r.next_at) as at, r.ticket_id is not null as agreed, null as to
     from unnest($2::uuid[], $3::timestamptz[]) as d (ticket_id, from_at)
     join ticket t using (ticket_id) left join person p on p.person_id = t.requester
     left join callback_recheck r using (ticket_id)
     where t.phase = 'closed' and not coalesce(r.over, false)`,
    [now, drawn.map((one) => one.ticketId), drawn.map((one) => one.from)],
  )
  return rows.map((row) => ({ ...toRow(row, 'recheck'), urgent: false }))
}

/** Keeps that the hour at which a ticket is called stands as it is, and for whom. */
export async function keepAgreed(sql: Sql, ticketId: string, at: Instant, accountId: string | null): Promise<void> {
  await sql.query(
    `insert into callback_agreed (ticket_id, at, account_id) values ($1, $2, $3)
     on conflict (ticket_id) do update set at = excluded.at, account_id = excluded.account_id`,
    [ticketId, at, accountId],
  )
}

export async function keepRecheck(
  sql: Sql,
  ticketId: string,
  state: { readonly attempts: number; readonly nextAt: Instant; readonly over: boolean },
): Promise<void> {
  await sql.query(
    `insert into callback_recheck (ticket_id, attempts, next_at, over) values ($1, $2, $3, $4)
     on conflict (ticket_id) do update set attempts = excluded.attempts, next_at = excluded.next_at, over = excluded.over`,
    [ticketId, state.attempts, state.nextAt, state.over],
  )
}
