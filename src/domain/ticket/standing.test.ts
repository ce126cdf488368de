import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../kernel/instant.ts'
import type { AssessmentFact } from '../scoring/facts.ts'
import {
  awaitingCallback,
  CONTENT,
  classify,
  DISPATCH,
  dispatched,
  handling,
  PEOPLE,
  person,
  REGISTER,
  registered,
  SOLVED,
  type Story,
  story,
  text,
  UNSOLVED,
} from './fixture.ts'
import { assessmentFacts } from './standing.ts'

const { agent, dispatcher, caller, assessor, officer, reviewer, district, neighbour, housing, requester, rule } = PEOPLE
const reason = text()

const factsOf = (told: Story) => assessmentFacts(told.state)
const factOf = (told: Story, unit: string): AssessmentFact | undefined => factsOf(told).find((one) => one.unit === unit)
const redirect = (told: Story, to: string) =>
  told
    .does(officer, 'request-return', { ground: 'wrong-place', legalBasis: null, suggested: null, reason })
    .does(dispatcher, 'decide-return', { accept: true, reason })
    .does(dispatcher, 'dispatch', { ...DISPATCH, lead: to })
const replied = (told: Story, by = officer) =>
  told
    .does(by, 'sign', {})
    .does(by, 'record-contact', { outcome: 'reached', inPerson: false, note: null })
    .does(by, 'reply', CONTENT)
    .does(person('second', by.unit), 'review-reply', { pass: true, reason: null })
    .wait(DAY)
const answered = (told: Story, answer = SOLVED) => told.wait(DAY).does(caller, 'answer-callback', answer)

describe('the three rates', () => {
  test("take the requester's own answers, in the period in which the callback ended", () => {
    const told = answered(awaitingCallback(), { ...SOLVED, contacted: false, solved: 'partly', satisfied: 'basically' })
    expect(factsOf(told)).toEqual([
      {
        ticketId: 'ticket-1',
        unit: 'east-1',
        role: 'lead',
        share: '1',
        dispatches: 1,
        standing: 'counted',
        excludedGround: null,
        afterScore: false,
        contacted: false,
        solved: 'partly',
        satisfied: 'basically',
        countedAt: told.now,
        dispatchedAt: '2026-10-19T02:00:00.000Z',
        onTime: true,
        returned: false,
        repeated: false,
        judgedUnder: 'test/2026-01',
        basis: 'lead',
        scored: 'east-1',
      },
    ])
  })

  test('hear nothing of what the unit claims: its call log and its "solved" make no answer (P22)', () => {
    expect(factOf(awaitingCallback(), 'east-1')).toMatchObject({
      standing: 'no-callback',
      contacted: null,
      solved: null,
      satisfied: null,
    })
    expect(factOf(handling(), 'east-1')?.standing).toBe('open')
    expect(factsOf(registered())).toEqual([])
  })

  test('leave out whom our own attempts did not reach', () => {
    let told = awaitingCallback()
    for (let i = 0; i < 3; i++) told = told.at(told.state.callbackNext ?? '').does(caller, 'attempt-callback', {})
    expect(factOf(told, 'east-1')).toMatchObject({ standing: 'unreachable', contacted: null, onTime: true })
  })

  test('keep the first verdict: a second handling in time does not undo a missed limit', () => {
    const late = handling()
      .wait(9 * DAY)
      .passTime()
      .does(requester, 'answer-callback', UNSOLVED)
    expect(factOf(late, 'east-1')).toMatchObject({ standing: 'counted', solved: 'no', onTime: false })
    const again = late.does(officer, 'reply', CONTENT).does(reviewer, 'review-reply', { pass: true, reason: null })
    expect(factOf(answered(again), 'east-1')).toMatchObject({ solved: 'yes', onTime: false })
  })
})

