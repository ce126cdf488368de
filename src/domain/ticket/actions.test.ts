import { describe, expect, test } from 'vitest'
import { HOUR } from '../kernel/instant.ts'
import { possibleActions, type Viewer } from './actions.ts'
import type { Actor } from './events.ts'
import { awaitingCallback, CONTENT, dispatched, handling, ORG, PEOPLE, POLICY, type Story, text } from './fixture.ts'

const { officer, reviewer, housing, stranger, assessor, caller, dispatcher } = PEOPLE

const viewer = (who: Actor & { kind: 'person' }): Viewer => ({ ...who, person: null })
const citizen = (person: string): Viewer => ({ account: null, unit: '', role: 'requester', person })
const offered = (told: Story, who: Viewer) =>
  possibleActions(told.state, who, { now: told.now, policy: POLICY, judged: POLICY, org: ORG })

describe('what a screen offers', () => {
  test('signing while it is unsigned, a return inside its window', () => {
    expect(offered(dispatched(), viewer(officer))).toEqual(expect.arrayContaining(['sign', 'request-return']))
    expect(offered(dispatched().wait(3 * HOUR), viewer(officer))).not.toContain('request-return')
    expect(offered(handling(), viewer(officer))).not.toContain('sign')
  })

  test('a reply only after the requester was tried, and a review only to another person', () => {
    const signed = dispatched().does(officer, 'sign', {})
    expect(offered(signed, viewer(officer))).not.toContain('reply')
    expect(offered(handling(), viewer(officer))).toContain('reply')
    const replied = handling().does(officer, 'reply', CONTENT)
    expect(offered(replied, viewer(reviewer))).toEqual(['review-reply'])
    expect(offered(replied, viewer({ ...officer, role: 'unit-reviewer' }))).toEqual([])
  })

  test('nothing to another unit, its own part to an assisting one, nothing to the accused', () => {
    const joint = handling({ assisting: ['east-housing'], mode: 'joint' })
    expect(offered(joint, viewer(stranger))).toEqual([])
    expect(offered(joint, viewer(housing))).toEqual(['sign', 'record-contact', 'reply'])
    const accused = { ...handling().state, accuses: 'east-1' }
    expect(
      possibleActions(accused, viewer(officer), { now: handling().now, policy: POLICY, judged: POLICY, org: ORG }),
    ).toEqual([])
  })

  test('a decision on an exclusion while one is asked for', () => {
    expect(offered(handling(), viewer(assessor))).toEqual([])
    const asked = handling().does(officer, 'request-exclusion', { ground: 'E07', evidence: text() })
    expect(offered(asked, viewer(assessor))).toEqual(['decide-exclusion'])
  })

  test('to the requester what is theirs, and to nobody else', () => {
    expect(offered(awaitingCallback(), citizen('p-1'))).toEqual(expect.arrayContaining(['answer-callback', 'urge']))
    expect(offered(awaitingCallback(), citizen('p-2'))).toEqual([])
  })

  test('the callback desk answers at once and calls when it is due', () => {
    expect(offered(awaitingCallback(), viewer(caller))).toEqual(['answer-callback'])
    expect(offered(awaitingCallback().wait(24 * HOUR), viewer(caller))).toEqual(['attempt-callback', 'answer-callback'])
  })

  test('nothing to a role without grants', () => {
    expect(offered(dispatched(), viewer(dispatcher))).toEqual([])
  })
})
