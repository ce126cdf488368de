import type { CommandType } from '../../src/domain/ticket/commands.ts'

/**
 * Who may do what, written down by hand: the policy's roles.yaml, the routes' declarations and the rules of scope are held
 * against it. A new route or command that is missing here fails the test.
 */
interface Expectation {
  /** `*`: whoever is signed in; `visitor`: also who is not. */
  readonly roles: readonly string[]
  readonly request?: { readonly query?: string; readonly body?: object }
}

const READERS = [
  'agent',
  'shift-leader',
  'dispatcher',
  'unit-officer',
  'unit-reviewer',
  'community-worker',
  'callback-agent',
  'inspector',
  'supervisor',
  'assessor',
  'leader',
]
const RATES = ['supervisor', 'assessor', 'leader', 'policy-editor']
const MONTH = ['unit-officer', 'unit-reviewer', 'supervisor', 'assessor', 'leader', 'policy-editor']
const WORKSHOP = ['policy-editor', 'supervisor', 'assessor']
const CALLING = ['callback-agent']
const SIGNALS = ['inspector', 'supervisor', 'assessor']
const INSPECTION = ['inspector', 'supervisor']
const OVERVIEW = ['supervisor', 'assessor', 'leader']
const EDITING = ['policy-editor']
const ALERTED = ['shift-leader', 'dispatcher', 'unit-reviewer', 'supervisor', 'leader']
const UNMASKING = ['agent', 'shift-leader', 'unit-officer', 'callback-agent']
/** Units unmask on their own tickets; looking people up is for the centre (P14). */
const CENTRAL_UNMASKING = ['agent', 'shift-leader', 'callback-agent']
const KNOWLEDGE = ['shift-leader', 'policy-editor']
const TAKING_CALLS = ['agent', 'shift-leader']
const LEADING_SHIFTS = ['shift-leader']
/** Whoever registers, supplements, contacts or replies may bring photos. */
const UPLOADING = ['agent', 'shift-leader', 'unit-officer', 'community-worker']
const SIGNING = ['unit-officer', 'unit-reviewer']
const ROSTER = ['unit-reviewer', 'shift-leader']
const LEDGER = [
  'unit-officer',
  'unit-reviewer',
  'shift-leader',
  'dispatcher',
  'inspector',
  'supervisor',
  'assessor',
  'leader',
]
/** An id that nothing has. */
const FREE_ID = '01a00000-0000-4000-8000-000000000009'
/** Who may merge any ticket, or replies for a unit. */
const CONFIRMING = ['shift-leader', 'dispatcher', 'unit-officer']

