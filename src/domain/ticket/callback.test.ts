import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../kernel/instant.ts'
import {
  awaitingCallback,
  CONTENT,
  classify,
  DISPATCH,
  handling,
  PEOPLE,
  REGISTER,
  registered,
  SOLVED,
  story,
  text,
  UNSOLVED,
} from './fixture.ts'

const { agent, dispatcher, caller, officer, reviewer, district, requester, rule, inspector } = PEOPLE
const reason = text()

const anonymous = () =>
  registered({ identity: 'anonymous', requester: null })
    .does(agent, 'classify', classify())
    .does(dispatcher, 'dispatch', DISPATCH)
    .does(officer, 'sign', {})
    .does(officer, 'reply', CONTENT)
    .does(reviewer, 'review-reply', { pass: true, reason: null })

describe('who asks, and when', () => {
  test('nobody of a unit that handled the ticket, nobody above it, and no machine speaks for the requester (P5)', () => {
    const at = awaitingCallback().wait(DAY)
    for (const actor of [officer, reviewer, district, rule]) {
      expect(at.rejects(actor, 'answer-callback', SOLVED)).toBe('ticket.not-yours')
    }
    expect(at.rejects(caller, 'answer-callback', SOLVED)).toBe('accepted')
  })

  test('P10: the call is put off to a decent hour; a requester who calls at night is heard', () => {
    const passed = handling()
      .at('2026-10-19T14:30:00.000Z')
      .does(officer, 'reply', CONTENT)
      .does(reviewer, 'review-reply', { pass: true, reason: null })
    expect(passed.state.callbackNext).toBe('2026-10-21T00:00:00.000Z')
    expect(passed.rejects(caller, 'answer-callback', SOLVED)).toBe('contact.quiet-hours')
    expect(passed.rejects(requester, 'answer-callback', SOLVED)).toBe('accepted')
  })
})

describe('attempts that reach nobody', () => {
  test('fall on different days and parts of the day; then the answer is missing, never satisfied', () => {
    const first = awaitingCallback().wait(DAY).does(caller, 'attempt-callback', {})
    expect(first.state.callbackNext).toBe('2026-10-21T07:00:00.000Z')
    const second = first.at('2026-10-21T07:00:00.000Z').does(caller, 'attempt-callback', {})
    expect(second.state.callbackNext).toBe('2026-10-22T11:00:00.000Z')
    const third = second.at('2026-10-22T11:00:00.000Z').does(caller, 'attempt-callback', {})
    expect(third.state).toMatchObject({ phase: 'closed', outcome: 'unreachable', answer: null, counted: null })
  })

  test('never close a ticket that nobody has replied to: it goes back to be handled', () => {
    let told = handling()
      .wait(9 * DAY)
      .passTime()
    expect(told.state).toMatchObject({ phase: 'awaiting-callback', reply: null })
    for (let attempt = 1; attempt <= 3; attempt++) {
      told = told.at(told.state.callbackNext ?? '').does(caller, 'attempt-callback', {})
    }
    expect(told.happened('callback-unreachable')).toBe(1)
    expect(told.state).toMatchObject({ phase: 'handling', responsible: 'east-1', outcome: null })
  })
})

