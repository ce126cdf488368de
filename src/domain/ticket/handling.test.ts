import { describe, expect, test } from 'vitest'
import { readClock } from '../clock/ledger.ts'
import { DAY, HOUR, MINUTE } from '../kernel/instant.ts'
import {
  awaitingCallback,
  CALENDAR,
  CONTENT,
  classify,
  DISPATCH,
  dispatched,
  handling,
  PEOPLE,
  POLICY,
  REGISTER,
  story,
  text,
} from './fixture.ts'
import { currentLead } from './state.ts'
import { promisedAt, unitDueAt } from './time.ts'

const { dispatcher, officer, reviewer, district, housing, requester, neighbour } = PEOPLE
const reason = text()
const CALL = { outcome: 'reached' as const, inPerson: false, note: null }

describe('contact (P22)', () => {
  test('failed attempts are kept and never make the requester contacted', () => {
    const { state } = dispatched()
      .does(officer, 'sign', {})
      .does(officer, 'record-contact', { ...CALL, outcome: 'no-answer' })
    expect(state.contacts).toHaveLength(1)
    expect(currentLead(state)?.contactedAt).toBeNull()
  })

  test("each unit's contact is its own", () => {
    const { state } = dispatched({ assisting: ['east-housing'] })
      .does(officer, 'sign', {})
      .does(housing, 'record-contact', CALL)
    expect(state.answerable.map((one) => one.contactedAt !== null)).toEqual([false, true])
  })

  test('whoever gets a redirected ticket contacts the requester anew before replying', () => {
    const told = handling()
      .does(officer, 'request-return', { ground: 'wrong-place', legalBasis: null, suggested: null, reason })
      .does(dispatcher, 'decide-return', { accept: true, reason })
      .does(dispatcher, 'dispatch', { ...DISPATCH, lead: 'east-2' })
      .does(neighbour, 'sign', {})
    expect(told.rejects(neighbour, 'reply', CONTENT)).toBe('reply.not-contacted')
  })

  test('P10: quiet hours and holidays are for what can wait; a visit in person is no call', () => {
    const night = '2026-10-19T14:00:00.000Z'
    expect(handling().at(night).rejects(officer, 'record-contact', CALL)).toBe('contact.quiet-hours')
    expect(
      handling()
        .at(night)
        .rejects(officer, 'record-contact', { ...CALL, inPerson: true }),
    ).toBe('accepted')
    expect(handling({}, '02').at(night).rejects(officer, 'record-contact', CALL)).toBe('accepted')
  })
})

describe('quiet days (P10)', () => {
  test('a holiday of the calendar is quiet as a whole, a Saturday is not', () => {
    const holiday = story('ticket-1', POLICY, '2026-10-02T02:00:00.000Z')
      .does(PEOPLE.agent, 'register', REGISTER)
      .does(PEOPLE.agent, 'classify', classify())
      .does(dispatcher, 'dispatch', DISPATCH)
    expect(holiday.rejects(officer, 'record-contact', CALL)).toBe('contact.quiet-hours')
    expect(dispatched().at('2026-10-24T02:00:00.000Z').rejects(officer, 'record-contact', CALL)).toBe('accepted')
  })
})

describe('reply and review (P9)', () => {
  test("submission stops the unit's clock; sent back, it goes on as if it had never stopped", () => {
    const submitted = handling()
      .wait(2 * DAY)
      .does(officer, 'reply', CONTENT)
      .wait(DAY)
    const lead = currentLead(submitted.state)
    expect(readClock(lead?.ledger ?? [], submitted.now, CALENDAR).state).toBe('submitted')
    const back = submitted.does(reviewer, 'review-reply', { pass: false, reason })
    expect(back.state).toMatchObject({ phase: 'handling', reply: null })
    expect(unitDueAt(back.state, POLICY)).toBe('2026-10-26T02:00:00.000Z')
    expect(back.rejects(officer, 'retract-reply', { reason })).toBe('ticket.not-in-phase')
  })

  test('the verdict is that of the submission, however long the review takes', () => {
    const late = handling()
      .wait(6.9 * DAY)
      .does(officer, 'reply', CONTENT)
      .wait(DAY)
      .does(reviewer, 'review-reply', { pass: true, reason: null })
    expect(currentLead(late.state)?.onTime).toBe(true)
  })

  test('P27: a reply retracted after it had passed gives nobody time', () => {
    const passed = awaitingCallback({ assisting: ['east-housing'], mode: 'joint' })
    const { state } = passed.wait(HOUR).does(officer, 'retract-reply', { reason })
    expect(state).toMatchObject({ phase: 'handling', reply: null, callbackNext: null })
    expect(unitDueAt(state, POLICY)).toBe('2026-10-26T02:00:00.000Z')
    expect(promisedAt(state, POLICY)).toBe('2026-10-26T02:00:00.000Z')
    expect(state.answerable.every((one) => readClock(one.ledger, passed.now, CALENDAR).state === 'running')).toBe(true)
  })

  test('a late reply can still be handed in until somebody has asked the requester', () => {
    const due = handling()
      .wait(8.5 * DAY)
      .passTime()
    expect(due.state.phase).toBe('awaiting-callback')
    const late = due.does(officer, 'reply', CONTENT).does(reviewer, 'review-reply', { pass: true, reason: null })
    expect(late.state.phase).toBe('awaiting-callback')
    expect(currentLead(late.state)?.onTime).toBe(false)
  })
})

