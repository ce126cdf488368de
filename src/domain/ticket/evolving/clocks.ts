import { append, canAppend, type Ledger, type LedgerEntry, stateOf } from '../../clock/ledger.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { UnitCode } from '../../org/unit.ts'
import type { Envelope, TicketEvents, TicketEventType } from '../events.ts'
import type { Answerability, CentreTime, TicketState } from '../state.ts'

/** How one type of event changes the state; the envelope says who, when and under which policy. */
export type Evolve<T extends TicketEventType> = (
  state: TicketState,
  data: TicketEvents[T],
  envelope: Envelope,
) => TicketState

export type Evolutions<T extends TicketEventType> = { readonly [K in T]: Evolve<K> }

/** The account of a person who acted; requesters and rules have none. */
export function accountIn({ actor }: Envelope): string | null {
  return actor.kind === 'person' ? actor.account : null
}

export function entered(one: Answerability, entry: LedgerEntry): Answerability {
  return { ...one, ledger: append(one.ledger, entry) }
}

/** Changes the open answerability of `unit`: there is at most one. */
export function onUnit(state: TicketState, unit: UnitCode, change: (one: Answerability) => Answerability): TicketState {
  return {
    ...state,
    answerable: state.answerable.map((one) => (one.unit === unit && one.endedAt === null ? change(one) : one)),
  }
}

/** Enters `entry` into the ledger of every open answerability for whose clock it makes sense. */
export function onTeam(state: TicketState, entry: LedgerEntry): TicketState {
  return {
    ...state,
    answerable: state.answerable.map((one) =>
      one.endedAt === null && canAppend(one.ledger, entry.kind) ? entered(one, entry) : one,
    ),
  }
}

/** The ledger with its running leg ended; one that has ended already stays. */
export function stopped(ledger: Ledger, at: Instant): Ledger {
  return canAppend(ledger, 'stop') ? append(ledger, { kind: 'stop', at }) : ledger
}

/**
 * Ends the running legs of the promise and of the lead. An assisting unit whose own task was still open is freed of it;
 * one that has submitted keeps the instant of its submission.
 */
export function stopClocks(state: TicketState, at: Instant): TicketState {
  const change = (one: Answerability): Answerability => {
    if (one.endedAt !== null) return one
    if (one.role === 'assisting' && stateOf(one.ledger) === 'submitted') return one
    return { ...one, ledger: stopped(one.ledger, at) }
  }
  return { ...state, answerable: state.answerable.map(change), promise: stopped(state.promise, at) }
}

/** Ends every open answerability; its clock stops with it and counts no further. */
export function endAnswerability(state: TicketState, at: Instant, ended: 'redirected' | 'closed'): TicketState {
  return {
    ...state,
    answerable: state.answerable.map((one) =>
      one.endedAt === null ? { ...one, ledger: stopped(one.ledger, at), endedAt: at, ended } : one,
    ),
  }
}

export function startCentreTime(state: TicketState, why: CentreTime['why'], at: Instant): TicketState {
  return { ...state, centreTime: [...state.centreTime, { why, from: at, to: null }] }
}

export function endCentreTime(state: TicketState, at: Instant): TicketState {
  return { ...state, centreTime: state.centreTime.map((one) => (one.to === null ? { ...one, to: at } : one)) }
}

/** The verdict of the first leg; later legs leave it alone (contracts.md: the first verdict stays). */
export function judged(one: Answerability, onTime: boolean | null): Answerability {
  const legs = one.ledger.filter((entry) => entry.kind === 'start' || entry.kind === 'again').length
  return legs === 1 ? { ...one, onTime } : one
}