describe('the answer (domain.md §8.1)', () => {
  test('"not solved" sends the ticket back once; the second answer replaces the first', () => {
    const back = awaitingCallback({ assisting: ['east-housing'] })
      .wait(DAY)
      .does(caller, 'answer-callback', { ...UNSOLVED, missing: text() })
    expect(back.state).toMatchObject({ phase: 'handling', reply: null, rounds: 1 })
    expect(back.state.answerable.every((one) => one.endedAt === null)).toBe(true)
    const again = back
      .does(officer, 'reply', CONTENT)
      .does(reviewer, 'review-reply', { pass: true, reason: null })
      .wait(DAY)
      .does(caller, 'answer-callback', { ...UNSOLVED, satisfied: 'basically' })
    expect(again.state).toMatchObject({ phase: 'closed', outcome: 'scored', rounds: 2 })
    expect(again.state.counted).toMatchObject({ solved: 'no', satisfied: 'basically', round: 2, endedAt: again.now })
  })

  test('a second answer of a later period stands beside the counted one and changes no figure', () => {
    const told = story('ticket-1', undefined, '2026-10-12T02:00:00.000Z')
      .does(agent, 'register', REGISTER)
      .does(agent, 'classify', classify())
      .does(dispatcher, 'dispatch', DISPATCH)
      .does(officer, 'sign', {})
      .does(officer, 'record-contact', { outcome: 'reached', inPerson: false, note: null })
      .does(officer, 'reply', CONTENT)
      .does(reviewer, 'review-reply', { pass: true, reason: null })
      .wait(DAY)
      .does(caller, 'answer-callback', UNSOLVED)
      .does(officer, 'reply', CONTENT)
      .does(reviewer, 'review-reply', { pass: true, reason: null })
      .at('2026-10-20T02:00:00.000Z')
      .does(caller, 'answer-callback', SOLVED)
    expect(told.state.counted).toMatchObject({ solved: 'no', round: 1, endedAt: '2026-10-13T02:00:00.000Z' })
    expect(told.state.answer).toMatchObject({ solved: 'yes' })
    // Nor does a correction of the later one slip into the score.
    const corrected = told.does(requester, 'correct-answer', { ...SOLVED, solved: 'partly' })
    expect(corrected.state.counted?.solved).toBe('no')
  })

  test('a correction changes the answer and keeps the period', () => {
    const closed = awaitingCallback().wait(DAY).does(caller, 'answer-callback', SOLVED)
    const { state } = closed.wait(2 * DAY).does(requester, 'correct-answer', { ...UNSOLVED, by: 'link' })
    expect(state.counted).toMatchObject({ solved: 'no', endedAt: closed.now })
  })

  test('a second handling that follows a deadline without a reply keeps the late verdict and has a due time', () => {
    const told = handling()
      .wait(9 * DAY)
      .passTime()
      .does(requester, 'answer-callback', { ...UNSOLVED, contacted: false })
    expect(told.state).toMatchObject({ phase: 'handling', promisePassed: false })
    expect(told.state.answerable[0]).toMatchObject({ onTime: false, limitPassed: false, endedAt: null })
    expect(
      told
        .wait(8 * DAY)
        .passTime()
        .happened('limit-passed'),
    ).toBe(4)
  })
})

describe('anonymous requesters (P19)', () => {
  test('can be called by nobody, but may answer by number and secret', () => {
    const at = anonymous()
    expect(at.state.callbackNext).toBeNull()
    expect(at.rejects(requester, 'answer-callback', SOLVED)).toBe('callback.not-askable')
    expect(at.does(requester, 'answer-callback', { ...SOLVED, by: 'link' }).state.outcome).toBe('scored')
  })

  test('who does not answer is not asked, and the ticket ends by itself', () => {
    expect(
      anonymous()
        .wait(5 * DAY)
        .passTime().state,
    ).toMatchObject({ phase: 'closed', outcome: 'not-asked' })
    expect(anonymous().does(agent, 'close', {}).state.outcome).toBe('not-asked')
  })
})

describe('closing and reopening', () => {
  test('an imported order is closed elsewhere by an import only, never by a person', () => {
    const imported = registered({ channel: 'import', source: { system: 's', id: '1' } })
    expect(imported.rejects(agent, 'close', {})).toBe('ticket.not-in-phase')
    expect(imported.does(rule, 'close', {}).state.outcome).toBe('elsewhere')
    expect(registered().rejects(rule, 'close', {})).toBe('ticket.not-in-phase')
  })

  test('reopened by the requester or an inspector, it is with the same team again, on a leg of its own', () => {
    const closed = awaitingCallback().wait(DAY).does(caller, 'answer-callback', SOLVED)
    const again = closed.wait(HOUR).does(inspector, 'reopen', { reason })
    expect(again.state).toMatchObject({ phase: 'handling', outcome: null, closedAt: null, responsible: 'east-1' })
    expect(again.state.answerable[0]).toMatchObject({ onTime: true, endedAt: null })
    expect(again.state.counted).toMatchObject({ solved: 'yes' })
    expect(again.events.at(-1)?.data).toMatchObject({ by: 'inspection' })
  })
})

