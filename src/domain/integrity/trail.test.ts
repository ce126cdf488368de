import { expect, it } from 'vitest'
import { DAY, plus } from '../kernel/instant.ts'
import { awaitingCallback, handling, PEOPLE, POLICY, START, text } from '../ticket/fixture.ts'
import { unitDueAt } from '../ticket/time.ts'
import { trailOf } from './trail.ts'

const judgedBy = () => POLICY

it('knows the limit that a pause was requested before', () => {
  const before = handling().wait(6.9 * DAY)
  const dueAt = unitDueAt(before.state, POLICY)
  const { events } = before.does(PEOPLE.officer, 'request-extension', { ground: 'g', reason: text() })
  const { pauses } = trailOf('ticket-1', events, judgedBy)
  expect(pauses).toMatchObject([{ unit: 'east-1', dueAt }])
  expect(dueAt).toBe(plus(START, 7 * DAY))
})

it('knows who replied, what was claimed, and that nothing was answered yet', () => {
  const { events } = awaitingCallback()
  const trail = trailOf('ticket-1', events, judgedBy)
  expect(trail).toMatchObject({ registeredAt: START, onBehalf: false, anonymous: false, answers: [], pressure: [] })
  expect(trail.dispatches).toMatchObject([{ unit: 'east-1' }])
  expect(trail.replies).toMatchObject([{ unit: 'east-1' }])
})
