import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../kernel/instant.ts'
import { CENTRE } from '../org/unit.ts'
import {
  awaitingCallback,
  CONTENT,
  classify,
  DISPATCH,
  dispatched,
  handling,
  PEOPLE,
  POLICY,
  registered,
  text,
} from './fixture.ts'
import { deskDue, nextCheckAt, nextDutyAt, promisedAt, unitDueAt } from './time.ts'

const { agent, dispatcher, officer, reviewer, requester, housing } = PEOPLE
const RETURN = { ground: 'wrong-place', legalBasis: null, suggested: null, reason: text() }

describe('nobody is skipped', () => {
  test('an unassigned ticket whose promise runs out is named, against the centre', () => {
    const told = registered()
      .wait(8 * DAY)
      .passTime()
    expect(told.state).toMatchObject({ promisePassed: true, phase: 'awaiting-dispatch' })
    expect(told.events.at(-1)).toMatchObject({ type: 'limit-passed', data: { unit: CENTRE, of: 'promise' } })
  })

  test('each desk that lets its own limit pass is named once, and the ticket goes on', () => {
    const review = dispatched().does(officer, 'request-return', RETURN)
    const consult = dispatched({ lead: 'east-2' })
      .does(PEOPLE.neighbour, 'request-return', RETURN)
      .does(dispatcher, 'decide-return', { accept: true, reason: text() })
      .does(dispatcher, 'dispatch', DISPATCH)
      .does(officer, 'request-return', RETURN)
      .does(dispatcher, 'decide-return', { accept: true, reason: text() })
    const replied = handling().does(officer, 'reply', CONTENT)
    const callback = replied.does(reviewer, 'review-reply', { pass: true, reason: null })
    const wish = handling().does(requester, 'withdraw', { why: null })
    const desks = { 'return-review': review, consult, 'reply-review': replied, callback, withdrawal: wish }
    for (const [desk, at] of Object.entries(desks)) {
      expect(deskDue(at.state, POLICY)?.desk).toBe(desk)
      const late = at.wait(5 * DAY).passTime()
      expect(late.state.desksOverdue).toEqual([deskDue(at.state, POLICY)])
      expect(
        late
          .wait(5 * DAY)
          .passTime()
          .happened('desk-overdue'),
      ).toBe(1)
    }
  })

  test('the reply review counts in duty hours of the unit that reviews (P9)', () => {
    const { state } = handling().does(officer, 'reply', CONTENT)
    expect(state.reviewBy).toBe('2026-10-19T06:00:00.000Z')
  })
})

describe('signing by itself (P8)', () => {
  test('general tickets are signed late; urgent ones ring, twice, and stay unsigned', () => {
    const general = dispatched()
      .wait(3 * HOUR)
      .passTime()
    expect(general.state).toMatchObject({ phase: 'handling' })
    expect(general.state.answerable[0]).toMatchObject({ signedLate: true })
    const urgent = dispatched({}, '02').wait(HOUR).passTime()
    expect(urgent.state).toMatchObject({ phase: 'dispatched' })
    expect(urgent.state.answerable[0]).toMatchObject({ dutyRings: 2, signedAt: null, contactMissed: true })
  })

  test('an assisting unit is signed for as well, each at its own time', () => {
    const told = dispatched({ assisting: ['water'], mode: 'joint' })
      .wait(3 * HOUR)
      .passTime()
    expect(told.state.answerable.map((one) => one.signedLate)).toEqual([true, true])
  })
})

describe('limits', () => {
  test('warns at the last quarter, names the limit of each unit, and has the requester asked a day later', () => {
    const told = handling({ assisting: ['east-housing'], mode: 'joint' })
      .wait(8.5 * DAY)
      .passTime()
    expect(told.happened('limit-warned')).toBe(2)
    expect(told.happened('limit-passed')).toBe(3)
    expect(told.state).toMatchObject({ phase: 'awaiting-callback', responsible: 'east-1' })
    expect(told.events.at(-1)).toMatchObject({ type: 'callback-due', data: { why: 'deadline' } })
  })

  test('P10: a call that falls due at night waits for the morning', () => {
    const told = handling().at('2026-10-28T15:00:00.000Z').passTime()
    expect(told.state.callbackNext).toBe('2026-10-29T00:00:00.000Z')
  })

  test('an assisting unit that has handed in its part is not late', () => {
    const told = handling({ assisting: ['east-housing'], mode: 'joint' })
      .does(housing, 'reply', CONTENT)
      .wait(7.5 * DAY)
    expect(told.passTime().state.answerable.map((one) => one.limitPassed)).toEqual([true, false])
  })

  test('the duty to contact rests neither in return review nor in a consult (domain.md §6.4)', () => {
    const told = dispatched()
      .does(officer, 'request-return', RETURN)
      .wait(25 * HOUR)
      .passTime()
    expect(told.state).toMatchObject({ phase: 'return-review' })
    expect(told.state.answerable[0]?.contactMissed).toBe(true)
  })

  test('nobody misses the contact of a requester who left no number (P19)', () => {
    const told = registered({ identity: 'anonymous', requester: null })
      .does(agent, 'classify', classify())
      .does(dispatcher, 'dispatch', DISPATCH)
      .wait(2 * DAY)
      .passTime()
    expect(told.happened('contact-missed')).toBe(0)
  })
})

describe('the sweeper', () => {
  test('is told of the very instant, and finds nothing before it', () => {
    const { state } = dispatched()
    const next = nextCheckAt(state, POLICY)
    expect(next).toBe('2026-10-19T04:00:00.000Z')
    expect(dispatched().at('2026-10-19T03:59:59.999Z').passTime().state.version).toBe(state.version)
    expect(
      dispatched()
        .at(next ?? '')
        .passTime().state.version,
    ).toBe(state.version + 1)
  })

  test('a watch that is slow writes nothing before the last event', () => {
    const told = handling()
      .wait(-10 * MINUTE)
      .does(officer, 'reply', CONTENT)
    expect(told.events.map((event) => event.at)).toEqual(told.events.map((event) => event.at).toSorted())
  })
})

describe('whose duty is next, and when', () => {
  test('the centre owes a dispatch, the unit a reply, the reviewer a review', () => {
    const waiting = registered().state
    expect(nextDutyAt(waiting, POLICY)).toBe(promisedAt(waiting, POLICY))
    const working = handling().state
    expect(nextDutyAt(working, POLICY)).toBe(unitDueAt(working, POLICY))
    const replied = handling().does(officer, 'reply', CONTENT).state
    expect(nextDutyAt(replied, POLICY)).toBe(replied.reviewBy)
  })

  test('a callback to come presses no unit and tells none its time (P5)', () => {
    expect(nextDutyAt(awaitingCallback().state, POLICY)).toBeNull()
  })

  test('a unit whose requester is called for want of a reply still owes it', () => {
    const { state } = handling()
      .wait(9 * DAY)
      .passTime()
    expect(state.phase).toBe('awaiting-callback')
    expect(nextDutyAt(state, POLICY)).toBe(unitDueAt(state, POLICY))
  })
})
