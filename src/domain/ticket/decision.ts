import type { Calendar } from '../clock/calendar.ts'
import { ROUND_THE_CLOCK } from '../clock/duty-hours.ts'
import { addLimit, type Limit } from '../clock/working-time.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Facts, type Result, rejected } from '../kernel/result.ts'
import { CENTRE, isWithin, lineOfCommand, type Org, type UnitCode } from '../org/unit.ts'
import type { Policy } from '../policy/policy.ts'
import type { TicketCommands } from './commands.ts'
import type { Actor, TicketFact } from './events.ts'
import { type Answerability, currentLead, type TicketState } from './state.ts'

/** All that a decision may know besides the ticket: who asks, when, under which rules. */
export interface Context {
  readonly now: Instant
  readonly actor: Actor
  /** The policy in force now. */
  readonly policy: Policy
  /** The policy that judges this ticket: in force at its first dispatch; before that, the same as `policy`. */
  readonly judged: Policy
  readonly org: Org
}

export type Decision = Result<readonly TicketFact[]>

export type Decide<T extends keyof TicketCommands> = (
  state: TicketState,
  data: TicketCommands[T],
  context: Context,
) => Decision

/** Every way a ticket can say no. Each has a status and a sentence in zh-CN and English; a test compares the tables. */
export const TICKET_REJECTIONS = [
  'ticket.not-in-phase',
  'ticket.unknown-category',
  'ticket.unknown-unit',
  'ticket.unknown-ground',
  'ticket.recused',
  'ticket.same-person',
  'ticket.elsewhere',
  'ticket.not-imported',
  'ticket.not-yours',
  'ticket.not-classified',
  'ticket.anonymous-person',
  'ticket.objection-used',
  'ticket.already-signed',
  'return.used',
  'return.too-late',
  'return.binding',
  'return.reason-needed',
  'consult.already-asked',
  'consult.not-asked',
  'contact.quiet-hours',
  'reply.not-contacted',
  'reply.no-legal-basis',
  'reply.no-next-step',
  'reply.reason-needed',
  'reply.none',
  'extension.none-for-class',
  'extension.used',
  'extension.pending',
  'extension.not-pending',
  'extension.too-late',
  'suspension.pending',
  'suspension.not-pending',
  'suspension.not-told',
  'suspension.too-long',
  'suspension.used',
  'suspension.objected',
  'suspension.not-objected',
  'callback.not-askable',
  'callback.too-early',
  'callback.correction-closed',
  'callback.none',
  'callback.postpone-past',
  'callback.postpone-too-far',
  'callback.recheck-none',
  'callback.recheck-same-person',
  'exclusion.pending',
  'exclusion.not-pending',
  'exclusion.already',
  'exclusion.not-excluded',
  'exclusion.no-objection',
  'exclusion.lifted-before',
  'exclusion.same-line',
  'exclusion.applicant-decides',
  'merge.other-requester',
  'merge.itself',
  'supervision.unknown',
  'supervision.not-answered',
  'supervision.due-needed',
  'supervision.same-unit',
  'inspection.done',
  'inspection.own-unit',
  'inspection.not-closed',
  'inspection.reason-needed',
  'inspection.no-mark',
  'inspection.no-objection',
  'alert.unknown',
  'alert.acknowledged',
  'correction.value-missing',
] as const
export type TicketRejection = (typeof TICKET_REJECTIONS)[number]

export function no(code: TicketRejection, facts: Facts = {}): Result<never> {
  return rejected(code, facts)
}

export function yes(...facts: readonly TicketFact[]): Decision {
  return done(facts)
}

export function calendarOf(context: Context): Calendar {
  return context.judged.calendar
}

/** When a window that opens at `from` closes for a unit, in its duty hours where the limit counts those (P8). */
export function windowEnd(from: Instant, limit: Limit, unit: UnitCode, context: Context): Instant {
  const table = context.org.findUnit(unit)?.dutyHours
  const hours = (table && context.judged.dutyHours[table]) || ROUND_THE_CLOCK
  return addLimit(from, limit, calendarOf(context), hours).at
}

/** The account behind a person or requester; a rule has none. */
export function accountOf(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.account : null
}

/**
 * The open answerability that the actor speaks for. A person speaks for the nearest unit above that is on the team (an
 * office for its subdistrict), or for one below (a district for its subdistricts, the lead first); staff of the centre,
 * requesters and rules for the lead. Undefined: none of this ticket's units is the actor's.
 */
export function answerabilityOf(state: TicketState, context: Context): Answerability | undefined {
  const { actor, org } = context
  const lead = currentLead(state)
  if (actor.kind !== 'person' || actor.unit === CENTRE) return lead
  const open = state.answerable.filter((one) => one.endedAt === null)
  for (const unit of lineOfCommand(org, actor.unit)) {
    if (unit === CENTRE) continue
    const own = open.find((one) => one.unit === unit)
    if (own) return own
  }
  const below = open.filter((one) => isWithin(org, one.unit, actor.unit))
  return below.find((one) => one.role === 'lead') ?? below[0]
}

/** The lead's answerability, when the actor speaks for the lead. */
export function leadOf(state: TicketState, context: Context): Answerability | undefined {
  const one = answerabilityOf(state, context)
  return one?.role === 'lead' ? one : undefined
}

/**
 * Is the actor free of the units that handled the ticket, as whoever asks the requester must be (domain.md §8.1, P6)? A
 * rule can ask nobody; the requester speaks for itself. Where the centre handles a ticket itself, its callback desk is
 * still the only one there is.
 */
export function isIndependent(state: TicketState, { actor, org }: Context): boolean {
  if (actor.kind === 'requester') return true
  if (actor.kind === 'rule') return false
  if (actor.unit === CENTRE) return true
  return !state.answerable.some(
    (one) =>
      one.ended !== 'redirected' &&
      one.unit !== CENTRE &&
      (isWithin(org, actor.unit, one.unit) || isWithin(org, one.unit, actor.unit)),
  )
}
