import type { RequestBody, TicketRequest } from '../contract/ticket/request.ts'
import type { Submission } from '../contract/ticket/submission.ts'
import type { Instant } from '../domain/kernel/instant.ts'
import type { CommandType } from '../domain/ticket/commands.ts'
import type { Actor } from '../domain/ticket/events.ts'
import type { TicketState } from '../domain/ticket/state.ts'
import type { City } from './city.ts'
import type { Episode, Matter } from './matter.ts'
import type { Random } from './random.ts'

/** One command and its simulated instant. */
export interface Step {
  readonly at: Instant
  readonly submission: Submission
}

/**
 * Where a life reads how its tickets stand. The caller carries out each step that a life yields and updates the desk
 * before it asks for the next one; a step that was refused leaves the state as it was, and the life goes on.
 */
export interface Desk {
  /** `unborn(ticketId)` before the registration. */
  stateOf(ticketId: string): TicketState
}

/** A request with its actor, before it has a ticket and a key. */
export type Draft = TicketRequest & { readonly actor: Actor }

export function ask<T extends CommandType>(type: T, body: RequestBody<T>, actor: Actor): Draft {
  return { type, body, actor } as unknown as Draft
}

/** Makes the request when its time has come; null when it no longer makes sense. */
export type Make = (state: TicketState, at: number) => Draft | null

/** One ticket of an episode: its streams, and what its people have in mind. */
export interface Thread {
  readonly matter: Matter
  /** Streams by whose behaviour they decide, so that one does not shift the others. */
  readonly centre: Random
  readonly unit: Random
  readonly requester: Random
  readonly caller: Random
  readonly words: Random
  /** Counts changes of phase. */
  stage: number
  /** What the responsible unit has really achieved so far, whatever it claims. */
  solved: 'yes' | 'partly' | 'no'
  /** It replied with a formula. */
  formula: boolean
  /** Something is planned that only happens once. */
  readonly did: Set<string>
}

/** What behaviours may use: the city, the time, and plans for later. */
export interface Life {
  readonly city: City
  readonly episode: Episode
  readonly desk: Desk
  /** Now, UTC milliseconds. */
  readonly now: number
  /** Plans a request for this stage of the ticket: it lapses when the phase changes first. */
  plan(thread: Thread, at: number, make: Make): void
  /** Plans a request that stands through changes of phase; `make` looks whether it still makes sense. */
  planAnyway(thread: Thread, at: number, make: Make): void
  /** Adds another ticket to the episode. */
  begin(matter: Matter): Thread
  threadOf(ticketId: string): Thread | undefined
}
