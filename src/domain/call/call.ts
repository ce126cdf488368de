import { type Instant, toMs } from '../kernel/instant.ts'
import { EMERGENCY_LINES } from '../ticket/terms.ts'

/** What a telephony system tells of a call. `held` and `resumed` may come again and again, the others once. */
export const CALL_EVENTS = ['ringing', 'answered', 'held', 'resumed', 'transferred', 'hung-up'] as const
export type CallEventType = (typeof CALL_EVENTS)[number]

export const CALL_STATES = ['ringing', 'talking', 'held', 'over'] as const
export type CallState = (typeof CALL_STATES)[number]

export const AGENT_STATUSES = ['ready', 'wrap-up', 'resting', 'away'] as const
export type AgentStatus = (typeof AGENT_STATUSES)[number]

export interface CallEvent {
  readonly event: CallEventType
  readonly at: Instant
  /** Of `transferred`: an emergency line, or whoever took the call over. */
  readonly receiver: string | null
}

export interface Call {
  readonly state: CallState
  readonly rangAt: Instant
  readonly answeredAt: Instant | null
  readonly heldSince: Instant | null
  readonly transferredTo: string | null
  readonly hungUpAt: Instant | null
}

/**
 * A call from all that was told of it. Networks reorder: events count by their own time, then by arrival, and one that does not
 * fit (held before it was answered, anything after the end) changes nothing. Null: nothing was told.
 */
export function foldCall(events: readonly CallEvent[]): Call | null {
  const inOrder = events.toSorted((a, b) => toMs(a.at) - toMs(b.at))
  return inOrder.reduce<Call | null>(next, null)
}

function next(call: Call | null, { event, at, receiver }: CallEvent): Call {
  const known = call ?? {
    state: 'ringing',
    rangAt: at,
    answeredAt: null,
    heldSince: null,
    transferredTo: null,
    hungUpAt: null,
  }
  if (known.state === 'over') return known
  switch (event) {
    case 'ringing':
      return known
    case 'answered':
      return known.answeredAt === null ? { ...known, state: 'talking', answeredAt: at } : known
    case 'held':
      return known.state === 'talking' ? { ...known, state: 'held', heldSince: at } : known
    case 'resumed':
      return known.state === 'held' ? { ...known, state: 'talking', heldSince: null } : known
    case 'transferred':
      // P1: to an emergency line the agent stays on; to a colleague it rings again.
      return receiver !== null && isEmergencyLine(receiver)
        ? { ...known, transferredTo: receiver }
        : { ...known, state: 'ringing', answeredAt: null, heldSince: null, transferredTo: receiver }
    case 'hung-up':
      return { ...known, state: 'over', heldSince: null, hungUpAt: at }
  }
}

function isEmergencyLine(receiver: string): boolean {
  return (EMERGENCY_LINES as readonly string[]).includes(receiver)
}

/** How far ahead of our clock a telephony system's may be. */
export const MOST_AHEAD_MS = 5 * 60_000

/** Milliseconds between hanging up and being ready again (话后处理); null while it still runs. */
export function wrapUpMs(hungUpAt: Instant | null, readyAt: Instant | null): number | null {
  return hungUpAt === null || readyAt === null ? null : Math.max(0, toMs(readyAt) - toMs(hungUpAt))
}
