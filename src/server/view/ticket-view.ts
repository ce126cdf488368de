import type { TicketView } from '../../contract/http/ticket.ts'
import { ROUND_THE_CLOCK } from '../../domain/clock/duty-hours.ts'
import { type ClockReading, readClock } from '../../domain/clock/ledger.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { possibleActions } from '../../domain/ticket/actions.ts'
import type { DispatchRecord } from '../../domain/ticket/events.ts'
import { assessmentFacts } from '../../domain/ticket/standing.ts'
import { currentLead, type TicketState } from '../../domain/ticket/state.ts'
import { promisedAt, unitDueAt } from '../../domain/ticket/time.ts'
import type { Account } from '../../store/account/accounts.ts'
import type { PersonDetails } from '../../store/person/person.ts'
import { isLate, marksOf } from '../../store/read-models/inbox.ts'
import type { TicketReading } from '../../store/read-models/ticket-reading.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'
import { maskPhone } from '../../store/vault/phone.ts'
import type { Language } from '../../words/say.ts'
import { unitName } from '../http/facts.ts'
import { tellTimeline } from './tell.ts'
import { tellFact } from './tell-assessment.ts'
import { categoryName } from './timeline.ts'
import type { Visibility } from './visibility.ts'

/** All that goes into a reader's view of a ticket. */
export interface Viewing {
  readonly reading: TicketReading
  readonly visible: Visibility
  readonly account: Account
  readonly language: Language
  readonly now: Instant
  readonly rulebook: Rulebook
  readonly names: ReadonlyMap<string, string>
  readonly requester: PersonDetails | null
  readonly concerned: PersonDetails | null
}

/** One ticket as one reader may see it. */
export function viewTicket(viewing: Viewing): TicketView {
  const { reading, visible, account, language, now, rulebook } = viewing
  const { state } = reading
  const policy = rulebook.inForce(now)
  const judged = rulebook.getVersion(state.judgedUnder ?? state.registeredUnder)
  const readable = { language, org: rulebook.org, calendar: judged.calendar }
  const named = (code: string) => ({ code, name: unitName(code, readable) })
  const maybe = (code: string | null) => (code === null ? null : named(code))
  const text = (ref: { readonly id: string } | null) => (ref === null ? null : reading.text(ref.id))
  const { answer } = state
  return {
    ticketId: state.ticketId,
    number: state.number,
    version: state.version,
    phase: state.phase,
    kind: state.kind,
    channel: state.channel,
    identity: state.identity,
    behalf: state.behalf,
    enterprise: state.enterprise,
    category:
      state.category === null ? null : { code: state.category, name: categoryName(state.category, judged, language) },
    limit: state.limit,
    responsible: named(state.responsible),
    assisting: state.answerable
      .filter((one) => one.role === 'assisting' && one.endedAt === null)
      .map((one) => named(one.unit)),
    assigned:
      state.assignedUnit === null
        ? null
        : { unit: named(state.assignedUnit), person: personName(viewing), account: state.assignedPerson },
    accuses: maybe(state.accuses),
    place: {
      district: maybe(state.place.district),
      subdistrict: maybe(state.place.subdistrict),
      community: visible.matter ? maybe(state.place.community) : null,
      address: visible.matter ? text(state.place.address) : null,
    },
    title: text(state.title),
    words: visible.matter ? text(state.words) : null,
    withheld: !visible.matter,
    forgotten: reading.forgotten,
    requester: visible.person ? masked(viewing.requester) : null,
    concerned: visible.person ? masked(viewing.concerned) : null,
    registeredAt: state.registeredAt,
    saidAt: state.saidAt,
    promisedAt: promisedAt(state, judged),
    dueAt: unitDueAt(state, judged),
    clocks: clocksOf(viewing),
    hop: state.hop,
    marks: marksOf(state),
    late: isLate(state),
    outcome: state.outcome,
    closedAt: visible.answers ? state.closedAt : null,
    answer: answer && {
      contacted: answer.contacted,
      solved: answer.solved,
      satisfied: visible.answers ? answer.satisfied : null,
      by: answer.by,
      at: visible.answers ? answer.at : null,
      why: visible.answers && visible.matter ? text(answer.why) : null,
    },
    callbackAt: visible.callbackSchedule ? state.callbackNext : null,
    suspendedUntil: state.suspendedUntil,
    excluded: state.exclusion && { ground: state.exclusion.ground, afterScore: state.exclusion.afterScore },
    alerts: state.alerts.map(({ alert, risks, by }) => ({ alert, risks: [...risks], acknowledged: by !== null })),
    supervision: state.supervision.map((one) => ({ ...one })),
    related: {
      splitFrom: state.splitFrom,
      children: [...state.children],
      absorbed: [...state.absorbed],
      mergedInto: state.mergedInto,
    },
    because: becauseOf(viewing, named),
    judgedUnder: state.judgedUnder,
    timeline: tellTimeline(viewing),
    counting: assessmentFacts(state).map((fact) => ({
      unit: fact.unit,
      standing: visible.answers ? fact.standing : null,
      sentence: tellFact(fact, judged, visible.answers, readable),
    })),
    actions: possibleActions(
      state,
      { account: account.accountId, role: account.role, unit: account.unit, person: null },
      { now, policy, judged, org: rulebook.org },
    ),
  }
}

function personName({ reading, names }: Viewing): string | null {
  const { assignedPerson } = reading.state
  return assignedPerson === null ? null : (names.get(assignedPerson) ?? assignedPerson)
}

/** The family name only; a phone by its ends. Unmasking is a step of its own, with a reason. */
function masked(person: PersonDetails | null): { name: string; phone: string | null } | null {
  if (!person) return null
  const [first] = [...person.name]
  return {
    name: first === undefined ? '' : `${first}**`,
    phone: person.phone === null ? null : maskPhone(person.phone),
  }
}

function clocksOf({ reading: { state }, rulebook, now }: Viewing): TicketView['clocks'] {
  const judged = rulebook.getVersion(state.judgedUnder ?? state.registeredUnder)
  const lead = currentLead(state) ?? lastLead(state)
  const table = lead && rulebook.org.findUnit(lead.unit)?.dutyHours
  const hours = (table && judged.dutyHours[table]) || ROUND_THE_CLOCK
  return {
    promise: shown(readClock(state.promise, now, judged.calendar)),
    unit: lead ? shown(readClock(lead.ledger, now, judged.calendar, hours)) : null,
  }
}

function lastLead(state: TicketState) {
  return state.answerable.findLast((one) => one.role === 'lead')
}

function shown(reading: ClockReading): TicketView['clocks']['promise'] {
  const { given: _given, legs: _legs, segments, ...rest } = reading
  return { ...rest, segments: segments.map((one) => ({ ...one })) }
}

function becauseOf(
  { reading }: Viewing,
  named: (code: string) => { code: string; name: string },
): TicketView['because'] {
  const event = reading.events.findLast((one) => one.type === 'dispatched')
  if (event?.type !== 'dispatched') return null
  const record: DispatchRecord = event.data.record
  return {
    row: record.row,
    ground: record.ground,
    candidates: record.candidates.map(({ lead, row, why }) => ({ lead: named(lead), row, why })),
    overruled: record.overruled === null ? null : named(record.overruled),
    policy: event.policy,
  }
}
