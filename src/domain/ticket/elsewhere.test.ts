import { describe, expect, test } from 'vitest'
import { HOUR, plus } from '../kernel/instant.ts'
import { classify, DISPATCH, REGISTER, START, story } from './fixture.ts'
import { PEOPLE, POLICY } from './fixture-city.ts'
import { nextCheckAt, unitDueAt } from './time.ts'

const { agent, officer, rule } = PEOPLE
const RULES = { ...POLICY, elsewhere: true } as const
const DUE = plus(START, 30 * HOUR)

function recorded(dueAt: string | null = DUE) {
  return story('ticket-1', RULES)
    .does(rule, 'register', { ...REGISTER, channel: 'import', source: { system: 's', id: '1' } })
    .does(rule, 'classify', classify())
    .does(rule, 'dispatch', { ...DISPATCH, given: { dueAt, system: 's' } })
}

const CORRECTION = {
  unit: 'east-2',
  category: '01',
  system: 's',
  openedAt: START,
  dueAt: plus(DUE, HOUR),
  closedAt: plus(START, HOUR),
} as const

describe('a ticket that stands here as another system’s record', () => {
  test('keeps the due time that system set, and nothing happens by itself', () => {
    const { state } = recorded()
    expect(unitDueAt(state, RULES)).toBe(DUE)
    expect(nextCheckAt(state, RULES)).toBeNull()
    expect(unitDueAt(recorded(null).state, RULES)).toBeNull()
  })

  test('is closed there, and follows what the record says later', () => {
    const closed = recorded().does(rule, 'close', {})
    expect(closed.state).toMatchObject({ phase: 'closed', outcome: 'elsewhere' })
    const moved = closed.does(rule, 'correct-record', CORRECTION)
    expect(moved.state).toMatchObject({ responsible: 'east-2', closedAt: CORRECTION.closedAt, outcome: 'elsewhere' })
    expect(moved.state.answerable.map(({ unit, inheritedFrom }) => [unit, inheritedFrom])).toEqual([
      ['east-1', null],
      ['east-2', 'east-1'],
    ])
    const open = moved.does(rule, 'correct-record', { ...CORRECTION, closedAt: null })
    expect(open.state).toMatchObject({ phase: 'dispatched', outcome: null, closedAt: null })
    expect(unitDueAt(open.state, RULES)).toBe(CORRECTION.dueAt)
  })

  test('is handled by nobody here', () => {
    expect(recorded().rejects(officer, 'sign', {})).toBe('ticket.elsewhere')
    expect(recorded(null).rejects(agent, 'urge', { note: null })).toBe('ticket.elsewhere')
    expect(recorded().rejects(agent, 'correct-record', CORRECTION)).toBe('ticket.not-imported')
    expect(recorded().rejects(rule, 'correct-record', { ...CORRECTION, unit: 'nowhere' })).toBe('ticket.unknown-unit')
    expect(recorded().rejects(rule, 'correct-record', { ...CORRECTION, category: 'none' })).toBe(
      'ticket.unknown-category',
    )
  })

  test('only an import gives a due time', () => {
    const typed = story('ticket-1', RULES).does(rule, 'register', REGISTER).does(rule, 'classify', classify())
    expect(typed.rejects(rule, 'dispatch', { ...DISPATCH, given: { dueAt: DUE, system: 's' } })).toBe(
      'ticket.not-imported',
    )
  })
})