export const ROUTES: Readonly<Record<string, Expectation>> = {
  'POST /api/tickets': {
    roles: ['visitor', 'agent', 'shift-leader', 'community-worker'],
    request: { body: { channel: 'phone', words: '路灯不亮' } },
  },
  'GET /api/tickets': { roles: READERS },
  'GET /api/tickets/:id': { roles: READERS },
  'POST /api/photos': { roles: UPLOADING },
  'GET /api/photos/:upload': { roles: UPLOADING },
  'DELETE /api/photos/:upload': { roles: UPLOADING },
  'GET /api/tickets/:id/photos/:photo': { roles: READERS },
  'POST /api/tickets/:id/person': { roles: UNMASKING, request: { body: { reason: '核实地址' } } },
  'POST /api/tickets/:id/commands/:command': { roles: SIGNING },
  'GET /api/tickets/:id/similar': { roles: READERS },
  'POST /api/tickets/:id/distinct': { roles: CONFIRMING },
  'POST /api/similar': {
    roles: ['agent', 'shift-leader', 'community-worker'],
    request: { body: { words: '路灯不亮' } },
  },
  'GET /api/clusters': { roles: READERS },
  'POST /api/clusters': { roles: CONFIRMING },
  'GET /api/clusters/:id': { roles: READERS },
  'POST /api/clusters/:id/changes': { roles: CONFIRMING },
  'POST /api/clusters/:id/commands/:command': { roles: SIGNING },
  'POST /api/tickets/:id/prints': { roles: READERS, request: { body: { form: 'ticket' } } },
  'POST /api/tickets/:id/reply-preview': { roles: ['unit-officer'], request: { body: {} } },
  'GET /api/telephony': { roles: UNMASKING },
  'POST /api/tickets/:id/calls': { roles: UNMASKING, request: { body: { whom: 'requester' } } },
  'GET /api/tickets/:id/presence': { roles: READERS },
  'PUT /api/tickets/:id/presence': { roles: READERS, request: { body: { command: null } } },
  'GET /api/unit-people': { roles: SIGNING },
  'GET /api/unit-people/:account/tickets': { roles: SIGNING },
  'GET /api/roster': { roles: READERS },
  'PUT /api/roster/shifts/:day/:shift': { roles: ROSTER, request: { body: { inCharge: 'officer' } } },
  'DELETE /api/roster/shifts/:day/:shift': { roles: ROSTER },
  'POST /api/roster/absences': {
    roles: [...SIGNING, 'shift-leader'],
    request: { body: { absenceId: FREE_ID, account: 'nobody', firstDay: '2026-10-20', lastDay: '2026-10-19' } },
  },
  'DELETE /api/roster/absences/:absenceId': { roles: [...SIGNING, 'shift-leader'] },
  'POST /api/roster/hand-overs': {
    roles: [...SIGNING, 'shift-leader'],
    request: { body: { handOverId: FREE_ID, note: '三件待联系' } },
  },
  'POST /api/roster/hand-overs/:handOverId/acknowledgement': { roles: [...SIGNING, 'shift-leader'] },
  'POST /api/batch/sign': { roles: SIGNING, request: { body: { tickets: [FREE_ID] } } },
  'POST /api/batch/assign': { roles: SIGNING, request: { body: { tickets: [FREE_ID] } } },
  'POST /api/batch/hand-to': { roles: SIGNING, request: { body: { tickets: [FREE_ID] } } },
  'GET /api/templates': { roles: [...SIGNING, 'shift-leader', 'policy-editor'] },
  'PUT /api/templates/:id': { roles: [...ROSTER, 'policy-editor'], request: { body: {} } },
  'GET /api/ledger.xlsx': { roles: LEDGER },
  'GET /api/board': { roles: READERS },
  'GET /api/hotspots': { roles: READERS },
  'POST /api/assist/tickets/:id/reply': { roles: READERS },
  'POST /api/assist/intake': { roles: ['*'], request: { body: { words: '路灯不亮' } } },
  'GET /api/assist/model': { roles: ['*'] },
  'POST /api/assist/model': { roles: READERS, request: { body: { purpose: 'title', words: '路灯不亮' } } },
  'GET /api/knowledge': { roles: ['*'] },
  'GET /api/knowledge/:id': { roles: ['*'] },
  'PUT /api/knowledge/:id': { roles: KNOWLEDGE, request: { body: {} } },
  'GET /api/legal-bases': { roles: ['*'] },
  'PUT /api/legal-bases/:code': { roles: KNOWLEDGE, request: { body: {} } },
  'GET /api/catalogue': { roles: ['*'], request: { query: '?q=路灯' } },
  'GET /api/search': { roles: READERS, request: { query: '?q=路灯' } },
  'POST /api/people/search': {
    roles: CENTRAL_UNMASKING,
    request: { body: { phone: '13800000009', reason: '核实来电' } },
  },
  'GET /api/alerts': { roles: ALERTED },
  'GET /api/events': { roles: READERS },
  'POST /api/calls/ring': { roles: TAKING_CALLS, request: { body: { known: false } } },
  'GET /api/calls/mine': { roles: TAKING_CALLS },
  'PUT /api/calls/mine/status': { roles: TAKING_CALLS, request: { body: { status: 'away' } } },
  'POST /api/calls/:id/acts': { roles: TAKING_CALLS, request: { body: { act: 'hold' } } },
  'GET /api/calls/:id/history': { roles: TAKING_CALLS },
  'POST /api/same-building': { roles: TAKING_CALLS, request: { body: { address: '百万庄东里12号楼' } } },
  'POST /api/calls/:id/abuse': {
    roles: TAKING_CALLS,
    request: { body: { caseId: '01a00000-0000-4000-8000-000000000014', act: 'warn', words: '辱骂坐席' } },
  },
  'POST /api/abuse-cases/:id/decision': {
    roles: LEADING_SHIFTS,
    request: { body: { lift: true, words: '误会' } },
  },
  'GET /api/shift': { roles: LEADING_SHIFTS },
  'GET /api/drafts': { roles: [...TAKING_CALLS, 'community-worker'] },
  'PUT /api/drafts/:id': { roles: [...TAKING_CALLS, 'community-worker'], request: { body: { form: {} } } },
  'DELETE /api/drafts/:id': { roles: [...TAKING_CALLS, 'community-worker'] },
  'GET /api/preferences/keys': { roles: ['*'] },
  'PUT /api/preferences/keys': { roles: ['*'], request: { body: { off: [] } } },
  'GET /api/policy': { roles: ['*'] },
  'POST /api/dispatch/advice': { roles: READERS, request: { body: { words: '路灯不亮' } } },
  'GET /api/tickets/:id/advice': { roles: ['dispatcher'] },
  'GET /api/models': { roles: EDITING },
  'GET /api/models/:file/comparison': { roles: EDITING },
  'POST /api/models/choice': { roles: EDITING, request: { body: { file: null, reason: '核对权限' } } },
  'GET /api/tickets/:id/decision': { roles: ['dispatcher'] },
  'POST /api/dispatch/preview': {
    roles: ['dispatcher'],
    request: { body: { ticketIds: ['01a00000-0000-7000-8000-000000000000'] } },
  },
  'GET /api/tickets/:id/consult': { roles: READERS },
  'GET /api/tickets/:id/why': { roles: READERS },
  'GET /api/precedents': { roles: READERS },
  'GET /api/catalogue-proposals': { roles: ['dispatcher', 'policy-editor'] },
  'POST /api/catalogue-proposals': {
    roles: ['dispatcher'],
    request: {
      body: {
        proposalId: '01a00000-0000-4000-8000-000000000002',
        category: '07-01',
        lead: '110102009',
        reason: '三次退单均因此',
      },
    },
  },
  'GET /api/dispatch/measures': { roles: RATES },
  'GET /api/dispatch/measures/tickets': { roles: RATES, request: { query: '?count=wrong' } },
  'GET /api/gazetteer': { roles: ['policy-editor'] },
  'POST /api/gazetteer': {
    roles: ['policy-editor'],
    request: { body: { table: 'name,unit,kind\n北露园小区,110102009032,compound' } },
  },
  'DELETE /api/gazetteer/:unit/:name': { roles: ['policy-editor'] },
  'GET /api/months': { roles: MONTH },
  'GET /api/months/:period': { roles: MONTH },
  'GET /api/bulletins/:period': { roles: MONTH },
  'GET /api/bulletins/:period/bulletin.docx': { roles: MONTH },
  'GET /api/bulletins/:period/bulletin.xlsx': { roles: MONTH },
  'POST /api/months/:period/draft': { roles: ['assessor'] },
  'POST /api/months/:period/freeze': { roles: ['assessor'] },
  'POST /api/months/:period/publish': { roles: ['assessor'], request: { body: { words: null } } },
  'POST /api/months/:period/reruns': { roles: ['assessor'], request: { body: { words: '按复核意见重算' } } },
  'POST /api/months/:period/appeals': {
    roles: ['unit-reviewer', 'leader'],
    request: {
      body: { key: 'appeal-1', unit: '110102009', about: 'figure', ticket: null, ground: null, words: '口径有误' },
    },
  },
  'POST /api/months/:period/appeals/:number/decision': {
    roles: ['supervisor', 'assessor'],
    request: { body: { upheld: false, words: '维持' } },
  },
  'POST /api/months/:period/audits': {
    roles: ['supervisor', 'assessor'],
    request: { body: { unit: '110102009', words: '已核' } },
  },
  'GET /api/overview': { roles: OVERVIEW },
  'PUT /api/watched/:id': { roles: OVERVIEW, request: { body: { note: null, lookOn: '2026-10-20' } } },
  'DELETE /api/watched/:id': { roles: OVERVIEW },
  'GET /api/callbacks': { roles: CALLING },
  'POST /api/callbacks': { roles: CALLING, request: { body: {} } },
  'PUT /api/callbacks/:call': { roles: CALLING, request: { body: {} } },
  'DELETE /api/callbacks/:call': { roles: CALLING },
  'POST /api/callbacks/:call/tickets/:id': { roles: CALLING, request: { body: {} } },
  'POST /api/callbacks/:call/end': { roles: CALLING, request: { body: {} } },
  'GET /api/callbacks/rechecks': { roles: SIGNALS },
  'GET /api/inspection/samples': { roles: INSPECTION },
  'POST /api/inspection/samples': {
    roles: ['inspector'],
    request: { body: { sampleId: '01a00000-0000-4000-8000-000000000018', period: '2026-10' } },
  },
  'GET /api/inspection/samples/:id': { roles: INSPECTION },
  'GET /api/inspection/marked': { roles: INSPECTION },
  'GET /api/supervision': { roles: ['unit-officer', 'unit-reviewer', 'supervisor', 'leader', 'inspector'] },
  'GET /api/signals': { roles: SIGNALS },
  'POST /api/signals/:id/reviews': {
    roles: SIGNALS,
    request: {
      body: {
        reviewId: '01a00000-0000-4000-8000-000000000003',
        period: '2026-10',
        finding: 'explained',
        note: '已核实',
      },
    },
  },
  'GET /api/policy-versions': { roles: WORKSHOP },
  'GET /api/policy-differences': {
    roles: WORKSHOP,
    request: { query: '?before=beijing/2026-01&after=beijing/2026-01' },
  },
  'GET /api/policy-drafts': { roles: WORKSHOP },
  'POST /api/policy-drafts': {
    roles: EDITING,
    request: { body: { base: 'beijing/2026-01', effectiveFrom: '2026-12-01' } },
  },
  'GET /api/policy-drafts/:id': { roles: WORKSHOP },
  'DELETE /api/policy-drafts/:id': { roles: EDITING },
  'GET /api/policy-drafts/:id/check': { roles: WORKSHOP },
  'PUT /api/policy-drafts/:id/files/:file': { roles: EDITING, request: { body: { text: '', revision: 1 } } },
  'POST /api/policy-drafts/:id/replays': {
    roles: WORKSHOP,
    request: { body: { firstDay: '2026-10-01', lastDay: '2026-10-02' } },
  },
  'POST /api/policy-drafts/:id/proposal': { roles: EDITING },
  'DELETE /api/policy-drafts/:id/proposal': { roles: WORKSHOP, request: { body: { reason: '再议' } } },
  'POST /api/policy-drafts/:id/approvals': { roles: WORKSHOP },
  'GET /api/policy-replays/:id': { roles: WORKSHOP },
  'DELETE /api/policy-replays/:id': { roles: WORKSHOP },
  'GET /api/administration/people': { roles: ['operator'] },
  'POST /api/administration/people': {
    roles: ['operator'],
    request: { body: { login: 'neu', name: '新人', role: 'community-worker', unit: '110102009', reason: '入职' } },
  },
  'POST /api/administration/people-table': {
    roles: ['operator'],
    request: { body: { table: 'login,name,role,unit\n甲,甲某,community-worker,110102009\n', reason: '入职' } },
  },
  'GET /api/administration/people/:id': { roles: ['operator'] },
  'POST /api/administration/people/:id/changes': {
    roles: ['operator'],
    request: { body: { what: 'end-sessions', reason: '离岗' } },
  },
  'POST /api/administration/requests/:id/decision': {
    roles: ['operator'],
    request: { body: { decision: 'refuse', reason: '未核实' } },
  },
  'GET /api/administration/roles': { roles: ['operator'] },
  'GET /api/administration/role-preview': {
    roles: ['operator'],
    request: { query: '?role=unit-officer&unit=110102009' },
  },
  'GET /api/administration/units/:unit': { roles: ['operator', 'policy-editor'] },
  'POST /api/administration/unit-changes': {
    roles: ['operator', 'policy-editor'],
    request: {
      body: { what: 'renamed', code: '110102009', name: '展览路街道', effectiveFrom: '2026-10-19', reason: '更正' },
    },
  },
  'POST /api/administration/unit-table': {
    roles: ['operator', 'policy-editor'],
    request: {
      body: {
        table: 'code,name,name_en,kind,superior\nnew-office,新科,New,office,110102009\n',
        effectiveFrom: '2026-10-19',
        reason: '设立',
      },
    },
  },
  'POST /api/administration/units/:unit/closing': {
    roles: ['policy-editor'],
    request: { body: { successor: 'centre', reason: '撤并' } },
  },
  'GET /api/administration/keys': { roles: ['operator'] },
  'POST /api/administration/keys': {
    roles: ['operator'],
    request: { body: { name: '交换机', scopes: ['telephony'] } },
  },
  'DELETE /api/administration/keys/:key': { roles: ['operator'] },
  'GET /api/administration/channels': { roles: ['operator'] },
  'POST /api/administration/channels/test-message': {
    roles: ['operator'],
    request: { body: { phone: '13800000031' } },
  },
  'GET /api/administration/health': { roles: ['operator'] },
  'GET /api/administration/retention': { roles: ['operator'] },
  'GET /api/legal-bases/:code': { roles: ['*'] },
  'POST /api/access-log/search': { roles: ['supervisor'] },
  'GET /api/access-log/unusual': { roles: ['supervisor'] },
  'GET /api/assessments': { roles: RATES },
  'GET /api/assessments/:run': { roles: RATES },
  'GET /api/assessments/:run/units/:unit': { roles: RATES },
  'GET /api/assessments/:run/units/:unit/tickets': { roles: RATES },
  'GET /api/rates': { roles: RATES, request: { query: '?period=2026-10' } },
  'GET /api/ranks': { roles: RATES, request: { query: '?class=subdistrict' } },
  'GET /api/rates/:unit/tickets': { roles: RATES, request: { query: '?period=2026-10&count=valid' } },
}

