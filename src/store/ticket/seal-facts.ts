import { OPEN_FIELDS } from '../../domain/ticket/disclosure.ts'
import type { TicketEvent } from '../../domain/ticket/events.ts'
import { sealEvent } from '../log/sealed-event.ts'
import type { TicketSecrets } from './secrets.ts'

export interface EventRow {
  readonly version: number
  readonly type: string
  readonly at: string
  readonly bytes: string
  readonly hash: string
  readonly opening: string
}

const OPEN_SETS = new Map(Object.entries(OPEN_FIELDS).map(([type, fields]) => [type, new Set<string>(fields)]))
const NOTHING_OPEN: ReadonlySet<string> = new Set()

/** Chains new events to a stream: rows to store, in order. `prev` is the hash of the last stored event. */
export function sealFacts(
  events: readonly TicketEvent[],
  from: number,
  prev: string,
  secrets: TicketSecrets,
): EventRow[] {
  let head = prev
  return events.map((event, index) => {
    const sealed = sealEvent({
      seed: secrets.seed,
      subjectId: secrets.ticketId,
      version: from + index + 1,
      type: event.type,
      at: event.at,
      policy: event.policy,
      prev: head,
      actor: event.actor,
      data: event.data as Readonly<Record<string, unknown>>,
      open: OPEN_SETS.get(event.type) ?? NOTHING_OPEN,
    })
    head = sealed.hash
    return { version: from + index + 1, type: event.type, at: event.at, ...sealed }
  })
}
