import { addDays, dayOf, startOfDay } from '../clock/calendar.ts'
import { isQuiet } from '../clock/duty-hours.ts'
import { DAY, HOUR, type Instant, plus } from '../kernel/instant.ts'
import { samplingOf } from '../policy/sampling.ts'
import { periodOf } from '../scoring/period.ts'
import { dayPartAt } from './day-part.ts'
import { accountOf, type Context, calendarOf, type Decide, isIndependent, no, yes } from './decision.ts'
import { isImport } from './dispatching.ts'
import { type CallResult, DAY_PARTS, type DayPart, fact, type TicketFact } from './events.ts'
import { callAt } from './handling.ts'
import type { TicketState } from './state.ts'

/** Hour of the day at which the next attempt is made, a day later, after one in the given part of the day. */
const NEXT_HOUR = { morning: 15, afternoon: 19, evening: 10 } as const satisfies Record<DayPart, number>

function isAskable(state: TicketState): boolean {
  return state.identity !== 'anonymous'
}

/** Another day and another part of it. */
function nextAttempt(part: DayPart, state: TicketState, context: Context): Instant {
  const calendar = calendarOf(context)
  const tomorrow = startOfDay(addDays(dayOf(context.now, calendar), 1), calendar)
  return callAt(plus(tomorrow, NEXT_HOUR[part] * HOUR), state, context)
}

function isTooQuiet(state: TicketState, context: Context): boolean {
  return state.limit !== 'urgent' && isQuiet(context.now, context.judged.quietHours, calendarOf(context))
}

/** P5: whoever asks has no part in the handling. */
function isPartial(state: TicketState, context: Context): boolean {
  const account = accountOf(context.actor)
  return (account !== null && account === state.reply?.by) || !isIndependent(state, context)
}

/** There is nobody to be asked at this number, or the person does not wish to be: calling again would only be a nuisance. */
const LAST: ReadonlySet<CallResult> = new Set<CallResult>(['refused', 'wrong-number', 'deceased', 'unable'])

/**
 * A call that reached nobody. After enough of them, on enough different days and parts of the day, the answer is
 * missing: never satisfied. A ticket that nobody has replied to is not closed by that: it goes back to be handled.
 */
export const attemptCallback: Decide<'attempt-callback'> = (state, { result }, context) => {
  if (!isAskable(state)) return no('callback.not-askable')
  // A dialling machine may try; only an answer needs a person.
  if (context.actor.kind !== 'rule' && isPartial(state, context)) return no('ticket.not-yours')
  if (isTooQuiet(state, context)) return no('contact.quiet-hours')
  if (state.callbackNext !== null && context.now < state.callbackNext) {
    return no('callback.too-early', { callAt: state.callbackNext })
  }
  const calendar = calendarOf(context)
  const { callback } = context.judged
  const dayPart = dayPartAt(context.now, calendar)
  const attempt = state.callbackAttempts.length + 1
  const days = new Set([...state.callbackAttempts.map((one) => dayOf(one.at, calendar)), dayOf(context.now, calendar)])
  const parts = new Set([...state.callbackAttempts.map((one) => one.dayPart), dayPart])
  const enough =
    attempt >= callback.attempts &&
    days.size >= callback.differentDays &&
    parts.size >= Math.min(callback.differentDays, DAY_PARTS.length)
  const told = { attempt, dayPart, ...(result === undefined ? {} : { result }) }
  if (!enough && !(result !== undefined && LAST.has(result))) {
    return yes(fact('callback-attempted', { ...told, next: nextAttempt(dayPart, state, context) }))
  }
  const failed = [
    fact('callback-attempted', { ...told, next: null }),
    fact('callback-unreachable', { attempts: attempt }),
  ]
  const back = state.reply === null ? secondHandling(state, null, context) : null
  return yes(...failed, back ?? fact('closed', { outcome: 'unreachable' }))
}

/**
 * The requester asked to be called later, or a colleague takes the call on with a note. It is no attempt; no later than some
 * days after the callback fell due, so that putting off never stands in for asking.
 */
export const postponeCallback: Decide<'postpone-callback'> = (state, data, context) => {
  if (!isAskable(state)) return no('callback.not-askable')
  if (isPartial(state, context)) return no('ticket.not-yours')
  const { until } = data
  if (until < context.now) return no('callback.postpone-past')
  const last = plus(state.callbackDueAt ?? context.now, samplingOf(context.judged).postponeDays * DAY)
  if (until > last && until > context.now) return no('callback.postpone-too-far', { until: last })
  if (isTooQuiet(state, { ...context, now: until })) return no('contact.quiet-hours')
  return yes(fact('callback-postponed', data))
}

