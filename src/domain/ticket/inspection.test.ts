import { describe, expect, test } from 'vitest'
import { DAY } from '../kernel/instant.ts'
import { ALL_RIGHT, awaitingCallback, handling, PEOPLE, registered, SOLVED, text } from './fixture.ts'
import { assessmentFacts } from './standing.ts'

const { agent, assessor, caller, inspector, officer, reviewer, neighbour, district } = PEOPLE
const sound = { sample: 's-1', verdicts: ALL_RIGHT, falselyClosed: false, note: null }
const marked = { ...sound, falselyClosed: true, note: text('note') }
const reason = text('reason')
const closed = () => awaitingCallback().wait(DAY).does(caller, 'answer-callback', SOLVED)

describe('inspection (P30)', () => {
  test('looks at what has ended, once for each end', () => {
    const ticket = closed().does(inspector, 'inspect', sound)
    expect(ticket.state.inspections).toMatchObject([{ by: 'inspector', sample: 's-1', mark: null }])
    expect(ticket.rejects(assessor, 'inspect', sound)).toBe('inspection.done')
    expect(handling().rejects(inspector, 'inspect', sound)).toBe('ticket.not-in-phase')
  })

  test('is never done by the unit that handled the ticket, by who stands above it, or by who took part', () => {
    for (const own of [reviewer, officer, district])
      expect(closed().rejects(own, 'inspect', sound), own.account).toMatch(/inspection\.own-unit|ticket\.same-person/)
    expect(closed().does(neighbour, 'inspect', sound).state.inspections).toHaveLength(1)
  })

  test('leaves a refusal to somebody else than who refused', () => {
    const refused = registered().does(agent, 'refuse', { ground: 'not-ours', dutyKind: 'market', route: 'court' })
    expect(refused.rejects(agent, 'inspect', sound)).toBe('ticket.same-person')
    expect(refused.does(assessor, 'inspect', sound).state.inspections).toHaveLength(1)
  })

  test('marks 虚假办结 with a reason; the unit may object once, and another person decides', () => {
    const ticket = closed().does(inspector, 'inspect', marked)
    expect(ticket.state.inspections).toMatchObject([{ mark: 'standing', unit: 'east-1' }])
    const objected = ticket.does(reviewer, 'object-inspection', { why: text() })
    expect(objected.rejects(reviewer, 'object-inspection', { why: text() })).toBe('ticket.objection-used')
    expect(objected.rejects(inspector, 'decide-inspection', { uphold: true, reason })).toBe('ticket.same-person')
    expect(objected.rejects(officer, 'decide-inspection', { uphold: false, reason })).toBe('ticket.same-person')
    expect(objected.rejects(reviewer, 'decide-inspection', { uphold: false, reason })).toBe('inspection.own-unit')
    const lifted = objected.does(assessor, 'decide-inspection', { uphold: false, reason })
    expect(lifted.state.inspections).toMatchObject([{ mark: 'lifted' }])
    expect(lifted.rejects(reviewer, 'object-inspection', { why: text() })).toBe('inspection.no-mark')
    const upheld = objected.does(assessor, 'decide-inspection', { uphold: true, reason })
    expect(upheld.state.inspections).toMatchObject([{ mark: 'upheld' }])
    expect(upheld.rejects(reviewer, 'object-inspection', { why: text() })).toBe('ticket.objection-used')
  })

  test('changes no score (P23): what counts is the same before and after a mark', () => {
    const before = closed()
    const after = before.does(inspector, 'inspect', marked)
    expect(assessmentFacts(after.state)).toEqual(assessmentFacts(before.state))
  })

  test('may look again when the ticket was reopened and has ended again', () => {
    const again = closed().does(inspector, 'inspect', marked).does(PEOPLE.requester, 'reopen', { reason })
    expect(again.state.phase).toBe('handling')
    expect(again.state.inspections[0]?.mark).toBe('standing')
  })
})

describe('the end of a supervision order (P30)', () => {
  const order = { order: 'o-1', due: '2026-10-20T02:00:00.000Z', text: text() }
  const accepted = { order: 'o-1', accept: true, due: null, reason: null }
  const answered = () =>
    handling().does(inspector, 'supervise', order).does(officer, 'answer-supervision', { order: 'o-1', text: text() })

  test('comes when the answer was looked at, not when it was given', () => {
    expect(answered().state.supervision).toMatchObject([{ answered: true, closed: false }])
    const ended = answered().does(inspector, 'close-supervision', accepted)
    expect(ended.state.supervision).toMatchObject([{ answered: true, closed: true }])
    expect(ended.rejects(inspector, 'close-supervision', accepted)).toBe('supervision.unknown')
  })

  test('an answer that does not hold goes back with another due time', () => {
    const due = '2026-10-22T02:00:00.000Z'
    const back = answered().does(inspector, 'close-supervision', { order: 'o-1', accept: false, due, reason })
    expect(back.state.supervision).toMatchObject([{ due, answered: false, closed: false }])
    expect(back.does(officer, 'answer-supervision', { order: 'o-1', text: text() }).state.supervision).toMatchObject([
      { answered: true },
    ])
  })

  test('is not the unit’s own to declare', () => {
    for (const own of [officer, reviewer, district])
      expect(answered().rejects(own, 'close-supervision', accepted)).toBe('supervision.same-unit')
    expect(answered().does(agent, 'close-supervision', accepted).state.supervision[0]?.closed).toBe(true)
  })
})