describe('reasons why a call reached nobody', () => {
  test.each(['wrong-number', 'deceased', 'unable', 'refused'] as const)('%s: nobody is called again', (result) => {
    const told = awaitingCallback().wait(DAY).does(caller, 'attempt-callback', { result })
    expect(told.state).toMatchObject({ phase: 'closed', outcome: 'unreachable', answer: null, counted: null })
  })

  test.each(['no-answer', 'busy', 'switched-off'] as const)('%s: another day, another part of it', (result) => {
    const told = awaitingCallback().wait(DAY).does(caller, 'attempt-callback', { result })
    expect(told.state).toMatchObject({ phase: 'awaiting-callback', callbackNext: '2026-10-21T07:00:00.000Z' })
  })
})

describe('a call that was put off', () => {
  const later = (until: string, to: string | null = null) => ({ until, to, note: null })

  test('is no attempt, and none can be recorded before the agreed hour', () => {
    const told = awaitingCallback().wait(DAY).does(caller, 'postpone-callback', later('2026-10-20T10:00:00.000Z'))
    expect(told.state).toMatchObject({
      callbackNext: '2026-10-20T10:00:00.000Z',
      callbackAttempts: [],
      postponements: 1,
    })
    expect(told.rejects(caller, 'attempt-callback', {})).toBe('callback.too-early')
  })

  test('is at a decent hour of the city: its last minute counts, the next does not (P10)', () => {
    const at = awaitingCallback().wait(DAY)
    expect(at.rejects(caller, 'postpone-callback', later('2026-10-20T12:59:59.999Z'))).toBe('accepted')
    expect(at.rejects(caller, 'postpone-callback', later('2026-10-20T13:00:00.000Z'))).toBe('contact.quiet-hours')
    expect(at.rejects(caller, 'postpone-callback', later('2026-10-20T23:59:59.999Z'))).toBe('contact.quiet-hours')
    expect(at.rejects(caller, 'postpone-callback', later('2026-10-21T00:00:00.000Z'))).toBe('accepted')
  })

  test('goes to a colleague at once, and never to somebody who handled the ticket', () => {
    const at = awaitingCallback().wait(DAY)
    const now = '2026-10-20T02:00:00.000Z'
    expect(at.at(now).rejects(caller, 'postpone-callback', later(now, 'caller-2'))).toBe('accepted')
    for (const actor of [officer, reviewer, district, rule]) {
      expect(at.rejects(actor, 'postpone-callback', later('2026-10-20T10:00:00.000Z'))).toBe('ticket.not-yours')
    }
  })
})

describe('a random re-check', () => {
  const reached = { reached: true, contacted: true, solved: 'no', satisfied: 'dissatisfied', why: null } as const
  const missed = { reached: false, contacted: null, solved: null, satisfied: null, why: null } as const
  const scored = () => awaitingCallback().wait(DAY).does(caller, 'answer-callback', SOLVED)

  test('is made by somebody else, once, and changes neither answer nor score', () => {
    const before = scored()
    const after = before.wait(HOUR).does(inspector, 'recheck-callback', reached)
    const { version: _v, lastAt: _l, rechecks, ...rest } = after.state
    const { version: _w, lastAt: _m, rechecks: _r, ...unchanged } = before.state
    expect(rest).toEqual(unchanged)
    expect(rechecks).toEqual({ round: 1, attempts: 1, reached: true })
    expect(after.rejects(inspector, 'recheck-callback', reached)).toBe('callback.recheck-none')
  })

  test('is given up after two calls that reached nobody', () => {
    const twice = scored().does(inspector, 'recheck-callback', missed).does(inspector, 'recheck-callback', missed)
    expect(twice.rejects(inspector, 'recheck-callback', reached)).toBe('callback.recheck-none')
  })

  test('is not for the units, not at night, and not for an answer that came by link', () => {
    expect(scored().rejects(officer, 'recheck-callback', reached)).toBe('ticket.not-yours')
    expect(scored().at('2026-10-20T14:00:00.000Z').rejects(inspector, 'recheck-callback', reached)).toBe(
      'contact.quiet-hours',
    )
    const byLink = awaitingCallback()
      .wait(DAY)
      .does(requester, 'answer-callback', { ...SOLVED, by: 'link' })
    expect(byLink.rejects(inspector, 'recheck-callback', reached)).toBe('callback.recheck-none')
  })
})
