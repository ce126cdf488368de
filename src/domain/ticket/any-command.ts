import { DAY, HOUR, type Instant, plus } from '../kernel/instant.ts'
import { CENTRE } from '../org/unit.ts'
import { LIMIT_CLASSES } from '../policy/policy.ts'
import type { CommandType, TicketCommand, TicketCommands } from './commands.ts'
import { COMMAND_TYPES } from './decide.ts'
import { CONTENT, classify, DISPATCH, PEOPLE, REGISTER, SOLVED, text } from './fixture.ts'
import { isPossible } from './lifecycle.ts'
import type { TicketState } from './state.ts'
import {
  type Actor,
  CALL_RESULTS,
  CHANNELS,
  CONTACT_OUTCOMES,
  CORRECTABLE_FACTS,
  DISPATCH_MODES,
  FINDINGS,
  IDENTITIES,
  OPINION_STANCES,
  SATISFACTION_ANSWERS,
  SOLVED_ANSWERS,
  VERDICTS,
} from './terms.ts'

/** Draws one of a list; the property tests feed it numbers, so that a failure shrinks. */
export type Draw = <T>(from: readonly T[]) => T

/** Draws from the numbers in turn; when they run out the first of each list is taken. */
export function drawFrom(numbers: readonly number[]): Draw {
  let at = 0
  return (from) => {
    const index = (numbers[at++] ?? 0) % from.length
    return from[index] as (typeof from)[number]
  }
}

const UNITS = ['east-1', 'west-1', 'east-2', 'east-housing', 'east', 'water', CENTRE, 'nowhere', 'east-old'] as const
const ACTORS: readonly Actor[] = Object.values(PEOPLE)
const YES_NO = [true, false, true] as const

const OFFICERS: Readonly<Record<string, Actor>> = {
  'east-1': PEOPLE.officer,
  'east-2': PEOPLE.neighbour,
  'east-housing': PEOPLE.housing,
  'west-1': PEOPLE.stranger,
  east: PEOPLE.district,
}

/** Who would do it, so that random lives get somewhere; now and then anybody tries. */
const LIKELY: { readonly [T in CommandType]?: readonly Actor[] } = {
  'review-reply': [PEOPLE.reviewer, PEOPLE.district, PEOPLE.dispatcher],
  'decide-extension': [PEOPLE.reviewer, PEOPLE.district],
  'decide-suspension': [PEOPLE.reviewer, PEOPLE.district, PEOPLE.inspector],
  'attempt-callback': [PEOPLE.caller, PEOPLE.rule],
  'postpone-callback': [PEOPLE.caller],
  'recheck-callback': [PEOPLE.caller],
  'answer-callback': [PEOPLE.caller, PEOPLE.requester],
  'correct-answer': [PEOPLE.caller, PEOPLE.requester],
  'confirm-withdrawal': [PEOPLE.caller],
  'decide-return': [PEOPLE.dispatcher],
  'ask-opinion': [PEOPLE.dispatcher],
  'give-opinion': [PEOPLE.officer, PEOPLE.stranger],
  'conclude-consult': [PEOPLE.dispatcher],
  'decide-exclusion': [PEOPLE.assessor, PEOPLE.inspector, PEOPLE.district, PEOPLE.stranger],
  withdraw: [PEOPLE.requester],
  inspect: [PEOPLE.inspector, PEOPLE.agent],
  'close-supervision': [PEOPLE.inspector],
  'decide-inspection': [PEOPLE.inspector, PEOPLE.assessor],
  reopen: [PEOPLE.requester, PEOPLE.inspector],
  classify: [PEOPLE.agent],
  dispatch: [PEOPLE.dispatcher],
  refuse: [PEOPLE.agent, PEOPLE.dispatcher],
  'correct-record': [PEOPLE.rule],
}

/** What carries a ticket on is drawn often, what only adds a note seldom, and so is what ends the story early. */
const ONWARD: ReadonlySet<CommandType> = new Set<CommandType>([
  'dispatch',
  'sign',
  'decide-return',
  'conclude-consult',
  'record-contact',
  'reply',
  'review-reply',
  'decide-suspension',
  'attempt-callback',
  'answer-callback',
  'decide-exclusion',
  'decide-objection',
  'reopen',
  'resume',
  'unmerge',
])
const RARE: ReadonlySet<CommandType> = new Set<CommandType>([
  'answer',
  'hand-over',
  'refuse',
  'withdraw',
  'merge',
  'split',
  'urge',
  'supplement',
  'absorb',
  'release',
  'supervise',
  'answer-supervision',
  'close-supervision',
  'inspect',
  'escalate',
  'raise-alert',
  'acknowledge-alert',
  'report-pressure',
  'record-welfare-call',
  'move-unit',
  'correct-fact',
  'correct-record',
  'close',
])

