import { createHash } from 'node:crypto'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { PeriodId } from '../../domain/scoring/period.ts'
import type { AssessmentRun, RunUnit } from '../../domain/scoring/run.ts'
import type { Sql } from '../database/connect.ts'
import { canonical } from '../log/canonical.ts'

/** SHA-256 over the canonical JSON of a value, `sha256:<hex>`: what `AssessmentFrame.digest` asks for. */
export function digest(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonical(value), 'utf8').digest('hex')}`
}

/** What is known of a stored run without reading it. */
export interface StoredRun {
  readonly id: string
  readonly period: PeriodId
  readonly policy: string
  /** `sha256:…` over its canonical bytes. */
  readonly hash: string
  readonly storedAt: Instant
  /** 1: the freeze of its period; more: an ordered correction; null: a draft. */
  readonly number: number | null
}

const STORED = `
  select r.run_id as id, r.period, r.policy, r.hash, r.stored_at as "storedAt", f.number
  from assessment_run r left join assessment_frozen f using (run_id)`

/** Stores a run, as a draft until it is frozen. The same run again changes nothing. Returns its hash. Needs a transaction. */
export async function storeRun(sql: Sql, run: AssessmentRun, at: Instant): Promise<string> {
  const bytes = canonical(run)
  const hash = `sha256:${createHash('sha256').update(bytes, 'utf8').digest('hex')}`
  const { rowCount } = await sql.query(
    `insert into assessment_run (run_id, period, policy, inputs, hash, bytes, stored_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (run_id) do nothing`,
    [run.id, run.period, run.policy, run.inputs, hash, bytes, at],
  )
  if (rowCount === 0) return hash
  await sql.query(
    `insert into assessment_run_unit (run_id, unit_id, class, rank, composite, line)
     select $1, line->>'unit', line->>'class', (line->>'rank')::int, line->>'composite', line
     from jsonb_array_elements($2::jsonb) as line`,
    [run.id, JSON.stringify(run.units)],
  )
  return hash
}

export async function readRun(sql: Sql, id: string): Promise<AssessmentRun | null> {
  const { rows } = await sql.query<{ bytes: string }>('select bytes from assessment_run where run_id = $1', [id])
  const [row] = rows
  return row ? (JSON.parse(row.bytes) as AssessmentRun) : null
}

export async function findStoredRun(sql: Sql, id: string): Promise<StoredRun | null> {
  const { rows } = await sql.query<StoredRun>(`${STORED} where r.run_id = $1 order by f.number desc limit 1`, [id])
  return rows[0] ?? null
}

/** Newest period first, within it the newest run first. */
export async function listRuns(sql: Sql, period: PeriodId | null = null, most = 100): Promise<StoredRun[]> {
  const { rows } = await sql.query<StoredRun>(
    `${STORED} where $1::text is null or r.period = $1 order by r.period desc, r.stored_at desc, r.run_id limit $2`,
    [period, most],
  )
  return rows
}

/** One unit's line in the run that holds for each period, newest period first: its history. */
export async function listUnitLines(
  sql: Sql,
  unit: string,
  most = 24,
): Promise<
  { readonly run: string; readonly period: PeriodId; readonly number: number | null; readonly line: RunUnit }[]
> {
  const { rows } = await sql.query<{ run: string; period: string; number: number | null; line: RunUnit }>(
    `select held.id as run, held.period, held.number, u.line
     from (${HOLDING}) as held join assessment_run_unit u on u.run_id = held.id
     where u.unit_id = $1 order by held.period desc limit $2`,
    [unit, most],
  )
  return rows
}

/** The run that holds for each period: the latest frozen one, else the newest draft. */
const HOLDING = `
  select distinct on (period) * from (${STORED}) as stored
  order by period desc, number desc nulls last, "storedAt" desc, id`

/**
 * The runs that a new one of this period is compared with, newest period first: of each of the twelve periods before it the run
 * that holds.
 */
export async function runsBefore(sql: Sql, period: PeriodId): Promise<AssessmentRun[]> {
  const { rows } = await sql.query<{ bytes: string }>(
    `select r.bytes from (${HOLDING}) as held join assessment_run r on r.run_id = held.id
     where held.period < $1 and held.period >= $2 order by held.period desc`,
    [period, `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`],
  )
  return rows.map(({ bytes }) => JSON.parse(bytes) as AssessmentRun)
}

/**
 * Makes a stored run the period's: number 1 is the freeze, later numbers are ordered corrections. Returns the number; null when
 * another was frozen at the same moment (`expected` is the number that the caller means to give). Needs a transaction.
 */
export async function freezeRun(sql: Sql, run: StoredRun, expected: number, at: Instant): Promise<number | null> {
  const { rowCount } = await sql.query(
    `insert into assessment_frozen (period, number, run_id, frozen_at)
     select $1, $2, $3, $4
     where $2 = 1 + coalesce((select max(number) from assessment_frozen where period = $1), 0)
     on conflict do nothing`,
    [run.period, expected, run.id, at],
  )
  return rowCount === 1 ? expected : null
}
