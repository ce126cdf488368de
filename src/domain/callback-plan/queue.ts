import { addDays, type Calendar, dayOf, startOfDay } from '../clock/calendar.ts'
import { endOfQuiet, type QuietHours } from '../clock/duty-hours.ts'
import type { Instant } from '../kernel/instant.ts'
import { slotOf, type Turn } from './plan.ts'

export type WaitingKind = 'callback' | 'withdrawal' | 'recheck'

/** A ticket about which its requester is to be phoned. */
export interface Waiting {
  readonly ticketId: string
  readonly kind: WaitingKind
  /** Null: nobody in the vault; such a ticket stands for itself. */
  readonly requester: string | null
  /** From when on; null: at once. */
  readonly at: Instant | null
  readonly urgent: boolean
  /** Nobody has replied: called whatever the draw says. */
  readonly unanswered: boolean
  /** The hour was agreed, or follows from an attempt: the plan's part of the day no longer holds. */
  readonly agreed: boolean
  /** The colleague who was asked to take it on: for the rest of that day nobody else does. */
  readonly to: string | null
}

/** One person, phoned once for all of it (P11). */
export interface InLine<W extends Waiting> {
  readonly subject: string
  /** In the order in which they are asked. */
  readonly tickets: readonly W[]
  /** The first instant at which the person may be called. */
  readonly callAt: Instant
  /** Handed to the one who looks. */
  readonly mine: boolean
}

export interface QueueFrame<W extends Waiting> {
  readonly now: Instant
  readonly accountId: string
  readonly quietHours: QuietHours
  readonly calendar: Calendar
  readonly turnOf: (one: W) => Turn
}

interface Placed<W extends Waiting> {
  readonly one: W
  readonly slot: Instant
  readonly order: number
}

/**
 * Everybody who is to be called, in the order of the plan: who was handed to this agent, what is urgent, then day by day as the
 * draw says. Nobody picks from it: the next person is the first whose hour has come.
 */
export function lineUp<W extends Waiting>(rows: readonly W[], frame: QueueFrame<W>): InLine<W>[] {
  const people = new Map<string, Placed<W>[]>()
  for (const one of rows) {
    const placed = place(one, frame)
    if (!placed) continue
    const subject = one.requester ?? one.ticketId
    people.set(subject, [...(people.get(subject) ?? []), placed])
  }
  const line: (InLine<W> & { readonly rank: readonly (string | number)[] })[] = []
  for (const [subject, placed] of people) {
    if (placed.some(({ one }) => isReserved(one, frame))) continue
    const sorted = placed.toSorted((a, b) => (a.slot < b.slot ? -1 : a.slot > b.slot ? 1 : a.order - b.order))
    const first = sorted[0]
    if (!first) continue
    const mine = placed.some(({ one }) => one.to === frame.accountId)
    const urgent = placed.some(({ one, slot }) => one.urgent && slot <= frame.now)
    line.push({
      subject,
      tickets: sorted.filter(({ one, slot }) => one.kind !== 'recheck' || slot <= frame.now).map(({ one }) => one),
      callAt: first.slot,
      mine,
      rank: [mine ? 0 : 1, urgent ? 0 : 1, dayOf(first.slot, frame.calendar), first.order],
    })
  }
  return line.toSorted((a, b) => compare(a.rank, b.rank)).map(({ rank: _rank, ...person }) => person)
}

function place<W extends Waiting>(one: W, frame: QueueFrame<W>): Placed<W> | null {
  const { quietHours, calendar, now } = frame
  const turn = frame.turnOf(one)
  if (one.kind === 'callback' && !turn.called && !one.unanswered) return null
  const from = one.at ?? now
  if (one.urgent && one.kind === 'callback') return { one, slot: from, order: turn.order }
  // A withdrawal waits for a decent hour only; whoever asked for it waits as well (P6).
  const isFree = one.agreed || one.kind === 'withdrawal'
  const slot = isFree ? endOfQuiet(from, quietHours, calendar) : slotOf(turn.part, from, quietHours, calendar)
  // A slot that has come and gone while it is quiet now begins again when the quiet ends.
  return { one, slot: slot <= now ? later(slot, endOfQuiet(now, quietHours, calendar), now) : slot, order: turn.order }
}

/** What was due stays due, unless nobody may be called now. */
function later(slot: Instant, open: Instant, now: Instant): Instant {
  return open === now ? slot : open
}

function isReserved<W extends Waiting>({ to, at }: W, { accountId, now, calendar }: QueueFrame<W>): boolean {
  if (to === null || to === accountId) return false
  return now < startOfDay(addDays(dayOf(at ?? now, calendar), 1), calendar)
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, one] of a.entries()) {
    const other = b[index]
    if (other !== undefined && one !== other) return one < other ? -1 : 1
  }
  return 0
}
