import { describe, expect, test } from 'vitest'
import { DAY } from '../kernel/instant.ts'
import { CENTRE } from '../org/unit.ts'
import { awaitingCallback, dispatched, handling, PEOPLE, person, SOLVED, text } from './fixture.ts'

const { officer, reviewer, district, neighbour, stranger, assessor, inspector, caller, agent } = PEOPLE
const approve = { approve: true, reason: text() }
const asked = (ground = 'E07') => handling().does(officer, 'request-exclusion', { ground, evidence: text('evidence') })

describe('exclusion 剔除 (P4)', () => {
  test('keeps ground, evidence, applicant and both approvers in sight', () => {
    const { state } = asked().does(reviewer, 'decide-exclusion', approve).does(assessor, 'decide-exclusion', approve)
    expect(state.exclusion).toMatchObject({
      ground: 'E07',
      evidence: text('evidence'),
      applicant: 'officer',
      by: ['reviewer', 'assessor'],
      afterScore: false,
    })
  })

  test('one of the two deciders stands outside the line of command: above, below and beside it is inside', () => {
    const seconded = asked().does(reviewer, 'decide-exclusion', approve)
    for (const inside of [district, neighbour, person('lake', 'east-1-lake')]) {
      expect(seconded.rejects(inside, 'decide-exclusion', approve)).toBe('exclusion.same-line')
    }
    for (const outside of [assessor, inspector, stranger]) {
      expect(seconded.rejects(outside, 'decide-exclusion', approve)).toBe('accepted')
    }
  })

  test('a ground that names the centre needs the centre or supervision', () => {
    const seconded = asked('E01').does(reviewer, 'decide-exclusion', approve)
    expect(seconded.rejects(stranger, 'decide-exclusion', approve)).toBe('exclusion.same-line')
    expect(seconded.rejects(assessor, 'decide-exclusion', approve)).toBe('accepted')
  })

  test('the line of an assisting unit is inside as well, and the centre is where it handled the ticket itself', () => {
    const joint = handling({ assisting: ['west-1'], mode: 'joint' })
      .does(officer, 'request-exclusion', { ground: 'E07', evidence: text() })
      .does(reviewer, 'decide-exclusion', approve)
    expect(joint.rejects(stranger, 'decide-exclusion', approve)).toBe('exclusion.same-line')
    const own = dispatched({ lead: CENTRE, mode: 'self' })
      .does(agent, 'request-exclusion', { ground: 'E07', evidence: text() })
      .does(caller, 'decide-exclusion', approve)
    expect(own.rejects(assessor, 'decide-exclusion', approve)).toBe('exclusion.same-line')
    expect(own.rejects(inspector, 'decide-exclusion', approve)).toBe('accepted')
  })

  test('applied for after the callback it is marked, and a refusal is counted', () => {
    const late = awaitingCallback()
      .wait(DAY)
      .does(caller, 'answer-callback', SOLVED)
      .does(officer, 'request-exclusion', { ground: 'E07', evidence: text() })
    expect(late.state.exclusionPending?.afterScore).toBe(true)
    const { state } = late.does(assessor, 'decide-exclusion', { approve: false, reason: text() })
    expect(state).toMatchObject({ exclusion: null, exclusionPending: null, exclusionsRefused: 1 })
  })

  test('the requester may object, once', () => {
    const told = asked()
      .does(reviewer, 'decide-exclusion', approve)
      .does(assessor, 'decide-exclusion', approve)
      .does(PEOPLE.requester, 'object-exclusion', { why: text() })
    expect(told.state.exclusion?.objected).toBe(true)
    expect(told.rejects(PEOPLE.requester, 'object-exclusion', { why: text() })).toBe('ticket.objection-used')
  })

  test('the objection is answered by somebody who had no part in it: lifted it counts again, for good', () => {
    const decide = { lift: true, reason: text() }
    const excluded = asked().does(reviewer, 'decide-exclusion', approve).does(assessor, 'decide-exclusion', approve)
    expect(excluded.rejects(inspector, 'decide-objection', decide)).toBe('exclusion.no-objection')
    const objected = excluded.does(PEOPLE.requester, 'object-exclusion', { why: text() })
    expect(objected.rejects(assessor, 'decide-objection', decide)).toBe('ticket.same-person')
    expect(objected.rejects(reviewer, 'decide-objection', decide)).toBe('ticket.same-person')
    expect(objected.rejects(PEOPLE.neighbour, 'decide-objection', decide)).toBe('exclusion.same-line')
    const lifted = objected.does(inspector, 'decide-objection', decide)
    expect(lifted.state).toMatchObject({ exclusion: null, exclusionsLifted: ['E07'] })
    expect(lifted.rejects(officer, 'request-exclusion', { ground: 'E07', evidence: text() })).toBe(
      'exclusion.lifted-before',
    )
    const kept = objected.does(inspector, 'decide-objection', { ...decide, lift: false })
    expect(kept.state.exclusion).toMatchObject({ objected: true, kept: true })
    expect(kept.rejects(inspector, 'decide-objection', decide)).toBe('exclusion.no-objection')
  })
})
