import { describe, expect, test } from 'vitest'
import { HOUR } from '../kernel/instant.ts'
import { dispatched, handling, PEOPLE, POLICY, registered } from './fixture.ts'
import { unitDueAt } from './time.ts'

const { agent, caller, officer, requester } = PEOPLE

describe('merging (P11, P12)', () => {
  test('undone, every clock has run on and what fell due in between is noticed at once', () => {
    const before = dispatched()
    const apart = before
      .does(agent, 'merge', { into: 'ticket-2', sameRequester: true })
      .wait(5 * HOUR)
      .does(agent, 'unmerge', { reason: null })
    expect(apart.state).toMatchObject({ phase: 'dispatched', responsible: 'east-1', mergedInto: null })
    expect(unitDueAt(apart.state, POLICY)).toBe(unitDueAt(before.state, POLICY))
    const signed = apart.passTime()
    expect(signed.state.phase).toBe('handling')
    expect(signed.state.answerable[0]?.signedLate).toBe(true)
  })

  test('is for one requester only, and an anonymous one is nobody', () => {
    const merge = { into: 'ticket-2', sameRequester: true }
    expect(registered().rejects(agent, 'merge', { ...merge, sameRequester: false })).toBe('merge.other-requester')
    expect(registered({ identity: 'anonymous', requester: null }).rejects(agent, 'merge', merge)).toBe(
      'merge.other-requester',
    )
  })

  test('said twice it is said once', () => {
    const told = handling().does(agent, 'absorb', { other: 'ticket-2' }).does(agent, 'absorb', { other: 'ticket-2' })
    expect(told.state.absorbed).toEqual(['ticket-2'])
    expect(told.rejects(agent, 'absorb', { other: 'ticket-1' })).toBe('merge.itself')
    const apart = told.does(agent, 'release', { other: 'ticket-2' }).does(agent, 'release', { other: 'ticket-2' })
    expect(apart.happened('released')).toBe(1)
  })

  test('a reorganisation also reaches a merged ticket, so that it can be undone into the unit of today (P26)', () => {
    const { state } = dispatched()
      .does(agent, 'merge', { into: 'ticket-2', sameRequester: true })
      .does(PEOPLE.rule, 'move-unit', { from: 'east-1', to: 'east-2' })
      .does(agent, 'unmerge', { reason: null })
    expect(state.responsible).toBe('east-2')
  })
})

describe('withdrawal 撤单 (P6)', () => {
  test("before any contact the requester's word is enough", () => {
    expect(dispatched().does(requester, 'withdraw', { why: null }).state).toMatchObject({
      phase: 'withdrawn',
      withdrawnAfterContact: false,
    })
  })

  test('after a contact, or brought by the unit itself, an independent call confirms it', () => {
    expect(dispatched().does(officer, 'withdraw', { why: null }).state.phase).toBe('withdrawing')
    const asked = handling().does(requester, 'withdraw', { why: null })
    expect(asked.rejects(officer, 'confirm-withdrawal', { confirmed: true })).toBe('ticket.not-yours')
    expect(asked.does(caller, 'confirm-withdrawal', { confirmed: true }).state).toMatchObject({
      phase: 'withdrawn',
      withdrawnAfterContact: true,
    })
    expect(asked.does(caller, 'confirm-withdrawal', { confirmed: false }).state.phase).toBe('handling')
  })
})
