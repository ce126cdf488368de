import { v7 as uuidv7 } from 'uuid'
import type { RequestBody } from '../../contract/ticket/request.ts'
import type { Submission } from '../../contract/ticket/submission.ts'
import { DAY, HOUR, type Instant, MINUTE, plus } from '../../domain/kernel/instant.ts'
import type { CommandType } from '../../domain/ticket/commands.ts'
import type { Actor } from '../../domain/ticket/events.ts'

/** Where and when the bench's tickets live: an ordinary Tuesday in 展览路街道. */
const UNIT = '110102009'
const MORNING: Instant = '2026-03-10T01:30:00.000Z'

const agent: Actor = { kind: 'person', account: 'agent-01', unit: 'centre', role: 'agent' }
const dispatcher: Actor = { kind: 'person', account: 'dispatcher-01', unit: 'centre', role: 'dispatcher' }
const officer: Actor = { kind: 'person', account: `${UNIT}-unit-officer-01`, unit: UNIT, role: 'unit-officer' }
const reviewer: Actor = { kind: 'person', account: `${UNIT}-unit-reviewer-01`, unit: UNIT, role: 'unit-reviewer' }
const caller: Actor = { kind: 'person', account: 'callback-agent-01', unit: 'centre', role: 'callback-agent' }

export interface LifeStep {
  readonly at: Instant
  readonly submission: Submission
}

/** register → classify → dispatch → sign → contact → reply → review → callback, which closes: eight commands of five people. */
export function wholeLife(index: number): LifeStep[] {
  const ticketId = uuidv7()
  const start = plus(MORNING, (index % 120) * 1000)
  const step = <T extends CommandType>(type: T, body: RequestBody<T>, actor: Actor, after: number): LifeStep => ({
    at: plus(start, after),
    submission: {
      type,
      body,
      ticketId,
      key: type === 'register' ? ticketId : `${type}-1`,
      actor,
    } as unknown as Submission,
  })
  const place = { district: '110102', subdistrict: UNIT, community: null, address: `百万庄东里${(index % 40) + 1}号楼` }
  const phone = `1990${String(index % 10_000_000).padStart(7, '0')}`
  return [
    step('register', { ...REGISTRATION, words: WORDS, requester: { name: '测试人', phone }, place }, agent, 0),
    step('classify', { category: '02-01', limit: null, kind: null, confidence: 0.9, accuses: null }, agent, MINUTE),
    step(
      'dispatch',
      {
        lead: UNIT,
        assisting: [],
        mode: 'direct',
        limit: null,
        record: { row: null, ground: 'bench', candidates: [], overruled: null },
      },
      dispatcher,
      2 * MINUTE,
    ),
    step('sign', {}, officer, 10 * MINUTE),
    step('record-contact', { outcome: 'reached', inPerson: true, note: '已上门查看，约定明日维修。' }, officer, HOUR),
    step('reply', REPLY, officer, 5 * HOUR),
    step('review-reply', { pass: true, reason: null }, reviewer, 6 * HOUR),
    step(
      'answer-callback',
      { contacted: true, solved: 'yes', satisfied: 'satisfied', by: 'call', why: null, missing: null },
      caller,
      DAY + HOUR,
    ),
  ]
}

const WORDS = '卫生间天花板从上周开始漏水，楼上住户说不是他家的问题，物业来看过一次没有下文，希望尽快查清原因并修好。'

const REGISTRATION = {
  contact: null,
  channel: 'phone',
  source: null,
  kind: 'complaint',
  identity: 'normal',
  behalf: 'self',
  concerned: null,
  enterprise: false,
  title: '卫生间漏水',
  accuses: null,
  saidAt: null,
  splitFrom: null,
} as const

const REPLY: RequestBody<'reply'> = {
  found: 'true',
  text: '经查为楼上地漏老化渗水，已更换地漏并重做防水。',
  measures: '更换地漏，重做防水，闭水试验二十四小时无渗漏。',
  legalBasis: ['property-regulation'],
  evidence: [],
  nextStep: null,
  claimsSolved: true,
  metInPerson: true,
}
