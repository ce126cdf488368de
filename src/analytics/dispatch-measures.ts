import type { Day } from '../domain/kernel/instant.ts'
import type { Sql } from '../store/database/connect.ts'

/** Same of compared: how often a person decided as the machine had proposed. */
export interface Agreement {
  readonly compared: number
  readonly same: number
  readonly share: number | null
}

export interface DispatchMeasures {
  readonly tickets: number
  readonly right: number
  readonly firstTimeRight: number | null
  readonly hops: number | null
  readonly bounced: number
  readonly returned: number
  readonly returnRate: number | null
  readonly byGround: readonly { readonly ground: string; readonly returned: number; readonly accepted: number }[]
  readonly leads: Agreement
  readonly categories: Agreement
}

export interface WeekOfDispatch extends DispatchMeasures {
  /** The Monday of the week in which the tickets were first dispatched. */
  readonly week: Day
}

export interface DispatchReport {
  readonly total: DispatchMeasures
  readonly weeks: readonly WeekOfDispatch[]
}

export interface DispatchSpan {
  /** Both days are inside. */
  readonly from: Day
  readonly to: Day
  readonly zone: string
}

/**
 * A ticket counts in the week of its first dispatch, whenever it bounced. First time right: no return of it was accepted, no
 * consult was needed and nobody else was made to lead. What was returned but not decided yet still counts as right.
 */
const COHORT = `
  with cohort as (
    select ticket_id, date_trunc('week', dispatched_at at time zone $3)::date as week, category, lead, decided_by,
      proposed_lead, proposed_category
    from dispatch_hop
    where hop = 1 and dispatched_at >= ($1::date::timestamp at time zone $3)
      and dispatched_at < (($2::date + 1)::timestamp at time zone $3)
  ),
  life as (
    select c.ticket_id, max(h.hop) as hops, bool_or(h.return_decision in ('accepted', 'consult')) as sent_on,
      bool_or(h.returned_at is not null) as returned
    from cohort c join dispatch_hop h on h.ticket_id = c.ticket_id
    group by c.ticket_id
  ),
  judged as (
    select c.*, l.hops, l.returned, l.hops = 1 and not coalesce(l.sent_on, false) as is_right
    from cohort c join life l on l.ticket_id = c.ticket_id
  )`

interface WeekRow {
  readonly week: Day
  readonly tickets: number
  readonly right: number
  readonly hops: number
  readonly bounced: number
  readonly returned: number
  readonly leads_compared: number
  readonly leads_same: number
  readonly categories_compared: number
  readonly categories_same: number
}

interface GroundRow {
  readonly week: Day
  readonly ground: string
  readonly returned: number
  readonly accepted: number
}

/** First-time-right, hops, returns by ground and agreement of machine and person, by week. */
export async function measureDispatch(sql: Sql, span: DispatchSpan): Promise<DispatchReport> {
  const values = [span.from, span.to, span.zone]
  const { rows } = await sql.query<WeekRow>(
    `${COHORT}
    select week::text, count(*)::int as tickets, (count(*) filter (where is_right))::int as right, sum(hops)::int as hops,
      (count(*) filter (where hops > 2))::int as bounced, (count(*) filter (where returned))::int as returned,
      (count(*) filter (where decided_by = 'person' and proposed_lead is not null))::int as leads_compared,
      (count(*) filter (where decided_by = 'person' and proposed_lead = lead))::int as leads_same,
      (count(*) filter (where proposed_category is not null and category is not null))::int as categories_compared,
      (count(*) filter (where proposed_category = category))::int as categories_same
    from judged group by week order by week`,
    values,
  )
  const { rows: grounds } = await sql.query<GroundRow>(
    `${COHORT}
    select c.week::text, h.return_ground as ground, count(*)::int as returned,
      (count(*) filter (where h.return_decision in ('accepted', 'consult')))::int as accepted
    from cohort c join dispatch_hop h on h.ticket_id = c.ticket_id
    where h.return_ground is not null group by 1, 2 order by 1, 3 desc, 2`,
    values,
  )
  const weeks = rows.map((row) => ({
    week: row.week,
    ...measuresOf(
      [row],
      grounds.filter((one) => one.week === row.week),
    ),
  }))
  return { total: measuresOf(rows, grounds), weeks }
}

function measuresOf(rows: readonly WeekRow[], grounds: readonly GroundRow[]): DispatchMeasures {
  const sum = (pick: (row: WeekRow) => number) => rows.reduce((total, row) => total + pick(row), 0)
  const tickets = sum((row) => row.tickets)
  const right = sum((row) => row.right)
  const returned = sum((row) => row.returned)
  const byGround = new Map<string, { returned: number; accepted: number }>()
  for (const one of grounds) {
    const known = byGround.get(one.ground) ?? { returned: 0, accepted: 0 }
    byGround.set(one.ground, { returned: known.returned + one.returned, accepted: known.accepted + one.accepted })
  }
  const agreement = (compared: number, same: number) => ({ compared, same, share: shareOf(same, compared) })
  return {
    tickets,
    right,
    firstTimeRight: shareOf(right, tickets),
    hops: shareOf(
      sum((row) => row.hops),
      tickets,
    ),
    bounced: sum((row) => row.bounced),
    returned,
    returnRate: shareOf(returned, tickets),
    byGround: [...byGround]
      .map(([ground, counts]) => ({ ground, ...counts }))
      .toSorted((a, b) => b.returned - a.returned || (a.ground < b.ground ? -1 : 1)),
    leads: agreement(
      sum((row) => row.leads_compared),
      sum((row) => row.leads_same),
    ),
    categories: agreement(
      sum((row) => row.categories_compared),
      sum((row) => row.categories_same),
    ),
  }
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** Which tickets a number counts. */
const BEHIND = {
  tickets: 'true',
  right: 'is_right',
  wrong: 'not is_right',
  bounced: 'hops > 2',
  returned: 'returned',
  'lead-differs': `decided_by = 'person' and proposed_lead is not null and proposed_lead <> lead`,
  'category-differs': 'proposed_category is not null and category is not null and proposed_category <> category',
} as const
export type DispatchCount = keyof typeof BEHIND

/** The tickets behind one number, newest last; with a ground only those that were returned on it. */
export async function ticketsBehindDispatch(
  sql: Sql,
  span: DispatchSpan,
  count: DispatchCount,
  ground: string | null = null,
): Promise<string[]> {
  const { rows } = await sql.query<{ ticket_id: string }>(
    `${COHORT}
    select j.ticket_id from judged j where ${BEHIND[count]} and ($4::text is null or exists (
      select from dispatch_hop h where h.ticket_id = j.ticket_id and h.return_ground = $4))
    order by j.ticket_id`,
    [span.from, span.to, span.zone, ground],
  )
  return rows.map((row) => row.ticket_id)
}
