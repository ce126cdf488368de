import { v7 as uuidv7 } from 'uuid'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { RetentionRule } from '../../domain/policy/retention.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import { forgetPerson, forgetTicket } from '../forget.ts'
import { logAccess } from '../read-models/access-log.ts'

/** Before these instants what ended, or was last heard of, is forgotten. */
export interface RetentionLimits {
  readonly ticketsBefore: Instant
  readonly peopleBefore: Instant
}

export interface RetentionPreview extends RetentionLimits {
  readonly tickets: number
  readonly people: number
  /** Tickets of the longest past first, so that somebody can look at what will go. */
  readonly oldest: readonly { readonly ticketId: string; readonly number: string; readonly endedAt: Instant }[]
}

export interface RetentionRun {
  readonly runId: string
  readonly at: Instant
  readonly tickets: number
  readonly people: number
}

const SHOWN = 20
const BATCH = 200
/** Who forgot, in the access log. */
const ACTOR = 'rule/retention'

export function retentionLimits(rule: RetentionRule, now: Instant): RetentionLimits {
  return { ticketsBefore: yearsBefore(now, rule.ticketYears), peopleBefore: yearsBefore(now, rule.personYears) }
}

/** The same day of an earlier year; 29 February becomes 1 March. */
function yearsBefore(now: Instant, years: number): Instant {
  const date = new Date(now)
  date.setUTCFullYear(date.getUTCFullYear() - years)
  return date.toISOString()
}

// A ticket that is merged or was withdrawn has no closing: it ended with its newest event. An ended ticket is in no open list.
const DUE_TICKETS = `from ticket t join ticket_secret s on s.ticket_id = t.ticket_id and s.wrapped_key is not null
  join lateral (select max(e.at) as at from event e where e.ticket_id = t.ticket_id) ended on true
  where t.registered_at < $1 and ended.at < $1
    and not exists (select from inbox i where i.ticket_id = t.ticket_id and i.open)`

// Whoever told a ticket, or for whom it was told (P13), is kept with it.
const TICKETS_OF_PERSON = `(select ticket_id from ticket where requester = p.person_id
    union all select ticket_id from ticket where concerned = p.person_id)`
const DUE_PEOPLE = `from person p where p.wrapped_key is not null
  and exists ${TICKETS_OF_PERSON}
  and not exists (select from ${TICKETS_OF_PERSON} t
    join lateral (select max(e.at) as at from event e where e.ticket_id = t.ticket_id) ended on true
    where ended.at >= $1 or exists (select from inbox i where i.ticket_id = t.ticket_id and i.open))`

/** What the next run would forget, and nothing else: nothing is written. */
export async function previewRetention(sql: Sql, limits: RetentionLimits): Promise<RetentionPreview> {
  const tickets = await sql.query<{ count: number }>(`select count(*)::int as count ${DUE_TICKETS}`, [
    limits.ticketsBefore,
  ])
  const people = await sql.query<{ count: number }>(`select count(*)::int as count ${DUE_PEOPLE}`, [
    limits.peopleBefore,
  ])
  const { rows } = await sql.query<{ ticketId: string; number: string; endedAt: Instant }>(
    `select t.ticket_id as "ticketId", t.number, ended.at as "endedAt" ${DUE_TICKETS} order by ended.at limit ${SHOWN}`,
    [limits.ticketsBefore],
  )
  return { ...limits, tickets: tickets.rows[0]?.count ?? 0, people: people.rows[0]?.count ?? 0, oldest: rows }
}

/**
 * Forgets what is due, each ticket and person in a transaction of its own with a line in the access log, and records the run.
 * Cut short, the next run finds what is left; run twice, it finds nothing.
 */
export async function runRetention(pool: Pool, rule: RetentionRule, now: Instant): Promise<RetentionRun> {
  const limits = retentionLimits(rule, now)
  const tickets = await forgetAll(
    pool,
    now,
    'ticket',
    `select t.ticket_id as id ${DUE_TICKETS} limit ${BATCH}`,
    limits.ticketsBefore,
  )
  const people = await forgetAll(
    pool,
    now,
    'person',
    `select p.person_id as id ${DUE_PEOPLE} limit ${BATCH}`,
    limits.peopleBefore,
  )
  const run = { runId: uuidv7(), at: now, tickets, people }
  await pool.query('insert into retention_run (run_id, at, tickets, people, facts) values ($1, $2, $3, $4, $5)', [
    run.runId,
    now,
    tickets,
    people,
    JSON.stringify({ ...rule, ...limits }),
  ])
  return run
}

async function forgetAll(
  pool: Pool,
  at: Instant,
  kind: 'ticket' | 'person',
  due: string,
  before: Instant,
): Promise<number> {
  let gone = 0
  while (true) {
    const { rows } = await pool.query<{ id: string }>(due, [before])
    for (const { id } of rows) {
      const forgotten = await withTransaction(pool, async (sql) => {
        const done = await (kind === 'ticket' ? forgetTicket(sql, id, at) : forgetPerson(sql, id, at))
        const subject = { ticketId: kind === 'ticket' ? id : null, personId: kind === 'person' ? id : null }
        if (done) await logAccess(sql, { ...subject, accountId: ACTOR, what: 'forgotten', reason: null, at })
        return done
      })
      if (forgotten) gone++
    }
    if (rows.length < BATCH) return gone
  }
}

export async function lastRetention(sql: Sql): Promise<RetentionRun | null> {
  return (await listRetention(sql, 1))[0] ?? null
}

export async function listRetention(sql: Sql, size: number): Promise<RetentionRun[]> {
  const { rows } = await sql.query<RetentionRun>(
    'select run_id as "runId", at, tickets, people from retention_run order by at desc, run_id desc limit $1',
    [size],
  )
  return rows
}

/** The nightly job: once a day of the installation's clock, however often it is asked. */
export async function retainDaily(pool: Pool, rule: RetentionRule, now: Instant, dayBegan: Instant): Promise<void> {
  const last = await lastRetention(pool)
  if (last === null || last.at < dayBegan) await runRetention(pool, rule, now)
}
