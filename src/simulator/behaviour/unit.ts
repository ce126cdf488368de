import { DAY, HOUR, MINUTE, toMs } from '../../domain/kernel/instant.ts'
import { CENTRE, type UnitCode } from '../../domain/org/unit.ts'
import type { Actor } from '../../domain/ticket/events.ts'
import { currentLead, type TicketState } from '../../domain/ticket/state.ts'
import { unitDueAt } from '../../domain/ticket/time.ts'
import { minutes } from '../city.ts'
import { ask, type Life, type Thread } from '../thread.ts'
import { contactNote, extensionReason, returnReason, suspensionPlan } from '../words/desk.ts'
import { replyOf, workOn } from './reply.ts'

export function officerOf(life: Life, thread: Thread, unit: UnitCode): Actor & { readonly kind: 'person' } {
  return life.city.person('unit-officer', unit, Number.parseInt(thread.matter.ticketId.slice(-4), 16))
}

/** Signs, or tries to give the ticket back first. */
export function receive(life: Life, thread: Thread, state: TicketState): void {
  const { city, now } = life
  const { unit: random } = thread
  const unit = state.responsible
  const lead = currentLead(state)
  if (!lead) return
  const { signMinutes, returns } = city.characterOf(unit)
  const officer = officerOf(life, thread, unit)
  const isUrgent = state.limit === 'urgent'
  const delay = isUrgent ? random.around(4, 1.8) : random.around(signMinutes, 2)
  const at = isUrgent ? now + minutes(delay) : city.dutyTime(now + minutes(delay), unit, random)

  const isMistake = state.accuses === null && city.choose(state, now).lead !== unit
  const wants = random.chance(isMistake ? 0.8 : isUrgent || unit === CENTRE ? 0 : returns)
  if (wants && at <= toMs(lead.returnBy) && !state.binding && !state.returnedBy.includes(unit)) {
    const ground = isMistake ? 'wrong-duty' : random.pick(['wrong-duty', 'unclear-ownership', 'wrong-place'])
    const suggested = isMistake ? city.choose(state, now).lead : null
    const reason = returnReason(ground, thread.words)
    life.plan(thread, at, () => ask('request-return', { ground, legalBasis: null, suggested, reason }, officer))
    return
  }
  life.plan(thread, at, () => ask('sign', {}, officer))
  for (const one of state.answerable) {
    if (one.role !== 'assisting' || one.endedAt !== null || !random.chance(0.6)) continue
    const helper = officerOf(life, thread, one.unit)
    life.planAnyway(thread, city.dutyTime(at + HOUR, one.unit, random), (later) => {
      const own = later.answerable.find((other) => other.unit === one.unit && other.endedAt === null)
      const isOpen = later.phase === 'handling' || later.phase === 'dispatched'
      return isOpen && own && own.signedAt === null ? ask('sign', {}, helper) : null
    })
  }
}

/** The unit's work from signing, or from wherever the ticket came back, to its reply. */
export function handle(life: Life, thread: Thread, state: TicketState, before: TicketState): void {
  switch (before.phase) {
    case 'replied':
      planReply(life, thread, life.now + minutes(thread.unit.around(150, 1.6)))
      return
    case 'awaiting-callback':
    case 'closed':
      planContact(life, thread, state)
      planReply(life, thread, life.now + Math.round(limitOf(state) * Math.min(0.85, thread.unit.around(0.35, 1.5))))
      return
    case 'suspended':
      planReply(life, thread, life.now + Math.round(limitOf(state) * 0.4))
      return
    case 'withdrawing':
      planReply(life, thread, life.now + Math.round(limitOf(state) * 0.3))
      return
    default:
      begin(life, thread, state)
  }
}

function begin(life: Life, thread: Thread, state: TicketState): void {
  const { unit: random } = thread
  const character = life.city.characterOf(state.responsible)
  assignInwards(life, thread, state)
  if (!random.chance(character.neglects)) planContact(life, thread, state)
  const limit = limitOf(state)
  const canWait = state.limit === 'general' || state.limit === 'complex'
  const dispatchedAt = toMs(currentLead(state)?.dispatchedAt ?? state.registeredAt)
  if (canWait && random.chance(character.suspends)) {
    planSuspension(life, thread, state)
    return
  }
  if (canWait && state.extensions === 0 && random.chance(character.extends)) {
    planExtension(life, thread, state, dispatchedAt + Math.round(limit * (0.6 + random.next() * 0.25)))
    return
  }
  // Few let a limit pass when it can be kept: what would be late is mostly brought forward to the last day.
  const drawn = random.around(character.pace, 1.55)
  const share = drawn > 0.96 && random.chance(0.8) ? 0.8 + random.next() * 0.12 : Math.min(drawn, 1.4)
  planReply(life, thread, Math.max(life.now + minutes(25), dispatchedAt + Math.round(limit * share)))
}

function limitOf(state: TicketState): number {
  const { amount, unit } = state.allowed ?? { amount: 7, unit: 'natural-days' }
  return amount * (unit === 'hours' ? HOUR : unit === 'minutes' || unit === 'duty-minutes' ? MINUTE : DAY)
}

