import {
  type AbuseCase,
  type AbuseMeasure,
  type AbuseStage,
  type AppealState,
  decideAppeal,
  decideMeasure,
  decideOnAppeal,
  NO_CASE,
} from '../../domain/call/abuse.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { done, type Result, rejected } from '../../domain/kernel/result.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import { appendRecord, type RecordEvent, readRecord } from '../record/record-log.ts'
import type { Keys } from '../vault/keys.ts'

/** A measure, an appeal, or the decision on one: always a person's. */
export type AbuseAct =
  | { readonly type: 'measure'; readonly measure: AbuseMeasure }
  | { readonly type: 'appeal' }
  | { readonly type: 'decide'; readonly lift: boolean }

export interface AbuseStep {
  readonly type: string
  readonly at: Instant
  readonly by: string
  /** Null once its key is gone. */
  readonly words: string | null
}

export interface StoredCase extends Pick<AbuseCase, 'appeal'> {
  readonly caseId: string
  readonly callId: string
  readonly stage: AbuseStage
  readonly openedAt: Instant
  readonly steps: readonly AbuseStep[]
}

interface CaseRow {
  readonly case_id: string
  readonly call_id: string
  readonly stage: AbuseStage
  readonly appeal: AppealState
  readonly opened_at: Instant
}

const COLUMNS = 'case_id, call_id, stage, appeal, opened_at'

/** Appends an act to the case of a call; the first one opens it under `caseId`. */
export async function actOnCase(
  pool: Pool,
  keys: Pick<Keys, 'master'>,
  order: {
    readonly caseId: string
    readonly callId: string
    readonly phoneIndex: string | null
    readonly act: AbuseAct
    readonly words: string
    readonly actor: Actor & { readonly kind: 'person' }
    readonly at: Instant
    readonly policy: string
  },
): Promise<Result<null>> {
  const { callId, phoneIndex, act, words, actor, at, policy } = order
  return withTransaction(pool, async (sql) => {
    const { rows } = await sql.query<CaseRow>(`select ${COLUMNS} from abuse_case where call_id = $1 for update`, [
      callId,
    ])
    const caseId = rows[0]?.case_id ?? order.caseId
    const record = rows[0] ? await readRecord(sql, keys.master, caseId) : null
    const state: AbuseCase = rows[0]
      ? { stage: rows[0].stage, appeal: rows[0].appeal, by: measuredBy(record?.events ?? []) }
      : NO_CASE
    const decided = decide(state, act, actor.account)
    if (!decided.ok) return decided
    const { stage, appeal, type, data } = decided.value
    const appended = await appendRecord(sql, keys, {
      recordId: caseId,
      kind: 'abuse',
      version: record?.version ?? 0,
      at,
      policy,
      actor,
      facts: [{ type, data: { call: callId, ...data }, open: Object.keys(data), texts: { words } }],
    })
    if (!appended) return rejected('abuse.not-now')
    await sql.query(
      `insert into abuse_case (case_id, call_id, phone_index, stage, appeal, opened_at, changed_at)
       values ($1, $2, $3, $4, $5, $6, $6)
       on conflict (call_id) do update set stage = $4, appeal = $5, changed_at = $6`,
      [caseId, callId, phoneIndex, stage, appeal, at],
    )
    return done(null)
  })
}

interface Decided {
  readonly stage: AbuseStage | null
  readonly appeal: AppealState
  readonly type: string
  readonly data: Readonly<Record<string, string>>
}

function decide(state: AbuseCase, act: AbuseAct, account: string): Result<Decided> {
  switch (act.type) {
    case 'measure': {
      const stage = decideMeasure(state, act.measure)
      if (!stage.ok) return stage
      const { measure } = act
      return done({ stage: stage.value, appeal: state.appeal, type: 'abuse.measure-taken', data: { measure } })
    }
    case 'appeal': {
      const appeal = decideAppeal(state)
      return appeal.ok ? done({ stage: state.stage, appeal: appeal.value, type: 'abuse.appealed', data: {} }) : appeal
    }
    case 'decide': {
      const appeal = decideOnAppeal(state, account, act.lift)
      if (!appeal.ok) return appeal
      return done({
        stage: state.stage,
        appeal: appeal.value,
        type: 'abuse.appeal-decided',
        data: { outcome: appeal.value },
      })
    }
  }
}

function measuredBy(events: readonly RecordEvent[]): string[] {
  return events.flatMap(({ type, actor }) =>
    type === 'abuse.measure-taken' && actor.kind === 'person' ? [actor.account] : [],
  )
}

/** The case of a call; null: no measure was taken in it. */
export async function caseOfCall(sql: Sql, master: Buffer, callId: string): Promise<StoredCase | null> {
  const { rows } = await sql.query<CaseRow>(`select ${COLUMNS} from abuse_case where call_id = $1`, [callId])
  return rows[0] ? withSteps(sql, master, rows[0]) : null
}

export async function findCase(sql: Sql, master: Buffer, caseId: string): Promise<StoredCase | null> {
  const { rows } = await sql.query<CaseRow>(`select ${COLUMNS} from abuse_case where case_id = $1`, [caseId])
  return rows[0] ? withSteps(sql, master, rows[0]) : null
}

/** Earlier cases of one number that no appeal lifted, the newest first. */
export async function casesOfPhone(sql: Sql, master: Buffer, index: string, size: number): Promise<StoredCase[]> {
  const { rows } = await sql.query<CaseRow>(
    `select ${COLUMNS} from abuse_case where phone_index = $1 and appeal <> 'lifted' order by opened_at desc limit $2`,
    [index, size],
  )
  return readEach(sql, master, rows)
}

/** Open appeals first, then what changed last. */
export async function listCases(sql: Sql, master: Buffer, size: number): Promise<StoredCase[]> {
  const { rows } = await sql.query<CaseRow>(
    `select ${COLUMNS} from abuse_case order by appeal = 'open' desc, changed_at desc limit $1`,
    [size],
  )
  return readEach(sql, master, rows)
}

async function readEach(sql: Sql, master: Buffer, rows: readonly CaseRow[]): Promise<StoredCase[]> {
  const cases: StoredCase[] = []
  for (const row of rows) cases.push(await withSteps(sql, master, row))
  return cases
}

async function withSteps(sql: Sql, master: Buffer, row: CaseRow): Promise<StoredCase> {
  const record = await readRecord(sql, master, row.case_id)
  const steps = (record?.events ?? []).map(({ type, at, actor, data, texts }) => ({
    type:
      type === 'abuse.measure-taken'
        ? String(data['measure'])
        : type === 'abuse.appealed'
          ? 'appeal'
          : String(data['outcome']),
    at,
    by: actor.kind === 'person' ? actor.account : '',
    words: texts['words'] ?? null,
  }))
  const { case_id: caseId, call_id: callId, stage, appeal, opened_at: openedAt } = row
  return { caseId, callId, stage, appeal, openedAt, steps }
}
