import type { Day, Instant } from '../../domain/kernel/instant.ts'
import type { Rejection } from '../../domain/kernel/result.ts'
import type { ReplayResult } from '../../domain/workshop/replay-result.ts'
import type { Sql } from '../database/connect.ts'

export type ReplayStatus = 'running' | 'done' | 'failed' | 'cancelled'

/** One replay of a draft, as every node can see it. */
export interface ReplayRun {
  readonly replayId: string
  readonly draftId: string
  /** SHA-256 over the draft's files when it began. */
  readonly checksum: string
  readonly firstDay: Day
  readonly lastDay: Day
  readonly status: ReplayStatus
  readonly done: number
  readonly total: number
  readonly startedBy: string
  readonly startedAt: Instant
  /** When it last said how far it is; a run that is silent for long has lost its process. */
  readonly touchedAt: Instant
  /** SHA-256 of the result, once it is done. */
  readonly hash: string | null
}

interface RunRow {
  readonly replay_id: string
  readonly draft_id: string
  readonly checksum: string
  readonly first_day: Day
  readonly last_day: Day
  readonly status: ReplayStatus
  readonly done: number
  readonly total: number
  readonly started_by: string
  readonly started_at: Instant
  readonly touched_at: Instant
  readonly hash: string | null
}

const COLUMNS =
  'replay_id, draft_id, checksum, first_day, last_day, status, done, total, started_by, started_at, touched_at, hash'

function toRun(row: RunRow): ReplayRun {
  return {
    replayId: row.replay_id,
    draftId: row.draft_id,
    checksum: row.checksum,
    firstDay: row.first_day,
    lastDay: row.last_day,
    status: row.status,
    done: row.done,
    total: row.total,
    startedBy: row.started_by,
    startedAt: row.started_at,
    touchedAt: row.touched_at,
    hash: row.hash,
  }
}

export type NewRun = Pick<
  ReplayRun,
  'replayId' | 'draftId' | 'checksum' | 'firstDay' | 'lastDay' | 'startedBy' | 'startedAt'
>

export async function startRun(sql: Sql, run: NewRun): Promise<void> {
  await sql.query(
    `insert into policy_replay (replay_id, draft_id, checksum, first_day, last_day, status, done, total, started_by, started_at,
       touched_at) values ($1, $2, $3, $4, $5, 'running', 0, 0, $6, $7, $7)`,
    [run.replayId, run.draftId, run.checksum, run.firstDay, run.lastDay, run.startedBy, run.startedAt],
  )
}

/** Says how far a run is; false: it was cancelled meanwhile. */
export async function touchRun(
  sql: Sql,
  replayId: string,
  { done, total, at }: { readonly done: number; readonly total: number; readonly at: Instant },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update policy_replay set done = $2, total = $3, touched_at = $4 where replay_id = $1 and status = 'running'`,
    [replayId, done, total, at],
  )
  return rowCount === 1
}

export async function finishRun(sql: Sql, replayId: string, result: ReplayResult, hash: string): Promise<void> {
  await sql.query(
    `update policy_replay set status = 'done', done = total, result = $2, hash = $3
     where replay_id = $1 and status = 'running'`,
    [replayId, JSON.stringify(result), hash],
  )
}

export async function failRun(sql: Sql, replayId: string, rejection: Rejection): Promise<void> {
  await sql.query(
    `update policy_replay set status = 'failed', result = $2 where replay_id = $1 and status = 'running'`,
    [replayId, JSON.stringify(rejection)],
  )
}

/** False: it is not running (any more). */
export async function cancelRun(sql: Sql, replayId: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update policy_replay set status = 'cancelled' where replay_id = $1 and status = 'running'`,
    [replayId],
  )
  return rowCount === 1
}

/** A run with its result when it is done, or with the reason why it failed. */
export async function readRun(
  sql: Sql,
  replayId: string,
): Promise<{ run: ReplayRun; result: ReplayResult | null; failure: Rejection | null } | null> {
  const { rows } = await sql.query<RunRow & { result: unknown }>(
    `select ${COLUMNS}, result from policy_replay where replay_id = $1`,
    [replayId],
  )
  const row = rows[0]
  if (!row) return null
  return {
    run: toRun(row),
    result: row.status === 'done' ? (row.result as ReplayResult) : null,
    failure: row.status === 'failed' ? (row.result as Rejection) : null,
  }
}

/** The draft's replays, the newest first. */
export async function listRuns(sql: Sql, draftId: string, limit = 10): Promise<ReplayRun[]> {
  const { rows } = await sql.query<RunRow>(
    `select ${COLUMNS} from policy_replay where draft_id = $1 order by started_at desc, replay_id desc limit $2`,
    [draftId, limit],
  )
  return rows.map(toRun)
}

/** A process that ended left its runs behind; it says so of them. */
export async function cancelRuns(sql: Sql, replayIds: readonly string[]): Promise<void> {
  if (replayIds.length === 0) return
  await sql.query(`update policy_replay set status = 'cancelled' where replay_id = any($1) and status = 'running'`, [
    replayIds,
  ])
}
