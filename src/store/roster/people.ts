import type { Day } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** Somebody of a unit, with what they have in hand and until when they are away. */
export interface PersonOfUnit {
  readonly accountId: string
  readonly name: string
  readonly role: string
  readonly unit: string
  /** Open tickets in this person's hands, as the unit's inbox has them. */
  readonly open: number
  readonly awayUntil: Day | null
}

/**
 * The active people of these units, by a part of the name if one is given. `inbox`: the unit whose tickets are counted;
 * index inbox_assignee serves the count.
 */
export async function peopleOf(
  sql: Sql,
  units: readonly string[],
  inbox: string,
  today: Day,
  filter: { readonly name?: string | undefined; readonly role?: string | undefined },
): Promise<PersonOfUnit[]> {
  const { rows } = await sql.query<PersonOfUnit>(
    `select a.account_id as "accountId", a.name, a.role, a.unit_id as unit,
       (select count(*)::int from inbox i where i.unit_id = $2 and i.open and i.assignee = a.account_id) as open,
       (select max(last_day)::text from absence b
        where b.account_id = a.account_id and b.ended_at is null and b.first_day <= $3 and b.last_day >= $3) as "awayUntil"
     from account a
     where a.active and a.unit_id = any ($1) and ($4::text is null or strpos(lower(a.name), lower($4)) > 0)
       and ($5::text is null or a.role = $5)
     order by a.unit_id, a.name, a.account_id limit 300`,
    [units, inbox, today, filter.name ?? null, filter.role ?? null],
  )
  return rows
}

/** Which of these accounts are active people of the units. */
export async function peopleAmong(
  sql: Sql,
  units: readonly string[],
  accounts: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ account_id: string }>(
    'select account_id from account where active and unit_id = any ($1) and account_id = any ($2)',
    [units, accounts],
  )
  return new Set(rows.map((row) => row.account_id))
}
