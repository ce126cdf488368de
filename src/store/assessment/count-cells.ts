import { addDays, type Calendar, startOfDay } from '../../domain/clock/calendar.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Attribution } from '../../domain/scoring/attribution.ts'
import { CellCounter, type CellCounts } from '../../domain/scoring/cells.ts'
import type { PeriodId, PeriodSpan } from '../../domain/scoring/period.ts'
import { type Pool, type Sql, sqlState, withTransaction } from '../database/connect.ts'
import { cellStatement } from './cell-statement.ts'

/** What is counted: a period as one policy cuts it, and by which event answers belong to it. */
export interface Counting {
  readonly period: PeriodId
  readonly span: PeriodSpan
  readonly attribution: Attribution
  readonly calendar: Calendar
}

export interface Counted {
  readonly cells: CellCounts
  /** Days that were counted anew: all of them the first time. */
  readonly recounted: number
}

const SERIALIZATION = '40001'
const MOST_TRIES = 8

/**
 * The cells of a period, from kept sums: only days at which a fact moved since the last time are counted anew. What was kept
 * before makes no difference but in time. Waits for others who count, and starts again on what they left.
 */
export async function countKept(pool: Pool, counting: Counting, now: Instant): Promise<Counted> {
  for (let tries = 1; ; tries++) {
    try {
      return await withTransaction(pool, (sql) => countOnce(sql, counting, now), { isolation: 'repeatable read' })
    } catch (error) {
      if (sqlState(error) !== SERIALIZATION || tries === MOST_TRIES) throw error
    }
  }
}

/** The cells of a period, counted from the facts alone; nothing is kept or read of what was. */
export async function countAnew(sql: Sql, counting: Counting): Promise<CellCounts> {
  const statement = cellStatement({ attribution: counting.attribution, borders: bordersOf(counting) })
  const { rows } = await sql.query<CellRow>(`select unit_id, cell, facts from (${statement}) as counted`)
  return gather(rows)
}

async function countOnce(sql: Sql, counting: Counting, now: Instant): Promise<Counted> {
  // First of all, because it takes the snapshot: whoever waited here on another starts again with a newer one.
  await sql.query('update assessment_turn set turn = turn + 1')
  const { period, attribution } = counting
  const key = [period, attribution]
  const borders = bordersOf(counting)
  const days = await daysToCount(sql, key, borders)
  await sql.query(COUNT_BY_HASHING)
  const cells =
    days === 'all'
      ? await countAllDays(sql, key, { attribution, borders })
      : await countDays(sql, key, days, { attribution, borders })
  await sql.query(
    `insert into assessment_frame (period, attribution, borders, counted_in, used_at)
     values ($1, $2, $3, pg_current_snapshot(), $4)
     on conflict (period, attribution) do update
     set borders = excluded.borders, counted_in = excluded.counted_in, used_at = excluded.used_at`,
    [...key, borders, now],
  )
  return { cells, recounted: days === 'all' ? borders.length - 1 : days.length }
}

/**
 * The planner takes every fact for a group of its own (it knows nothing of expressions) and sorts a million texts on disk, where a
 * table of some hundred thousand groups fits into memory.
 */
const COUNT_BY_HASHING = `set local jit = off; set local enable_sort = off; set local work_mem = '128MB'`

function bordersOf({ span, calendar }: Counting): Instant[] {
  const borders = [span.from]
  for (let day = addDays(span.firstDay, 1); day <= span.lastDay; day = addDays(day, 1)) {
    borders.push(startOfDay(day, calendar))
  }
  return [...borders, span.to]
}

/** Above this share of the days, counting them one by one takes longer than all at once. */
const MANY = 0.4

/** Days, from 1, at which a fact moved in a transaction that the kept sums have not seen. */
async function daysToCount(sql: Sql, key: readonly string[], borders: readonly Instant[]): Promise<'all' | number[]> {
  const { rows: frames } = await sql.query<{ same: boolean; counted_in: string }>(
    `select borders = $3::timestamptz[] as same, counted_in::text as counted_in
     from assessment_frame where period = $1 and attribution = $2`,
    [...key, borders],
  )
  const [frame] = frames
  if (!frame?.same) return 'all'
  const { rows } = await sql.query<{ day: number | null }>(
    `with moved as (
       select at from assessment_touch
       where moved_in >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(moved_in, $1::pg_snapshot)
     )
     select null::int as day from moved where at = '{}'
     union
     select width_bucket(moment, $2::timestamptz[]) as day from moved, unnest(at) as moment
     where moment >= $3 and moment < $4`,
    [frame.counted_in, borders, borders[0], borders.at(-1)],
  )
  const days = rows.map(({ day }) => day)
  if (days.length > borders.length * MANY || days.includes(null)) return 'all'
  return days.filter((day) => day !== null).sort((a, b) => a - b)
}

