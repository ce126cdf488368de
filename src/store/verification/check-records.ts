import type { Sql } from '../database/connect.ts'
import { readInBatches } from '../database/cursor.ts'
import { SEED_BYTES, type StreamKind, streamName } from '../log/commitment.ts'
import { checkEvent } from '../log/event-check.ts'
import { NO_EVENT, openEvent } from '../log/sealed-event.ts'
import { openRecordText, unwrapRecordKey } from '../record/secrets.ts'
import { commitPersonal } from '../vault/cipher.ts'
import { VaultError } from '../vault/vault-error.ts'
import type { CheckDeps } from './check-ticket.ts'

interface RecordRow {
  readonly record_id: string
  readonly kind: StreamKind
  readonly version: number
  readonly head: string
  readonly seed: Buffer
  readonly wrapped_key: Buffer | null
}

interface EventRow {
  readonly version: number
  readonly type: string
  readonly at: string
  readonly bytes: string
  readonly hash: string
  readonly opening: string
}

/** Every record's chain, commitments, texts and sealed heads. Returns their number. Needs an open transaction. */
export async function checkRecords(sql: Sql, master: Buffer, report: CheckDeps['report']): Promise<number> {
  let count = 0
  const text = 'select record_id, kind, version, head, seed, wrapped_key from record order by record_id'
  for await (const batch of readInBatches<RecordRow>(sql, 'records_to_check', text)) {
    for (const record of batch) {
      await checkRecord(sql, master, record, (code, facts) => report(code, { record: record.record_id, ...facts }))
      count++
    }
  }
  const { rows: stray } = await sql.query<{ record_id: string; table: string }>(
    `select distinct record_id, name as table from (
       select record_id, 'record_event' as name from record_event
       union all select record_id, 'record_text' from record_text
       union all select record_id, 'record_head' from record_head
     ) all_rows where not exists (select from record r where r.record_id = all_rows.record_id)`,
  )
  for (const row of stray) report('row.surplus', { record: row.record_id, table: row.table })
  return count
}

async function checkRecord(sql: Sql, master: Buffer, record: RecordRow, report: CheckDeps['report']): Promise<void> {
  if (record.seed.length !== SEED_BYTES) {
    report('ticket.seed-unusable', { bytes: record.seed.length })
    return
  }
  const { rows: events } = await sql.query<EventRow>(
    `select version, type, to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, bytes, hash, opening
     from record_event where record_id = $1 order by version`,
    [record.record_id],
  )
  let prev = NO_EVENT
  let due = 1
  let faulty = false
  for (const { version, type, at, bytes, hash, opening } of events) {
    if (version > due) report('log.gap', { version: due, upTo: version - 1 })
    const { kind, seed, record_id: subjectId } = record
    const faults = checkEvent({ bytes, hash, opening, kind, seed, subjectId, columns: { version, type, at } }, prev)
    faulty ||= faults.length > 0
    for (const fault of faults) report(fault.code, { version, ...fault.facts })
    prev = hash
    due = version + 1
  }
  const last = events.at(-1)
  if (record.version !== (last?.version ?? 0)) {
    report('log.tail-missing', { table: 'record', field: 'version', version: record.version, log: last?.version ?? 0 })
  }
  if (last && record.head !== last.hash) report('row.differs', { table: 'record', field: 'head' })
  await checkHeads(sql, record, events, report)
  // An event that does not read can't say which texts it refers to.
  if (!faulty) await checkTexts(sql, master, record, events, report)
}

async function checkHeads(
  sql: Sql,
  record: RecordRow,
  events: readonly EventRow[],
  report: CheckDeps['report'],
): Promise<void> {
  const { rows } = await sql.query<{ number: number; stream: string; version: number; hash: string }>(
    'select number, stream, version, hash from record_head where record_id = $1',
    [record.record_id],
  )
  const stream = streamName(record.seed, record.kind)
  const byVersion = new Map(events.map((event) => [event.version, event.hash]))
  for (const head of rows) {
    const facts = { seal: head.number, version: head.version, table: 'record_head' }
    if (head.stream !== stream) report('seal.head-differs', { ...facts, field: 'stream' })
    if (byVersion.get(head.version) !== head.hash) report('seal.head-differs', { ...facts, field: 'hash' })
  }
}

async function checkTexts(
  sql: Sql,
  master: Buffer,
  record: RecordRow,
  events: readonly EventRow[],
  report: CheckDeps['report'],
): Promise<void> {
  if (record.wrapped_key === null) return
  const { rows } = await sql.query<{ text_id: string; sealed: Buffer }>(
    'select text_id, sealed from record_text where record_id = $1',
    [record.record_id],
  )
  const sealed = new Map(rows.map((row) => [row.text_id, row.sealed]))
  try {
    const secrets = unwrapRecordKey(master, record.record_id, record.seed, record.wrapped_key)
    for (const { version, bytes, opening } of events) {
      for (const value of Object.values(openEvent(bytes, opening, record.record_id).data)) {
        if (typeof value !== 'object' || value === null || !('commit' in value) || !('id' in value)) continue
        const id = String(value.id)
        const row = sealed.get(id)
        if (!row) report('text.missing', { version, text: id })
        else if (
          secrets.key &&
          commitPersonal(secrets.key, id, openRecordText(secrets, id, row) ?? '') !== value.commit
        ) {
          report('text.differs', { version, text: id })
        }
      }
    }
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    report('key.unusable', { reason: error.code })
  }
}
