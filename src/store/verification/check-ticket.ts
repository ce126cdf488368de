import type { Facts } from '../../domain/kernel/result.ts'
import type { TextRef, TicketEvent } from '../../domain/ticket/events.ts'
import { canonical } from '../log/canonical.ts'
import { SEED_BYTES, streamName } from '../log/commitment.ts'
import { checkEvent } from '../log/event-check.ts'
import { NO_EVENT } from '../log/sealed-event.ts'
import {
  type Cell,
  FACT_COLUMNS,
  type Folded,
  foldLog,
  INBOX_COLUMNS,
  type ReadModels,
  readModelsOf,
} from '../read-models/from-log.ts'
import { HOP_COLUMNS } from '../read-models/hop.ts'
import { TICKET_COLUMNS } from '../read-models/ticket-row.ts'
import type { Rulebook } from '../rules/rulebook.ts'
import { openText, type TicketSecrets, unwrapSecrets } from '../ticket/secrets.ts'
import { commitPersonal } from '../vault/cipher.ts'
import { VaultError } from '../vault/vault-error.ts'
import type { DatabaseFaultCode } from './fault-list.ts'
import type { StoredRow, StoredTicket } from './stored-tickets.ts'

export interface CheckDeps {
  readonly master: Buffer
  readonly rulebook: Rulebook
  readonly report: (code: DatabaseFaultCode, facts: Facts) => void
}

/** What of a ticket whose log is sound the check of its photos needs. */
export interface SoundTicket {
  readonly events: readonly TicketEvent[]
  readonly secrets: TicketSecrets
}

/**
 * Holds all rows of one ticket against its log, and the log against itself. Reports what differs, with version and field. Null: the
 * log itself is at fault, or its texts were forgotten.
 */
export function checkTicket(stored: StoredTicket, deps: CheckDeps): SoundTicket | null {
  let faults = 0
  const report: CheckDeps['report'] = (code, facts) => {
    faults++
    deps.report(code, { ticket: stored.ticketId, ...facts })
  }
  if (!stored.ticket) report('row.missing', { table: 'ticket' })
  if (!stored.secret) {
    report('row.missing', { table: 'ticket_secret' })
    return null
  }
  if (stored.secret.seed.length !== SEED_BYTES) {
    report('ticket.seed-unusable', { bytes: stored.secret.seed.length })
    return null
  }
  checkChain(stored, stored.secret.seed, report)
  checkSealedHeads(stored, stored.secret.seed, report)
  const faultsOfLog = faults
  const secrets = openSecrets(stored, deps.master, report)
  // The rows follow from the log: where the log itself is at fault, they could only repeat it.
  if (faultsOfLog > 0) return null
  const folded = fold(stored, report)
  if (!folded) return null
  if (secrets?.key) checkTexts(stored, folded, secrets, report)
  checkReadModels(stored, folded, deps.rulebook, report)
  return secrets?.key ? { events: folded.events, secrets } : null
}

function checkChain(stored: StoredTicket, seed: Buffer, report: CheckDeps['report']): void {
  let prev = NO_EVENT
  let due = 1
  for (const row of stored.events) {
    if (row.version > due) report('log.gap', { version: due, upTo: row.version - 1 })
    const at = instantOf(row.at)
    const found = checkEvent(
      {
        bytes: row.bytes,
        hash: row.hash,
        opening: row.opening,
        seed,
        subjectId: stored.ticketId,
        columns: { version: row.version, type: row.type, at: at ?? row.at },
      },
      prev,
    )
    for (const fault of found) report(fault.code, { version: row.version, ...fault.facts })
    prev = row.hash
    due = row.version + 1
  }
  const last = stored.events.at(-1)?.version ?? 0
  const known = stored.ticket?.['version']
  if (typeof known !== 'number') return
  if (known > last) report('log.tail-missing', { table: 'ticket', field: 'version', version: known, log: last })
  if (known < last) report('log.surplus', { table: 'ticket', field: 'version', version: known, log: last })
}

function checkSealedHeads(stored: StoredTicket, seed: Buffer, report: CheckDeps['report']): void {
  if (stored.sealed.length === 0) return
  const stream = streamName(seed)
  const byVersion = new Map(stored.events.map((row) => [row.version, row.hash]))
  const last = stored.events.at(-1)?.version ?? 0
  for (const head of stored.sealed) {
    const facts = { seal: head.number, version: head.version, table: 'seal_head' }
    if (head.stream !== stream) report('seal.head-differs', { ...facts, field: 'stream' })
    if (head.version > last) report('log.tail-missing', { ...facts, log: last })
    else if (byVersion.get(head.version) !== head.hash) report('seal.head-differs', { ...facts, field: 'hash' })
  }
}

function openSecrets(stored: StoredTicket, master: Buffer, report: CheckDeps['report']): TicketSecrets | null {
  const secret = stored.secret
  if (!secret) return null
  if (secret.wrapped_key === null && !stored.forgotten) report('key.missing', {})
  if (secret.wrapped_key !== null && stored.forgotten) report('key.not-forgotten', {})
  try {
    return unwrapSecrets(master, stored.ticketId, secret.seed, secret.wrapped_key)
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    report('key.unusable', { reason: error.code })
    return null
  }
}

