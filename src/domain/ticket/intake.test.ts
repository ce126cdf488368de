import { describe, expect, test } from 'vitest'
import { CENTRE } from '../org/unit.ts'
import { classify, DISPATCH, PEOPLE, POLICY, person, REGISTER, registered, START, story, text } from './fixture.ts'
import { promisedAt } from './time.ts'

const { agent, dispatcher, requester } = PEOPLE
const refusal = { ground: 'not-ours', dutyKind: 'market' as const, route: 'route-1' }

describe('acceptance', () => {
  test('P7: the promise runs from acceptance, and the centre is responsible until the dispatch', () => {
    const { state } = registered()
    expect(state).toMatchObject({ phase: 'awaiting-dispatch', responsible: CENTRE, registeredAt: START })
    expect(promisedAt(state, POLICY)).toBe('2026-10-26T02:00:00.000Z')
    expect(state.centreTime).toEqual([{ why: 'queue', from: START, to: null }])
  })

  test('P7: an urgent matter promises two hours as soon as it is classified, not only when it is dispatched', () => {
    const { state } = registered().wait(60_000).does(agent, 'classify', classify('02'))
    expect(promisedAt(state, POLICY)).toBe('2026-10-19T04:00:00.000Z')
  })

  test('P2: risk words raise an alert with the registration itself, and a name takes it', () => {
    const { state } = registered({ risks: ['gas'] }).does(agent, 'acknowledge-alert', { alert: 'ticket-1/1' })
    expect(state.alerts).toEqual([{ alert: 'ticket-1/1', risks: ['gas'], by: 'agent' }])
  })

  test('P1: an emergency is handed over, alarms the shift leader, and is called back for welfare, not for a score', () => {
    const told = registered()
      .does(agent, 'hand-over', { to: '119', receiver: text() })
      .does(agent, 'record-welfare-call', { reached: true, note: null })
    expect(told.state.phase).toBe('handed-over')
    expect(told.state.alerts[0]?.risks).toEqual(['line-119'])
    expect(told.happened('callback-due')).toBe(0)
  })

  test('P14: a ticket typed in by a unit says so', () => {
    const window = person('window', 'east-1-lake', 'community-worker')
    expect(story().does(window, 'register', { ...REGISTER, behalf: 'entered' }).state.enteredBy).toBe('east-1-lake')
    expect(registered({ behalf: 'proxy', concerned: 'p-2' }).state.enteredBy).toBeNull()
  })

  test('P19: an anonymous requester leaves no reference behind', () => {
    expect(story().rejects(agent, 'register', { ...REGISTER, identity: 'anonymous' })).toBe('ticket.anonymous-person')
  })
})

describe('refusal (P24)', () => {
  test('one objection brings it back, the clock running on as if it had never stopped; the second refusal is final', () => {
    const objected = registered()
      .does(agent, 'refuse', refusal)
      .wait(3_600_000)
      .does(requester, 'object-refusal', { why: text() })
    expect(objected.state.phase).toBe('awaiting-dispatch')
    expect(promisedAt(objected.state, POLICY)).toBe('2026-10-26T02:00:00.000Z')
    expect(objected.rejects(agent, 'refuse', refusal)).toBe('ticket.same-person')
    const final = objected.does(dispatcher, 'refuse', refusal)
    expect(final.state.refusal?.final).toBe(true)
    expect(final.rejects(requester, 'object-refusal', { why: text() })).toBe('ticket.objection-used')
  })
})

describe('avoidance 回避 (P3)', () => {
  test('the accused unit and all below it get nothing, and do nothing', () => {
    const accused = registered({ accuses: 'east-1' }).does(agent, 'classify', classify('09'))
    expect(accused.rejects(dispatcher, 'dispatch', DISPATCH)).toBe('ticket.recused')
    expect(accused.rejects(dispatcher, 'dispatch', { ...DISPATCH, lead: 'east-1-lake' })).toBe('ticket.recused')
    expect(accused.rejects(PEOPLE.officer, 'urge', { note: null })).toBe('ticket.recused')
    expect(accused.rejects(dispatcher, 'dispatch', { ...DISPATCH, lead: 'east' })).toBe('accepted')
  })

  test('the centre, accused, still takes the call and sends it on, but decides nothing about itself', () => {
    const accused = registered({ accuses: CENTRE }).does(agent, 'classify', classify('09'))
    expect(accused.rejects(agent, 'refuse', refusal)).toBe('ticket.recused')
    expect(accused.rejects(agent, 'answer', { text: text(), article: null })).toBe('ticket.recused')
    expect(accused.rejects(dispatcher, 'dispatch', { ...DISPATCH, lead: CENTRE })).toBe('ticket.recused')
    expect(accused.rejects(dispatcher, 'dispatch', { ...DISPATCH, lead: 'inspectors' })).toBe('accepted')
  })
})

describe('splitting (P11)', () => {
  test('each child is named once', () => {
    const told = registered().does(agent, 'split', { into: 'ticket-2' }).does(agent, 'split', { into: 'ticket-2' })
    expect(told.state.children).toEqual(['ticket-2'])
  })
})