describe('an assisting unit (P22)', () => {
  test('hands in its own part on its own clock; the ticket stays with the lead', () => {
    const told = handling({ assisting: ['east-housing'], mode: 'joint' })
      .wait(DAY)
      .does(housing, 'reply', CONTENT)
    expect(told.state).toMatchObject({ phase: 'handling', reply: null, responsible: 'east-1' })
    expect(told.state.answerable[1]).toMatchObject({ role: 'assisting', onTime: true })
    expect(told.rejects(housing, 'reply', CONTENT)).toBe('ticket.not-in-phase')
    expect(told.rejects(housing, 'request-extension', { ground: 'g', reason })).toBe('ticket.not-yours')
  })
})

describe('corrections (P27)', () => {
  const correction = { place: null, category: null, person: null, title: null, reason }

  test('keep only the fact that is corrected, and move no deadline', () => {
    const before = handling()
    const told = before.does(officer, 'correct-fact', {
      ...correction,
      fact: 'category',
      category: '02',
      person: 'p-9',
    })
    expect(told.state).toMatchObject({ category: '02', limit: 'general', requester: 'p-1' })
    expect(told.events.at(-1)?.data).toMatchObject({ person: null })
    expect(unitDueAt(told.state, POLICY)).toBe(unitDueAt(before.state, POLICY))
  })
})

describe('extension', () => {
  test('moves both clocks once, by another hand than the applicant, also when it is decided after the limit', () => {
    const asked = handling()
      .wait(6.9 * DAY)
      .does(officer, 'request-extension', { ground: 'g', reason })
    expect(asked.rejects(officer, 'decide-extension', { grant: true, reason })).toBe('ticket.same-person')
    const late = asked.wait(0.5 * DAY).passTime()
    expect(currentLead(late.state)).toMatchObject({ limitPassed: true, onTime: false })
    const granted = late.does(reviewer, 'decide-extension', { grant: true, reason })
    expect(currentLead(granted.state)).toMatchObject({ limitPassed: false, onTime: null })
    expect(unitDueAt(granted.state, POLICY)).toBe('2026-11-02T02:00:00.000Z')
    expect(promisedAt(granted.state, POLICY)).toBe('2026-11-02T02:00:00.000Z')
  })
})

describe('suspension 挂账 (P4)', () => {
  const ask = {
    ground: 'H03',
    plan: text(),
    owner: 'officer',
    reviewOn: '2026-11-19T02:00:00.000Z',
    requesterTold: true,
  }
  const suspended = (at = handling()) =>
    at
      .does(officer, 'request-suspension', ask)
      .does(reviewer, 'decide-suspension', { approve: true, reason })
      .does(district, 'decide-suspension', { approve: true, reason })

  test('needs two people besides the applicant, and stops every clock of the team', () => {
    const asked = handling({ assisting: ['east-housing'] }).does(officer, 'request-suspension', ask)
    expect(asked.rejects(officer, 'decide-suspension', { approve: true, reason })).toBe('ticket.same-person')
    const once = asked.does(reviewer, 'decide-suspension', { approve: true, reason })
    expect(once.state.phase).toBe('handling')
    expect(once.rejects(reviewer, 'decide-suspension', { approve: true, reason })).toBe('ticket.same-person')
    const twice = once.does(district, 'decide-suspension', { approve: true, reason })
    expect(twice.state.phase).toBe('suspended')
    const clocks = [twice.state.promise, ...twice.state.answerable.map((one) => one.ledger)]
    expect(clocks.map((ledger) => readClock(ledger, twice.now, CALENDAR).state)).toEqual(['paused', 'paused', 'paused'])
  })

  test('ends by itself on its day, with what was left of the limit', () => {
    const told = suspended(handling().wait(2 * DAY))
      .at('2026-11-19T02:00:00.000Z')
      .passTime()
    expect(told.state.phase).toBe('handling')
    expect(unitDueAt(told.state, POLICY)).toBe('2026-11-24T02:00:00.000Z')
  })

  test("ends by the requester's objection when there is one", () => {
    expect(suspended().rejects(reviewer, 'resume', { why: 'objection' })).toBe('suspension.not-objected')
    const objected = suspended().does(requester, 'object-suspension', { why: text() })
    expect(objected.does(reviewer, 'resume', { why: 'objection' }).state.phase).toBe('handling')
  })

  test('can be withdrawn from: denied, the ticket is suspended as before; the pause was never left', () => {
    const wish = suspended().does(requester, 'withdraw', { why: null })
    expect(wish.state.phase).toBe('withdrawing')
    const { state } = wish.wait(5 * MINUTE).does(PEOPLE.caller, 'confirm-withdrawal', { confirmed: false })
    expect(state.phase).toBe('suspended')
    expect(unitDueAt(state, POLICY)).toBeNull()
  })
})
