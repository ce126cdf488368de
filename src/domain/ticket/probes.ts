import { DAY, HOUR, plus } from '../kernel/instant.ts'
import { CENTRE } from '../org/unit.ts'
import type { CommandType, TicketCommands } from './commands.ts'
import type { Context } from './decision.ts'
import { currentLead, type TicketState } from './state.ts'
import type { CallbackAnswer, DispatchRecord, Place, ReplyContent, TextRef, Verdicts } from './terms.ts'

/** Stands where a text, an id or a code will be; nothing of it is ever stored. */
const SAMPLE = 'sample'
const TEXT: TextRef = { id: SAMPLE, commit: SAMPLE }
const VERDICTS_GIVEN: Verdicts = {
  words: 'right',
  category: 'right',
  reply: 'right',
  basis: 'right',
  contact: 'right',
  evidence: 'right',
}
const PLACE: Place = { district: null, subdistrict: null, community: null, address: null }
const RECORD: DispatchRecord = { row: null, ground: SAMPLE, candidates: [], overruled: null }

const CONTENT: ReplyContent = {
  found: 'true',
  text: TEXT,
  measures: TEXT,
  legalBasis: [SAMPLE],
  evidence: [],
  nextStep: TEXT,
  claimsSolved: false,
  metInPerson: false,
}

const ANSWER: CallbackAnswer = { contacted: true, solved: 'yes', satisfied: 'satisfied', by: 'call', why: null }

type Probes = {
  readonly [T in CommandType]: (state: TicketState, context: Context) => readonly TicketCommands[T][]
}

