import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../kernel/instant.ts'
import { CENTRE } from '../org/unit.ts'
import { permit } from '../rights/permit.ts'
import { subjectedBy } from './actions.ts'
import { decide } from './decide.ts'
import { DISPATCH, dispatched, handling, PEOPLE, POLICY, text } from './fixture.ts'
import { ORG } from './fixture-city.ts'
import { currentLead } from './state.ts'
import { promisedAt, unitDueAt } from './time.ts'

const { dispatcher, officer, neighbour, housing, district, rule, stranger } = PEOPLE
const RETURN = { ground: 'wrong-place', legalBasis: null, suggested: 'east-2', reason: text() }
const reason = text()
const OPINIONS = {
  ...POLICY,
  roles: {
    officer: {
      name: '承办',
      nameEn: 'officer',
      grants: ['give-opinion', 'reply'].map((command) => ({ command, on: 'own' as const })),
    },
  },
}

describe('dispatch', () => {
  test("the unit's answerability runs from its own dispatch, the promise from acceptance (P7)", () => {
    const first = dispatched()
    const second = first
      .wait(HOUR)
      .does(officer, 'request-return', RETURN)
      .does(dispatcher, 'decide-return', { accept: true, reason })
      .wait(HOUR)
      .does(dispatcher, 'dispatch', { ...DISPATCH, lead: 'east-2' })
    expect(unitDueAt(second.state, POLICY)).toBe('2026-10-26T04:00:00.000Z')
    expect(promisedAt(second.state, POLICY)).toBe(promisedAt(first.state, POLICY))
    expect(second.state.hop).toBe(2)
  })

  test('windows run in the duty hours of each unit (P8)', () => {
    const evening = dispatched({ assisting: ['water'] }).state
    const late = dispatched({ lead: 'water', assisting: ['east-1'] }).at('2026-10-19T11:00:00.000Z')
    expect(evening.answerable.map((one) => one.signBy)).toEqual([
      '2026-10-19T04:00:00.000Z',
      '2026-10-19T04:00:00.000Z',
    ])
    const again = late
      .at('2026-10-19T02:00:00.000Z')
      .wait(MINUTE)
      .does({ kind: 'person', account: 'w', unit: 'water', role: 'unit-officer' }, 'request-return', RETURN)
      .does(dispatcher, 'decide-return', { accept: true, reason })
      .at('2026-10-19T11:00:00.000Z')
      .does(dispatcher, 'dispatch', { ...DISPATCH, lead: 'water', assisting: ['east-1'] })
    const open = again.state.answerable.filter((one) => one.endedAt === null)
    // 19:00 in Beijing: the enterprise's duty room counts at once, the subdistrict's two hours begin at nine.
    expect(open.map((one) => [one.unit, one.signBy])).toEqual([
      ['water', '2026-10-19T13:00:00.000Z'],
      ['east-1', '2026-10-20T03:00:00.000Z'],
    ])
  })

  test('a unit is on the team once, and a unit that no longer exists is none', () => {
    const { state } = dispatched({ assisting: ['east-1', 'east-2', 'east-2'] })
    expect(state.answerable.map((one) => [one.unit, one.role])).toEqual([
      ['east-1', 'lead'],
      ['east-2', 'assisting'],
    ])
    expect(dispatched().rejects(dispatcher, 'move-unit', { from: 'east-1', to: 'east-old' })).toBe(
      'ticket.unknown-unit',
    )
  })
})

describe('signing', () => {
  test('an assisting unit signs for itself; the ticket waits for the lead', () => {
    const { state } = dispatched({ assisting: ['east-housing'], mode: 'joint' }).does(housing, 'sign', {})
    expect(state.phase).toBe('dispatched')
    expect(state.answerable.map((one) => one.signedAt !== null)).toEqual([false, true])
  })
})

