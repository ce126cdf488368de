import type { Shift } from '../../domain/clock/shift.ts'
import type { Day, Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** P28 排班: who is in charge of one shift of a unit, and who else is on it. */
export interface DutyShift {
  readonly day: Day
  readonly shift: Shift
  readonly inCharge: string
  readonly members: readonly string[]
}

export interface Absence {
  readonly absenceId: string
  readonly account: string
  readonly firstDay: Day
  readonly lastDay: Day
}

/** A unit's shifts from one day up to another, that one included. */
export async function shiftsOf(sql: Sql, unit: string, from: Day, to: Day): Promise<DutyShift[]> {
  const { rows } = await sql.query<DutyShift>(
    `select day::text, shift, in_charge as "inCharge", members from duty_shift
     where unit_id = $1 and day between $2 and $3 order by day, shift`,
    [unit, from, to],
  )
  return rows
}

/** Sets a shift, in place of what stood there. */
export async function setShift(
  sql: Sql,
  unit: string,
  { day, shift, inCharge, members }: DutyShift,
  by: string,
  at: Instant,
): Promise<void> {
  await sql.query(
    `insert into duty_shift (unit_id, day, shift, in_charge, members, set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (unit_id, day, shift) do update set
       in_charge = excluded.in_charge, members = excluded.members, set_by = excluded.set_by, set_at = excluded.set_at`,
    [unit, day, shift, inCharge, members, by, at],
  )
}

export async function clearShift(sql: Sql, unit: string, day: Day, shift: Shift): Promise<void> {
  await sql.query('delete from duty_shift where unit_id = $1 and day = $2 and shift = $3', [unit, day, shift])
}

/** Who of a unit is away on `from` or later. */
export async function absencesOf(sql: Sql, unit: string, from: Day): Promise<Absence[]> {
  const { rows } = await sql.query<Absence>(
    `select absence_id as "absenceId", account_id as account, first_day::text as "firstDay", last_day::text as "lastDay"
     from absence where unit_id = $1 and last_day >= $2 and ended_at is null order by first_day, absence_id`,
    [unit, from],
  )
  return rows
}

/** The same id twice is one absence. */
export async function addAbsence(sql: Sql, unit: string, absence: Absence, by: string, at: Instant): Promise<void> {
  await sql.query(
    `insert into absence (absence_id, unit_id, account_id, first_day, last_day, set_by, set_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (absence_id) do nothing`,
    [absence.absenceId, unit, absence.account, absence.firstDay, absence.lastDay, by, at],
  )
}

/** Whose absence it is; null: there is none such in this unit. */
export async function absentOf(sql: Sql, unit: string, absenceId: string): Promise<string | null> {
  const { rows } = await sql.query<{ account_id: string }>(
    'select account_id from absence where unit_id = $1 and absence_id = $2 and ended_at is null',
    [unit, absenceId],
  )
  return rows[0]?.account_id ?? null
}

export async function endAbsence(sql: Sql, unit: string, absenceId: string, at: Instant): Promise<void> {
  await sql.query('update absence set ended_at = $3 where unit_id = $1 and absence_id = $2 and ended_at is null', [
    unit,
    absenceId,
    at,
  ])
}

/** The open tickets in one person's hands, the most pressing first: at most `most`, with the number of all. */
export async function ticketsInHand(
  sql: Sql,
  unit: string,
  account: string,
  most: number,
): Promise<{ readonly ticketIds: string[]; readonly total: number }> {
  const { rows } = await sql.query<{ ticket_id: string; total: number }>(
    `select ticket_id, count(*) over ()::int as total from inbox
     where unit_id = $1 and open and assignee = $2 order by due_at nulls last, ticket_id limit $3`,
    [unit, account, most],
  )
  return { ticketIds: rows.map((row) => row.ticket_id), total: rows[0]?.total ?? 0 }
}
