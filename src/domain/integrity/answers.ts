import { type Instant, MINUTE } from '../kernel/instant.ts'
import type { SignalThresholds } from '../policy/signal-thresholds.ts'
import { gather, isExempt, isWithin, type KnownTicket, type Sighting, signalOf, ticketsOf } from './known-ticket.ts'
import type { Signal } from './signal.ts'
import type { TrailAnswer } from './trail.ts'

/** The requester said that somebody pressed them about the score (P5): one report is enough. */
export function pressureReported(tickets: readonly KnownTicket[]): Signal[] {
  return tickets.flatMap(({ ticketId, trail }) => {
    const reports = trail.pressure.map(({ unit, at }) => ({ ticketId, unit, at }))
    return reports.length === 0 ? [] : [signalOf('pressure-reported', reports, ticketId, { times: reports.length })]
  })
}

/** An answer became better after a contact of the unit that lies between the two. */
export function changedAfterContact(tickets: readonly KnownTicket[]): Signal[] {
  return tickets.filter(isOpenToDoubt).flatMap(({ ticketId, trail }) => {
    const changes = trail.answers.flatMap((answer, index) => {
      const before = trail.answers[index - 1]
      if (!answer.corrected || !before || answer.score <= before.score) return []
      const isBetween = ({ unit, at }: { readonly unit: string; readonly at: Instant }) =>
        unit === answer.unit && at > before.at && at < answer.at
      return trail.contacts.some(isBetween) ? [{ ticketId, unit: answer.unit, at: answer.at }] : []
    })
    return changes.length === 0 ? [] : [signalOf('answer-changed-after-contact', changes, ticketId)]
  })
}

/** Several favourable answers by link, each within minutes after the unit had reached the requester. */
export function promptedAnswers(
  tickets: readonly KnownTicket[],
  { promptedWithin, promptedTickets }: SignalThresholds,
): Signal[] {
  const prompted = tickets
    .filter(isOpenToDoubt)
    .flatMap((ticket) =>
      byLink(ticket).filter((answer) =>
        ticket.trail.contacts.some(({ unit, at }) => unit === answer.unit && isWithin(at, answer.at, promptedWithin)),
      ),
    )
  return byUnit(prompted)
    .filter(([, group]) => ticketsOf(group).length >= promptedTickets)
    .map(([unit, group]) => signalOf('answers-prompted', group, unit, { minutes: promptedWithin / MINUTE }))
}

/** Different people's favourable answers by link that came in one after the other: links opened at one desk look like this. */
export function burstsOfAnswers(
  tickets: readonly KnownTicket[],
  { burstWithin, burstPeople }: SignalThresholds,
): Signal[] {
  const found: Signal[] = []
  for (const [, answers] of byUnit(tickets.filter(isOpenToDoubt).flatMap(byLink))) {
    for (let index = 0; index < answers.length; ) {
      const first = answers[index]
      if (!first) break
      const group = answers.slice(index).filter((one) => isWithin(first.at, one.at, burstWithin))
      const people = new Set(group.map((one) => one.person)).size
      if (people < burstPeople) {
        index++
        continue
      }
      found.push(
        signalOf('answers-in-a-burst', group, first.at, { people, minutes: burstWithin / MINUTE, begin: first.at }),
      )
      index += group.length
    }
  }
  return found
}

/** One phone stands behind many favourable answers about one unit. */
export function onePhoneMany(tickets: readonly KnownTicket[], { phoneTickets }: SignalThresholds): Signal[] {
  const answered = tickets
    .filter(isOpenToDoubt)
    .flatMap(({ ticketId, trail, phone }) =>
      phone === null
        ? []
        : trail.answers.filter((one) => one.favourable).map(({ unit, at }) => ({ ticketId, unit, at, phone })),
    )
  return [...gather(answered, ({ unit, phone }) => `${unit}/${phone}`).values()]
    .filter((group) => ticketsOf(group).length >= phoneTickets)
    .map((group) => signalOf('one-phone-many', group, group[0]?.ticketId ?? ''))
}

function isOpenToDoubt(ticket: KnownTicket): boolean {
  return !isExempt(ticket)
}

interface LinkAnswer extends Sighting {
  readonly person: string
}

function byLink({ ticketId, trail }: KnownTicket): LinkAnswer[] {
  const person = trail.requester ?? ticketId
  const isMeant = (answer: TrailAnswer) => answer.by === 'link' && answer.favourable
  return trail.answers.filter(isMeant).map(({ unit, at }) => ({ ticketId, unit, at, person }))
}

function byUnit<S extends Sighting>(sightings: readonly S[]): [string, S[]][] {
  return [...gather(sightings, (one) => one.unit)]
}
