import { describe, expect, test } from 'vitest'
import { handling, PEOPLE, text } from './fixture.ts'

const { agent, inspector, officer, rule } = PEOPLE

describe('alerts (P2)', () => {
  test('are acknowledged by a name, never by a rule, and do not come back by being repeated', () => {
    const raised = handling().does(officer, 'raise-alert', { alert: 'a-1', risks: ['gas'] })
    expect(raised.rejects(rule, 'acknowledge-alert', { alert: 'a-1' })).toBe('ticket.not-yours')
    const { state } = raised
      .does(agent, 'acknowledge-alert', { alert: 'a-1' })
      .does(officer, 'raise-alert', { alert: 'a-1', risks: ['gas'] })
    expect(state.alerts).toEqual([{ alert: 'a-1', risks: ['gas'], by: 'agent' }])
  })
})

describe('supervision and escalation (P30)', () => {
  test('are two things: an order is answered, a higher rank changes nothing about who is responsible', () => {
    const order = { order: 'o-1', due: '2026-10-20T02:00:00.000Z', text: text() }
    const told = handling()
      .does(inspector, 'supervise', order)
      .does(inspector, 'supervise', order)
      .does(inspector, 'escalate', { to: 'district', reason: null })
      .does(officer, 'answer-supervision', { order: 'o-1', text: text() })
    expect(told.state.supervision).toMatchObject([{ order: 'o-1', due: order.due, answered: true, closed: false }])
    expect(told.state).toMatchObject({ escalatedTo: 'district', responsible: 'east-1' })
    expect(told.rejects(officer, 'answer-supervision', { order: 'o-1', text: text() })).toBe('supervision.unknown')
  })
})
