import { ROUND_THE_CLOCK } from '../clock/duty-hours.ts'
import { dueAt, stateOf } from '../clock/ledger.ts'
import { warnAt } from '../clock/reading.ts'
import { addLimit, type Limit } from '../clock/working-time.ts'
import { DAY, type Instant, plus } from '../kernel/instant.ts'
import { CENTRE, type UnitCode } from '../org/unit.ts'
import type { Policy } from '../policy/policy.ts'
import { type Context, type Decide, yes } from './decision.ts'
import { type Desk, fact, type Phase, type TicketFact } from './events.ts'
import { callAt } from './handling.ts'
import { type Answerability, currentLead, isOpen, type TicketState } from './state.ts'

/** A quarter of the limit left: the handler is reminded (domain.md §7.4). */
const WARN_FRACTION = 0.25

/** How often an unsigned urgent ticket is rung: the duty phone, then the district (P8). */
const LAST_RING = 2

interface Alarm {
  readonly at: Instant
  readonly happen: (context: Context) => TicketFact[]
}

/** Everything that will happen to this ticket by itself if nobody acts, each with its instant. */
function alarms(state: TicketState, judged: Policy): Alarm[] {
  if (!isOpen(state) || judged.elsewhere) return []
  const found: Alarm[] = [...promiseAlarms(state, judged), ...deskAlarms(state, judged)]
  if (state.phase === 'suspended' && state.suspendedUntil !== null) {
    found.push({ at: state.suspendedUntil, happen: () => [fact('resumed', { why: 'expired' })] })
  }
  for (const one of state.answerable) {
    if (one.endedAt !== null) continue
    found.push(...signAlarms(state, one, judged), ...limitAlarms(state, one, judged))
  }
  const lead = currentLead(state)
  if (lead && !lead.contactMissed && lead.contactedAt === null && CONTACTING.includes(state.phase)) {
    // Nobody can reach a requester who left no number (P19).
    const missed = () => [fact('contact-missed', { unit: lead.unit })]
    if (state.identity !== 'anonymous') found.push({ at: lead.contactBy, happen: missed })
  }
  return found
}

/** The last unit to which the ticket was sent owes the requester a contact, also while its return is discussed. */
const CONTACTING: readonly Phase[] = ['dispatched', 'handling', 'return-review', 'consulting']

/** P7: the promise can run out wherever the ticket lies, in the queue too: unassigned tickets are never skipped. */
function promiseAlarms(state: TicketState, judged: Policy): Alarm[] {
  if (state.promisePassed || stateOf(state.promise) !== 'running') return []
  const at = dueAt(state.promise, judged.calendar)
  if (at === null) return []
  return [{ at, happen: () => [fact('limit-passed', { unit: state.responsible, dueAt: at, of: 'promise' })] }]
}

/** Desks have limits of their own; one that lets it pass is named, once. */
function deskAlarms(state: TicketState, judged: Policy): Alarm[] {
  if (isUnanswerable(state)) return [closing(state, judged)]
  const due = deskDue(state, judged)
  if (!due || state.desksOverdue.some((one) => one.desk === due.desk && one.dueAt === due.dueAt)) return []
  return [{ at: due.dueAt, happen: () => [fact('desk-overdue', due)] }]
}

/** The desk that must act next, whose it is, and by when: the centre's and the reviewers' lists are ordered by it. */
export function deskDue(
  state: TicketState,
  judged: Policy,
): { readonly desk: Desk; readonly unit: UnitCode; readonly dueAt: Instant } | null {
  const { callback } = judged
  const after = (from: Instant, limit: Limit) => addLimit(from, limit, judged.calendar, ROUND_THE_CLOCK).at
  const at = (desk: Desk, dueAt: Instant | null | undefined, unit = CENTRE) => (dueAt ? { desk, unit, dueAt } : null)
  switch (state.phase) {
    case 'return-review':
      return at('return-review', state.pendingReturn?.decideBy)
    case 'consulting':
      return at('consult', state.consultBy)
    case 'replied':
      return at('reply-review', state.reviewBy, state.responsible)
    case 'awaiting-callback':
      return at('callback', state.callbackNext && after(state.callbackNext, callback.afterDue))
    case 'withdrawing':
      return at(
        'withdrawal',
        state.withdrawalAskedAt && after(state.withdrawalAskedAt, callback.afterReply[state.limit]),
      )
    default:
      return null
  }
}

function isUnanswerable(state: TicketState): boolean {
  return state.phase === 'awaiting-callback' && state.identity === 'anonymous'
}