function weightOf(type: CommandType, state: TicketState): number {
  if (type === 'classify' && state.category === null) return 40
  if (type === 'dispatch' && state.category === null) return 1
  if (type === 'request-return' && !state.binding) return 25
  if (type === 'ask-opinion') return state.opinions.length === 0 ? 25 : 1
  if (type === 'give-opinion') return state.opinions.some((one) => one.given === null) ? 40 : 1
  if (type === 'decide-suspension' && state.suspensionPending) return 40
  if (ONWARD.has(type)) return 12
  return RARE.has(type) ? 1 : 5
}

export function anyStep(state: TicketState, now: Instant, draw: Draw): { actor: Actor; command: TicketCommand } {
  const possible = COMMAND_TYPES.filter((type) => isPossible(state.phase, type))
  const weighted = possible.flatMap((type) => Array.from({ length: weightOf(type, state) }, () => type))
  const type = draw([...weighted, ...COMMAND_TYPES.slice(0, 2)])
  const team = state.answerable.filter((one) => one.endedAt === null)
  const officers = team.map((one) => OFFICERS[one.unit] ?? PEOPLE.agent)
  const likely = LIKELY[type] ?? [...officers, ...officers.slice(0, 1), PEOPLE.officer]
  const actor = draw([...likely, ...likely, ...likely, draw(ACTORS)])
  return { actor, command: anyCommand(type, state, now, draw) }
}

function anyCommand(type: CommandType, state: TicketState, now: Instant, draw: Draw): TicketCommand {
  return { type, data: DATA[type](draw, state, now) } as TicketCommand
}

type Data = {
  readonly [T in CommandType]: (draw: Draw, state: TicketState, now: Instant) => TicketCommands[T]
}

const optional = (draw: Draw) => draw([text(), text(), null])
const content = (draw: Draw) => ({
  ...CONTENT,
  found: draw(FINDINGS),
  legalBasis: draw([['law-1'], ['law-1'], []]),
  claimsSolved: draw(YES_NO),
  nextStep: optional(draw),
})
const answer = (draw: Draw) => ({
  ...SOLVED,
  contacted: draw(YES_NO),
  solved: draw(SOLVED_ANSWERS),
  satisfied: draw(SATISFACTION_ANSWERS),
  by: draw(['call', 'link'] as const),
})

