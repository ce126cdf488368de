import { permit, type Subject, type Subjected } from '../rights/permit.ts'
import type { CommandType, TicketCommand } from './commands.ts'
import { COMMAND_TYPES, decide, isRecused } from './decide.ts'
import type { Context } from './decision.ts'
import { isPossible } from './lifecycle.ts'
import { probesOf } from './probes.ts'
import type { TicketState } from './state.ts'
import type { Actor } from './terms.ts'

/** Who looks at the screen; without an account it is the requester. */
export interface Viewer extends Subject {
  readonly account: string | null
}

/** What of a ticket decides about rights. */
export function subjectedBy(state: TicketState): Subjected {
  const assisting = state.answerable.filter((one) => one.role === 'assisting' && one.endedAt === null)
  return {
    responsible: state.responsible,
    assisting: assisting.map((one) => one.unit),
    assigned: state.assignedUnit,
    asked: state.phase === 'consulting' ? state.opinions.map((one) => one.unit) : [],
    requester: state.requester,
    concerned: state.concerned,
    accuses: state.accuses,
  }
}

/**
 * What this viewer could do now, for the buttons of a screen: lifecycle, rights and the rules themselves, asked with
 * sample data, so that no second copy of them can differ. A command is offered when some data would be accepted; what
 * only the data can decide (an unknown unit, a wrong ground) is told when it is sent. Pure; server and browser share it.
 */
export function possibleActions(state: TicketState, viewer: Viewer, given: Omit<Context, 'actor'>): CommandType[] {
  const context: Context = { ...given, actor: actorOf(viewer) }
  const subjected = subjectedBy(state)
  return COMMAND_TYPES.filter(
    (command) =>
      isPossible(state.phase, command) &&
      permit(viewer, command, subjected, given.policy, given.org).permitted &&
      !isRecused(state, context, command) &&
      isAccepted(state, command, context),
  )
}

function actorOf({ account, unit, role, person }: Viewer): Actor {
  return account === null ? { kind: 'requester', person, via: 'web' } : { kind: 'person', account, unit, role }
}

/** Rejections that another choice of data could avoid. */
const OF_THE_DATA: ReadonlySet<string> = new Set(['ticket.unknown-unit', 'ticket.unknown-ground', 'ticket.recused'])

function isAccepted(state: TicketState, type: CommandType, context: Context): boolean {
  return probesOf(type, state, context).some((data) => {
    const decision = decide(state, { type, data } as TicketCommand, context)
    return decision.ok ? decision.value.length > 0 : OF_THE_DATA.has(decision.rejection.code)
  })
}
