import type { BatchAnswer } from '../../../contract/http/roster.ts'
import type { BarMark } from '../../../domain/clock/bar.ts'
import type { Overview } from '../../api/overview.ts'
import type { ClockView } from '../../api/ticket.ts'
import type { TicketListItem } from '../../api/ticket-list.ts'

const HOUR = 3_600_000

interface NamedClock {
  readonly name: string
  readonly clock: ClockView
  readonly marks: readonly BarMark[]
}
type Rate = Overview['rates'][number] & {
  readonly label: string
  readonly opens?: { readonly unit: string; readonly period: string; readonly count: string }
}

/** Made-up tickets, clocks and rates in every state, laid around `now` so that they look the same on any day. */
export function samplesAt(now: string) {
  const at = (hours: number): string => new Date(Date.parse(now) + hours * HOUR).toISOString()
  const clock = (from: number, due: number, rest: Partial<ClockView> = {}): ClockView => ({
    state: 'running',
    class: 'general',
    startedAt: at(from),
    dueAt: at(due),
    provisional: false,
    limitMs: (due - from) * HOUR,
    ranMs: -from * HOUR,
    pausedMs: 0,
    remainingMs: due * HOUR,
    late: due < 0,
    stoppedAt: null,
    segments: [{ leg: 0, from: at(from), to: now, kind: 'ran', ground: 'dispatched' }],
    ...rest,
  })
  const clocks: readonly NamedClock[] = [
    {
      name: '在办',
      clock: clock(-40, 80),
      marks: [
        { at: at(-38), what: 'signed' },
        { at: at(-20), what: 'contacted' },
      ],
    },
    { name: '快到期', clock: clock(-110, 6), marks: [{ at: at(-100), what: 'signed' }] },
    { name: '超时', clock: clock(-130, -10), marks: [] },
    {
      name: '停钟',
      clock: clock(-60, 100, {
        state: 'paused',
        dueAt: null,
        segments: [
          { leg: 0, from: at(-60), to: at(-20), kind: 'ran', ground: 'dispatched' },
          { leg: 0, from: at(-20), to: now, kind: 'paused', ground: 'suspended' },
        ],
      }),
      marks: [],
    },
    { name: '未派单', clock: clock(0, 120, { startedAt: null, dueAt: null, segments: [] }), marks: [] },
  ]
  const ticket = (id: number, rest: Partial<TicketListItem>): TicketListItem => ({
    ticketId: `00000000-0000-7000-8000-00000000000${id}`,
    number: `YS-00000${id}`,
    title: '示例：三单元门口路灯连续几晚不亮',
    identity: 'normal',
    phase: 'handling',
    kind: 'help',
    category: { code: 'lighting', name: '道路照明' },
    limit: 'general',
    responsible: { code: 'sample', name: '示例街道' },
    subdistrict: { code: 'sample', name: '示例街道' },
    community: { code: 'sample-1', name: '示例社区' },
    open: true,
    late: false,
    marks: [],
    registeredAt: at(-50),
    dueAt: at(30),
    ...rest,
  })
  const rate = (label: string, rest: Partial<Rate>): Rate => ({
    label,
    rate: 'resolution',
    numerator: '183.5',
    denominator: '200',
    percent: '91.75',
    interval: { low: '87.12', high: '94.81' },
    change: { way: 'up', points: '1.20' },
    ...rest,
  })
  return {
    clocks,
    chips: [
      { dueAt: at(70), phase: 'handling', open: true, late: false },
      { dueAt: at(5), phase: 'handling', open: true, late: false },
      { dueAt: at(-3), phase: 'handling', open: true, late: true },
      { dueAt: null, phase: 'suspended', open: true, late: false },
      { dueAt: at(40), phase: 'awaiting-callback', open: true, late: false },
      { dueAt: at(-90), phase: 'closed', open: false, late: false },
    ],
    marks: ['alert', 'urged', 'second-handling', 'reopened', 'sent-back'],
    tickets: [
      ticket(1, { late: true, dueAt: at(-4), marks: ['urged'] }),
      ticket(2, { dueAt: at(6), identity: 'anonymous', title: '示例：快递柜堵住了消防通道，希望挪开' }),
      ticket(3, { title: null, category: null, community: null, phase: 'awaiting-dispatch', dueAt: null }),
    ],
    rates: [
      rate('可点开', { opens: { unit: 'sample', period: '2026-10', count: 'solved' } }),
      rate('只有数字', { change: { way: 'down', points: '0.80' } }),
      rate('没有样本', { numerator: '0', denominator: '0', percent: null, interval: null, change: null }),
    ],
    batch: {
      preview: false,
      results: [
        { ticketId: ticket(1, {}).ticketId, number: 'YS-000001', ok: true, code: null, sentence: null },
        {
          ticketId: ticket(2, {}).ticketId,
          number: 'YS-000002',
          ok: false,
          code: 'ticket.not-in-phase',
          sentence: '示例：这张工单已经签收。',
        },
      ],
    } satisfies BatchAnswer,
  }
}
