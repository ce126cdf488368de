import type { Calendar } from '../clock/calendar.ts'
import type { Limit } from '../clock/working-time.ts'
import { CENTRE, makeOrg, type Org, type Unit, type UnitKind } from '../org/unit.ts'
import type { Grant, LimitClass, LimitRule, Policy } from '../policy/policy.ts'
import type { CommandType } from './commands.ts'
import type { Actor } from './events.ts'

/** A small city for the tests of the rules: one policy, a dozen units and the people who work there. */

export const CALENDAR: Calendar = {
  id: 'test-2026',
  offsets: [{ from: '1949-10-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2026,
  lastYear: 2027,
  holidays: ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'],
  makeUpDays: ['2026-10-10'],
}

const hours = (amount: number): Limit => ({ amount, unit: 'hours' })
const days = (amount: number): Limit => ({ amount, unit: 'natural-days' })
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
  twoDistricts: { amount: 2, unit: 'hours' },
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
    assessor: role(...on('any', 'decide-exclusion', 'decide-objection')),
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
