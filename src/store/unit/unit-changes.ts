import { v7 as uuidv7 } from 'uuid'
import type { Day, Instant } from '../../domain/kernel/instant.ts'
import type { UnitChange } from '../../domain/org/unit-changes.ts'
import type { Sql } from '../database/connect.ts'
import type { Rulebook } from '../rules/rulebook.ts'

/** A change as it is kept: who, when, why. */
export type StoredUnitChange = UnitChange & {
  readonly changeId: string
  readonly by: string
  readonly reason: string
  readonly at: Instant
}

/** Every change, in the order in which they were made; or those of one unit. */
export async function listUnitChanges(sql: Sql, code: string | null = null): Promise<StoredUnitChange[]> {
  const { rows } = await sql.query<StoredUnitChange>(
    `select change_id as "changeId", code, what, facts, effective_from as "effectiveFrom", account_id as by, reason, at
     from unit_change where $1::text is null or code = $1 order by effective_from, at, change_id`,
    [code],
  )
  return rows
}

/** One change at a time: who decides on what stands sees all that stands. Needs an open transaction. */
export async function lockUnits(sql: Sql): Promise<void> {
  await sql.query(`select pg_advisory_xact_lock(hashtext('huying/units'))`)
}

/** Keeps a change; a unit that it adds is written down, so that accounts may belong to it. */
export async function addUnitChange(
  sql: Sql,
  change: UnitChange,
  { by, reason, at }: { by: string; reason: string; at: Instant },
): Promise<void> {
  await sql.query(
    `insert into unit_change (change_id, code, what, facts, effective_from, account_id, reason, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [uuidv7(), change.code, change.what, JSON.stringify(change.facts), change.effectiveFrom, by, reason, at],
  )
  if (change.what !== 'added') return
  const { name, nameEn, kind, superior, dutyHours } = change.facts
  await sql.query(
    `insert into unit (code, name, name_en, kind, superior, district, valid_from, valid_to, duty_hours)
     values ($1, $2, $3, $4, $5, (select case when kind = 'district' then code else district end from unit where code = $5), $6, null, $7)
     on conflict (code) do nothing`,
    [change.code, name, nameEn, kind, superior, change.effectiveFrom, dutyHours],
  )
}

/** Takes the layer into the rulebook as it stands on a day; the shipped units stay what they are. */
export async function adoptUnitLayer(sql: Sql, rulebook: Rulebook, today: Day): Promise<void> {
  rulebook.layUnits(await listUnitChanges(sql), today)
}

/** Active accounts of a unit. */
export async function countAccountsAt(sql: Sql, unit: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    'select count(*)::int as count from account where active and unit_id = $1',
    [unit],
  )
  return rows[0]?.count ?? 0
}

/** Open tickets that would follow a unit to its successor. */
export async function countOpenTickets(
  sql: Sql,
  unit: string,
): Promise<{ readonly open: number; readonly late: number }> {
  const { rows } = await sql.query<{ open: number; late: number }>(
    'select count(*)::int as open, count(*) filter (where late)::int as late from inbox where unit_id = $1 and open',
    [unit],
  )
  return rows[0] ?? { open: 0, late: 0 }
}
