import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../kernel/instant.ts'
import { CENTRE } from '../org/unit.ts'
import { TICKET_REJECTIONS, type TicketRejection } from './decision.ts'
import {
  ALL_RIGHT,
  awaitingCallback,
  CONTENT,
  classify,
  DISPATCH,
  dispatched,
  handling,
  PEOPLE,
  POLICY,
  REGISTER,
  registered,
  SOLVED,
  type Story,
  story,
  text,
} from './fixture.ts'

const { agent, dispatcher, caller, assessor, inspector, officer, reviewer, district, stranger, requester, rule } =
  PEOPLE
const SUSPENSION = { ground: 'H03', plan: text(), owner: 'officer', requesterTold: true }
const RETURN = { ground: 'wrong-place', legalBasis: null, suggested: null, reason: text() }
const reason = text('reason')

const suspensionAsked = (at: Story) =>
  at.does(officer, 'request-suspension', { ...SUSPENSION, reviewOn: '2026-11-19T02:00:00.000Z' })
const suspended = (at: Story) =>
  suspensionAsked(at)
    .does(reviewer, 'decide-suspension', { approve: true, reason })
    .does(district, 'decide-suspension', { approve: true, reason })
const exclusionAsked = () => handling().does(officer, 'request-exclusion', { ground: 'E07', evidence: text() })
const excluded = () =>
  exclusionAsked()
    .does(reviewer, 'decide-exclusion', { approve: true, reason })
    .does(assessor, 'decide-exclusion', { approve: true, reason })
const consulting = () =>
  dispatched({ lead: 'west-1' })
    .does(stranger, 'request-return', RETURN)
    .does(dispatcher, 'decide-return', { accept: true, reason })
    .does(dispatcher, 'dispatch', { ...DISPATCH, lead: 'east-2' })
    .does(PEOPLE.neighbour, 'request-return', RETURN)
    .does(dispatcher, 'decide-return', { accept: true, reason })
const closed = () => awaitingCallback().wait(DAY).does(caller, 'answer-callback', SOLVED)
const anonymous = () =>
  registered({ identity: 'anonymous', requester: null })
    .does(agent, 'classify', classify())
    .does(dispatcher, 'dispatch', DISPATCH)
const ended = { order: 'o-1', accept: true, due: null, reason: null }
const answeredOrder = () =>
  handling()
    .does(inspector, 'supervise', supervised)
    .does(officer, 'answer-supervision', { order: 'o-1', text: text() })
const looked = { sample: null, verdicts: ALL_RIGHT, falselyClosed: false, note: null }
const supervised = { order: 'o-1', due: '2026-10-20T02:00:00.000Z', text: text() }

const NOBODY = { reached: false, contacted: null, solved: null, satisfied: null, why: null }