/** How often somebody is called for a re-check before it is given up. */
const RECHECK_ATTEMPTS = 2

/**
 * Somebody else asks again a requester who said *satisfied* on the phone. Nothing that counts reads it (P23): it shows how far
 * first answers can be relied on.
 */
export const recheckCallback: Decide<'recheck-callback'> = (state, data, context) => {
  const { answer, rounds, rechecks } = state
  const attempt = rechecks?.round === rounds ? rechecks.attempts + 1 : 1
  const isOver = rechecks?.round === rounds && (rechecks.reached || attempt > RECHECK_ATTEMPTS)
  if (state.outcome !== 'scored' || answer?.satisfied !== 'satisfied' || answer.by !== 'call' || isOver) {
    return no('callback.recheck-none')
  }
  const account = accountOf(context.actor)
  if (account === null || isPartial(state, context)) return no('ticket.not-yours')
  if (account === state.answeredTo) return no('callback.recheck-same-person')
  if (isQuiet(context.now, context.judged.quietHours, calendarOf(context))) return no('contact.quiet-hours')
  return yes(fact('callback-rechecked', { ...data, attempt, round: rounds }))
}

function secondHandling(
  state: TicketState,
  missing: Parameters<Decide<'answer-callback'>>[1]['missing'],
  { judged }: Context,
): TicketFact | null {
  if (state.secondHandlings >= judged.callback.secondHandlings) return null
  const allowed = judged.limits[state.limit].limit
  return fact('second-handling-ordered', { missing, allowed, round: state.secondHandlings + 1 })
}

/** The requester's answer is the score. "Not solved" sends the ticket back once; the second answer replaces the first. */
export const answerCallback: Decide<'answer-callback'> = (state, data, context) => {
  if (!isAskable(state) && data.by === 'call') return no('callback.not-askable')
  if (isPartial(state, context)) return no('ticket.not-yours')
  // Nobody is called at night; who calls us at night is heard.
  if (data.by === 'call' && context.actor.kind !== 'requester' && isTooQuiet(state, context)) {
    return no('contact.quiet-hours')
  }
  const { missing, ...given } = data
  const back = given.solved === 'yes' ? null : secondHandling(state, missing, context)
  const answered = fact('callback-answered', {
    ...given,
    round: state.rounds + 1,
    counted: isStillOfPeriod(state, context),
    missing: back ? null : missing,
  })
  return yes(answered, back ?? fact('closed', { outcome: 'scored' }))
}

/** A later answer replaces the counted one unless the period in which that one ended is over (domain.md §8.1). */
function isStillOfPeriod(state: TicketState, context: Context): boolean {
  if (state.counted === null) return true
  const period = (at: Instant) => periodOf(at, context.judged.period.startDay, calendarOf(context))
  return period(state.counted.endedAt) === period(context.now)
}

export const correctAnswer: Decide<'correct-answer'> = (state, data, context) => {
  if (state.answer === null || state.outcome !== 'scored') return no('callback.none')
  if (isPartial(state, context)) return no('ticket.not-yours')
  const until = plus(state.answer.firstAt, context.judged.callback.correctionDays * DAY)
  if (context.now > until) return no('callback.correction-closed', { until })
  return yes(fact('answer-corrected', data))
}

export const reportPressure: Decide<'report-pressure'> = (_state, data) => yes(fact('pressure-reported', data))

/** The requester says it is not solved, or an inspector found a false closure. */
export const reopen: Decide<'reopen'> = (state, data, context) => {
  if (state.outcome === 'elsewhere') return no('callback.none')
  const by = context.actor.kind === 'requester' ? 'requester' : 'inspection'
  return yes(fact('reopened', { by, reason: data.reason, allowed: context.judged.limits[state.limit].limit }))
}

/**
 * An imported order that its own system closed ends here as `elsewhere`, which only an import may say; a ticket whose
 * requester can't be called ends without being asked (P19).
 */
export const close: Decide<'close'> = (state, _data, { actor }) => {
  if (isImport(state, { actor })) {
    return yes(fact('closed', { outcome: 'elsewhere' }))
  }
  return state.phase === 'awaiting-callback' && !isAskable(state)
    ? yes(fact('closed', { outcome: 'not-asked' }))
    : no('ticket.not-in-phase', { phase: state.phase, command: 'close' })
}