describe('who is answerable (P22)', () => {
  test('a redirected ticket: the unit that replied; the other keeps its dispatch in the volume, set aside', () => {
    const told = answered(replied(redirect(dispatched(), 'east-2'), neighbour))
    expect(factOf(told, 'east-2')).toMatchObject({ standing: 'counted', dispatches: 1, basis: 'lead', returned: false })
    expect(factOf(told, 'east-1')).toMatchObject({
      standing: 'excluded',
      excludedGround: 'redirected',
      dispatches: 1,
      contacted: null,
      returned: true,
      scored: 'east-2',
    })
  })

  test('the lead for the whole, an assisting unit for its own task and time, about which nobody is asked', () => {
    const part = handling({ assisting: ['east-housing'], mode: 'joint' })
      .wait(8 * DAY)
      .does(housing, 'reply', CONTENT)
    const told = answered(
      part.does(officer, 'reply', CONTENT).does(reviewer, 'review-reply', { pass: true, reason: null }),
    )
    expect(factOf(told, 'east-1')).toMatchObject({ role: 'lead', basis: 'lead', standing: 'counted', onTime: false })
    expect(factOf(told, 'east-housing')).toMatchObject({
      role: 'assisting',
      basis: 'assisting',
      scored: 'east-1',
      standing: 'no-callback',
      solved: null,
      onTime: false,
    })
  })

  test('双派: both, by the shares stated with the dispatch', () => {
    const told = answered(awaitingCallback({ assisting: ['east-housing'], mode: 'dual' }))
    expect(factsOf(told).map((one) => [one.unit, one.role, one.basis, one.share, one.standing])).toEqual([
      ['east-1', 'shared', 'shared', '1/2', 'counted'],
      ['east-housing', 'shared', 'shared', '1/2', 'counted'],
    ])
  })

  test("区分转: the final handler; the district's dispatch is set aside", () => {
    const passedOn = dispatched({ lead: 'east', mode: 'district' })
      .does(district, 'sign', {})
      .wait(HOUR)
      .does(district, 'assign', { unit: 'east-1', person: null })
      .does(officer, 'record-contact', { outcome: 'reached', inPerson: false, note: null })
    expect(passedOn.rejects(officer, 'reply', CONTENT)).toBe('accepted')
    const told = answered(
      passedOn.does(officer, 'reply', CONTENT).does(district, 'review-reply', { pass: true, reason: null }),
    )
    expect(factOf(told, 'east-1')).toMatchObject({
      standing: 'counted',
      basis: 'final-handler',
      dispatches: 1,
      onTime: true,
    })
    expect(factOf(told, 'east')).toMatchObject({
      excludedGround: 'redirected',
      dispatches: 1,
      scored: 'east-1',
      returned: false,
    })
  })

  test('P26: after a reorganisation the score stays with the unit that replied', () => {
    const told = answered(awaitingCallback().does(rule, 'move-unit', { from: 'east-1', to: 'east-2' }))
    expect(factsOf(told).map((one) => [one.unit, one.standing, one.dispatches, one.basis])).toEqual([
      ['east-1', 'counted', 1, 'replied'],
    ])
    const before = handling().does(rule, 'move-unit', { from: 'east-1', to: 'east-2' })
    expect(factOf(before, 'east-1')).toMatchObject({ standing: 'excluded', excludedGround: 'moved', dispatches: 1 })
    expect(factOf(before, 'east-2')).toMatchObject({ standing: 'open', dispatches: 0 })
  })
})

describe('what does not count stays in sight', () => {
  test('excluded, by its ground, whatever was answered; later applications apart (P4)', () => {
    const exclude = (told: Story) =>
      told
        .does(officer, 'request-exclusion', { ground: 'E07', evidence: text() })
        .does(reviewer, 'decide-exclusion', { approve: true, reason })
        .does(assessor, 'decide-exclusion', { approve: true, reason })
    expect(factOf(answered(exclude(awaitingCallback())), 'east-1')).toMatchObject({
      standing: 'excluded',
      excludedGround: 'E07',
      afterScore: false,
      dispatches: 1,
      solved: null,
    })
    expect(factOf(exclude(answered(awaitingCallback())), 'east-1')?.afterScore).toBe(true)
  })

  test('suspended while it lasts, then open again (domain.md §7.3)', () => {
    const ask = { ground: 'H03', plan: text(), owner: 'o', reviewOn: '2026-11-19T02:00:00.000Z', requesterTold: true }
    const told = handling()
      .does(officer, 'request-suspension', ask)
      .does(reviewer, 'decide-suspension', { approve: true, reason })
      .does(district, 'decide-suspension', { approve: true, reason })
    expect(factOf(told, 'east-1')).toMatchObject({ standing: 'suspended', excludedGround: 'H03' })
    expect(factOf(told.does(officer, 'resume', { why: 'solved' }), 'east-1')?.standing).toBe('open')
  })

  test('anonymous, on a line of its own, whatever it answers (P19)', () => {
    const told = replied(
      registered({ identity: 'anonymous', requester: null })
        .does(agent, 'classify', classify())
        .does(dispatcher, 'dispatch', DISPATCH),
    ).does(requester, 'answer-callback', { ...SOLVED, by: 'link' })
    expect(factOf(told, 'east-1')).toMatchObject({ standing: 'anonymous', solved: null, dispatches: 1 })
  })

  test('typed in by the unit that handles it, or by its community; for another unit it counts (P14)', () => {
    const entered = (lead: string) =>
      story()
        .does(person('window', 'east-1-lake'), 'register', { ...REGISTER, behalf: 'entered' })
        .does(agent, 'classify', classify())
        .does(dispatcher, 'dispatch', { ...DISPATCH, lead })
    expect(factOf(entered('east-1'), 'east-1')?.standing).toBe('own-entry')
    expect(factOf(entered('east-2'), 'east-2')?.standing).toBe('open')
  })

  test('withdrawn, merged, closed elsewhere', () => {
    expect(factOf(dispatched().does(requester, 'withdraw', { why: null }), 'east-1')?.standing).toBe('withdrawn')
    const merged = dispatched().does(agent, 'merge', { into: 'ticket-2', sameRequester: true })
    expect(factOf(merged, 'east-1')).toMatchObject({ standing: 'excluded', excludedGround: 'merged', repeated: true })
    const elsewhere = registered({ channel: 'import', source: { system: 's', id: '1' } })
      .does(agent, 'classify', classify())
      .does(dispatcher, 'dispatch', DISPATCH)
      .does(rule, 'close', {})
    expect(factOf(elsewhere, 'east-1')?.standing).toBe('elsewhere')
  })
})
