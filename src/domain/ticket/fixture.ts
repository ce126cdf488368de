import type { Calendar } from '../clock/calendar.ts'
import type { Limit } from '../clock/working-time.ts'
import { type Instant, plus } from '../kernel/instant.ts'
import { CENTRE, makeOrg, type Org, type Unit, type UnitKind } from '../org/unit.ts'
import type { Grant, LimitClass, LimitRule, Policy } from '../policy/policy.ts'
import type { CommandType, TicketCommand, TicketCommands } from './commands.ts'
import { perform } from './decide.ts'
import type { Context } from './decision.ts'
import type { Actor, ReplyContent, TextRef, TicketEvent, TicketEventType } from './events.ts'
import { type TicketState, unborn } from './state.ts'

/** A small city for the tests of the rules: one policy, a dozen units, and a story that goes from command to command. */

export const CALENDAR: Calendar = {
  id: 'test-2026',
  offsets: [{ from: '1949-10-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2026,
  lastYear: 2027,
  holidays: ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'],
  makeUpDays: ['2026-10-10'],
}

export const hours = (amount: number): Limit => ({ amount, unit: 'hours' })
export const days = (amount: number): Limit => ({ amount, unit: 'natural-days' })
const minutes = (amount: number): Limit => ({ amount, unit: 'minutes' })
const dutyMinutes = (amount: number): Limit => ({ amount, unit: 'duty-minutes' })

function limitRule(limit: Limit, quick: boolean, rule: Partial<LimitRule>): LimitRule {
  return {
    name: 'limit',
    nameEn: 'limit',
    limit,
    sign: { within: quick ? minutes(15) : dutyMinutes(120), auto: 'sign' },
    contact: quick ? minutes(30) : hours(24),
    returnWithin: quick ? minutes(15) : dutyMinutes(120),
    returnReview: hours(1),
    extension: null,
    replyReview: quick ? minutes(30) : dutyMinutes(240),
    ...rule,
  }
}

const LIMITS: Record<LimitClass, LimitRule> = {
  urgent: limitRule(hours(2), true, { sign: { within: minutes(15), auto: 'ring' } }),
  prompt: limitRule(hours(24), true, {}),
  general: limitRule(days(7), false, { extension: days(7) }),
  complex: limitRule(days(15), false, { extension: days(15) }),
}

const ground = (code: string) => ({ code, name: code, nameEn: code, source: 'unsourced' })
const category = (code: string, limit: LimitClass, accuses: boolean) => ({
  code,
  parent: null,
  name: code,
  nameEn: code,
  limit,
  sevenFive: '',
  accuses,
  dutyKind: 'government' as const,
  keywords: [],
  hiddenFromNeighbours: accuses,
})

const profile = {
  id: 'test',
  name: 'test',
  formula: '10% * 响应率 + 50% * 解决率 + 40% * 满意率',
  basicFactor: '0.9',
  partialFactor: '0',
  minimumSample: 10,
  noOpinion: 'counts-in-sample' as const,
  decimals: 2,
}

const on = (scope: Grant['on'], ...commands: CommandType[]): Grant[] =>
  commands.map((command) => ({ command, on: scope }))
const role = (...grants: Grant[]) => ({ name: 'role', nameEn: 'role', grants })

export const POLICY: Policy = {
  id: 'test/2026-01',
  city: 'test',
  name: 'test',
  effectiveFrom: '2026-01-01',
  zone: 'Asia/Shanghai',
  calendar: CALENDAR,
  limits: LIMITS,
  dutyHours: { office: { workdays: [{ from: '09:00', to: '18:00' }], otherDays: [] } },
  quietHours: { from: '21:00', to: '08:00', holidays: true },
  categories: [category('01', 'general', false), category('02', 'urgent', false), category('09', 'general', true)],
  catalogue: [],
  sectors: {},
  refusalGrounds: [{ ...ground('not-ours'), route: 'route', routeEn: 'route' }],
  returnGrounds: [ground('wrong-place')],
  exclusionGrounds: [
    { ...ground('E01'), evidence: 'recording', approver: 'centre' },
    { ...ground('E07'), evidence: 'record of advice', approver: 'district' },
  ],
  suspensionGrounds: [ground('H03')],
  returns: { perUnit: 1, consultAtHop: 3, consult: { amount: 1, unit: 'working-days' } },
  extensions: { perTicket: 1 },
  suspensions: { longestDays: 180, renewals: 1 },
  objections: { perRefusal: 1 },
  callback: {
    attempts: 3,
    differentDays: 2,
    correctionDays: 5,
    afterDue: days(1),
    afterReply: { urgent: hours(4), prompt: hours(8), general: days(1), complex: days(1) },
    secondHandlings: 1,
    script: [],
  },
  roles: {
    requester: role(...on('requester', 'urge', 'withdraw', 'answer-callback', 'reopen', 'object-exclusion')),
    agent: role(...on('any', 'register', 'classify', 'refuse', 'answer', 'urge')),
    'unit-officer': role(
      ...on('own', 'sign', 'request-return', 'assign', 'record-contact', 'reply', 'request-exclusion'),
      ...on('assisting', 'sign', 'record-contact', 'reply'),
    ),
    'unit-reviewer': role(...on('own', 'review-reply')),
    'community-worker': role(...on('own', 'record-contact')),
    'callback-agent': role(...on('any', 'attempt-callback', 'answer-callback')),
    assessor: role(...on('any', 'decide-exclusion')),
  },
  scoring: { subdistrict: profile, department: profile, enterprise: profile, district: profile },
  rankingClasses: [],
  period: { startDay: 19 },
  rankedKinds: ['subdistrict', 'department', 'enterprise', 'district'],
  riskWords: {},
}

const unit = (code: string, kind: UnitKind, superior: string | null, validTo: string | null = null): Unit => ({
  code,
  name: code,
  nameEn: code,
  kind,
  superior,
  district: null,
  validFrom: '2020-01-01',
  validTo,
  dutyHours: kind === 'centre' || kind === 'enterprise' ? 'round-the-clock' : 'office',
})

export const ORG: Org = makeOrg([
  unit(CENTRE, 'centre', null),
  unit('inspectors', 'supervision', null),
  unit('east', 'district', CENTRE),
  unit('west', 'district', CENTRE),
  unit('east-1', 'subdistrict', 'east'),
  unit('east-2', 'subdistrict', 'east'),
  unit('east-1-safety', 'office', 'east-1'),
  unit('east-1-lake', 'community', 'east-1'),
  unit('east-housing', 'department', 'east'),
  unit('west-1', 'subdistrict', 'west'),
  unit('water', 'enterprise', CENTRE),
  unit('east-old', 'subdistrict', 'east', '2026-01-01'),
])

export const person = (account: string, of: string, as = 'unit-officer'): Actor & { readonly kind: 'person' } => ({
  kind: 'person',
  account,
  unit: of,
  role: as,
})

/** People of the tests: `officer` handles, `reviewer` reviews in east-1; the others sit where their name says. */
export const PEOPLE = {
  agent: person('agent', CENTRE, 'agent'),
  dispatcher: person('dispatcher', CENTRE, 'dispatcher'),
  caller: person('caller', CENTRE, 'callback-agent'),
  assessor: person('assessor', CENTRE, 'assessor'),
  inspector: person('inspector', 'inspectors', 'supervisor'),
  officer: person('officer', 'east-1'),
  reviewer: person('reviewer', 'east-1', 'unit-reviewer'),
  neighbour: person('neighbour', 'east-2'),
  housing: person('housing', 'east-housing'),
  district: person('east-chief', 'east', 'unit-reviewer'),
  stranger: person('stranger', 'west-1'),
  requester: { kind: 'requester', person: 'p-1', via: 'web' },
  rule: { kind: 'rule', rule: 'time', version: '1' },
} as const satisfies Record<string, Actor>

/** A text of the vault; the words themselves never reach the domain. */
export const text = (id = 't'): TextRef => ({ id, commit: `c-${id}` })

export const CONTENT: ReplyContent = {
  found: 'true',
  text: text(),
  measures: text(),
  legalBasis: ['law-1'],
  evidence: ['sha-1'],
  nextStep: null,
  claimsSolved: true,
  metInPerson: false,
}

export const SOLVED: TicketCommands['answer-callback'] = {
  contacted: true,
  solved: 'yes',
  satisfied: 'satisfied',
  by: 'call',
  why: null,
  missing: null,
}
export const UNSOLVED: TicketCommands['answer-callback'] = { ...SOLVED, solved: 'no', satisfied: 'dissatisfied' }

export const REGISTER: TicketCommands['register'] = {
  number: 'JS-20261019-000001-C',
  contact: 'contact-1',
  channel: 'phone',
  source: null,
  kind: 'complaint',
  identity: 'normal',
  behalf: 'self',
  requester: 'p-1',
  concerned: null,
  enterprise: false,
  words: text('words'),
  title: null,
  place: { district: 'east', subdistrict: 'east-1', community: 'east-1-lake', address: null },
  accuses: null,
  saidAt: null,
  splitFrom: null,
  risks: [],
}

export const DISPATCH: TicketCommands['dispatch'] = {
  lead: 'east-1',
  assisting: [],
  mode: 'direct',
  limit: null,
  record: { row: 7, ground: 'catalogue', candidates: [], overruled: null },
}

export function classify(code = '01', more: Partial<TicketCommands['classify']> = {}): TicketCommands['classify'] {
  return { category: code, limit: null, kind: null, confidence: null, accuses: null, ...more }
}

/** A Monday morning in Beijing. */
export const START: Instant = '2026-10-19T02:00:00.000Z'

/** One ticket in the making: commands at a clock that is set by hand. */
export interface Story {
  readonly state: TicketState
  readonly now: Instant
  readonly events: readonly TicketEvent[]
  /** Sets the watch; `wait` moves it by milliseconds. */
  at(now: Instant): Story
  wait(ms: number): Story
  /** Does a command and fails the test when it is rejected. */
  does<T extends CommandType>(actor: Actor, type: T, data: TicketCommands[T]): Story
  /** The code with which a command is rejected, or `accepted`; changes nothing. */
  rejects<T extends CommandType>(actor: Actor, type: T, data: TicketCommands[T]): string
  /** Lets everything happen that is due by now. */
  passTime(): Story
  context(actor: Actor): Context
  happened(type: TicketEventType): number
}

export function story(ticketId = 'ticket-1', policy: Policy = POLICY, from: Instant = START): Story {
  return tell({ state: unborn(ticketId), now: from, events: [] }, policy)
}

type Told = Pick<Story, 'state' | 'now' | 'events'>

function tell(told: Told, policy: Policy): Story {
  const context = (actor: Actor): Context => ({ now: told.now, actor, policy, judged: policy, org: ORG })
  const attempt = (actor: Actor, type: CommandType, data: unknown) =>
    perform(told.state, { type, data } as TicketCommand, context(actor))
  const next = (change: Partial<Told>) => tell({ ...told, ...change }, policy)
  const step = (actor: Actor, type: CommandType, data: unknown): Told => {
    const { decision, state, events } = attempt(actor, type, data)
    if (!decision.ok) throw new Error(`${type} was rejected: ${JSON.stringify(decision.rejection)}`)
    return { state, now: told.now, events: [...told.events, ...events] }
  }
  return {
    ...told,
    at: (now) => next({ now }),
    wait: (ms) => next({ now: plus(told.now, ms) }),
    does: (actor, type, data) => next(step(actor, type, data)),
    rejects: (actor, type, data) => {
      const { decision } = attempt(actor, type, data)
      return decision.ok ? 'accepted' : decision.rejection.code
    },
    passTime: () => {
      const after = step(PEOPLE.rule, 'pass-time', {})
      return after.events.length === told.events.length ? tell(told, policy) : tell(after, policy).passTime()
    },
    context,
    happened: (type) => told.events.filter((event) => event.type === type).length,
  }
}

export function registered(more: Partial<TicketCommands['register']> = {}): Story {
  return story().does(PEOPLE.agent, 'register', { ...REGISTER, ...more })
}

/** Registered, classified and sent to east-1. */
export function dispatched(more: Partial<TicketCommands['dispatch']> = {}, code = '01'): Story {
  return registered()
    .does(PEOPLE.agent, 'classify', classify(code))
    .does(PEOPLE.dispatcher, 'dispatch', { ...DISPATCH, ...more })
}

/** Signed by the lead, who has reached the requester. */
export function handling(more: Partial<TicketCommands['dispatch']> = {}, code = '01'): Story {
  return dispatched(more, code)
    .does(PEOPLE.officer, 'sign', {})
    .does(PEOPLE.officer, 'record-contact', { outcome: 'reached', inPerson: false, note: null })
}

/** The reply passed its review; the requester is to be called. */
export function awaitingCallback(more: Partial<TicketCommands['dispatch']> = {}): Story {
  return handling(more)
    .does(PEOPLE.officer, 'reply', CONTENT)
    .does(PEOPLE.reviewer, 'review-reply', { pass: true, reason: null })
}
