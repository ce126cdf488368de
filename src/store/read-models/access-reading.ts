import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** A line of the log with who read; nothing of whom it is about but the ticket's number. */
export interface AccessLine {
  readonly id: string
  readonly at: Instant
  readonly kind: string
  readonly accountId: string
  readonly ticketId: string | null
  readonly number: string | null
  readonly reason: string | null
}

export interface AccessFilter {
  readonly ticketId: string | null
  /** Lines about these people, and about tickets of which they are the requester. */
  readonly people: readonly string[] | null
  readonly accountId: string | null
  readonly from: Instant | null
  readonly to: Instant | null
  readonly kind: string | null
  readonly after: { readonly at: Instant; readonly id: string } | null
  readonly size: number
}

/** The newest first. */
export async function listAccess(sql: Sql, filter: AccessFilter): Promise<AccessLine[]> {
  const { rows } = await sql.query<AccessLine>(
    `select l.access_id as id, l.at, l.what as kind, l.account_id as "accountId", t.ticket_id as "ticketId", t.number, l.reason
     from access_log l left join ticket t on t.ticket_id = l.ticket_id
     where ($1::uuid is null or l.ticket_id = $1)
       and ($2::uuid[] is null or l.person_id = any ($2)
         or l.ticket_id in (select ticket_id from ticket where requester = any ($2)))
       and ($3::text is null or l.account_id = $3)
       and ($4::timestamptz is null or l.at >= $4) and ($5::timestamptz is null or l.at < $5)
       and ($6::text is null or l.what = $6)
       and ($7::timestamptz is null or (l.at, l.access_id) < ($7, $8::uuid))
     order by l.at desc, l.access_id desc limit $9`,
    [
      filter.ticketId,
      filter.people,
      filter.accountId,
      filter.from,
      filter.to,
      filter.kind,
      filter.after?.at ?? null,
      filter.after?.id ?? null,
      filter.size,
    ],
  )
  return rows
}

export async function ticketByNumber(
  sql: Sql,
  number: string,
): Promise<{ readonly ticketId: string; readonly requester: string | null } | null> {
  const { rows } = await sql.query<{ ticketId: string; requester: string | null }>(
    `select t.ticket_id as "ticketId", t.requester from ticket_number n join ticket t on t.ticket_id = n.ticket_id
     where n.number = $1`,
    [number],
  )
  return rows[0] ?? null
}

/** From where on reading is unusual. Nobody published such numbers: they are ours to tune (INF), and accuse nobody. */
export interface UnusualThresholds {
  /** People seen by one account in one day: at least so many, and so many times what is usual in the role. */
  readonly people: number
  readonly timesUsual: number
  /** Looks at one and the same person. */
  readonly samePerson: number
  /** Looks between these hours of the city's clock, by accounts outside the centre. */
  readonly nightFrom: number
  readonly nightTo: number
  readonly atNight: number
  /** Tickets of the own area whose requester was looked at by somebody who did nothing on them. */
  readonly idle: number
  readonly daysAfterClosing: number
}

export const UNUSUAL: UnusualThresholds = {
  people: 20,
  timesUsual: 3,
  samePerson: 5,
  nightFrom: 22,
  nightTo: 6,
  atNight: 3,
  idle: 3,
  daysAfterClosing: 30,
}

export interface UnusualRow {
  readonly code: 'many-people' | 'same-person' | 'out-of-hours' | 'neighbour' | 'after-closing' | 'made-by-asker'
  readonly accountId: string
  readonly first: Instant
  readonly last: Instant
  readonly count: number
  /** What is usual, or how many tickets it was on. */
  readonly other: number
}

const PERSON_READS = `
  select l.access_id, l.account_id, l.person_id, l.ticket_id, l.at, l.at at time zone $3 as wall
  from access_log l where l.what = 'person' and l.at >= $1 and l.at < $2`

const MANY = `with r as (${PERSON_READS}), days as (
    select r.account_id, a.role, r.wall::date as day, count(distinct coalesce(r.person_id, r.ticket_id)) as people,
      min(r.at) as first, max(r.at) as last
    from r join account a on a.account_id = r.account_id group by 1, 2, 3
  ), usual as (select role, percentile_disc(0.5) within group (order by people) as people from days group by role)
  select 'many-people' as code, d.account_id as "accountId", d.first, d.last, d.people::int as count, u.people::int as other
  from days d join usual u on u.role = d.role where d.people >= $4 and d.people >= $5 * u.people`

const SAME = `with r as (${PERSON_READS})
  select 'same-person' as code, account_id as "accountId", min(at) as first, max(at) as last, count(*)::int as count,
    count(distinct ticket_id)::int as other
  from r where person_id is not null group by account_id, person_id having count(*) >= $4`

const NIGHT = `with r as (${PERSON_READS})
  select 'out-of-hours' as code, r.account_id as "accountId", min(r.at) as first, max(r.at) as last, count(*)::int as count, 0 as other
  from r join account a on a.account_id = r.account_id join unit u on u.code = a.unit_id
  where u.kind not in ('centre', 'supervision')
    and (extract(hour from r.wall) >= $4 or extract(hour from r.wall) < $5)
  group by r.account_id having count(*) >= $6`

const IDLE = `with r as (${PERSON_READS})
  select 'neighbour' as code, r.account_id as "accountId", min(r.at) as first, max(r.at) as last,
    count(distinct r.ticket_id)::int as count, 0 as other
  from r join account a on a.account_id = r.account_id join ticket t on t.ticket_id = r.ticket_id
  where a.unit_id in (t.subdistrict, t.community)
    and not exists (select from event e where e.ticket_id = t.ticket_id and e.opening::jsonb -> 'actor' ->> 'account' = r.account_id)
  group by r.account_id having count(distinct r.ticket_id) >= $4`

const CLOSED = `with r as (${PERSON_READS})
  select 'after-closing' as code, r.account_id as "accountId", min(r.at) as first, max(r.at) as last, count(*)::int as count, 0 as other
  from r join ticket t on t.ticket_id = r.ticket_id
  where t.closed_at is not null and r.at > t.closed_at + make_interval(days => $4::int) group by r.account_id`

const OWN_SECOND = `
  select 'made-by-asker' as code, q.decided_by as "accountId", min(q.decided_at) as first, max(q.decided_at) as last,
    count(*)::int as count, 0 as other
  from account_request q join account_audit c on c.account_id = q.decided_by and c.what = 'created' and c.by_account = q.asked_by
  where q.decision = 'confirmed' and q.decided_at >= $1 and q.decided_at < $2 group by q.decided_by`

/** What a human should look at, found again each time; `zone` is the city's. Nothing happens by itself. */
export async function findUnusual(
  sql: Sql,
  from: Instant,
  to: Instant,
  zone: string,
  limits: UnusualThresholds = UNUSUAL,
): Promise<UnusualRow[]> {
  const span = [from, to, zone]
  const found: UnusualRow[] = []
  for (const [text, values] of [
    [MANY, [...span, limits.people, limits.timesUsual]],
    [SAME, [...span, limits.samePerson]],
    [NIGHT, [...span, limits.nightFrom, limits.nightTo, limits.atNight]],
    [IDLE, [...span, limits.idle]],
    [CLOSED, [...span, limits.daysAfterClosing]],
    [OWN_SECOND, [from, to]],
  ] as const) {
    found.push(...(await sql.query<UnusualRow>(text, [...values])).rows)
  }
  return found.toSorted((a, b) => (a.last < b.last ? 1 : -1))
}
