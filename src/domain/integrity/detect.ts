import type { Calendar } from '../clock/calendar.ts'
import type { Instant } from '../kernel/instant.ts'
import { DEFAULT_THRESHOLDS, type SignalThresholds } from '../policy/signal-thresholds.ts'
import { burstsOfAnswers, changedAfterContact, onePhoneMany, pressureReported, promptedAnswers } from './answers.ts'
import {
  bounceLoops,
  falselyClosed,
  longerLimits,
  pausesBeforeDue,
  refiled,
  repliesWithinMinutes,
  repliesWithoutContact,
  reusedEvidence,
} from './handling.ts'
import type { KnownTicket } from './known-ticket.ts'
import { type EvidencePrint, photosAlike } from './photos-alike.ts'
import { type Likeness, type ReplyPrint, repliesAlike } from './replies-alike.ts'
import { SIGNAL_CODES, type Signal } from './signal.ts'
import type { Trail } from './trail.ts'

export interface SignalQuestion<P> {
  readonly span: { readonly from: Instant; readonly to: Instant }
  readonly calendar: Calendar
  readonly replies: readonly ReplyPrint<P>[]
  readonly likeness: Likeness<P>
  /** Photos that replies showed; absent: none. */
  readonly photos?: readonly EvidencePrint[]
  readonly thresholds?: SignalThresholds
}

/**
 * All signals of a period. `tickets` may reach further back than it, so that what was filed again finds what was closed before;
 * deeds outside of it are nobody's signal now.
 */
export function detectSignals<P>(tickets: readonly KnownTicket[], question: SignalQuestion<P>): Signal[] {
  const { span, calendar, replies, likeness, photos = [], thresholds = DEFAULT_THRESHOLDS } = question
  const isInside = ({ at }: { readonly at: Instant }) => at >= span.from && at < span.to
  const inside = tickets.map((one) => ({ ...one, trail: within(one.trail, isInside) }))
  const found = [
    ...pressureReported(inside),
    ...changedAfterContact(tickets),
    ...promptedAnswers(inside, thresholds),
    ...burstsOfAnswers(inside, thresholds),
    ...onePhoneMany(inside, thresholds),
    ...repliesWithoutContact(inside, thresholds),
    ...repliesWithinMinutes(inside, thresholds),
    ...pausesBeforeDue(inside, thresholds, calendar),
    ...repliesAlike(replies.filter(isInside), thresholds, likeness),
    ...longerLimits(tickets),
    ...bounceLoops(tickets, thresholds),
    ...refiled(tickets, thresholds),
    ...reusedEvidence(tickets),
    ...photosAlike(photos, thresholds),
    ...falselyClosed(inside),
  ]
  return found.filter(isInside).toSorted(inOrder)
}

/** What happened before an answer or a reply stays: it is what they are held against. */
function within(trail: Trail, isInside: (one: { readonly at: Instant }) => boolean): Trail {
  return {
    ...trail,
    replies: trail.replies.filter(isInside),
    answers: trail.answers.filter(isInside),
    pauses: trail.pauses.filter(isInside),
    pressure: trail.pressure.filter(isInside),
    marks: (trail.marks ?? []).filter(isInside),
  }
}

function inOrder(a: Signal, b: Signal): number {
  const code = SIGNAL_CODES.indexOf(a.code) - SIGNAL_CODES.indexOf(b.code)
  if (code !== 0) return code
  if (a.unit !== b.unit) return a.unit < b.unit ? -1 : 1
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return a.key < b.key ? -1 : 1
}