/** One story for every way to say no. */
const STORIES: Readonly<Record<TicketRejection, () => string>> = {
  'ticket.not-in-phase': () => registered().rejects(officer, 'sign', {}),
  'ticket.unknown-category': () => registered().rejects(agent, 'classify', classify('none')),
  'ticket.unknown-unit': () =>
    registered()
      .does(agent, 'classify', classify())
      .rejects(dispatcher, 'dispatch', { ...DISPATCH, lead: 'nowhere' }),
  'ticket.unknown-ground': () =>
    registered().rejects(agent, 'refuse', { ground: 'none', dutyKind: 'market', route: 'r' }),
  'ticket.recused': () => registered({ accuses: 'east-1' }).rejects(officer, 'urge', { note: null }),
  'ticket.same-person': () =>
    handling().does(officer, 'reply', CONTENT).rejects(officer, 'review-reply', { pass: true, reason: null }),
  'ticket.elsewhere': () =>
    story('ticket-1', { ...POLICY, elsewhere: true })
      .does(agent, 'register', REGISTER)
      .rejects(agent, 'urge', { note: null }),
  'ticket.not-imported': () =>
    dispatched().rejects(rule, 'correct-record', {
      unit: 'east-1',
      category: '07-01',
      system: 's',
      openedAt: '2026-10-18T00:00:00.000Z',
      dueAt: null,
      closedAt: null,
    }),
  'ticket.not-yours': () => dispatched().rejects(stranger, 'sign', {}),
  'ticket.not-classified': () => registered().rejects(dispatcher, 'dispatch', DISPATCH),
  'ticket.anonymous-person': () => story().rejects(agent, 'register', { ...REGISTER, identity: 'anonymous' }),
  'ticket.objection-used': () =>
    excluded()
      .does(requester, 'object-exclusion', { why: reason })
      .rejects(requester, 'object-exclusion', { why: reason }),
  'ticket.already-signed': () => handling().rejects(officer, 'sign', {}),
  'return.used': () =>
    dispatched()
      .does(officer, 'request-return', RETURN)
      .does(dispatcher, 'decide-return', { accept: false, reason })
      .rejects(officer, 'request-return', RETURN),
  'return.too-late': () =>
    dispatched()
      .wait(3 * HOUR)
      .rejects(officer, 'request-return', RETURN),
  'return.binding': () =>
    consulting()
      .does(dispatcher, 'conclude-consult', { lead: 'east-1', assisting: [], minutes: text(), proposesCatalogue: true })
      .rejects(officer, 'request-return', RETURN),
  'consult.already-asked': () =>
    consulting()
      .does(dispatcher, 'ask-opinion', { units: ['west-1'] })
      .rejects(dispatcher, 'ask-opinion', {
        units: ['east-1', 'west-1'],
      }),
  'consult.not-asked': () =>
    consulting()
      .does(dispatcher, 'ask-opinion', { units: ['west-1'] })
      .rejects(officer, 'give-opinion', { stance: 'not-ours', reason }),
  'return.reason-needed': () =>
    dispatched()
      .does(officer, 'request-return', RETURN)
      .rejects(dispatcher, 'decide-return', { accept: false, reason: null }),
  'contact.quiet-hours': () =>
    handling()
      .at('2026-10-19T14:00:00.000Z')
      .rejects(officer, 'record-contact', { outcome: 'no-answer', inPerson: false, note: null }),
  'reply.not-contacted': () => dispatched().does(officer, 'sign', {}).rejects(officer, 'reply', CONTENT),
  'reply.no-legal-basis': () => handling().rejects(officer, 'reply', { ...CONTENT, legalBasis: [] }),
  'reply.no-next-step': () => handling().rejects(officer, 'reply', { ...CONTENT, claimsSolved: false }),
  'reply.reason-needed': () =>
    handling().does(officer, 'reply', CONTENT).rejects(reviewer, 'review-reply', { pass: false, reason: null }),
  'reply.none': () =>
    handling()
      .wait(9 * DAY)
      .passTime()
      .rejects(officer, 'retract-reply', { reason }),
  'extension.none-for-class': () => handling({}, '02').rejects(officer, 'request-extension', { ground: 'g', reason }),
  'extension.used': () =>
    handling()
      .does(officer, 'request-extension', { ground: 'g', reason })
      .does(reviewer, 'decide-extension', { grant: true, reason })
      .rejects(officer, 'request-extension', { ground: 'g', reason }),
  'extension.pending': () =>
    handling()
      .does(officer, 'request-extension', { ground: 'g', reason })
      .rejects(officer, 'request-extension', { ground: 'g', reason }),
  'extension.not-pending': () => handling().rejects(reviewer, 'decide-extension', { grant: true, reason }),
  'extension.too-late': () =>
    handling()
      .wait(7.5 * DAY)
      .rejects(officer, 'request-extension', { ground: 'g', reason }),
  'suspension.pending': () =>
    suspensionAsked(handling()).rejects(officer, 'request-suspension', {
      ...SUSPENSION,
      reviewOn: '2026-11-19T02:00:00.000Z',
    }),
  'suspension.not-pending': () => handling().rejects(reviewer, 'decide-suspension', { approve: true, reason }),
  'suspension.not-told': () =>
    handling().rejects(officer, 'request-suspension', {
      ...SUSPENSION,
      requesterTold: false,
      reviewOn: '2026-11-19T02:00:00.000Z',
    }),
  'suspension.too-long': () =>
    handling().rejects(officer, 'request-suspension', { ...SUSPENSION, reviewOn: '2027-11-19T02:00:00.000Z' }),
  'suspension.used': () => {
    const twice = suspended(suspended(handling()).does(officer, 'resume', { why: 'solved' }))
    return twice
      .does(officer, 'resume', { why: 'other' })
      .rejects(officer, 'request-suspension', { ...SUSPENSION, reviewOn: '2026-11-19T02:00:00.000Z' })
  },
  'suspension.objected': () =>
    suspended(handling())
      .does(requester, 'object-suspension', { why: reason })
      .rejects(requester, 'object-suspension', { why: reason }),
  'suspension.not-objected': () => suspended(handling()).rejects(reviewer, 'resume', { why: 'objection' }),
  'callback.not-askable': () =>
    anonymous()
      .does(officer, 'sign', {})
      .does(officer, 'reply', CONTENT)
      .does(reviewer, 'review-reply', { pass: true, reason: null })
      .rejects(caller, 'attempt-callback', {}),
  'callback.too-early': () => awaitingCallback().rejects(caller, 'attempt-callback', {}),
  'callback.correction-closed': () =>
    closed()
      .wait(6 * DAY)
      .rejects(requester, 'correct-answer', SOLVED),
  'callback.postpone-past': () =>
    awaitingCallback()
      .wait(DAY)
      .rejects(caller, 'postpone-callback', { until: '2026-10-01T02:00:00.000Z', to: null, note: null }),
  'callback.postpone-too-far': () =>
    awaitingCallback()
      .wait(DAY)
      .rejects(caller, 'postpone-callback', { until: '2026-11-20T02:00:00.000Z', to: null, note: null }),
  'callback.recheck-none': () =>
    awaitingCallback()
      .wait(DAY)
      .does(caller, 'answer-callback', { ...SOLVED, satisfied: 'basically' })
      .rejects(assessor, 'recheck-callback', NOBODY),
  'callback.recheck-same-person': () => closed().rejects(caller, 'recheck-callback', NOBODY),
  'callback.none': () =>
    registered({ channel: 'import', source: { system: 's', id: '1' } })
      .does(rule, 'close', {})
      .rejects(requester, 'reopen', { reason }),
  'exclusion.pending': () =>
    exclusionAsked().rejects(officer, 'request-exclusion', { ground: 'E07', evidence: text() }),
  'exclusion.not-pending': () => handling().rejects(assessor, 'decide-exclusion', { approve: true, reason }),
  'exclusion.already': () => excluded().rejects(officer, 'request-exclusion', { ground: 'E07', evidence: text() }),
  'exclusion.not-excluded': () => handling().rejects(requester, 'object-exclusion', { why: reason }),
  'exclusion.no-objection': () => excluded().rejects(inspector, 'decide-objection', { lift: true, reason }),
  'exclusion.lifted-before': () =>
    excluded()
      .does(requester, 'object-exclusion', { why: reason })
      .does(inspector, 'decide-objection', { lift: true, reason })
      .rejects(officer, 'request-exclusion', { ground: 'E07', evidence: text() }),
  'exclusion.same-line': () =>
    exclusionAsked()
      .does(reviewer, 'decide-exclusion', { approve: true, reason })
      .rejects(district, 'decide-exclusion', { approve: true, reason }),
  'exclusion.applicant-decides': () => exclusionAsked().rejects(officer, 'decide-exclusion', { approve: true, reason }),
  'merge.other-requester': () => registered().rejects(agent, 'merge', { into: 'ticket-2', sameRequester: false }),
  'merge.itself': () => registered().rejects(agent, 'merge', { into: 'ticket-1', sameRequester: true }),
  'supervision.unknown': () =>
    handling()
      .does(inspector, 'supervise', supervised)
      .rejects(officer, 'answer-supervision', { order: 'o-2', text: text() }),
  'supervision.not-answered': () =>
    handling().does(inspector, 'supervise', supervised).rejects(inspector, 'close-supervision', ended),
  'supervision.due-needed': () => answeredOrder().rejects(inspector, 'close-supervision', { ...ended, accept: false }),
  'supervision.same-unit': () => answeredOrder().rejects(officer, 'close-supervision', ended),
  'inspection.done': () => closed().does(inspector, 'inspect', looked).rejects(inspector, 'inspect', looked),
  'inspection.own-unit': () => closed().rejects(PEOPLE.reviewer, 'inspect', looked),
  'inspection.not-closed': () =>
    registered()
      .does(agent, 'refuse', { ground: 'not-ours', dutyKind: 'market', route: 'court' })
      .rejects(inspector, 'inspect', { ...looked, falselyClosed: true, note: text() }),
  'inspection.reason-needed': () => closed().rejects(inspector, 'inspect', { ...looked, falselyClosed: true }),
  'inspection.no-mark': () =>
    closed().does(inspector, 'inspect', looked).rejects(PEOPLE.reviewer, 'object-inspection', { why: text() }),
  'inspection.no-objection': () =>
    closed().does(inspector, 'inspect', looked).rejects(PEOPLE.assessor, 'decide-inspection', { uphold: true, reason }),
  'alert.unknown': () => handling().rejects(agent, 'acknowledge-alert', { alert: 'a-1' }),
  'alert.acknowledged': () =>
    handling()
      .does(officer, 'raise-alert', { alert: 'a-1', risks: ['gas'] })
      .does(agent, 'acknowledge-alert', { alert: 'a-1' })
      .rejects(agent, 'acknowledge-alert', { alert: 'a-1' }),
  'correction.value-missing': () =>
    handling().rejects(agent, 'correct-fact', {
      fact: 'place',
      place: null,
      category: null,
      person: null,
      title: null,
      reason,
    }),
}

describe('every rejection has a story that ends in it', () => {
  test.each(TICKET_REJECTIONS)('%s', (code) => {
    expect(STORIES[code]()).toBe(code)
  })

  test('the centre is a unit like others when it is sent a ticket', () => {
    expect(dispatched({ lead: CENTRE }).rejects(agent, 'sign', {})).toBe('accepted')
  })
})
