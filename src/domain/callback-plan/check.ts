import type { Calendar } from '../clock/calendar.ts'
import type { QuietHours } from '../clock/duty-hours.ts'
import type { Instant } from '../kernel/instant.ts'
import { dayPartAt } from '../ticket/day-part.ts'
import type { TicketEvent } from '../ticket/events.ts'
import { evolve } from '../ticket/evolve.ts'
import { unborn } from '../ticket/state.ts'
import { type CallbackPlan, type Hash, isRechecked, slotOf, turnOf } from './plan.ts'

/** One callback of a ticket, from the log: a ticket that went back to its unit has several. */
export interface CallbackLife {
  readonly ticketId: string
  readonly round: number
  readonly dueAt: Instant
  readonly callAt: Instant
  /** Nobody has replied: such a requester is always called. */
  readonly unanswered: boolean
  readonly urgent: boolean
  readonly anonymous: boolean
  /** It was agreed with the requester to call at another hour. */
  readonly postponed: boolean
  /** The first call that somebody made, whether anyone was reached or not. */
  readonly calledAt: Instant | null
  readonly answeredByLink: boolean
  /** Said *satisfied* on the phone, and counted. */
  readonly satisfied: boolean
  readonly rechecked: boolean
  /** Nothing more will come of this callback. */
  readonly over: boolean
}

/** Every callback that a ticket's log tells of, in order. */
export function callbackLives(ticketId: string, events: readonly TicketEvent[]): CallbackLife[] {
  const lives: CallbackLife[] = []
  let state = unborn(ticketId)
  const change = (more: Partial<CallbackLife>): void => {
    const last = lives.at(-1)
    if (last) lives[lives.length - 1] = { ...last, ...more }
  }
  for (const event of events) {
    const byCall = event.actor.kind === 'person'
    const called = lives.at(-1)?.calledAt ?? event.at
    switch (event.type) {
      case 'callback-due':
        lives.push({
          ticketId,
          round: state.rounds + 1,
          dueAt: event.at,
          callAt: event.data.callAt,
          unanswered: state.reply === null,
          urgent: state.limit === 'urgent',
          anonymous: state.identity === 'anonymous',
          postponed: false,
          calledAt: null,
          answeredByLink: false,
          satisfied: false,
          rechecked: false,
          over: false,
        })
        break
      case 'callback-postponed':
        change({ postponed: true })
        break
      case 'callback-attempted':
        change({ calledAt: called })
        break
      case 'callback-answered': {
        const phoned = byCall && event.data.by === 'call'
        change({
          ...(phoned ? { calledAt: called } : { answeredByLink: true }),
          satisfied: phoned && event.data.satisfied === 'satisfied',
          over: true,
        })
        break
      }
      case 'callback-rechecked':
        change({ rechecked: true })
        break
      case 'closed':
      case 'second-handling-ordered':
      case 'reply-retracted':
      case 'withdrawn':
        change({ over: true })
        break
      default:
    }
    state = evolve(state, event)
  }
  return lives
}

export const DEVIATIONS = [
  'called-undrawn',
  'drawn-uncalled',
  'other-part',
  'recheck-undrawn',
  'recheck-missing',
] as const
export type Deviation = (typeof DEVIATIONS)[number]

export interface PlanCheck {
  readonly callbacks: number
  readonly drawn: number
  readonly called: number
  readonly rechecksDrawn: number
  readonly rechecksMade: number
  readonly deviations: readonly { readonly ticketId: string; readonly round: number; readonly kind: Deviation }[]
  /** Of first calls that follow one another in one part of a day, how many came in the order of the plan. */
  readonly order: { readonly pairs: number; readonly inOrder: number }
}

interface CheckFrame {
  readonly quietHours: QuietHours
  readonly calendar: Calendar
  readonly hash: Hash
}

/** What the log says that happened against what the plan said that should; explained by hand, not by the machine. */
export function checkPlan(plan: CallbackPlan, lives: readonly CallbackLife[], frame: CheckFrame): PlanCheck {
  const { quietHours, calendar, hash } = frame
  const deviations: { ticketId: string; round: number; kind: Deviation }[] = []
  const calls: { at: Instant; group: string; order: number }[] = []
  const counts = { drawn: 0, called: 0, rechecksDrawn: 0, rechecksMade: 0 }
  for (const life of lives) {
    if (life.anonymous) continue
    const { ticketId, round, callAt, calledAt } = life
    const tell = (kind: Deviation) => deviations.push({ ticketId, round, kind })
    const turn = turnOf(plan, ticketId, hash)
    const isDrawn = turn.called || life.unanswered
    if (isDrawn) counts.drawn++
    if (calledAt !== null) {
      counts.called++
      if (!isDrawn) tell('called-undrawn')
      const slot = slotOf(turn.part, callAt, quietHours, calendar)
      const isEarly = calledAt < slot
      if (!life.urgent && !life.postponed) {
        if (isEarly || dayPartAt(calledAt, calendar) !== turn.part) tell('other-part')
        else calls.push({ at: calledAt, group: slot, order: turn.order })
      }
    } else if (isDrawn && life.over && !life.answeredByLink) tell('drawn-uncalled')
    const isCheckDrawn = life.satisfied && isRechecked(plan, ticketId, hash)
    if (isCheckDrawn) counts.rechecksDrawn++
    if (life.rechecked) counts.rechecksMade++
    if (isCheckDrawn && !life.rechecked) tell('recheck-missing')
    if (life.rechecked && !isCheckDrawn) tell('recheck-undrawn')
  }
  return { callbacks: lives.length, ...counts, deviations, order: orderOf(calls) }
}

function orderOf(calls: { at: Instant; group: string; order: number }[]): PlanCheck['order'] {
  const sorted = calls.toSorted((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : a.at < b.at ? -1 : 1))
  let pairs = 0
  let inOrder = 0
  for (const [index, one] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before?.group !== one.group) continue
    pairs++
    if (before.order <= one.order) inOrder++
  }
  return { pairs, inOrder }
}
