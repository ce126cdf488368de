import { endOfQuiet, isQuiet } from '../clock/duty-hours.ts'
import { stateOf } from '../clock/ledger.ts'
import { readClock } from '../clock/reading.ts'
import { DAY, type Instant, plus } from '../kernel/instant.ts'
import { CENTRE } from '../org/unit.ts'
import { findCategory, findGround } from '../policy/policy.ts'
import {
  accountOf,
  answerabilityOf,
  type Context,
  calendarOf,
  type Decide,
  type Decision,
  leadOf,
  no,
  windowEnd,
  yes,
} from './decision.ts'
import { fact, type ReplyContent } from './events.ts'
import { type Answerability, currentLead, type TicketState } from './state.ts'

/** Attempts are recorded; only a reached person is contacted. P10: no calls in quiet hours about what can wait. */
export const recordContact: Decide<'record-contact'> = (state, data, context) => {
  const one = answerabilityOf(state, context)
  if (!one) return no('ticket.not-yours')
  const canWait = state.limit === 'general' || state.limit === 'complex'
  if (canWait && !data.inPerson && isQuiet(context.now, context.judged.quietHours, calendarOf(context))) {
    return no('contact.quiet-hours')
  }
  return yes(
    fact('contact-recorded', {
      ...data,
      unit: one.unit,
      first: data.outcome === 'reached' && one.contactedAt === null,
    }),
  )
}

function missingInReply(state: TicketState, data: ReplyContent, unit: Answerability): Decision | null {
  // An anonymous requester cannot be reached by anyone; a redirected ticket is contacted anew by who has it now.
  const tried = unit.contactedAt !== null || state.contacts.some((one) => one.unit === unit.unit)
  if (state.identity !== 'anonymous' && unit.role === 'lead' && !tried) return no('reply.not-contacted')
  if (data.found !== 'untrue' && data.legalBasis.length === 0) return no('reply.no-legal-basis')
  if (!data.claimsSolved && data.nextStep === null) return no('reply.no-next-step')
  return null
}

/** The lead replies for the whole; an assisting unit hands in its own part, and the ticket stays where it is (P22). */
export const reply: Decide<'reply'> = (state, data, context) => {
  const one = answerabilityOf(state, context)
  if (!one) return no('ticket.not-yours')
  if (!isReplyOpen(state, one)) return no('ticket.not-in-phase', { phase: state.phase, command: 'reply' })
  const missing = missingInReply(state, data, one)
  if (missing) return missing
  const { now, judged } = context
  if (one.role === 'assisting') {
    const { late } = readClock(one.ledger, now, calendarOf(context))
    return yes(fact('part-submitted', { ...data, unit: one.unit, late }))
  }
  const reviewBy = windowEnd(now, judged.limits[state.limit].replyReview, one.unit, context)
  return yes(fact('replied', { ...data, unit: one.unit, reviewBy }))
}

/** A late reply is still a reply: after a deadline's callback fell due the lead may hand it in until somebody is asked. */
function isReplyOpen(state: TicketState, one: Answerability): boolean {
  if (stateOf(one.ledger) !== 'running') return false
  if (one.role === 'assisting') return true
  return state.phase === 'handling' || (state.phase === 'awaiting-callback' && state.reply === null)
}

/** P10: a requester is called at a decent hour, unless life or property hang on it. */
export function callAt(at: Instant, state: TicketState, context: Context): Instant {
  return state.limit === 'urgent' ? at : endOfQuiet(at, context.judged.quietHours, calendarOf(context))
}

/** Passed: the requester is called. An anonymous one can only answer by number and secret (P19). */
export const reviewReply: Decide<'review-reply'> = (state, data, context) => {
  if (state.reply === null) return no('reply.none')
  const reviewer = accountOf(context.actor)
  if (reviewer !== null && reviewer === state.reply.by) return no('ticket.same-person')
  const { now, judged } = context
  const unit = state.responsible
  if (!data.pass) {
    if (data.reason === null) return no('reply.reason-needed')
    return yes(fact('reply-sent-back', { unit, reason: data.reason }))
  }
  const lead = currentLead(state)
  const late = lead !== undefined && readClock(lead.ledger, now, calendarOf(context)).late
  const after = windowEnd(now, judged.callback.afterReply[state.limit], CENTRE, context)
  return yes(
    fact('reply-passed', { unit, late, reason: data.reason }),
    fact('callback-due', { why: 'reply-passed', callAt: callAt(after, state, context) }),
  )
}