const DATA: Data = {
  register: (draw) => {
    const identity = draw(['normal', ...IDENTITIES] as const)
    const accuses = draw([null, null, null, null, 'east-1', CENTRE])
    const entered = draw([false, false, true])
    const imported = draw([false, false, true])
    return {
      ...REGISTER,
      identity,
      requester: identity === 'anonymous' ? null : 'p-1',
      behalf: entered ? 'entered' : 'self',
      channel: imported ? 'import' : draw(CHANNELS),
      source: imported ? { system: 'other', id: 'other-1' } : null,
      accuses,
      risks: draw([[], [], ['gas']]),
    }
  },
  split: (draw) => ({ into: draw(['ticket-2', 'ticket-1']) }),
  answer: () => ({ text: text(), article: null }),
  'hand-over': () => ({ to: '119', receiver: null }),
  'record-welfare-call': () => ({ reached: true, note: null }),
  refuse: (draw) => ({ ground: draw(['not-ours', 'none']), dutyKind: 'market', route: 'route' }),
  'object-refusal': () => ({ why: text() }),
  classify: (draw) => classify(draw(['01', '01', '02', '09', 'none']), { limit: draw([null, null, ...LIMIT_CLASSES]) }),
  dispatch: (draw) => ({
    ...DISPATCH,
    lead: draw(['east-1', 'east-1', 'east-1', 'west-1', ...UNITS]),
    assisting: draw([[], [], ['east-housing'], ['east-housing', 'west-1'], ['east-1', 'east-2']]),
    mode: draw(DISPATCH_MODES),
    limit: draw([null, null, ...LIMIT_CLASSES]),
  }),
  sign: () => ({}),
  'request-return': (draw) => ({
    ground: draw(['wrong-place', 'wrong-place', 'wrong-place', 'none']),
    legalBasis: null,
    suggested: draw([null, null, ...UNITS]),
    reason: text(),
  }),
  'decide-return': (draw) => ({ accept: draw(YES_NO), reason: optional(draw) }),
  'ask-opinion': (draw) => ({ units: draw([['east-1', 'west-1'], ['west-1', 'east-1'], ['east-1'], ['nowhere']]) }),
  'give-opinion': (draw) => ({ stance: draw(OPINION_STANCES), reason: text() }),
  'conclude-consult': (draw) => ({
    lead: draw(['east-1', 'west-1', ...UNITS]),
    assisting: draw([[], ['east-2']]),
    minutes: text(),
    proposesCatalogue: true,
  }),
  assign: (draw) => ({
    unit: draw(['east-1-lake', 'east-1-safety', 'east-1', ...UNITS]),
    person: draw(['worker', null]),
  }),
  transfer: (draw, state) => ({ from: draw([state.assignedPerson ?? 'worker', 'other']), to: 'other' }),
  'record-contact': (draw) => ({ outcome: draw(CONTACT_OUTCOMES), inPerson: draw(YES_NO), note: null }),
  reply: content,
  'review-reply': (draw) => ({ pass: draw(YES_NO), reason: optional(draw) }),
  'correct-fact': (draw) => ({
    fact: draw(CORRECTABLE_FACTS),
    place: draw([REGISTER.place, null]),
    category: draw(['01', '02', 'none', null]),
    person: draw(['p-2', null]),
    title: optional(draw),
    reason: text(),
  }),
  'retract-reply': () => ({ reason: text() }),
  'replace-reply': (draw) => ({ ...content(draw), reason: text() }),
  'request-extension': () => ({ ground: 'complex', reason: text() }),
  'decide-extension': (draw) => ({ grant: draw(YES_NO), reason: optional(draw) }),
  'request-suspension': (draw, _state, now) => ({
    ground: draw(['H03', 'H03', 'H03', 'none']),
    plan: text(),
    owner: 'officer',
    reviewOn: plus(now, draw([2, 30, 60, 90, 400, -1]) * DAY),
    requesterTold: draw([true, true, true, false]),
  }),
  'decide-suspension': (draw) => ({ approve: draw(YES_NO), reason: optional(draw) }),
  'object-suspension': () => ({ why: text() }),
  resume: (draw) => ({ why: draw(['solved', 'objection', 'other'] as const) }),
  'attempt-callback': (draw) => ({ result: draw([undefined, ...CALL_RESULTS]) }),
  'postpone-callback': (draw, _state, now) => ({
    until: plus(now, draw([1, 5, 30, 500]) * HOUR),
    to: null,
    note: null,
  }),
  'recheck-callback': (draw) => {
    const { by: _by, ...given } = answer(draw)
    return draw(YES_NO)
      ? { ...given, reached: true }
      : { reached: false, contacted: null, solved: null, satisfied: null, why: null }
  },
  'answer-callback': (draw) => ({ ...answer(draw), missing: optional(draw) }),
  'correct-answer': answer,
  'report-pressure': () => ({ note: null }),
  reopen: () => ({ reason: text() }),
  'request-exclusion': (draw) => ({ ground: draw(['E01', 'E07', 'E07', 'none']), evidence: text('evidence') }),
  'decide-exclusion': (draw) => ({ approve: draw(YES_NO), reason: optional(draw) }),
  'object-exclusion': () => ({ why: text() }),
  'decide-objection': (draw) => ({ lift: draw(YES_NO), reason: text() }),
  urge: () => ({ note: null }),
  supplement: () => ({ text: text(), files: ['sha-2'] }),
  merge: (draw) => ({ into: draw(['ticket-3', 'ticket-1']), sameRequester: draw(YES_NO) }),
  unmerge: (draw) => ({ reason: optional(draw) }),
  absorb: (draw) => ({ other: draw(['ticket-4', 'ticket-5', 'ticket-1']) }),
  release: (draw) => ({ other: draw(['ticket-4', 'ticket-5']) }),
  withdraw: (draw) => ({ why: optional(draw) }),
  'confirm-withdrawal': (draw) => ({ confirmed: draw([false, true]) }),
  supervise: (draw, _state, now) => ({ order: draw(['o-1', 'o-2']), due: plus(now, DAY), text: text() }),
  'answer-supervision': (draw) => ({ order: draw(['o-1', 'o-2', 'o-3']), text: text() }),
  'close-supervision': (draw, _state, now) => ({
    order: draw(['o-1', 'o-2']),
    accept: draw(YES_NO),
    due: draw([plus(now, DAY), null]),
    reason: optional(draw),
  }),
  inspect: (draw) => ({
    sample: draw(['s-1', null]),
    verdicts: {
      words: draw(VERDICTS),
      category: draw(VERDICTS),
      reply: draw(VERDICTS),
      basis: draw(VERDICTS),
      contact: draw(VERDICTS),
      evidence: draw(VERDICTS),
    },
    falselyClosed: draw(YES_NO),
    note: optional(draw),
  }),
  'object-inspection': () => ({ why: text() }),
  'decide-inspection': (draw) => ({ uphold: draw(YES_NO), reason: text() }),
  escalate: (draw) => ({ to: draw(['subdistrict-leader', 'district', 'city'] as const), reason: null }),
  'raise-alert': (draw) => ({ alert: draw(['a-1', 'a-2']), risks: ['gas'] }),
  'acknowledge-alert': (draw) => ({ alert: draw(['a-1', 'a-2', 'a-3']) }),
  'move-unit': (draw) => ({ from: draw(['east-1', 'east-housing', 'east-1-lake']), to: draw(UNITS) }),
  'correct-record': (draw, state) => ({
    unit: draw(UNITS),
    category: draw([state.category ?? 'none', 'none']),
    system: 'other',
    openedAt: '2026-10-18T00:00:00.000Z',
    dueAt: draw([null, '2026-10-20T00:00:00.000Z']),
    closedAt: draw([null, '2026-10-19T00:00:00.000Z']),
  }),
  close: () => ({}),
  'pass-time': () => ({}),
}