/** Sample data for each command, chosen so that only state, time and actor decide; any one that is accepted will do. */
const PROBES: Probes = {
  register: () => [
    {
      number: SAMPLE,
      contact: SAMPLE,
      channel: 'web',
      source: null,
      kind: 'help',
      identity: 'normal',
      behalf: 'self',
      requester: null,
      concerned: null,
      enterprise: false,
      words: TEXT,
      title: null,
      place: PLACE,
      accuses: null,
      saidAt: null,
      splitFrom: null,
      risks: [],
    },
  ],
  split: () => [{ into: SAMPLE }],
  answer: () => [{ text: TEXT, article: null }],
  'hand-over': () => [{ to: '110', receiver: null }],
  'record-welfare-call': () => [{ reached: true, note: null }],
  refuse: (_state, { policy }) => [
    { ground: policy.refusalGrounds[0]?.code ?? SAMPLE, dutyKind: 'government', route: SAMPLE },
  ],
  'object-refusal': () => [{ why: TEXT }],
  classify: (_state, { judged }) =>
    judged.categories.slice(0, 1).map(({ code }) => ({
      category: code,
      limit: null,
      kind: null,
      confidence: null,
      accuses: null,
    })),
  dispatch: () => [{ lead: CENTRE, assisting: [], mode: 'direct', limit: null, record: RECORD }],
  sign: () => [{}],
  'request-return': (_state, { judged }) => [
    { ground: judged.returnGrounds[0]?.code ?? SAMPLE, legalBasis: null, suggested: null, reason: TEXT },
  ],
  'decide-return': () => [{ accept: true, reason: TEXT }],
  'ask-opinion': () => [{ units: [CENTRE] }],
  'give-opinion': () => [{ stance: 'not-ours', reason: TEXT }],
  'conclude-consult': () => [{ lead: CENTRE, assisting: [], minutes: TEXT, proposesCatalogue: false }],
  assign: (state) => [{ unit: currentLead(state)?.unit ?? CENTRE, person: null }],
  transfer: (state) => (state.assignedPerson === null ? [] : [{ from: state.assignedPerson, to: SAMPLE }]),
  'record-contact': () => [
    { outcome: 'reached', inPerson: false, note: null },
    { outcome: 'reached', inPerson: true, note: null },
  ],
  reply: () => [CONTENT],
  'review-reply': () => [{ pass: true, reason: TEXT }],
  'correct-fact': () => [{ fact: 'place', place: PLACE, category: null, person: null, title: null, reason: TEXT }],
  'retract-reply': () => [{ reason: TEXT }],
  'replace-reply': () => [{ ...CONTENT, reason: TEXT }],
  'request-extension': () => [{ ground: SAMPLE, reason: TEXT }],
  'decide-extension': () => [
    { grant: true, reason: TEXT },
    { grant: false, reason: TEXT },
  ],
  'request-suspension': (_state, { judged, now }) => [
    {
      ground: judged.suspensionGrounds[0]?.code ?? SAMPLE,
      plan: TEXT,
      owner: SAMPLE,
      reviewOn: plus(now, DAY),
      requesterTold: true,
    },
  ],
  'decide-suspension': () => [
    { approve: true, reason: TEXT },
    { approve: false, reason: TEXT },
  ],
  'object-suspension': () => [{ why: TEXT }],
  resume: () => [{ why: 'solved' }],
  'attempt-callback': () => [{}],
  'postpone-callback': (_state, { now }) => [{ until: plus(now, 2 * HOUR), to: null, note: null }],
  'answer-callback': () => [
    { ...ANSWER, missing: null },
    { ...ANSWER, by: 'link', missing: null },
  ],
  'correct-answer': () => [ANSWER],
  'recheck-callback': () => [{ reached: false, contacted: null, solved: null, satisfied: null, why: null }],
  'report-pressure': () => [{ note: null }],
  reopen: () => [{ reason: TEXT }],
  'request-exclusion': (_state, { judged }) => [{ ground: judged.exclusionGrounds[0]?.code ?? SAMPLE, evidence: TEXT }],
  'decide-exclusion': () => [
    { approve: true, reason: TEXT },
    { approve: false, reason: TEXT },
  ],
  'object-exclusion': () => [{ why: TEXT }],
  'decide-objection': () => [
    { lift: true, reason: TEXT },
    { lift: false, reason: TEXT },
  ],
  urge: () => [{ note: null }],
  supplement: () => [{ text: TEXT, files: [] }],
  merge: () => [{ into: SAMPLE, sameRequester: true }],
  unmerge: () => [{ reason: null }],
  absorb: () => [{ other: SAMPLE }],
  release: (state) => state.absorbed.slice(0, 1).map((other) => ({ other })),
  withdraw: () => [{ why: null }],
  'confirm-withdrawal': () => [{ confirmed: true }],
  supervise: (_state, { now }) => [{ order: SAMPLE, due: plus(now, DAY), text: TEXT }],
  'answer-supervision': (state) => state.supervision.map(({ order }) => ({ order, text: TEXT })),
  'close-supervision': (state, { now }) =>
    state.supervision.flatMap(({ order }) => [
      { order, accept: true, due: null, reason: null },
      { order, accept: false, due: plus(now, DAY), reason: TEXT },
    ]),
  inspect: () => [
    { sample: null, verdicts: VERDICTS_GIVEN, falselyClosed: false, note: null },
    { sample: null, verdicts: VERDICTS_GIVEN, falselyClosed: true, note: TEXT },
  ],
  'object-inspection': () => [{ why: TEXT }],
  'decide-inspection': () => [{ uphold: true, reason: TEXT }],
  escalate: () => [{ to: 'district', reason: null }],
  'raise-alert': () => [{ alert: SAMPLE, risks: [] }],
  'acknowledge-alert': (state) => state.alerts.map(({ alert }) => ({ alert })),
  'move-unit': (state) => [{ from: state.responsible, to: SAMPLE }],
  'correct-record': (state) => [
    { unit: state.responsible, category: SAMPLE, system: SAMPLE, openedAt: state.lastAt, dueAt: null, closedAt: null },
  ],
  close: () => [{}],
  'pass-time': () => [{}],
}

export function probesOf(command: CommandType, state: TicketState, context: Context): readonly unknown[] {
  return PROBES[command](state, context)
}
