import type { Instant } from '../../domain/kernel/instant.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import type { Json } from '../log/canonical.ts'
import type { StreamKind } from '../log/commitment.ts'
import { NO_EVENT, openEvent, sealEvent } from '../log/sealed-event.ts'
import type { Keys } from '../vault/keys.ts'
import {
  newRecordSecrets,
  openRecordText,
  type RecordSecrets,
  sealRecordText,
  unwrapRecordKey,
  wrapRecordKey,
} from './secrets.ts'

export type RecordKind = Exclude<StreamKind, 'ticket'>

/** What is to be appended to a record's stream. */
export interface RecordFact {
  /** In the past tense and for ever, such as `cluster.joined`. */
  readonly type: string
  /** JSON by field: no personal value and no free text. `ticket`, `subject` and `actor` are taken. */
  readonly data: Readonly<Record<string, Json>>
  /** Fields of `data` that stand in the clear; all others are committed. */
  readonly open: readonly string[]
  /** Free text by field: encrypted in the vault, a reference and a keyed commitment in the event. */
  readonly texts?: Readonly<Record<string, string>>
}

export interface RecordEvent {
  readonly version: number
  readonly type: string
  readonly at: Instant
  readonly policy: string
  readonly actor: Actor
  readonly data: Readonly<Record<string, Json>>
  /** By field; null when the record's key is gone. */
  readonly texts: Readonly<Record<string, string | null>>
}

export interface RecordHistory {
  readonly recordId: string
  readonly kind: RecordKind
  readonly version: number
  readonly events: readonly RecordEvent[]
}

export interface RecordAppend {
  /** A UUID made outside the database. */
  readonly recordId: string
  readonly kind: RecordKind
  /** The version that was decided on; 0 for a new record. */
  readonly version: number
  readonly at: Instant
  /** The id of the policy version in force. */
  readonly policy: string
  readonly actor: Actor
  readonly facts: readonly RecordFact[]
}

/** All of one record's stream, opened; null: no such record. */
export async function readRecord(sql: Sql, master: Buffer, recordId: string): Promise<RecordHistory | null> {
  const head = await loadHead(sql, master, recordId)
  if (!head) return null
  const { rows: events } = await sql.query<{ version: number; bytes: string; opening: string }>(
    'select version, bytes, opening from record_event where record_id = $1 order by version',
    [recordId],
  )
  const { rows: texts } = await sql.query<{ text_id: string; sealed: Buffer }>(
    'select text_id, sealed from record_text where record_id = $1',
    [recordId],
  )
  const opened = new Map(texts.map((row) => [row.text_id, openRecordText(head.secrets, row.text_id, row.sealed)]))
  return {
    recordId,
    kind: head.kind,
    version: head.version,
    events: events.map((row) => {
      const event = openEvent(row.bytes, row.opening, recordId)
      const data: Record<string, Json> = {}
      const words: Record<string, string | null> = {}
      for (const [field, value] of Object.entries(event.data)) {
        if (isTextRef(value)) words[field] = opened.get(value.id) ?? null
        else data[field] = value as Json
      }
      const { version, type, at, policy } = event
      return { version, type, at, policy, actor: event.actor as Actor, data, texts: words }
    }),
  }
}

/**
 * Appends facts that were decided on `version`. Null: somebody else was first, or a record with this id exists already (version
 * 0); nothing is written then, and the caller reads and decides again. Needs an open transaction: all or nothing.
 */
export async function appendRecord(
  sql: Sql,
  keys: Pick<Keys, 'master'>,
  append: RecordAppend,
): Promise<{ readonly version: number } | null> {
  const { recordId, kind } = append
  if (append.facts.length === 0) return { version: append.version }
  const known = append.version === 0 ? null : await loadHead(sql, keys.master, recordId)
  if (append.version > 0 && (known === null || known.kind !== kind || known.version !== append.version)) return null
  const secrets = known?.secrets ?? newRecordSecrets(recordId)
  const rows = sealRecordFacts(append, secrets, known?.head ?? NO_EVENT)
  const version = append.version + rows.events.length
  const head = rows.events.at(-1)?.hash ?? NO_EVENT
  const guard = known
    ? await sql.query('update record set version = $2, head = $3 where record_id = $1 and version = $4', [
        recordId,
        version,
        head,
        append.version,
      ])
    : await sql.query(
        `insert into record (record_id, kind, version, head, seed, wrapped_key) values ($1, $2, $3, $4, $5, $6)
         on conflict (record_id) do nothing`,
        [recordId, kind, version, head, secrets.seed, wrapRecordKey(keys.master, secrets)],
      )
  if (guard.rowCount !== 1) return null
  await sql.query(
    `insert into record_event (record_id, version, type, at, bytes, hash, opening)
     select $1, e.* from unnest($2::int[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[]) as e`,
    [
      recordId,
      rows.events.map((row) => row.version),
      rows.events.map((row) => row.type),
      rows.events.map(() => append.at),
      rows.events.map((row) => row.bytes),
      rows.events.map((row) => row.hash),
      rows.events.map((row) => row.opening),
    ],
  )
  await sql.query(
    `insert into record_text (record_id, text_id, sealed)
     select $1, t.* from unnest($2::text[], $3::bytea[]) as t`,
    [recordId, rows.texts.map((row) => row.textId), rows.texts.map((row) => row.sealed)],
  )
  return { version }
}

/** `appendRecord` in a transaction of its own. */
export async function appendRecordAlone(
  pool: Pool,
  keys: Pick<Keys, 'master'>,
  append: RecordAppend,
): Promise<{ readonly version: number } | null> {
  return withTransaction(pool, (sql) => appendRecord(sql, keys, append))
}

interface RecordHead {
  readonly kind: RecordKind
  readonly version: number
  readonly head: string
  readonly secrets: RecordSecrets
}

async function loadHead(sql: Sql, master: Buffer, recordId: string): Promise<RecordHead | null> {
  const { rows } = await sql.query<{
    kind: RecordKind
    version: number
    head: string
    seed: Buffer
    wrapped_key: Buffer | null
  }>('select kind, version, head, seed, wrapped_key from record where record_id = $1', [recordId])
  const row = rows[0]
  if (!row) return null
  const { kind, version, head, seed, wrapped_key } = row
  return { kind, version, head, secrets: unwrapRecordKey(master, recordId, seed, wrapped_key) }
}

function sealRecordFacts(append: RecordAppend, secrets: RecordSecrets, prev: string) {
  const texts: { textId: string; sealed: Buffer }[] = []
  let head = prev
  const events = append.facts.map((fact, index) => {
    const version = append.version + index + 1
    const refs: Record<string, Json> = {}
    for (const [field, text] of Object.entries(fact.texts ?? {})) {
      const { ref, row } = sealRecordText(secrets, `${version}/${field}`, text)
      refs[field] = { id: ref.id, commit: ref.commit }
      texts.push(row)
    }
    const sealed = sealEvent({
      kind: append.kind,
      seed: secrets.seed,
      subjectId: append.recordId,
      version,
      type: fact.type,
      at: append.at,
      policy: append.policy,
      prev: head,
      actor: append.actor,
      data: { ...fact.data, ...refs },
      open: new Set(fact.open),
    })
    head = sealed.hash
    return { version, type: fact.type, ...sealed }
  })
  return { events, texts }
}

function isTextRef(value: unknown): value is { readonly id: string; readonly commit: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length === 2 &&
    typeof (value as { id?: unknown }).id === 'string' &&
    typeof (value as { commit?: unknown }).commit === 'string'
  )
}