export const retractReply: Decide<'retract-reply'> = (state, data, context) => {
  if (state.reply === null) return no('reply.none')
  return leadOf(state, context) ? yes(fact('reply-retracted', data)) : no('ticket.not-yours')
}

export const replaceReply: Decide<'replace-reply'> = (state, data, context) => {
  if (state.reply === null) return no('reply.none')
  const lead = leadOf(state, context)
  if (!lead) return no('ticket.not-yours')
  return missingInReply(state, data, lead) ?? yes(fact('reply-replaced', data))
}

/** P27: the old version stays in the log; no deadline grows. Only the fact that is corrected is kept of what was sent. */
export const correctFact: Decide<'correct-fact'> = (state, data, { judged }) => {
  if (data[data.fact] === null) return no('correction.value-missing', { fact: data.fact })
  if (data.fact === 'category') {
    // The first category is a classification: it settles class and accused unit too.
    if (state.category === null) return no('ticket.not-classified')
    if (!findCategory(judged, data.category ?? '')) return no('ticket.unknown-category', { category: data.category })
  }
  if (data.fact === 'person' && state.identity === 'anonymous') return no('ticket.anonymous-person')
  const nothing = { place: null, category: null, person: null, title: null }
  return yes(fact('fact-corrected', { ...nothing, fact: data.fact, [data.fact]: data[data.fact], reason: data.reason }))
}

export const requestExtension: Decide<'request-extension'> = (state, data, context) => {
  const { judged, now } = context
  if (judged.limits[state.limit].extension === null) return no('extension.none-for-class', { limit: state.limit })
  if (state.extensionPending) return no('extension.pending')
  if (state.extensions >= judged.extensions.perTicket) return no('extension.used')
  const lead = leadOf(state, context)
  if (!lead) return no('ticket.not-yours')
  if (readClock(lead.ledger, now, calendarOf(context)).late) return no('extension.too-late')
  return yes(fact('extension-requested', data))
}

export const decideExtension: Decide<'decide-extension'> = (state, data, context) => {
  if (!state.extensionPending) return no('extension.not-pending')
  const by = context.judged.limits[state.limit].extension
  if (!data.grant) return yes(fact('extension-refused', { reason: data.reason }))
  const approver = accountOf(context.actor)
  if (approver !== null && approver === state.extensionApplicant) return no('ticket.same-person')
  if (by === null) return no('extension.none-for-class', { limit: state.limit })
  return yes(fact('extension-granted', { by, ground: 'extension', reason: data.reason }))
}

export const requestSuspension: Decide<'request-suspension'> = (state, data, context) => {
  const { judged, now } = context
  if (state.suspensionPending) return no('suspension.pending')
  if (!leadOf(state, context)) return no('ticket.not-yours')
  if (!findGround(judged.suspensionGrounds, data.ground)) return no('ticket.unknown-ground', { ground: data.ground })
  if (!data.requesterTold) return no('suspension.not-told')
  if (state.suspensions > judged.suspensions.renewals) return no('suspension.used')
  if (data.reviewOn <= now || data.reviewOn > plus(now, judged.suspensions.longestDays * DAY)) {
    return no('suspension.too-long', { days: judged.suspensions.longestDays })
  }
  return yes(fact('suspension-requested', data))
}

/** Two different people besides the applicant (domain.md §7.3). */
export const decideSuspension: Decide<'decide-suspension'> = (state, data, context) => {
  const pending = state.suspensionPending
  if (!pending) return no('suspension.not-pending')
  if (!data.approve) return yes(fact('suspension-refused', { reason: data.reason }))
  const by = accountOf(context.actor)
  if (by === null || by === pending.applicant || pending.seconds.includes(by)) return no('ticket.same-person')
  if (pending.seconds.length === 0) return yes(fact('suspension-seconded', { by, reason: data.reason }))
  const { ground, reviewOn } = pending
  return yes(fact('suspended', { ground, reviewOn, times: state.suspensions + 1, reason: data.reason }))
}

export const objectSuspension: Decide<'object-suspension'> = (state, data) =>
  state.suspensionObjected ? no('suspension.objected') : yes(fact('suspension-objected', data))

/** `objection` needs one of the requester (P4); nobody else's dislike ends a suspension under that name. */
export const resume: Decide<'resume'> = (state, data) =>
  data.why === 'objection' && !state.suspensionObjected ? no('suspension.not-objected') : yes(fact('resumed', data))