/** A subdistrict gives the ticket to an office of its own or to the community of the place. */
function assignInwards(life: Life, thread: Thread, state: TicketState): void {
  const { city, now } = life
  const { unit: random, matter } = thread
  if (state.responsible !== matter.subdistrict || state.accuses !== null || random.chance(0.25)) return
  const offices = city.officesOf(matter.subdistrict)
  const toOffice = matter.community === null || (offices.length > 0 && random.chance(0.45))
  const unit = toOffice ? (offices.length > 0 ? random.pick(offices).code : null) : matter.community
  if (unit === null) return
  const person = city.person(toOffice ? 'unit-officer' : 'community-worker', unit, random.int(0, 3)).account
  const officer = officerOf(life, thread, state.responsible)
  const at = city.dutyTime(now + minutes(random.around(25, 2)), state.responsible, random)
  life.plan(thread, at, () => ask('assign', { unit, person }, officer))
}

/** First contact and, while nobody answers, up to three more; only a reached person is contacted (P22). */
function planContact(life: Life, thread: Thread, state: TicketState): void {
  const { city, now } = life
  const { unit: random, matter } = thread
  if (state.identity === 'anonymous') return
  const isQuick = state.limit === 'urgent' || state.limit === 'prompt'
  const median = city.characterOf(state.responsible).contactMinutes * (isQuick ? 0.25 : 1)
  let at = now + minutes(random.around(median, 1.8))
  const reach = Math.min(0.95, matter.resident.reach + 0.3)
  for (let attempt = 1; attempt <= 4; attempt++) {
    if (!isQuick) at = city.callTime(city.dutyTime(at, state.responsible, random), random)
    const reached = random.chance(reach)
    const byCommunity = random.chance(0.6)
    const inPerson = reached && random.chance(0.25)
    const outcome = reached ? 'reached' : 'no-answer'
    const note = contactNote(outcome, inPerson, thread.words)
    life.plan(thread, at, (later) =>
      ask('record-contact', { outcome, inPerson, note }, contactor(life, thread, later, byCommunity)),
    )
    if (reached) return
    at += minutes(random.around(isQuick ? 20 : 200, 1.8))
  }
}

/** The community's worker, once the ticket is assigned there; else the handler. */
function contactor(life: Life, thread: Thread, state: TicketState, byCommunity: boolean): Actor {
  const { assignedUnit: unit, assignedPerson: account } = state
  if (byCommunity && unit !== null && account !== null && unit === thread.matter.community) {
    return { kind: 'person', account, unit, role: 'community-worker' }
  }
  return officerOf(life, thread, state.responsible)
}

/** A reply in the unit's hours; nobody may reply without having tried to reach the requester. */
function planReply(life: Life, thread: Thread, wanted: number): void {
  const { city, desk, now } = life
  const { unit: random, matter } = thread
  const { responsible, limit } = desk.stateOf(matter.ticketId)
  const at = limit === 'urgent' ? Math.max(wanted, now) : city.dutyTime(Math.max(wanted, now), responsible, random)
  life.plan(thread, at, (state) => {
    const officer = officerOf(life, thread, state.responsible)
    if (state.identity !== 'anonymous' && state.contacts.length === 0) {
      planReply(life, thread, at + minutes(random.around(35, 1.5)))
      // At the last minute somebody goes there: a visit needs no quiet hours.
      const outcome = random.chance(0.75) ? 'reached' : 'no-answer'
      return ask('record-contact', { outcome, inPerson: true, note: contactNote(outcome, true, thread.words) }, officer)
    }
    workOn(life, thread, state)
    return ask('reply', replyOf(life, thread, state), officer)
  })
}

/** More time, or none for a while, was refused: then a reply within what is left. */
export function replyAnyway(life: Life, thread: Thread, state: TicketState): void {
  if (state.phase === 'handling') planReply(life, thread, life.now + Math.round(limitOf(state) * 0.2))
}

function planExtension(life: Life, thread: Thread, state: TicketState, wanted: number): void {
  const { city, now } = life
  const officer = officerOf(life, thread, state.responsible)
  const at = city.dutyTime(Math.max(wanted, now + HOUR), state.responsible, thread.unit)
  const reason = extensionReason(thread.words)
  life.plan(thread, at, (later, when) => {
    const due = unitDueAt(later, city.policy)
    return due === null || when >= toMs(due) ? null : ask('request-extension', { ground: 'extension', reason }, officer)
  })
  planReply(life, thread, at + Math.round(limitOf(state) * (0.6 + thread.unit.next() * 0.5)))
}

/** 挂账: a plan, an owner, a date, and the requester is told first (P4). */
function planSuspension(life: Life, thread: Thread, state: TicketState): void {
  const { city, now } = life
  const { unit: random } = thread
  const officer = officerOf(life, thread, state.responsible)
  const at = city.dutyTime(now + Math.round(DAY * (1 + random.next() * 2)), state.responsible, random)
  const days = random.int(20, 90)
  const ground = random.pick(city.policy.suspensionGrounds).code
  life.plan(thread, at, (_, when) => {
    const reviewOn = new Date(when + days * DAY).toISOString()
    const plan = suspensionPlan(thread.words)
    return ask('request-suspension', { ground, plan, owner: officer.account, reviewOn, requesterTold: true }, officer)
  })
}