/** P19: who is anonymous may answer by number and secret for as long as others may correct an answer. */
function closing(state: TicketState, judged: Policy): Alarm {
  const at = plus(state.callbackDueAt ?? state.lastAt, judged.callback.correctionDays * DAY)
  return { at, happen: () => [fact('closed', { outcome: 'not-asked' })] }
}

function signAlarms(state: TicketState, one: Answerability, judged: Policy): Alarm[] {
  const awaited: readonly Phase[] = one.role === 'lead' ? ['dispatched'] : ['dispatched', 'handling']
  if (one.signedAt !== null || !awaited.includes(state.phase)) return []
  const rule = judged.limits[state.limit].sign
  if (rule.auto === 'sign') {
    return [{ at: one.signBy, happen: () => [fact('signed', { unit: one.unit, late: true, automatic: true })] }]
  }
  // P8: an urgent ticket is never signed by a machine; somebody's phone rings instead.
  if (one.dutyRings >= LAST_RING) return []
  const step = one.dutyRings + 1
  const at = step === 1 ? one.signBy : addLimit(one.signBy, rule.within, judged.calendar, ROUND_THE_CLOCK).at
  return [{ at, happen: () => [fact('duty-rung', { unit: one.unit, step })] }]
}

function limitAlarms(state: TicketState, one: Answerability, judged: Policy): Alarm[] {
  if (stateOf(one.ledger) !== 'running') return []
  const due = dueAt(one.ledger, judged.calendar)
  if (due === null) return []
  if (one.limitPassed) {
    // The regulation has the requester called back once the limit has expired, reply or no reply.
    const withUnit = state.phase === 'dispatched' || state.phase === 'handling'
    if (one.role !== 'lead' || !withUnit || state.identity === 'anonymous') return []
    const at = addLimit(due, judged.callback.afterDue, judged.calendar, ROUND_THE_CLOCK).at
    const call = (context: Context) =>
      fact('callback-due', { why: 'deadline', callAt: callAt(context.now, state, context) })
    return [{ at, happen: (context) => [call(context)] }]
  }
  const passed = fact('limit-passed', { unit: one.unit, dueAt: due, of: 'unit' })
  const found: Alarm[] = [{ at: due, happen: () => [passed] }]
  const warn = one.warned ? null : warnAt(one.ledger, WARN_FRACTION, judged.calendar)
  if (warn !== null && warn < due) {
    found.push({ at: warn, happen: () => [fact('limit-warned', { unit: one.unit, dueAt: due })] })
  }
  return found
}

/** When the sweeper must look at this ticket again: an index over this is the whole queue. Null: never by itself. */
export function nextCheckAt(state: TicketState, judged: Policy): Instant | null {
  let next: Instant | null = null
  for (const alarm of alarms(state, judged)) if (next === null || alarm.at < next) next = alarm.at
  return next
}

/** The earliest thing that fell due by now; the shell repeats until nothing more does. */
export const passTime: Decide<'pass-time'> = (state, _data, context) => {
  let first: Alarm | null = null
  for (const alarm of alarms(state, context.judged)) {
    if (alarm.at <= context.now && (first === null || alarm.at < first.at)) first = alarm
  }
  return yes(...(first ? first.happen(context) : []))
}

/**
 * What lists are ordered by: when whoever holds the ticket owes the next step. The centre owes a dispatch within the promise, a
 * reviewer a review, the unit its reply. Null where nobody is pressed: clocks that stand, and a callback to come, whose
 * time the unit may not learn (P5).
 */
export function nextDutyAt(state: TicketState, judged: Policy): Instant | null {
  switch (state.phase) {
    case 'awaiting-dispatch':
      return promisedAt(state, judged)
    case 'dispatched':
    case 'handling':
    case 'suspended':
      return unitDueAt(state, judged)
    case 'return-review':
    case 'consulting':
    case 'replied':
      return deskDue(state, judged)?.dueAt ?? null
    case 'awaiting-callback': {
      // Called because the limit expired: the unit still owes its reply.
      const lead = currentLead(state)
      return lead && stateOf(lead.ledger) === 'running' ? unitDueAt(state, judged) : null
    }
    default:
      return null
  }
}

/** The instant at which the unit's own limit ends. Null while no unit is dispatched or the clock stands. */
export function unitDueAt(state: TicketState, judged: Policy): Instant | null {
  const lead = currentLead(state)
  return lead ? dueAt(lead.ledger, judged.calendar) : null
}

/** The instant promised to the requester (P7): granted pauses and extensions move it, nothing else. */
export function promisedAt(state: TicketState, judged: Policy): Instant | null {
  return dueAt(state.promise, judged.calendar)
}
