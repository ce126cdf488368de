import type { Instant } from '../kernel/instant.ts'
import type { UnitCode } from '../org/unit.ts'
import type { LimitClass, Policy } from '../policy/policy.ts'
import type { CallbackAnswer, ReplyContent, TextRef, TicketEvent } from '../ticket/events.ts'
import { evolve } from '../ticket/evolve.ts'
import { currentLead, type TicketState, unborn } from '../ticket/state.ts'
import { unitDueAt } from '../ticket/time.ts'

interface Deed {
  readonly at: Instant
  readonly unit: UnitCode
}

export interface TrailReply extends Deed {
  readonly text: TextRef
  readonly evidence: readonly string[]
  /** Commitments of its photos; absent from trails that were kept before there were any. */
  readonly photos?: readonly string[]
  readonly claimsSolved: boolean
}

/** What a second person was told, against what the first was: null where nobody was reached. */
export interface TrailRecheck extends Deed {
  readonly firstAt: Instant
  readonly first: Answers
  readonly again: Answers | null
}

type Answers = Pick<CallbackAnswer, 'contacted' | 'solved' | 'satisfied'>

export interface TrailAnswer extends Deed {
  readonly by: CallbackAnswer['by']
  readonly corrected: boolean
  /** Solved, and satisfied or basically so. */
  readonly favourable: boolean
  /** Grows with what is good for the unit; only compared with answers of the same ticket. */
  readonly score: number
}

/**
 * What signals need to know of a ticket: who did what when. Codes, instants and references only; no text and nothing that
 * names a person.
 */
export interface Trail {
  readonly registeredAt: Instant
  readonly requester: string | null
  /** P13, P14: said or typed in for somebody else; a child who calls for many old neighbours is no fraud. */
  readonly onBehalf: boolean
  /** P19: nobody could be reached. */
  readonly anonymous: boolean
  readonly splitFrom: string | null
  readonly category: string | null
  readonly subdistrict: UnitCode | null
  readonly community: UnitCode | null
  readonly dispatches: readonly (Deed & { readonly limit: LimitClass })[]
  readonly returns: readonly Deed[]
  /** Contacts that reached the requester. */
  readonly contacts: readonly Deed[]
  readonly replies: readonly TrailReply[]
  /** Requests for an extension or a suspension, with the limit as it then stood. */
  readonly pauses: readonly (Deed & { readonly dueAt: Instant | null })[]
  readonly answers: readonly TrailAnswer[]
  readonly pressure: readonly Deed[]
  /** Marks 虚假办结 that were not lifted (P30); absent in trails kept from before there were any. */
  readonly marks?: readonly Deed[]
  readonly rechecks: readonly TrailRecheck[]
}

/** @param judgedBy the policy version of an id, for the limits. */
export function trailOf(ticketId: string, events: readonly TicketEvent[], judgedBy: (id: string) => Policy): Trail {
  let state = unborn(ticketId)
  const trail = {
    dispatches: [] as Trail['dispatches'][number][],
    returns: [] as Deed[],
    contacts: [] as Deed[],
    replies: [] as TrailReply[],
    pauses: [] as Trail['pauses'][number][],
    answers: [] as TrailAnswer[],
    pressure: [] as Deed[],
    marks: [] as Deed[],
    rechecks: [] as TrailRecheck[],
  }
  for (const event of events) {
    const { at } = event
    switch (event.type) {
      case 'dispatched':
        trail.dispatches.push({ at, unit: event.data.lead, limit: event.data.limit })
        break
      case 'return-accepted':
        trail.returns.push({ at, unit: event.data.unit })
        break
      case 'contact-recorded':
        if (event.data.outcome === 'reached') trail.contacts.push({ at, unit: event.data.unit })
        break
      case 'replied': {
        const { unit, text, evidence, claimsSolved } = event.data
        trail.replies.push({ at, unit, text, evidence, claimsSolved, ...photosIn(event.data) })
        break
      }
      case 'reply-replaced': {
        const { text, evidence, claimsSolved } = event.data
        const unit = answererOf(state)
        trail.replies.push({ at, unit, text, evidence, claimsSolved, ...photosIn(event.data) })
        break
      }
      case 'extension-requested':
      case 'suspension-requested': {
        const dueAt = state.judgedUnder === null ? null : unitDueAt(state, judgedBy(state.judgedUnder))
        trail.pauses.push({ at, unit: state.responsible, dueAt })
        break
      }
      case 'callback-answered':
      case 'answer-corrected':
        trail.answers.push({
          at,
          unit: answererOf(state),
          by: event.data.by,
          corrected: event.type === 'answer-corrected',
          ...judge(event.data),
        })
        break
      case 'callback-rechecked': {
        const { contacted, solved, satisfied } = event.data
        const again =
          contacted === null || solved === null || satisfied === null ? null : { contacted, solved, satisfied }
        const { answer } = state
        if (answer === null) break
        const first = { contacted: answer.contacted, solved: answer.solved, satisfied: answer.satisfied }
        trail.rechecks.push({ at, unit: answererOf(state), firstAt: answer.firstAt, first, again })
        break
      }
      case 'falsely-closed':
        trail.marks.push({ at, unit: event.data.unit })
        break
      case 'inspection-lifted':
        trail.marks.pop()
        break
      case 'pressure-reported':
        trail.pressure.push({ at, unit: answererOf(state) })
        break
      default:
    }
    state = evolve(state, event)
  }
  return {
    registeredAt: state.registeredAt,
    requester: state.requester,
    onBehalf: state.behalf !== 'self',
    anonymous: state.identity === 'anonymous',
    splitFrom: state.splitFrom,
    category: state.category,
    subdistrict: state.place.subdistrict,
    community: state.place.community,
    ...trail,
  }
}

function photosIn({ photos = [] }: ReplyContent): Pick<TrailReply, 'photos'> {
  return photos.length === 0 ? {} : { photos: [...new Set(photos.map((one) => one.photo))] }
}

/** Whose reply is asked about (P22); before any reply the unit that has the ticket. */
function answererOf(state: TicketState): UnitCode {
  return state.reply?.unit ?? currentLead(state)?.unit ?? state.responsible
}

const SOLVED = { no: 0, partly: 1, yes: 2 } as const satisfies Record<CallbackAnswer['solved'], number>
const SATISFIED = { dissatisfied: 0, 'no-opinion': 1, basically: 2, satisfied: 3 } as const satisfies Record<
  CallbackAnswer['satisfied'],
  number
>

function judge({ solved, satisfied }: CallbackAnswer): Pick<TrailAnswer, 'favourable' | 'score'> {
  return {
    favourable: solved === 'yes' && SATISFIED[satisfied] >= SATISFIED.basically,
    score: SOLVED[solved] * 4 + SATISFIED[satisfied],
  }
}
