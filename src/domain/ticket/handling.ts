import { isQuiet } from '../clock/duty-hours.ts'
import { readClock } from '../clock/reading.ts'
import { addLimit } from '../clock/working-time.ts'
import { DAY, plus } from '../kernel/instant.ts'
import { findGround } from '../policy/policy.ts'
import {
  accountOf,
  answerabilityOf,
  type Context,
  calendarOf,
  type Decide,
  type Decision,
  no,
  yes,
} from './decision.ts'
import { fact, type ReplyContent, type TicketFact } from './events.ts'
import { currentLead, isContacted, type TicketState } from './state.ts'

/** Attempts are recorded; only a reached person is contacted. P10: no calls in quiet hours about what can wait. */
export const recordContact: Decide<'record-contact'> = (state, data, context) => {
  const one = answerabilityOf(state, context)
  if (!one) return no('ticket.not-yours')
  const canWait = state.limit === 'general' || state.limit === 'complex'
  if (canWait && !data.inPerson && isQuiet(context.now, context.judged.quietHours, calendarOf(context))) {
    return no('contact.quiet-hours')
  }
  return yes(
    fact('contact-recorded', { ...data, unit: one.unit, first: data.outcome === 'reached' && !isContacted(state) }),
  )
}

function missingInReply(state: TicketState, data: ReplyContent): Decision | null {
  // An anonymous requester cannot be reached by anyone; failed attempts are no substitute for a contact otherwise.
  if (state.identity !== 'anonymous' && state.contacts.length === 0) return no('reply.not-contacted')
  if (data.found !== 'untrue' && data.legalBasis.length === 0) return no('reply.no-legal-basis')
  if (!data.claimsSolved && data.nextStep === null) return no('reply.no-next-step')
  return null
}

export const reply: Decide<'reply'> = (state, data, context) => {
  const one = answerabilityOf(state, context)
  if (one?.role !== 'lead') return no('ticket.not-yours')
  const missing = missingInReply(state, data)
  if (missing) return missing
  const reviewBy = addLimit(context.now, context.judged.limits[state.limit].replyReview, calendarOf(context)).at
  return yes(fact('replied', { ...data, unit: one.unit, reviewBy }))
}

/** The day after the reply the requester is called; nobody can be asked when no identity was kept (P19). */
export function afterReply(state: TicketState, context: Context): TicketFact[] {
  if (state.identity === 'anonymous') return [fact('closed', { outcome: 'not-asked' })]
  const callAt = addLimit(context.now, context.judged.callback.afterReply[state.limit], calendarOf(context)).at
  return [fact('callback-due', { why: 'reply-passed', callAt })]
}

export const reviewReply: Decide<'review-reply'> = (state, data, context) => {
  if (state.reply === null) return no('reply.none')
  const reviewer = accountOf(context.actor)
  if (reviewer !== null && reviewer === state.reply.by) return no('ticket.same-person')
  if (data.pass) return yes(fact('reply-passed', { unit: state.responsible }), ...afterReply(state, context))
  if (data.reason === null) return no('reply.reason-needed')
  return yes(fact('reply-sent-back', { unit: state.responsible, reason: data.reason }))
}

export const retractReply: Decide<'retract-reply'> = (state, data) =>
  state.reply === null ? no('reply.none') : yes(fact('reply-retracted', data))

export const replaceReply: Decide<'replace-reply'> = (state, data) => {
  if (state.reply === null) return no('reply.none')
  return missingInReply(state, data) ?? yes(fact('reply-replaced', data))
}

const CORRECTED_FIELD = { place: 'place', category: 'category', person: 'person', title: 'title' } as const

/** P27: the old version stays in the log; no deadline grows. */
export const correctFact: Decide<'correct-fact'> = (state, data, { judged }) => {
  if (data[CORRECTED_FIELD[data.fact]] === null) return no('correction.value-missing', { fact: data.fact })
  if (data.category !== null && !judged.categories.some((one) => one.code === data.category)) {
    return no('ticket.unknown-category', { category: data.category })
  }
  if (data.fact === 'person' && state.identity === 'anonymous') return no('ticket.anonymous-person')
  return yes(fact('fact-corrected', data))
}

export const requestExtension: Decide<'request-extension'> = (state, data, context) => {
  const { judged, now } = context
  if (judged.limits[state.limit].extension === null) return no('extension.none-for-class', { limit: state.limit })
  if (state.extensionPending) return no('extension.pending')
  if (state.extensions >= judged.extensions.perTicket) return no('extension.used')
  const lead = currentLead(state)
  if (!lead || readClock(lead.ledger, now, calendarOf(context)).late) return no('extension.too-late')
  return yes(fact('extension-requested', data))
}

export const decideExtension: Decide<'decide-extension'> = (state, data, context) => {
  if (!state.extensionPending) return no('extension.not-pending')
  const by = context.judged.limits[state.limit].extension
  if (!data.grant) return yes(fact('extension-refused', { reason: data.reason }))
  if (by === null) return no('extension.none-for-class', { limit: state.limit })
  return yes(fact('extension-granted', { by, ground: 'extension' }))
}

export const requestSuspension: Decide<'request-suspension'> = (state, data, context) => {
  const { judged, now } = context
  if (state.suspensionPending) return no('suspension.pending')
  if (!findGround(judged.suspensionGrounds, data.ground)) return no('ticket.unknown-ground', { ground: data.ground })
  if (!data.requesterTold) return no('suspension.not-told')
  if (state.suspensions > judged.suspensions.renewals) return no('suspension.used')
  if (data.reviewOn <= now || data.reviewOn > plus(now, judged.suspensions.longestDays * DAY)) {
    return no('suspension.too-long', { days: judged.suspensions.longestDays })
  }
  return yes(fact('suspension-requested', data))
}

/** Two different people, neither of them the handler's own signature alone (domain.md §7.3). */
export const decideSuspension: Decide<'decide-suspension'> = (state, data, context) => {
  const pending = state.suspensionPending
  if (!pending) return no('suspension.not-pending')
  if (!data.approve) return yes(fact('suspension-refused', { reason: data.reason }))
  const by = accountOf(context.actor)
  if (by === null || pending.seconds.includes(by)) return no('ticket.same-person')
  if (pending.seconds.length === 0) return yes(fact('suspension-seconded', { by }))
  return yes(fact('suspended', { ground: pending.ground, reviewOn: pending.reviewOn, times: state.suspensions + 1 }))
}

export const objectSuspension: Decide<'object-suspension'> = (state, data) =>
  state.suspensionObjected ? no('suspension.objected') : yes(fact('suspension-objected', data))

export const resume: Decide<'resume'> = (_state, data) => yes(fact('resumed', data))
