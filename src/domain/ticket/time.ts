import { dueAt, stateOf } from '../clock/ledger.ts'
import { warnAt } from '../clock/reading.ts'
import { addLimit } from '../clock/working-time.ts'
import type { Instant } from '../kernel/instant.ts'
import { CENTRE } from '../org/unit.ts'
import type { Policy } from '../policy/policy.ts'
import { type Context, type Decide, yes } from './decision.ts'
import { fact, type TicketFact } from './events.ts'
import { type Answerability, currentLead, isContacted, isOpen, type TicketState } from './state.ts'

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
  if (!isOpen(state)) return []
  const found: Alarm[] = []
  const lead = currentLead(state)
  if (state.phase === 'suspended' && state.suspendedUntil !== null) {
    found.push({ at: state.suspendedUntil, happen: () => [fact('resumed', { why: 'expired' })] })
  }
  if (!lead) {
    const at = state.promisePassed ? null : dueAt(state.promise, judged.calendar)
    if (at !== null) {
      found.push({ at, happen: () => [fact('limit-passed', { unit: CENTRE, dueAt: at, of: 'promise' })] })
    }
    return found
  }
  if (state.phase === 'dispatched') found.push(...signAlarms(state, lead, judged))
  if (!lead.contactMissed && lead.contactedAt === null && !isContacted(state) && isWorking(state)) {
    found.push({ at: lead.contactBy, happen: () => [fact('contact-missed', { unit: lead.unit })] })
  }
  if (stateOf(lead.ledger) === 'running') found.push(...limitAlarms(state, lead, judged))
  return found
}

function isWorking(state: TicketState): boolean {
  return state.phase === 'dispatched' || state.phase === 'handling'
}

function signAlarms(state: TicketState, lead: Answerability, judged: Policy): Alarm[] {
  const rule = judged.limits[state.limit].sign
  if (lead.signedAt !== null) return []
  if (rule.auto === 'sign') {
    return [{ at: lead.signBy, happen: () => [fact('signed', { unit: lead.unit, late: true, automatic: true })] }]
  }
  // P8: an urgent ticket is never signed by a machine; somebody's phone rings instead.
  if (lead.dutyRings >= LAST_RING) return []
  const step = lead.dutyRings + 1
  const at = step === 1 ? lead.signBy : addLimit(lead.signBy, rule.within, judged.calendar).at
  return [{ at, happen: () => [fact('duty-rung', { unit: lead.unit, step })] }]
}

function limitAlarms(state: TicketState, lead: Answerability, judged: Policy): Alarm[] {
  const due = dueAt(lead.ledger, judged.calendar)
  if (due === null) return []
  if (lead.limitPassed) {
    // The regulation has the requester called back once the limit has expired, reply or no reply.
    if (!isWorking(state) || state.identity === 'anonymous') return []
    const at = addLimit(due, judged.callback.afterDue, judged.calendar).at
    return [{ at, happen: ({ now }) => [fact('callback-due', { why: 'deadline', callAt: now })] }]
  }
  const found: Alarm[] = [
    { at: due, happen: () => [fact('limit-passed', { unit: lead.unit, dueAt: due, of: 'unit' })] },
  ]
  const warn = lead.warned ? null : warnAt(lead.ledger, WARN_FRACTION, judged.calendar)
  if (warn !== null && warn < due) {
    found.push({ at: warn, happen: () => [fact('limit-warned', { unit: lead.unit, dueAt: due })] })
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

/** The instant at which the unit is due: what lists are ordered by. Null while no unit is dispatched or the clock stands. */
export function unitDueAt(state: TicketState, judged: Policy): Instant | null {
  const lead = currentLead(state)
  return lead ? dueAt(lead.ledger, judged.calendar) : null
}

/** The instant promised to the requester (P7): granted pauses and extensions move it, nothing else. */
export function promisedAt(state: TicketState, judged: Policy): Instant | null {
  return dueAt(state.promise, judged.calendar)
}