type Days = Parameters<typeof cellStatement>[0]

/** Through a table of its own, from which both the sums and what is kept of them are read. */
async function countAllDays(sql: Sql, key: readonly string[], days: Days): Promise<CellCounts> {
  await sql.query('delete from assessment_day where period = $1 and attribution = $2', [...key])
  await sql.query(`create temp table counted_days on commit drop as ${cellStatement(days)}`)
  await sql.query(
    `insert into assessment_day (period, attribution, day, unit_id, cells, facts)
     select $1, $2, day, unit_id, array_agg(cell), array_agg(facts) from counted_days group by day, unit_id`,
    [...key],
  )
  const { rows } = await sql.query<CellRow>(
    'select unit_id, cell, sum(facts)::int as facts from counted_days group by unit_id, cell',
  )
  return gather(rows)
}

async function countDays(
  sql: Sql,
  key: readonly string[],
  changed: readonly number[],
  days: Days,
): Promise<CellCounts> {
  for (const day of changed) await countDay(sql, key, { ...days, day })
  const { rows } = await sql.query<CellRow>(
    `select unit_id, one.cell, sum(one.facts)::int as facts
     from assessment_day, unnest(cells, assessment_day.facts) as one (cell, facts)
     where period = $1 and attribution = $2 group by unit_id, one.cell`,
    [...key],
  )
  return gather(rows)
}

async function countDay(sql: Sql, key: readonly string[], days: Days & { readonly day: number }): Promise<void> {
  await sql.query('delete from assessment_day where period = $1 and attribution = $2 and day = $3', [...key, days.day])
  await sql.query(
    `insert into assessment_day (period, attribution, day, unit_id, cells, facts)
     select $1, $2, day, unit_id, array_agg(cell), array_agg(facts) from (${cellStatement(days)}) as counted
     group by day, unit_id`,
    [...key],
  )
}

interface CellRow {
  readonly unit_id: string
  readonly cell: string
  readonly facts: number
}

function gather(rows: readonly CellRow[]): CellCounts {
  const counter = new CellCounter()
  for (const { unit_id, cell, facts } of rows) counter.add(unit_id, cell, facts)
  return counter.counts
}

/** Sums of a period that nobody asked for so long are let go. */
const KEPT_DAYS = 60

/**
 * Clears away what no kept sum needs any more: sums long unused, and movements that all of them have seen. Returns how many
 * movements went; at most `most` at a time, so that it never holds others up for long.
 */
export async function clearSeen(pool: Pool, now: Instant, most = 200_000): Promise<number> {
  try {
    return await withTransaction(pool, (sql) => clearOnce(sql, now, most), { isolation: 'repeatable read' })
  } catch (error) {
    // Somebody is counting: next time.
    if (sqlState(error) === SERIALIZATION) return 0
    throw error
  }
}

async function clearOnce(sql: Sql, now: Instant, most: number): Promise<number> {
  await sql.query('update assessment_turn set turn = turn + 1')
  await sql.query(
    `with gone as (
       delete from assessment_frame where used_at < $1::timestamptz - make_interval(days => $2) returning period, attribution
     )
     delete from assessment_day d using gone g where d.period = g.period and d.attribution = g.attribution`,
    [now, KEPT_DAYS],
  )
  const { rowCount } = await sql.query(
    `delete from assessment_touch where (ticket_id, version) in (
       select ticket_id, version from assessment_touch
       where moved_in < coalesce(
         (select min(pg_snapshot_xmin(counted_in)::text::bigint)::text::xid8 from assessment_frame),
         pg_snapshot_xmin(pg_current_snapshot()))
       limit $1)`,
    [most],
  )
  return rowCount ?? 0
}
