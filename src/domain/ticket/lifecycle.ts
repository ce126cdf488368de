import type { CommandType } from './commands.ts'
import type { Phase } from './events.ts'

/**
 * The life of a ticket as one table: which command is possible from which phase, where it may lead, and on what ground.
 * `same` stays. Grounds: Reg. = 《北京市接诉即办工作条例》 by theme as domain.md §10.1 gives it; P = practice.md; the
 * windows and counts themselves are policy data.
 */
export interface Step {
  readonly command: CommandType
  readonly from: readonly Phase[]
  readonly to: readonly (Phase | 'same')[]
  readonly ground: string
}

const WITH_UNIT: readonly Phase[] = ['dispatched', 'return-review', 'consulting', 'handling', 'suspended', 'replied']
const OPEN: readonly Phase[] = ['awaiting-dispatch', ...WITH_UNIT, 'awaiting-callback', 'withdrawing']
const BEFORE_DISPATCH: readonly Phase[] = ['awaiting-dispatch']
const SCORABLE: readonly Phase[] = [...WITH_UNIT, 'awaiting-callback', 'closed']
const BORN: readonly Phase[] = [...OPEN, 'answered', 'handed-over', 'refused', 'closed', 'withdrawn', 'merged']

export const LIFECYCLE: readonly Step[] = [
  // intake 受理
  { command: 'register', from: ['unborn'], to: ['awaiting-dispatch'], ground: 'Reg. requests: any person, any medium' },
  { command: 'split', from: OPEN, to: ['same'], ground: 'P11 拆单' },
  { command: 'answer', from: BEFORE_DISPATCH, to: ['answered'], ground: 'domain §0 答复即结' },
  { command: 'hand-over', from: BEFORE_DISPATCH, to: ['handed-over'], ground: '国办发〔2020〕53号; P1' },
  { command: 'record-welfare-call', from: ['handed-over'], to: ['same'], ground: 'P1' },
  { command: 'refuse', from: BEFORE_DISPATCH, to: ['refused'], ground: 'Reg. limits of duty; P24' },
  { command: 'object-refusal', from: ['refused'], to: ['awaiting-dispatch'], ground: 'domain §4.4: may object once' },
  { command: 'classify', from: BEFORE_DISPATCH, to: ['same'], ground: 'Reg. classified handling' },
  // dispatch 派单
  { command: 'dispatch', from: BEFORE_DISPATCH, to: ['dispatched'], ground: 'Reg. precise dispatch; P3 回避; P25' },
  {
    command: 'sign',
    from: ['dispatched', 'handling'],
    to: ['handling', 'same'],
    ground: 'DB11/T 2021 draft: 7×24 签收',
  },
  {
    command: 'request-return',
    from: ['dispatched', 'handling'],
    to: ['return-review'],
    ground: '国办函〔2025〕66号 §5 派单异议',
  },
  {
    command: 'decide-return',
    from: ['return-review'],
    to: ['awaiting-dispatch', 'dispatched', 'handling', 'consulting'],
    ground: '国办函〔2025〕66号 §5; P7',
  },
  { command: 'ask-opinion', from: ['consulting'], to: ['same'], ground: 'domain §6.4: the centre convenes the units' },
  { command: 'give-opinion', from: ['consulting'], to: ['same'], ground: 'domain §6.4: units asked state their view' },
  { command: 'conclude-consult', from: ['consulting'], to: ['dispatched'], ground: 'domain §6.4: binding result' },
  { command: 'assign', from: ['handling'], to: ['same'], ground: 'Reg. sub-districts co-ordinate units in their area' },
  { command: 'transfer', from: ['handling', 'suspended'], to: ['same'], ground: 'P28' },
  { command: 'move-unit', from: [...OPEN, 'merged'], to: ['same'], ground: 'P26' },
  // handling 办理
  {
    command: 'record-contact',
    from: ['dispatched', 'handling', 'return-review', 'consulting', 'suspended'],
    to: ['same'],
    ground: 'P22',
  },
  {
    command: 'reply',
    from: ['dispatched', 'handling', 'replied', 'awaiting-callback'],
    to: ['replied', 'same'],
    ground: 'P9; P22: an assisting unit hands in its own part, the lead may still reply when late',
  },
  { command: 'review-reply', from: ['replied'], to: ['awaiting-callback', 'handling'], ground: 'P9' },
  { command: 'correct-fact', from: OPEN, to: ['same'], ground: 'P27' },
  { command: 'retract-reply', from: ['replied', 'awaiting-callback'], to: ['handling'], ground: 'P27' },
  { command: 'replace-reply', from: ['replied', 'awaiting-callback'], to: ['same'], ground: 'P27' },
  { command: 'request-extension', from: ['handling'], to: ['same'], ground: 'domain §6.3 申请延迟 (INF)' },
  { command: 'decide-extension', from: ['handling'], to: ['same'], ground: 'domain §6.3 (INF)' },
  { command: 'request-suspension', from: ['handling'], to: ['same'], ground: 'domain §7.3 挂账; P4' },
  {
    command: 'decide-suspension',
    from: ['handling'],
    to: ['same', 'suspended'],
    ground: 'domain §7.3: two persons; P4',
  },
  { command: 'object-suspension', from: ['suspended'], to: ['same'], ground: 'P4' },
  { command: 'resume', from: ['suspended'], to: ['handling'], ground: 'domain §7.3 销账' },
  // callback 回访
  {
    command: 'attempt-callback',
    from: ['awaiting-callback'],
    to: ['same', 'closed', 'handling'],
    ground: 'Reg. callback; domain §8.1',
  },
  { command: 'postpone-callback', from: ['awaiting-callback'], to: ['same'], ground: 'P10; domain §8.1 (INF)' },
  {
    command: 'answer-callback',
    from: ['awaiting-callback'],
    to: ['closed', 'handling'],
    ground: 'Reg. callback: the requester decides',
  },
  { command: 'correct-answer', from: ['closed'], to: ['same'], ground: 'domain §8.1 correction window' },
  {
    command: 'recheck-callback',
    from: ['closed'],
    to: ['same'],
    ground: 'P5, P23: a second, random check; no score (INF)',
  },
  { command: 'report-pressure', from: BORN, to: ['same'], ground: 'Reg. rights: no interference or suppression; P5' },
  { command: 'reopen', from: ['closed'], to: ['handling'], ground: 'domain §7.1 重办' },
  // score 考核
  { command: 'request-exclusion', from: SCORABLE, to: ['same'], ground: 'domain §8.5; P4' },
  {
    command: 'decide-exclusion',
    from: SCORABLE,
    to: ['same'],
    ground: 'P4: two people, one outside the line of command',
  },
  { command: 'object-exclusion', from: SCORABLE, to: ['same'], ground: 'P4' },
  { command: 'decide-objection', from: SCORABLE, to: ['same'], ground: 'P4' },
  // relations 关联
  { command: 'urge', from: OPEN, to: ['same'], ground: '2025 opinion 催办告知' },
  { command: 'supplement', from: OPEN, to: ['same'], ground: 'P16' },
  {
    command: 'merge',
    from: ['awaiting-dispatch', 'dispatched', 'handling'],
    to: ['merged'],
    ground: '国办函〔2025〕66号 重复诉求并单; P12',
  },
  {
    command: 'unmerge',
    from: ['merged'],
    to: ['awaiting-dispatch', 'dispatched', 'handling'],
    ground: 'P11: a merge can be undone',
  },
  { command: 'absorb', from: OPEN, to: ['same'], ground: 'P12' },
  { command: 'release', from: BORN, to: ['same'], ground: 'P11' },
  {
    command: 'withdraw',
    from: ['awaiting-dispatch', 'dispatched', 'handling', 'suspended'],
    to: ['withdrawn', 'withdrawing'],
    ground: 'P6 撤单',
  },
  {
    command: 'confirm-withdrawal',
    from: ['withdrawing'],
    to: ['withdrawn', 'awaiting-dispatch', 'dispatched', 'handling', 'suspended'],
    ground: 'P6: an independent call confirms',
  },
  // supervision and alarms 督办 · 提级 · 预警
  { command: 'supervise', from: OPEN, to: ['same'], ground: '国办函〔2025〕66号 督查督办; P30' },
  { command: 'answer-supervision', from: BORN, to: ['same'], ground: 'P30' },
  {
    command: 'close-supervision',
    from: BORN,
    to: ['same'],
    ground: 'P30: an order ends when its answer was looked at',
  },
  { command: 'escalate', from: OPEN, to: ['same'], ground: '国办函〔2025〕66号 提级办理; P30' },
  { command: 'raise-alert', from: BORN, to: ['same'], ground: 'P2' },
  { command: 'acknowledge-alert', from: BORN, to: ['same'], ground: 'P2: acknowledged by a name' },
  // inspection 质检
  { command: 'inspect', from: ['answered', 'refused', 'closed'], to: ['same'], ground: 'P30' },
  { command: 'object-inspection', from: BORN, to: ['same'], ground: 'P30: the unit may object' },
  { command: 'decide-inspection', from: BORN, to: ['same'], ground: 'P30: decided by another person' },
  // end
  {
    command: 'correct-record',
    from: ['dispatched', 'closed'],
    to: ['dispatched', 'closed', 'same'],
    ground: 'contracts: an imported order is what its own system says of it',
  },
  { command: 'close', from: OPEN, to: ['closed'], ground: 'P19: anonymous, nobody can be called; contracts: imports' },
  {
    command: 'pass-time',
    from: OPEN,
    to: ['same', 'handling', 'awaiting-callback', 'closed'],
    ground: 'P8; Reg. callback when the limit has expired',
  },
]

const BY_COMMAND = new Map(LIFECYCLE.map((step) => [step.command, step]))

export function stepOf(command: CommandType): Step {
  const step = BY_COMMAND.get(command)
  if (!step) throw new Error(`no lifecycle step for ${command}`)
  return step
}

export function isPossible(phase: Phase, command: CommandType): boolean {
  return stepOf(command).from.includes(phase)
}
