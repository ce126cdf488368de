import { hash } from 'node:crypto'
import type { Instant } from '../../domain/kernel/instant.ts'
import { canonical, canonicalString } from './canonical.ts'
import {
  checkVersion,
  claimsCommitment,
  commitCanonical,
  isCommitment,
  isFieldName,
  type StreamKind,
  salt,
  streamName,
} from './commitment.ts'

/** What `prev` holds in the first event of a stream. */
export const NO_EVENT = '0'.repeat(64)

export interface EventToSeal {
  /** `ticket` when absent. */
  readonly kind?: StreamKind
  /** 32 random bytes of the ticket or record: secret to exports, not personal. */
  readonly seed: Buffer
  /** The ticket's id, or the record's in a stream of another kind. */
  readonly subjectId: string
  /** 1 for the stream's first event, then without a gap. */
  readonly version: number
  readonly type: string
  readonly at: Instant
  /** The id of the policy version in force. */
  readonly policy: string
  /** The hash of the event before, `NO_EVENT` for the first. */
  readonly prev: string
  /** A person's reference, or a rule's id and version: JSON, never a name or a number to call. */
  readonly actor: unknown
  /** JSON by field; `ticket`, `subject` and `actor` are taken. No personal value and no free text (design §3.1). */
  readonly data: Readonly<Record<string, unknown>>
  /** The fields of `data` that stand in the clear; all others are committed. */
  readonly open: ReadonlySet<string>
}

export interface SealedEvent {
  /** Canonical JSON of `{stream, version, type, at, policy, prev, body}`: what is stored as text, hashed and exported. */
  readonly bytes: string
  /** SHA-256 of the bytes in UTF-8, 64 lower-case hex digits. */
  readonly hash: string
  /** Canonical JSON of the actor and the committed fields; stays in the database. */
  readonly opening: string
}

/** An event's bytes, parsed: committed fields of the body stand as `{"$c": "…"}`. */
export interface EventFields {
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly at: Instant
  readonly policy: string
  readonly prev: string
  readonly body: Readonly<Record<string, unknown>>
}

export interface OpenedEvent extends Omit<EventFields, 'body'> {
  readonly subjectId: string
  readonly actor: unknown
  readonly data: Readonly<Record<string, unknown>>
}

/** Bytes or an opening that no `sealEvent` wrote. */
export class UnreadableEvent extends Error {
  readonly part: 'bytes' | 'opening'
  readonly reason: string