describe('returns (domain.md §6.4)', () => {
  test('a rejected return gives back the time in review, and only that', () => {
    const told = dispatched()
      .wait(90 * MINUTE)
      .does(officer, 'request-return', RETURN)
      .wait(HOUR)
      .does(dispatcher, 'decide-return', { accept: false, reason })
    expect(told.state.phase).toBe('dispatched')
    expect(currentLead(told.state)?.signBy).toBe('2026-10-19T05:00:00.000Z')
    expect(unitDueAt(told.state, POLICY)).toBe('2026-10-26T03:00:00.000Z')
    expect(promisedAt(told.state, POLICY)).toBe('2026-10-26T02:00:00.000Z')
    expect(told.state.centreTime.at(-1)).toMatchObject({ why: 'return-review', to: told.now })
  })

  test('nothing that was asked for survives into the next unit', () => {
    const { state } = handling()
      .does(officer, 'request-extension', { ground: 'g', reason })
      .does(officer, 'request-return', RETURN)
      .does(dispatcher, 'decide-return', { accept: true, reason })
    expect(state).toMatchObject({ phase: 'awaiting-dispatch', responsible: CENTRE, extensionPending: false })
  })

  test('the third dispatch is settled by a consult whose result binds', () => {
    const told = dispatched()
      .does(officer, 'request-return', RETURN)
      .does(dispatcher, 'decide-return', { accept: true, reason })
      .does(dispatcher, 'dispatch', { ...DISPATCH, lead: 'east-2' })
      .does(neighbour, 'request-return', RETURN)
      .does(dispatcher, 'decide-return', { accept: true, reason })
    expect(told.state).toMatchObject({ phase: 'consulting', responsible: 'east-2' })
    const bound = told.does(dispatcher, 'conclude-consult', {
      lead: 'east-1',
      assisting: [],
      minutes: text(),
      proposesCatalogue: true,
    })
    expect(bound.state).toMatchObject({ phase: 'dispatched', responsible: 'east-1', binding: true, hop: 3 })
  })

  test('a consult hears whom it asks, each for itself and none twice; the ruling ends it', () => {
    const room = dispatched({ lead: 'west-1' })
      .does(PEOPLE.stranger, 'request-return', RETURN)
      .does(dispatcher, 'decide-return', { accept: true, reason })
      .does(dispatcher, 'dispatch', { ...DISPATCH, lead: 'east-2' })
      .does(neighbour, 'request-return', RETURN)
      .does(dispatcher, 'decide-return', { accept: true, reason })
      .does(dispatcher, 'ask-opinion', { units: ['east-1', 'west-1', 'east-1'] })
    expect(room.state.opinions.map((one) => [one.unit, one.given])).toEqual([
      ['east-1', null],
      ['west-1', null],
    ])
    expect(room.rejects(dispatcher, 'ask-opinion', { units: ['nowhere'] })).toBe('ticket.unknown-unit')
    // P3: whoever turns out to be meant is not asked.
    const accusing = { ...room.state, accuses: 'east-2' }
    const asking = { type: 'ask-opinion', data: { units: ['east-2'] } } as const
    expect(decide(accusing, asking, room.context(dispatcher))).toMatchObject({ rejection: { code: 'ticket.recused' } })
    expect(room.rejects(neighbour, 'give-opinion', { stance: 'lead', reason })).toBe('consult.not-asked')
    const told = room
      .does(officer, 'give-opinion', { stance: 'not-ours', reason })
      .wait(HOUR)
      .does(officer, 'give-opinion', { stance: 'assist', reason })
    expect(told.state.opinions).toMatchObject([{ unit: 'east-1', given: { stance: 'assist', at: told.now } }, {}])
    expect(told.happened('opinion-given')).toBe(2)
    const may = (unit: string, command: string) =>
      permit({ role: 'officer', unit, person: null }, command, subjectedBy(told.state), OPINIONS, ORG).permitted
    expect(may('west-1', 'give-opinion')).toBe(true)
    expect(may('west-1', 'reply')).toBe(false)
    expect(may('east-housing', 'give-opinion')).toBe(false)
    const settled = told.does(dispatcher, 'conclude-consult', {
      lead: 'east-1',
      assisting: [],
      minutes: text(),
      proposesCatalogue: false,
    })
    expect(subjectedBy(settled.state).asked).toEqual([])
    expect(settled.rejects(officer, 'give-opinion', { stance: 'lead', reason })).toBe('ticket.not-in-phase')
  })

  test('nobody decides on the return of the own unit', () => {
    expect(
      dispatched().does(officer, 'request-return', RETURN).rejects(officer, 'decide-return', { accept: true, reason }),
    ).toBe('ticket.not-yours')
  })
})

describe('assigning inwards', () => {
  test('stays in the own line', () => {
    const at = handling()
    expect(at.rejects(officer, 'assign', { unit: 'east-1-lake', person: 'worker' })).toBe('accepted')
    expect(at.rejects(officer, 'assign', { unit: 'east-2', person: null })).toBe('ticket.not-yours')
    expect(at.rejects(stranger, 'assign', { unit: 'east-1-lake', person: null })).toBe('ticket.not-yours')
  })

  test('区分转: the unit to which a district passes the ticket on becomes its final handler (P22)', () => {
    const { state } = dispatched({ lead: 'east', mode: 'district' })
      .does(district, 'sign', {})
      .does(district, 'assign', { unit: 'east-2', person: null })
    expect(state).toMatchObject({ responsible: 'east', finalHandler: { unit: 'east-2' } })
  })
})

describe('reorganisation (P26)', () => {
  test('the open ticket follows, its clock runs on, and the old unit keeps its history', () => {
    const before = handling()
    const { state } = before.wait(HOUR).does(rule, 'move-unit', { from: 'east-1', to: 'east-2' })
    expect(state.responsible).toBe('east-2')
    expect(unitDueAt(state, POLICY)).toBe(unitDueAt(before.state, POLICY))
    expect(state.answerable.map((one) => [one.unit, one.ended])).toEqual([
      ['east-1', 'moved'],
      ['east-2', null],
    ])
  })

  test('where both units were on the team one remains, the lead', () => {
    const { state } = handling({ assisting: ['east-2'] }).does(rule, 'move-unit', { from: 'east-2', to: 'east-1' })
    expect(state.answerable.filter((one) => one.endedAt === null).map((one) => [one.unit, one.role])).toEqual([
      ['east-1', 'lead'],
    ])
  })
})
