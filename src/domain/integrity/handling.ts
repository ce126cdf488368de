import { type Calendar, dayOf } from '../clock/calendar.ts'
import { DAY, HOUR, type Instant, MINUTE, toMs } from '../kernel/instant.ts'
import { LIMIT_CLASSES } from '../policy/policy.ts'
import type { SignalThresholds } from '../policy/signal-thresholds.ts'
import { gather, isWithin, type KnownTicket, type Sighting, signalOf, ticketsOf } from './known-ticket.ts'
import type { Signal } from './signal.ts'

/** Solutions claimed by a unit that never reached the requester before. Nobody can reach an anonymous one (P19). */
export function repliesWithoutContact(
  tickets: readonly KnownTicket[],
  { uncontactedTickets }: SignalThresholds,
): Signal[] {
  const replies = tickets
    .filter(({ trail }) => !trail.anonymous)
    .flatMap(({ ticketId, trail }) =>
      trail.replies
        .filter((one) => one.claimsSolved && !trail.contacts.some((contact) => contact.at <= one.at))
        .map(({ unit, at }) => ({ ticketId, unit, at })),
    )
  return perUnit('reply-without-contact', replies, uncontactedTickets)
}

/** Solutions claimed within minutes after the dispatch. */
export function repliesWithinMinutes(
  tickets: readonly KnownTicket[],
  { hastyWithin, hastyTickets }: SignalThresholds,
): Signal[] {
  const replies = tickets.flatMap(({ ticketId, trail }) =>
    trail.replies
      .filter(({ unit, at, claimsSolved }) => {
        const dispatch = trail.dispatches.findLast((one) => one.unit === unit && one.at <= at)
        return claimsSolved && dispatch !== undefined && isWithin(dispatch.at, at, hastyWithin)
      })
      .map(({ unit, at }) => ({ ticketId, unit, at })),
  )
  return perUnit('reply-within-minutes', replies, hastyTickets, { minutes: hastyWithin / MINUTE })
}

/** Many extensions and suspensions of one unit requested on one day, each shortly before the limit. */
export function pausesBeforeDue(
  tickets: readonly KnownTicket[],
  { pauseBefore, pausesADay }: SignalThresholds,
  calendar: Calendar,
): Signal[] {
  const pauses = tickets.flatMap(({ ticketId, trail }) =>
    trail.pauses
      .filter(({ at, dueAt }) => dueAt !== null && isWithin(at, dueAt, pauseBefore))
      .map(({ unit, at }) => ({ ticketId, unit, at, day: dayOf(at, calendar) })),
  )
  return [...gather(pauses, ({ unit, day }) => `${unit}/${day}`).values()]
    .filter((group) => ticketsOf(group).length >= pausesADay)
    .map((group) => {
      const day = group[0]?.day ?? ''
      return signalOf('pauses-before-due', group, day, { day, hours: pauseBefore / HOUR })
    })
}

/** A later dispatch put the ticket into a class with a longer limit than the dispatch before. */
export function longerLimits(tickets: readonly KnownTicket[]): Signal[] {
  return tickets.flatMap(({ ticketId, trail }) => {
    const steps = trail.dispatches.flatMap((one, index) => {
      const before = trail.dispatches[index - 1]
      const isLonger = before && LIMIT_CLASSES.indexOf(one.limit) > LIMIT_CLASSES.indexOf(before.limit)
      return isLonger ? [{ ticketId, unit: one.unit, at: one.at, was: before.limit, is: one.limit }] : []
    })
    const last = steps.at(-1)
    return last ? [signalOf('longer-limit', [last], ticketId, { was: last.was, is: last.is })] : []
  })
}

/** Tickets that an inspector marked as falsely closed, the mark not lifted (P30): what came of it stands on the ticket. */
export function falselyClosed(tickets: readonly KnownTicket[]): Signal[] {
  const marks = tickets.flatMap(({ ticketId, trail }) =>
    (trail.marks ?? []).map(({ unit, at }) => ({ ticketId, unit, at })),
  )
  return perUnit('falsely-closed', marks, 1)
}

/** Returned again and again; the unit is the one that has it now. */
export function bounceLoops(tickets: readonly KnownTicket[], { returns }: SignalThresholds): Signal[] {
  return tickets.flatMap(({ ticketId, trail }) => {
    const last = trail.returns.at(-1)
    if (!last || trail.returns.length < returns) return []
    const unit = trail.dispatches.at(-1)?.unit ?? last.unit
    return [signalOf('bounce-loop', [{ ticketId, unit, at: last.at }], ticketId, { times: trail.returns.length })]
  })
}

/** A solution was claimed, and the same person filed the same category at the same place again soon after. */
export function refiled(tickets: readonly KnownTicket[], { refiledWithin }: SignalThresholds): Signal[] {
  const claimed = new Map<string, (Sighting & { readonly last: Instant })[]>()
  for (const ticket of tickets) {
    const matter = matterOf(ticket)
    const reply = ticket.trail.replies.at(-1)
    if (matter === null || !reply?.claimsSolved) continue
    const one = { ticketId: ticket.ticketId, unit: reply.unit, at: ticket.trail.registeredAt, last: reply.at }
    claimed.set(matter, [...(claimed.get(matter) ?? []), one])
  }
  return tickets.flatMap((again) => {
    const { ticketId, trail } = again
    const matter = trail.splitFrom === null ? matterOf(again) : null
    const before = (claimed.get(matter ?? '') ?? [])
      .filter((one) => one.ticketId !== ticketId && isWithin(one.last, trail.registeredAt, refiledWithin))
      .toSorted((a, b) => (a.last < b.last ? -1 : 1))
      .at(-1)
    if (!before) return []
    const { unit } = before
    const days = Math.floor((toMs(trail.registeredAt) - toMs(before.last)) / DAY)
    return [signalOf('refiled', [before, { ticketId, unit, at: trail.registeredAt }], ticketId, { days })]
  })
}

/** Null: the person or the place is not known well enough to say that it is the same matter. */
function matterOf({ trail }: KnownTicket): string | null {
  const { requester, category, subdistrict, community } = trail
  if (requester === null || category === null || subdistrict === null) return null
  return [requester, category, subdistrict, community ?? ''].join('/')
}

/** The same file as evidence for different tickets. Tickets of one cluster are one matter: their evidence may be one. */
export function reusedEvidence(tickets: readonly KnownTicket[]): Signal[] {
  const shown = tickets.flatMap(({ ticketId, trail, cluster }) =>
    trail.replies.flatMap(({ unit, at, evidence }) =>
      evidence.map((file) => ({ ticketId, unit, at, file, matter: cluster ?? ticketId })),
    ),
  )
  return [...gather(shown, ({ unit, file }) => `${unit}/${file}`).values()]
    .filter((group) => new Set(group.map((one) => one.matter)).size > 1)
    .map((group) => signalOf('evidence-reused', group, group[0]?.file ?? ''))
}

function perUnit(
  code: Signal['code'],
  sightings: readonly Sighting[],
  least: number,
  facts: Signal['facts'] = {},
): Signal[] {
  return [...gather(sightings, (one) => one.unit)]
    .filter(([, group]) => ticketsOf(group).length >= least)
    .map(([unit, group]) => signalOf(code, group, unit, facts))
}