function fold(stored: StoredTicket, report: CheckDeps['report']): Folded | null {
  try {
    const folded = foldLog(stored.ticketId, stored.events)
    if (folded.events.length > 0) return folded
    report('log.unfoldable', { reason: 'no event' })
  } catch (error) {
    report('log.unfoldable', { reason: error instanceof Error ? error.message : String(error) })
  }
  return null
}

function checkTexts(stored: StoredTicket, folded: Folded, secrets: TicketSecrets, report: CheckDeps['report']): void {
  const rows = new Map(stored.texts.map((row) => [row.text_id, row.sealed]))
  for (const [index, event] of folded.events.entries()) {
    for (const ref of textsIn(event.data)) {
      const facts = { version: index + 1, text: ref.id }
      const sealed = rows.get(ref.id)
      if (!sealed) report('text.missing', facts)
      else if (!isCommitted(secrets, ref, sealed)) report('text.differs', facts)
    }
  }
}

function isCommitted(secrets: TicketSecrets, ref: TextRef, sealed: Buffer): boolean {
  try {
    const text = openText(secrets, { textId: ref.id, sealed })
    return text !== null && secrets.key !== null && commitPersonal(secrets.key, ref.id, text) === ref.commit
  } catch (error) {
    if (error instanceof VaultError) return false
    throw error
  }
}

/** Every reference to a text, wherever it stands in an event: `{id, commit}` and nothing besides. */
function* textsIn(value: unknown): Generator<TextRef, void, undefined> {
  if (typeof value !== 'object' || value === null) return
  if ('commit' in value && 'id' in value && typeof value.commit === 'string' && typeof value.id === 'string') {
    yield { id: value.id, commit: value.commit }
    return
  }
  for (const member of Object.values(value)) yield* textsIn(member)
}

function checkReadModels(stored: StoredTicket, folded: Folded, rulebook: Rulebook, report: CheckDeps['report']): void {
  let due: ReadModels
  try {
    due = readModelsOf(folded, stored.events.at(-1)?.hash ?? '', rulebook)
  } catch (error) {
    report('log.unfoldable', { reason: error instanceof Error ? error.message : String(error) })
    return
  }
  if (stored.ticket) compareRow('ticket', TICKET_COLUMNS, due.ticket, stored.ticket, {}, report)
  compareRows('inbox', INBOX_COLUMNS, ['unit_id'], due.inbox, stored.inbox, report)
  compareRows('assessment_fact', FACT_COLUMNS, ['unit_id', 'role'], due.facts, stored.facts, report)
  compareRows('dispatch_hop', HOP_COLUMNS, ['hop'], due.hops, stored.hops, report)
  if (!stored.numbers.includes(String(due.ticket.number))) report('row.missing', { table: 'ticket_number' })
  for (const { key, version } of stored.keys) {
    if (version < 1 || version > stored.events.length) {
      report('row.differs', { table: 'command_key', field: 'version', key, stored: version })
    }
  }
}

function compareRows(
  table: string,
  columns: readonly string[],
  by: readonly string[],
  due: readonly Readonly<Record<string, Cell>>[],
  stored: readonly StoredRow[],
  report: CheckDeps['report'],
): void {
  const keyOf = (row: StoredRow): string => by.map((column) => String(row[column])).join('/')
  const left = new Map(stored.map((row) => [keyOf(row), row]))
  for (const row of due) {
    const key = keyOf(row)
    const found = left.get(key)
    left.delete(key)
    if (found) compareRow(table, columns, row, found, { row: key }, report)
    else report('row.missing', { table, row: key })
  }
  for (const key of left.keys()) report('row.surplus', { table, row: key })
}

function compareRow(
  table: string,
  columns: readonly string[],
  due: Readonly<Record<string, Cell>>,
  stored: StoredRow,
  facts: Facts,
  report: CheckDeps['report'],
): void {
  for (const field of columns) {
    const expected = due[field] ?? null
    const value = stored[field] ?? null
    if (field.endsWith('_at') && typeof value === 'string') {
      const at = instantOf(value)
      if (at === null) report('row.not-an-instant', { table, field, ...facts, stored: value })
      else if (at !== expected) differs(at)
    } else if (field === 'fact') {
      if (canonical(value) !== canonical(JSON.parse(String(expected)))) differs('other')
    } else if (Array.isArray(expected) ? canonical(value) !== canonical(expected) : value !== expected) {
      differs(value)
    }
    function differs(found: unknown): void {
      report('row.differs', { table, field, ...facts, stored: shown(found), log: shown(expected) })
    }
  }
}

function shown(value: unknown): string | number | boolean | null {
  if (typeof value === 'string') return value.slice(0, 200)
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  return JSON.stringify(value).slice(0, 200)
}

const STORED_INSTANT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?\+00$/

/** `2026-10-19 00:30:00.12+00` → `2026-10-19T00:30:00.120Z`; null for what is finer than a millisecond, or no instant. */
function instantOf(text: string): string | null {
  const parts = STORED_INSTANT.exec(text)
  return parts && `${parts[1]}T${parts[2]}.${(parts[3] ?? '').padEnd(3, '0')}Z`
}