  constructor(part: 'bytes' | 'opening', reason: string) {
    super(`event ${part}: ${reason}`)
    this.name = 'UnreadableEvent'
    this.part = part
    this.reason = reason
  }
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const HASH = /^[0-9a-f]{64}$/

const TAKEN: readonly string[] = ['actor', 'ticket', 'subject']

/** The field that names what a stream is about. */
export function subjectField(kind: string): 'ticket' | 'subject' {
  return kind === 'ticket' ? 'ticket' : 'subject'
}

/** The kind that a stream's name begins with. */
function kindOf(stream: string): string {
  return stream.slice(0, stream.indexOf('/'))
}

/** SHA-256 of an event's bytes in UTF-8, in lower-case hex. */
export function eventHash(bytes: string): string {
  return hash('sha256', bytes, 'hex')
}

function isHash(text: unknown): text is string {
  return typeof text === 'string' && HASH.test(text)
}

function isInstant(text: unknown): text is Instant {
  return typeof text === 'string' && INSTANT.test(text)
}

/**
 * Writes one event in the form that is stored for ever (docs/reference/event-format.md). Throws when the input has no such
 * form: a bug, never a user's mistake.
 */
export function sealEvent(event: EventToSeal): SealedEvent {
  const { kind = 'ticket', seed, version, data, open } = event
  checkVersion(version)
  if (!isInstant(event.at)) throw new Error(`not an instant: ${event.at}`)
  if (!isHash(event.prev)) throw new Error(`not a hash: ${event.prev}`)
  const subject = subjectField(kind)
  if (TAKEN.some((field) => Object.hasOwn(data, field))) throw new Error(`taken: ${TAKEN.join(', ')}`)

  let body = ''
  let opening = ''
  for (const field of ['actor', subject, ...Object.keys(data)].sort()) {
    const value = field === 'actor' ? event.actor : field === subject ? event.subjectId : data[field]
    if (value === undefined && field !== 'actor') continue
    const text = canonical(value)
    if (body !== '') body += ','
    if (open.has(field) && field !== 'actor' && field !== subject) {
      if (!isFieldName(field)) throw new Error(`not a field name: ${JSON.stringify(field)}`)
      if (claimsCommitment(value)) throw new Error(`"${field}" would pass for a commitment`)
      body += `"${field}":${text}`
      continue
    }
    body += `"${field}":{"$c":"${commitCanonical(salt(seed, version, field), text)}"}`
    if (field === subject) continue
    if (opening !== '') opening += ','
    opening += `"${field}":${text}`
  }

  const bytes =
    `{"at":"${event.at}","body":{${body}},"policy":${canonicalString(event.policy)},"prev":"${event.prev}",` +
    `"stream":"${streamName(seed, kind)}","type":${canonicalString(event.type)},"version":${version}}`
  return { bytes, hash: eventHash(bytes), opening: `{${opening}}` }
}

/** Parses an event's bytes. Throws `UnreadableEvent`; does not look at the hash (see `checkEvent`). */
export function readEvent(bytes: string): EventFields {
  const { stream, version, type, at, policy, prev, body, ...rest } = parseObject(bytes, 'bytes')
  if (typeof stream !== 'string') throw new UnreadableEvent('bytes', 'stream')
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
    throw new UnreadableEvent('bytes', 'version')
  }
  if (typeof type !== 'string') throw new UnreadableEvent('bytes', 'type')
  if (!isInstant(at)) throw new UnreadableEvent('bytes', 'at')
  if (typeof policy !== 'string') throw new UnreadableEvent('bytes', 'policy')
  if (!isHash(prev)) throw new UnreadableEvent('bytes', 'prev')
  if (!isObject(body)) throw new UnreadableEvent('bytes', 'body')
  const surplus = Object.keys(rest)[0]
  if (surplus !== undefined) throw new UnreadableEvent('bytes', surplus)
  const subject = subjectField(kindOf(stream))
  for (const field of Object.keys(body)) {
    const value = body[field]
    const mustHide = TAKEN.includes(field)
    if (!isFieldName(field) || ((mustHide || claimsCommitment(value)) && !isCommitment(value))) {
      throw new UnreadableEvent('bytes', `body.${field}`)
    }
  }
  if (!Object.hasOwn(body, subject)) throw new UnreadableEvent('bytes', `body.${subject}`)
  if (!Object.hasOwn(body, 'actor')) throw new UnreadableEvent('bytes', 'body.actor')
  return { stream, version, type, at, policy, prev, body }
}

/** Parses an opening: values by field. Throws `UnreadableEvent`. */
export function readOpening(opening: string): Readonly<Record<string, unknown>> {
  return parseObject(opening, 'opening')
}

/**
 * Rebuilds the event from what is stored: the bytes, and the opening for the committed fields. Throws `UnreadableEvent`
 * when a committed field is missing from the opening. Trusts that they belong together: `checkEvent` proves it.
 */
export function openEvent(bytes: string, opening: string, subjectId: string): OpenedEvent {
  const { body, ...head } = readEvent(bytes)
  const opened = readOpening(opening)
  if (!Object.hasOwn(opened, 'actor')) throw new UnreadableEvent('opening', 'actor')
  const data: Record<string, unknown> = {}
  for (const field of Object.keys(body)) {
    if (TAKEN.includes(field)) continue
    const value = body[field]
    if (!isCommitment(value)) {
      data[field] = value
      continue
    }
    if (!Object.hasOwn(opened, field)) throw new UnreadableEvent('opening', field)
    data[field] = opened[field]
  }
  return { ...head, subjectId, actor: opened['actor'], data }
}

function parseObject(text: string, part: 'bytes' | 'opening'): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new UnreadableEvent(part, 'not JSON')
  }
  if (!isObject(value)) throw new UnreadableEvent(part, 'not an object')
  return value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
