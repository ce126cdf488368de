import { later } from '../kernel/instant.ts'
import { done } from '../kernel/result.ts'
import { CENTRE, isWithin } from '../org/unit.ts'
import {
  answerCallback,
  attemptCallback,
  close,
  correctAnswer,
  postponeCallback,
  recheckCallback,
  reopen,
  reportPressure,
} from './callback.ts'
import type { CommandType, TicketCommand } from './commands.ts'
import { type Context, type Decide, type Decision, no } from './decision.ts'
import {
  askOpinion,
  assign,
  concludeConsult,
  correctRecord,
  decideReturn,
  dispatch,
  giveOpinion,
  moveUnit,
  requestReturn,
  sign,
  transfer,
} from './dispatching.ts'
import type { Envelope, TicketEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { decideExclusion, decideObjection, objectExclusion, requestExclusion } from './exclusion.ts'
import {
  correctFact,
  decideExtension,
  decideSuspension,
  objectSuspension,
  recordContact,
  replaceReply,
  reply,
  requestExtension,
  requestSuspension,
  resume,
  retractReply,
  reviewReply,
} from './handling.ts'
import { decideInspection, inspect, objectInspection } from './inspection.ts'
import { answer, classify, handOver, objectRefusal, recordWelfareCall, refuse, register, split } from './intake.ts'
import { isPossible } from './lifecycle.ts'
import { acknowledgeAlert, answerSupervision, closeSupervision, escalate, raiseAlert, supervise } from './oversight.ts'
import { absorb, confirmWithdrawal, merge, release, supplement, unmerge, urge, withdraw } from './relations.ts'
import type { TicketState } from './state.ts'
import { passTime } from './time.ts'

const RULES: { readonly [T in CommandType]: Decide<T> } = {
  register,
  split,
  answer,
  'hand-over': handOver,
  'record-welfare-call': recordWelfareCall,
  refuse,
  'object-refusal': objectRefusal,
  classify,
  dispatch,
  sign,
  'request-return': requestReturn,
  'decide-return': decideReturn,
  'ask-opinion': askOpinion,
  'give-opinion': giveOpinion,
  'conclude-consult': concludeConsult,
  assign,
  transfer,
  'record-contact': recordContact,
  reply,
  'review-reply': reviewReply,
  'correct-fact': correctFact,
  'retract-reply': retractReply,
  'replace-reply': replaceReply,
  'request-extension': requestExtension,
  'decide-extension': decideExtension,
  'request-suspension': requestSuspension,
  'decide-suspension': decideSuspension,
  'object-suspension': objectSuspension,
  resume,
  'attempt-callback': attemptCallback,
  'postpone-callback': postponeCallback,
  'answer-callback': answerCallback,
  'correct-answer': correctAnswer,
  'recheck-callback': recheckCallback,
  'report-pressure': reportPressure,
  reopen,
  'request-exclusion': requestExclusion,
  'decide-exclusion': decideExclusion,
  'object-exclusion': objectExclusion,
  'decide-objection': decideObjection,
  urge,
  supplement,
  merge,
  unmerge,
  absorb,
  release,
  withdraw,
  'confirm-withdrawal': confirmWithdrawal,
  supervise,
  'answer-supervision': answerSupervision,
  'close-supervision': closeSupervision,
  escalate,
  'raise-alert': raiseAlert,
  'acknowledge-alert': acknowledgeAlert,
  inspect,
  'object-inspection': objectInspection,
  'decide-inspection': decideInspection,
  'move-unit': moveUnit,
  'correct-record': correctRecord,
  close,
  'pass-time': passTime,
}

export const COMMAND_TYPES = Object.keys(RULES) as readonly CommandType[]

/** The rules of a ticket: which facts follow from a command now, or why none does. Pure. */
export function decide(state: TicketState, command: TicketCommand, given: Context): Decision {
  const context = given.now < state.lastAt ? { ...given, now: state.lastAt } : given
  // Time passes for every ticket; where nothing is due nothing happens.
  if (command.type === 'pass-time' && !isPossible(state.phase, 'pass-time')) return done([])
  if (!isPossible(state.phase, command.type)) {
    return no('ticket.not-in-phase', { phase: state.phase, command: command.type })
  }
  if (context.judged.elsewhere && !OF_A_RECORD.has(command.type)) return no('ticket.elsewhere')
  if (isRecused(state, context, command.type))
    return no('ticket.recused', { unit: unitOf(context), accused: state.accuses })
  return (RULES[command.type] as Decide<CommandType>)(state, command.data as never, context)
}

/** What happens to a ticket that stands here as another system's record: nobody here handles it. */
const OF_A_RECORD: ReadonlySet<CommandType> = new Set<CommandType>([
  'register',
  'classify',
  'dispatch',
  'correct-record',
  'close',
  'pass-time',
])

function unitOf({ actor }: Context): string | null {
  return actor.kind === 'person' ? actor.unit : null
}

/** What the centre may not do itself where it is the accused (P3): its switchboard still takes and sends the ticket on. */
const JUDGING: ReadonlySet<CommandType> = new Set<CommandType>([
  'answer',
  'refuse',
  'reply',
  'review-reply',
  'attempt-callback',
  'postpone-callback',
  'answer-callback',
  'correct-answer',
  'recheck-callback',
  'request-exclusion',
  'decide-exclusion',
  'confirm-withdrawal',
  'inspect',
  'decide-inspection',
])

/** P3: the accused unit, and all below it, can't handle, review, exclude or call back. */
export function isRecused(
  state: Pick<TicketState, 'accuses'>,
  { actor, org }: Pick<Context, 'actor' | 'org'>,
  command: CommandType,
): boolean {
  if (actor.kind !== 'person' || state.accuses === null) return false
  // Everybody stands below the centre: where it is accused only its own staff is meant.
  if (state.accuses === CENTRE) return actor.unit === CENTRE && JUDGING.has(command)
  return isWithin(org, actor.unit, state.accuses)
}

/** Decides, and folds what was decided into the state. */
export function perform(
  state: TicketState,
  command: TicketCommand,
  context: Context,
): { readonly decision: Decision; readonly state: TicketState; readonly events: readonly TicketEvent[] } {
  const decision = decide(state, command, context)
  if (!decision.ok) return { decision, state, events: [] }
  // A watch that is slow never writes before the last event.
  const envelope: Envelope = { at: later(context.now, state.lastAt), policy: context.policy.id, actor: context.actor }
  const events = decision.value.map((one) => ({ ...one, ...envelope }) as TicketEvent)
  return { decision, state: events.reduce(evolve, state), events }
}