export const PUBLIC: readonly string[] = [
  'GET /api/categories',
  'GET /api/demo-accounts',
  'GET /api/openapi.json',
  'GET /api/session',
  'GET /api/track/:number',
  'GET /api/units',
  'GET /api/units/:code',
  'GET /healthz',
  'GET /metrics',
  'GET /readyz',
  'POST /api/calls',
  'POST /api/first-administrator',
  'POST /api/invitations/look',
  'POST /api/invitations/use',
  'POST /api/session',
  'POST /api/track/:number/supplements',
  'DELETE /api/session',
]

/** On every ticket (`any`), or on those of the own unit (`own`). */
interface Grants {
  readonly any: readonly string[]
  readonly own: readonly string[]
}

const DESK = ['agent', 'shift-leader', 'dispatcher']
const OFFICER = ['unit-officer']
const REVIEWER = ['unit-reviewer']
const UNIT = ['unit-officer', 'unit-reviewer']
const CALLERS = ['agent', 'shift-leader']

export const COMMANDS: Readonly<Partial<Record<CommandType, Grants>>> = {
  split: { any: DESK, own: [] },
  answer: { any: CALLERS, own: [] },
  'hand-over': { any: CALLERS, own: [] },
  'record-welfare-call': { any: ['shift-leader', 'callback-agent'], own: [] },
  refuse: { any: CALLERS, own: [] },
  'object-refusal': { any: CALLERS, own: [] },
  classify: { any: DESK, own: [] },
  dispatch: { any: ['dispatcher'], own: [] },
  sign: { any: [], own: UNIT },
  'request-return': { any: [], own: UNIT },
  'decide-return': { any: ['dispatcher'], own: [] },
  'ask-opinion': { any: ['dispatcher'], own: [] },
  'give-opinion': { any: [], own: ['unit-officer', 'unit-reviewer', 'leader'] },
  'conclude-consult': { any: ['dispatcher'], own: [] },
  assign: { any: [], own: UNIT },
  transfer: { any: [], own: UNIT },
  'record-contact': { any: [], own: ['unit-officer', 'community-worker'] },
  reply: { any: [], own: OFFICER },
  'review-reply': { any: [], own: REVIEWER },
  'correct-fact': { any: DESK, own: OFFICER },
  'retract-reply': { any: [], own: OFFICER },
  'replace-reply': { any: [], own: OFFICER },
  'request-extension': { any: [], own: OFFICER },
  'decide-extension': { any: ['dispatcher', 'supervisor'], own: [] },
  'request-suspension': { any: [], own: OFFICER },
  'decide-suspension': { any: ['dispatcher', 'supervisor'], own: [] },
  'object-suspension': { any: CALLERS, own: [] },
  resume: { any: [], own: OFFICER },
  'attempt-callback': { any: ['callback-agent'], own: [] },
  'answer-callback': { any: ['callback-agent'], own: [] },
  'postpone-callback': { any: ['callback-agent'], own: [] },
  'correct-answer': { any: ['agent', 'callback-agent'], own: [] },
  'recheck-callback': { any: ['callback-agent'], own: [] },
  'report-pressure': { any: ['agent', 'shift-leader', 'callback-agent'], own: [] },
  reopen: { any: ['agent', 'inspector'], own: [] },
  'request-exclusion': { any: [], own: UNIT },
  'decide-exclusion': { any: ['supervisor', 'assessor'], own: [] },
  'object-exclusion': { any: CALLERS, own: [] },
  'decide-objection': { any: ['supervisor', 'assessor'], own: [] },
  urge: { any: CALLERS, own: [] },
  supplement: { any: CALLERS, own: ['community-worker'] },
  merge: { any: ['shift-leader', 'dispatcher'], own: [] },
  unmerge: { any: ['shift-leader', 'dispatcher'], own: [] },
  withdraw: { any: CALLERS, own: [] },
  'confirm-withdrawal': { any: ['callback-agent'], own: [] },
  supervise: { any: ['supervisor'], own: [] },
  'answer-supervision': { any: [], own: UNIT },
  'close-supervision': { any: ['supervisor'], own: [] },
  inspect: { any: ['inspector'], own: [] },
  'object-inspection': { any: [], own: ['unit-reviewer'] },
  'decide-inspection': { any: ['inspector', 'supervisor'], own: [] },
  escalate: { any: ['shift-leader', 'dispatcher', 'inspector', 'supervisor'], own: ['unit-reviewer', 'leader'] },
  'raise-alert': {
    any: ['agent', 'shift-leader', 'dispatcher', 'callback-agent', 'inspector', 'supervisor'],
    own: ['unit-officer', 'unit-reviewer', 'community-worker'],
  },
  'acknowledge-alert': { any: ['shift-leader', 'dispatcher', 'supervisor'], own: ['unit-reviewer', 'leader'] },
  'move-unit': { any: ['policy-editor'], own: [] },
  close: { any: ['dispatcher'], own: [] },
}

