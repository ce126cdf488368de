import { dayOf, minuteOfDay } from '../clock/calendar.ts'
import { endOfQuiet, isQuiet } from '../clock/duty-hours.ts'
import { DAY, HOUR, plus } from '../kernel/instant.ts'
import { type Context, calendarOf, type Decide, no, yes } from './decision.ts'
import { type DayPart, fact } from './events.ts'
import type { TicketState } from './state.ts'

const BETWEEN_ATTEMPTS = 22 * HOUR

function isAskable(state: TicketState): boolean {
  return state.identity !== 'anonymous'
}

function dayPartOf(context: Context): DayPart {
  const minute = minuteOfDay(context.now, calendarOf(context))
  if (minute < 12 * 60) return 'morning'
  return minute < 18 * 60 ? 'afternoon' : 'evening'
}

/** A call that reached nobody. After enough of them, on enough different days, the answer is missing: never satisfied. */
export const attemptCallback: Decide<'attempt-callback'> = (state, _data, context) => {
  if (!isAskable(state)) return no('callback.not-askable')
  const calendar = calendarOf(context)
  const { callback, quietHours } = context.judged
  if (state.limit !== 'urgent' && isQuiet(context.now, quietHours, calendar)) return no('contact.quiet-hours')
  const attempt = state.callbackAttempts.length + 1
  const days = new Set([...state.callbackAttempts.map((one) => dayOf(one.at, calendar)), dayOf(context.now, calendar)])
  const enough = attempt >= callback.attempts && days.size >= callback.differentDays
  const dayPart = dayPartOf(context)
  if (!enough) {
    // 22 hours later is another day and another part of it.
    const next = endOfQuiet(plus(context.now, BETWEEN_ATTEMPTS), quietHours, calendar)
    return yes(fact('callback-attempted', { attempt, dayPart, next }))
  }
  return yes(
    fact('callback-attempted', { attempt, dayPart, next: null }),
    fact('callback-unreachable', { attempts: attempt }),
    fact('closed', { outcome: 'unreachable' }),
  )
}

/** The requester's answer is the score. "Not solved" sends the ticket back once; the second answer replaces the first. */
export const answerCallback: Decide<'answer-callback'> = (state, data, context) => {
  if (!isAskable(state)) return no('callback.not-askable')
  const calendar = calendarOf(context)
  if (data.by === 'call' && state.limit !== 'urgent' && isQuiet(context.now, context.judged.quietHours, calendar)) {
    return no('contact.quiet-hours')
  }
  const { missing, ...given } = data
  const round = state.rounds + 1
  const answered = fact('callback-answered', { ...given, round })
  const again = given.solved !== 'yes' && state.secondHandlings < context.judged.callback.secondHandlings
  if (!again) return yes(answered, fact('closed', { outcome: 'scored' }))
  return yes(
    answered,
    fact('second-handling-ordered', {
      missing,
      allowed: context.judged.limits[state.limit].limit,
      round: state.secondHandlings + 1,
    }),
  )
}

export const correctAnswer: Decide<'correct-answer'> = (state, data, context) => {
  if (state.answer === null || state.outcome !== 'scored') return no('callback.none')
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

export const close: Decide<'close'> = (state) =>
  isAskable(state)
    ? no('ticket.not-in-phase', { phase: state.phase, command: 'close' })
    : yes(fact('closed', { outcome: 'not-asked' }))
