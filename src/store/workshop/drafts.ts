import type { Instant } from '../../domain/kernel/instant.ts'
import type { Result } from '../../domain/kernel/result.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import {
  type DraftEvent,
  type DraftEvents,
  type DraftEventType,
  type DraftState,
  evolveDraft,
  NO_DRAFT,
} from '../../domain/workshop/draft.ts'
import type { Sql } from '../database/connect.ts'
import type { Json } from '../log/canonical.ts'
import { appendRecord, type RecordHistory, readRecord } from '../record/record-log.ts'
import type { Keys } from '../vault/keys.ts'

/** A draft of rules as its record says it is. */
export interface Draft {
  readonly draftId: string
  readonly version: number
  readonly state: DraftState
  /** What happened, with the reasons that people gave. */
  readonly events: readonly DraftHistoryEvent[]
}

export type DraftHistoryEvent = DraftEvent & { readonly reason: string | null }

/** One of a draft's tables; `revision` grows with each change, so that two who edit notice each other. */
export interface DraftFile {
  readonly name: string
  readonly revision: number
  readonly text: string
  readonly changedBy: string
  readonly changedAt: Instant
}

/** Null: there is no such draft. */
export async function readDraft(sql: Sql, master: Buffer, draftId: string): Promise<Draft | null> {
  const record = await readRecord(sql, master, draftId)
  if (record?.kind !== 'policy') return null
  const events = record.events.map(toDraftEvent)
  return { draftId, version: record.version, events, state: events.reduce(evolveDraft, NO_DRAFT) }
}

function toDraftEvent({ type, at, actor, data, texts }: RecordHistory['events'][number]): DraftHistoryEvent {
  const by = actor.kind === 'person' ? actor.account : actor.kind
  const name = type.slice(PREFIX.length) as DraftEventType
  return { type: name, at, by, data, reason: texts['reason'] ?? null } as unknown as DraftHistoryEvent
}

const PREFIX = 'draft.'

/** Nothing in these names a person; the actor is committed as everywhere. */
const OPEN: Readonly<Record<DraftEventType, readonly string[]>> = {
  drafted: ['base', 'id'],
  edited: ['file', 'sha256'],
  proposed: ['checksum', 'effectiveFrom', 'replay'],
  'sent-back': ['why'],
  approved: ['checksum'],
  released: ['checksum', 'effectiveFrom'],
  discarded: [],
}

export type DraftFact = {
  readonly [T in DraftEventType]: { readonly type: T; readonly data: DraftEvents[T] }
}[DraftEventType]

export interface DraftAppend {
  readonly draftId: string
  /** The state and version that were decided on; 0 for a new draft. */
  readonly version: number
  readonly state: DraftState
  readonly at: Instant
  /** The version of the rules in force. */
  readonly policy: string
  readonly actor: Actor & { readonly kind: 'person' }
  readonly facts: readonly DraftFact[]
  readonly reason?: string | undefined
}

/** Appends to the draft's record and keeps its row. Null: somebody was first. Needs an open transaction. */
export async function appendDraft(
  sql: Sql,
  keys: Pick<Keys, 'master'>,
  { draftId, version, state, at, policy, actor, facts, reason }: DraftAppend,
): Promise<{ readonly version: number; readonly state: DraftState } | null> {
  const appended = await appendRecord(sql, keys, {
    recordId: draftId,
    kind: 'policy',
    version,
    at,
    policy,
    actor,
    facts: facts.map(({ type, data }, index) => ({
      type: `${PREFIX}${type}`,
      data: data as Readonly<Record<string, Json>>,
      open: OPEN[type],
      ...(reason !== undefined && index === 0 ? { texts: { reason } } : {}),
    })),
  })
  if (!appended) return null
  const next = facts.reduce(
    (before, fact) => evolveDraft(before, { ...fact, at, by: actor.account } as DraftEvent),
    state,
  )
  await sql.query(
    `insert into policy_draft (draft_id, version, status, id, state) values ($1, $2, $3, $4, $5)
     on conflict (draft_id) do update set version = excluded.version, status = excluded.status, id = excluded.id,
       state = excluded.state`,
    [draftId, appended.version, next.status, next.id, JSON.stringify(next)],
  )
  return { version: appended.version, state: next }
}

/** Every draft, the latest changed first. */
export async function listDrafts(sql: Sql): Promise<{ draftId: string; state: DraftState }[]> {
  const { rows } = await sql.query<{ draft_id: string; state: DraftState }>(
    `select draft_id, state from policy_draft order by state->>'editedAt' desc, draft_id`,
  )
  return rows.map((row) => ({ draftId: row.draft_id, state: row.state }))
}

export async function readDraftFiles(sql: Sql, draftId: string): Promise<DraftFile[]> {
  const { rows } = await sql.query<{
    name: string
    revision: number
    text: string
    changed_by: string
    changed_at: Instant
  }>('select name, revision, text, changed_by, changed_at from policy_draft_file where draft_id = $1 order by name', [
    draftId,
  ])
  return rows.map(({ changed_by, changed_at, ...rest }) => ({ ...rest, changedBy: changed_by, changedAt: changed_at }))
}

export function textsOf(files: readonly DraftFile[]): Map<string, string> {
  return new Map(files.map((file) => [file.name, file.text]))
}

export async function storeFirstFiles(
  sql: Sql,
  draftId: string,
  files: ReadonlyMap<string, string>,
  who: { readonly by: string; readonly at: Instant },
): Promise<void> {
  await sql.query(
    `insert into policy_draft_file (draft_id, name, revision, text, changed_by, changed_at)
     select $1, f.name, 1, f.text, $4, $5 from unnest($2::text[], $3::text[]) as f(name, text)`,
    [draftId, [...files.keys()], [...files.values()], who.by, who.at],
  )
}

/** Changes one table that was read at `revision`; false: somebody else changed it meanwhile. */
export async function storeFile(
  sql: Sql,
  draftId: string,
  file: { readonly name: string; readonly text: string; readonly revision: number },
  who: { readonly by: string; readonly at: Instant },
): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update policy_draft_file set text = $3, revision = revision + 1, changed_by = $5, changed_at = $6
     where draft_id = $1 and name = $2 and revision = $4`,
    [draftId, file.name, file.text, file.revision, who.by, who.at],
  )
  return rowCount === 1
}

/** What was decided cannot hold because somebody else was first: thrown to undo the transaction around it. */
export class DraftChanged extends Error {
  readonly code = 'draft.changed'

  constructor() {
    super('the draft changed meanwhile')
    this.name = 'DraftChanged'
  }
}

export type Decision = Result<readonly DraftFact[]>
