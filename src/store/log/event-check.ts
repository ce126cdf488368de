import type { Instant } from '../../domain/kernel/instant.ts'
import { CanonicalError, canonical } from './canonical.ts'
import { commitCanonical, isCommitment, type StreamKind, salt, streamName } from './commitment.ts'
import type { Fault } from './fault.ts'
import { type EventFields, eventHash, readEvent, readOpening, subjectField, UnreadableEvent } from './sealed-event.ts'

/** Every fault that a check of one event can name. */
export const EVENT_FAULTS = [
  'event.unreadable',
  'event.not-canonical',
  'event.hash-differs',
  'event.chain-broken',
  'event.stream-differs',
  'event.column-differs',
  'event.opening-unreadable',
  'event.opening-differs',
] as const

export type EventFaultCode = (typeof EVENT_FAULTS)[number]
export type EventFault = Fault<EventFaultCode>

export interface StoredEvent {
  readonly bytes: string
  readonly hash: string
  readonly opening: string
  /** `ticket` when absent. */
  readonly kind?: StreamKind
  readonly seed: Buffer
  readonly subjectId: string
  /** What the database's own columns say. */
  readonly columns: { readonly version: number; readonly type: string; readonly at: Instant }
}

/**
 * What anyone can check who has only the bytes and the hash: form, hash, link to the event before. `expectedPrev` is the
 * hash of that event, `NO_EVENT` for version 1.
 */
export function checkLink(bytes: string, hash: string, expectedPrev: string): EventFault[] {
  return checkBytes(bytes, hash, expectedPrev).faults
}

/** The same, then that columns, subject, actor and every committed field are those that the bytes commit to. */
export function checkEvent(stored: StoredEvent, expectedPrev: string): EventFault[] {
  const { faults, fields } = checkBytes(stored.bytes, stored.hash, expectedPrev)
  if (fields === null) return faults
  for (const column of ['version', 'type', 'at'] as const) {
    if (stored.columns[column] !== fields[column]) {
      faults.push(fault('event.column-differs', { column, stored: stored.columns[column], sealed: fields[column] }))
    }
  }
  const stream = streamName(stored.seed, stored.kind)
  if (stream !== fields.stream) faults.push(fault('event.stream-differs', { expected: stream, sealed: fields.stream }))
  faults.push(...checkOpening(stored, fields))
  return faults
}

function checkBytes(
  bytes: string,
  hash: string,
  expectedPrev: string,
): { faults: EventFault[]; fields: EventFields | null } {
  const faults: EventFault[] = []
  const computed = eventHash(bytes)
  if (computed !== hash) faults.push(fault('event.hash-differs', { stored: hash, computed }))
  try {
    const fields = readEvent(bytes)
    if (canonicalText(fields) !== bytes) faults.push(fault('event.not-canonical', { version: fields.version }))
    if (fields.prev !== expectedPrev) {
      faults.push(fault('event.chain-broken', { expected: expectedPrev, sealed: fields.prev }))
    }
    if ((fields.version === 1) !== /^0+$/.test(fields.prev)) {
      faults.push(fault('event.chain-broken', { version: fields.version, sealed: fields.prev }))
    }
    return { faults, fields }
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error
    faults.push(fault('event.unreadable', { reason: error.reason }))
    return { faults, fields: null }
  }
}

function checkOpening(stored: StoredEvent, fields: EventFields): EventFault[] {
  const { seed, subjectId, kind = 'ticket' } = stored
  const subject = subjectField(kind)
  const faults: EventFault[] = []
  let opened: Readonly<Record<string, unknown>>
  try {
    opened = readOpening(stored.opening)
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error
    return [fault('event.opening-unreadable', { reason: error.reason })]
  }
  if (canonicalText(opened) !== stored.opening) {
    faults.push(fault('event.opening-unreadable', { reason: 'not canonical' }))
  }
  const differs = (field: string, reason: string) => faults.push(fault('event.opening-differs', { field, reason }))
  for (const field of Object.keys(fields.body)) {
    const committed = fields.body[field]
    if (!isCommitment(committed)) continue
    const known = field === subject || Object.hasOwn(opened, field)
    const value = field === subject ? subjectId : opened[field]
    if (!known) differs(field, 'absent')
    else if (!matches(committed.$c, seed, fields.version, field, value)) differs(field, 'value')
  }
  for (const field of Object.keys(opened)) {
    const sealed = Object.hasOwn(fields.body, field) && field !== subject && isCommitment(fields.body[field])
    if (!sealed) differs(field, 'surplus')
  }
  return faults
}

function matches(commitment: string, seed: Buffer, version: number, field: string, value: unknown): boolean {
  const text = canonicalText(value)
  return text !== null && commitCanonical(salt(seed, version, field), text) === commitment
}

/** Null where there is no canonical form: parsed JSON may hold a lone surrogate, or be too deep to walk. */
function canonicalText(value: unknown): string | null {
  try {
    return canonical(value)
  } catch (error) {
    if (error instanceof CanonicalError || error instanceof RangeError) return null
    throw error
  }
}

function fault(code: EventFaultCode, facts: EventFault['facts']): EventFault {
  return { code, facts }
}
