import type { TicketEvent, TicketEventType } from './events.ts'
import { CALLBACK } from './evolving/callback.ts'
import type { Evolutions, Evolve } from './evolving/clocks.ts'
import { DISPATCHING } from './evolving/dispatching.ts'
import { HANDLING } from './evolving/handling.ts'
import { INSPECTION } from './evolving/inspection.ts'
import { INTAKE } from './evolving/intake.ts'
import { OVERSIGHT } from './evolving/oversight.ts'
import { RELATIONS } from './evolving/relations.ts'
import { SCORE } from './evolving/score.ts'
import type { TicketState } from './state.ts'

const EVOLUTIONS: Evolutions<TicketEventType> = {
  ...INTAKE,
  ...DISPATCHING,
  ...HANDLING,
  ...CALLBACK,
  ...SCORE,
  ...RELATIONS,
  ...OVERSIGHT,
  ...INSPECTION,
}

export const EVENT_TYPES = Object.keys(EVOLUTIONS) as readonly TicketEventType[]

/**
 * The state after one event. Total: every event type of the log is understood, in any order that `decide` can produce.
 * @throws on a type that no program ever wrote (a log from the future), and when an event is older than the one before.
 */
export function evolve(state: TicketState, event: TicketEvent): TicketState {
  if (!Object.hasOwn(EVOLUTIONS, event.type)) throw new Error(`unknown event: ${event.type}`)
  const step = EVOLUTIONS[event.type] as Evolve<TicketEventType>
  const next = step(state, event.data, event)
  return { ...next, version: state.version + 1, lastAt: event.at }
}