/** Given by rules and by other commands, never from outside. */
export const INNER_COMMANDS: readonly CommandType[] = ['register', 'absorb', 'release', 'pass-time', 'correct-record']

/** A body that fits most commands; shapes drop what they do not know. */
export const USUAL_BODY = {
  into: '01a00000-0000-7000-8000-000000000001',
  text: '已处理',
  words: '楼下路灯不亮',
  reason: '情况如此',
  why: '不同意',
  note: null,
  measures: '已更换',
  evidence: '照片',
  minutes: '会商记录',
  plan: '明年施工',
  owner: 'officer',
  reviewOn: '2026-11-01T00:00:00Z',
  requesterTold: true,
  claimsSolved: true,
  found: 'true',
  ground: 'wrong-place',
  dutyKind: 'government',
  route: '法院',
  category: '01-03',
  lead: '110102009',
  unit: '110102009',
  from: '110102009',
  to: '110102010',
  reached: true,
  accept: true,
  pass: true,
  grant: true,
  approve: true,
  lift: true,
  uphold: true,
  falselyClosed: false,
  verdicts: {
    words: 'right',
    category: 'right',
    reply: 'right',
    basis: 'right',
    contact: 'right',
    evidence: 'not-judged',
  },
  confirmed: true,
  outcome: 'no-answer',
  fact: 'title',
  title: '路灯',
  contacted: true,
  solved: 'yes',
  satisfied: 'satisfied',
  by: 'call',
  order: 'DB-1',
  due: '2026-11-01T00:00:00Z',
  alert: 'a-1',
  risks: ['gas'],
}

/** Where one name means different things. */
export const UNUSUAL_BODIES: Readonly<Record<string, object>> = {
  'postpone-callback': { until: '2099-01-01T02:00:00.000Z', to: null },
  'hand-over': { to: '120' },
  'ask-opinion': { units: ['110102009'] },
  'give-opinion': { stance: 'not-ours' },
  escalate: { to: 'district' },
  resume: { why: 'other' },
  reply: { evidence: [] },
  'replace-reply': { evidence: [] },
}
