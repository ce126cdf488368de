import { describe, expect, it } from 'vitest'
import { DAY, HOUR, type Instant, MINUTE, plus } from '../kernel/instant.ts'
import { CALENDAR } from '../ticket/fixture-city.ts'
import { detectSignals } from './detect.ts'
import type { KnownTicket } from './known-ticket.ts'
import type { ReplyPrint } from './replies-alike.ts'
import type { Signal } from './signal.ts'
import type { Trail } from './trail.ts'

const START = '2026-10-19T01:00:00.000Z'
const SPAN = { from: '2026-10-18T16:00:00.000Z', to: '2026-11-18T16:00:00.000Z' }
const UNIT = 'u-road'
const at = (ms: number): Instant => plus(START, ms)

const EMPTY: Trail = {
  registeredAt: START,
  requester: null,
  onBehalf: false,
  anonymous: false,
  splitFrom: null,
  category: '07-01',
  subdistrict: 's-1',
  community: null,
  dispatches: [{ at: START, unit: UNIT, limit: 'general' }],
  returns: [],
  contacts: [],
  replies: [],
  pauses: [],
  answers: [],
  pressure: [],
  rechecks: [],
}

function ticket(id: string, trail: Partial<Trail>, over: Partial<KnownTicket> = {}): KnownTicket {
  return { ticketId: id, trail: { ...EMPTY, requester: `p-${id}`, ...trail }, phone: null, cluster: null, ...over }
}

const contact = (ms: number, unit = UNIT) => ({ at: at(ms), unit })
const answer = (ms: number, score = 11, over: Partial<Trail['answers'][number]> = {}) => ({
  at: at(ms),
  unit: UNIT,
  by: 'link' as const,
  corrected: false,
  favourable: score >= 10,
  score,
  ...over,
})
const reply = (ms: number, over: Partial<Trail['replies'][number]> = {}) => ({
  at: at(ms),
  unit: UNIT,
  text: { id: '5.text', commit: 'c' },
  evidence: [],
  claimsSolved: true,
  ...over,
})

const LIKENESS = {
  bands: (text: string) => [text.slice(0, 2)],
  shared: (a: string, b: string) => (a === b ? 1 : 0.5),
}
const find = (tickets: readonly KnownTicket[], replies: readonly ReplyPrint<string>[] = []): Signal[] =>
  detectSignals(tickets, { span: SPAN, calendar: CALENDAR, replies, likeness: LIKENESS })
const codes = (tickets: readonly KnownTicket[]) => find(tickets).map((one) => one.code)
const many = (count: number, make: (index: number) => KnownTicket) => Array.from({ length: count }, (_, i) => make(i))

describe('signals about answers', () => {
  it('tells that an answer got better after a contact of the unit, and nothing else', () => {
    const change = (contacts: Trail['contacts'], second = 11) =>
      codes([ticket('a', { contacts, answers: [answer(HOUR, 0), answer(5 * HOUR, second, { corrected: true })] })])
    expect(change([contact(2 * HOUR)])).toEqual(['answer-changed-after-contact'])
    expect(change([contact(0)])).toEqual([])
    expect(change([contact(2 * HOUR, 'u-other')])).toEqual([])
    expect(change([contact(2 * HOUR)], 0)).toEqual([])
  })

  it('tells that answers by link came within minutes after the contact, from the third on', () => {
    const one = (gap: number) => (index: number) =>
      ticket(`t${index}`, { contacts: [contact(index * DAY)], answers: [answer(index * DAY + gap)] })
    expect(codes(many(3, one(15 * MINUTE)))).toEqual(['answers-prompted'])
    expect(codes(many(2, one(15 * MINUTE)))).toEqual([])
    expect(codes(many(3, one(16 * MINUTE)))).toEqual([])
  })

  it('tells a burst of different people, not of one with many tickets', () => {
    const one = (index: number) => ticket(`t${index}`, { answers: [answer(index * 2 * MINUTE)] })
    expect(find(many(6, one))).toMatchObject([
      { code: 'answers-in-a-burst', unit: UNIT, facts: { people: 6, count: 6 } },
    ])
    expect(codes(many(4, one))).toEqual([])
    expect(codes(many(6, (i) => ticket(`t${i}`, { requester: 'p', answers: [answer(i * MINUTE)] })))).toEqual([])
    expect(codes(many(6, (i) => ticket(`t${i}`, { answers: [answer(i * MINUTE, 11, { by: 'call' })] })))).toEqual([])
  })

  it('tells that one phone stands behind many favourable answers', () => {
    const one = (index: number) =>
      ticket(`t${index}`, { answers: [answer(index * DAY, 11, { by: 'call' })] }, { phone: '1' })
    expect(find(many(5, one))).toMatchObject([{ code: 'one-phone-many', tickets: ['t0', 't1', 't2', 't3', 't4'] }])
    expect(codes(many(4, one))).toEqual([])
  })

  it('leaves answers from a cluster and of registered proxies alone (P23)', () => {
    const one = (trail: Partial<Trail>, over: Partial<KnownTicket>) => (index: number) =>
      ticket(`t${index}`, { answers: [answer(index * MINUTE)], ...trail }, { phone: '1', ...over })
    expect(codes(many(6, one({}, {})))).toEqual(['answers-in-a-burst', 'one-phone-many'])
    expect(codes(many(6, one({ onBehalf: true }, {})))).toEqual([])
    expect(codes(many(6, one({}, { cluster: 'c-1' })))).toEqual([])
  })

  it('passes on what a requester reported, even of a proxy', () => {
    expect(find([ticket('a', { onBehalf: true, pressure: [contact(HOUR)] })])).toMatchObject([
      { code: 'pressure-reported', key: 'a', facts: { times: 1, count: 1 } },
    ])
  })
})

describe('signals about handling', () => {
  it('tells solutions claimed without a contact that reached anybody', () => {
    const one = (trail: Partial<Trail>) => (index: number) =>
      ticket(`t${index}`, { replies: [reply(index * DAY + HOUR)], ...trail })
    expect(codes(many(3, one({})))).toEqual(['reply-without-contact'])
    expect(codes(many(2, one({})))).toEqual([])
    expect(codes(many(3, one({ anonymous: true })))).toEqual([])
    expect(codes(many(3, one({ contacts: [contact(MINUTE)] })))).toEqual([])
  })

  it('tells a solution claimed within minutes after the dispatch', () => {
    const one = (ms: number, claimsSolved = true) =>
      codes([ticket('a', { contacts: [contact(MINUTE)], replies: [reply(ms, { claimsSolved })] })])
    expect(one(15 * MINUTE)).toEqual(['reply-within-minutes'])
    expect(one(16 * MINUTE)).toEqual([])
    expect(one(5 * MINUTE, false)).toEqual([])
  })

  it('tells many pauses requested on one day shortly before the limit', () => {
    const one = (left: number | null) => (index: number) => {
      const pause = { ...contact(index * MINUTE), dueAt: left === null ? null : at(index * MINUTE + left) }
      return ticket(`t${index}`, { pauses: [pause] })
    }
    expect(find(many(5, one(3 * HOUR)))).toMatchObject([
      { code: 'pauses-before-due', key: '2026-10-19', facts: { day: '2026-10-19', count: 5 } },
    ])
    expect(codes(many(4, one(3 * HOUR)))).toEqual([])
    expect(codes(many(5, one(25 * HOUR)))).toEqual([])
    expect(codes(many(5, one(-HOUR)))).toEqual([])
    expect(codes(many(5, one(null)))).toEqual([])
  })

  it('tells one reply to many matters, but not one answer to a cluster', () => {
    const print = (index: number, matter: string, text: string) => ({
      ticketId: `t${index}`,
      unit: UNIT,
      at: at(index * HOUR),
      matter,
      print: text,
    })
    const texts = (text: (index: number) => string, matter = (index: number) => `t${index}`) =>
      find(
        [],
        Array.from({ length: 5 }, (_, i) => print(i, matter(i), text(i))),
      )
    expect(texts(() => '已核实处理')).toMatchObject([{ code: 'replies-alike', facts: { count: 5, percent: 90 } }])
    expect(texts((index) => `已核实${index}`)).toEqual([])
    expect(
      texts(
        () => '已核实处理',
        () => 'c-1',
      ),
    ).toEqual([])
  })

  it('tells a longer limit at a later dispatch, and not a shorter one', () => {
    const step = (was: 'general' | 'complex', is: 'general' | 'complex') =>
      find([
        ticket('a', {
          dispatches: [
            { ...contact(0), limit: was },
            { ...contact(DAY), limit: is },
          ],
        }),
      ])
    expect(step('general', 'complex')).toMatchObject([
      { code: 'longer-limit', facts: { was: 'general', is: 'complex' } },
    ])
    expect(step('complex', 'general')).toEqual([])
  })

  it('tells a ticket that was returned twice', () => {
    expect(find([ticket('a', { returns: [contact(HOUR), contact(2 * HOUR, 'u-2')] })])).toMatchObject([
      { code: 'bounce-loop', facts: { times: 2 } },
    ])
    expect(codes([ticket('a', { returns: [contact(HOUR)] })])).toEqual([])
  })

  it('tells that a matter came back within thirty days after it was said to be solved', () => {
    const first = ticket('a', { requester: 'p', contacts: [contact(0)], replies: [reply(HOUR)] })
    const second = (trail: Partial<Trail>) =>
      ticket('b', { requester: 'p', registeredAt: at(HOUR + 29 * DAY), dispatches: [], ...trail })
    expect(find([first, second({})])).toMatchObject([
      { code: 'refiled', unit: UNIT, tickets: ['a', 'b'], facts: { days: 29 } },
    ])
    for (const other of [
      { requester: 'q' },
      { category: '08-01' },
      { subdistrict: 's-2' },
      { splitFrom: 'a' },
      { registeredAt: at(31 * DAY) },
      { registeredAt: at(0) },
    ]) {
      expect(codes([first, second(other)]), JSON.stringify(other)).toEqual([])
    }
  })

  it('finds what was solved before the period and came back in it', () => {
    const before = ticket('a', { requester: 'p', contacts: [contact(-9 * DAY)], replies: [reply(-8 * DAY)] })
    expect(codes([before, ticket('b', { requester: 'p', dispatches: [] })])).toEqual(['refiled'])
  })

  it('tells one evidence file under different matters', () => {
    const shown = (id: string, cluster: string | null = null) =>
      ticket(id, { contacts: [contact(0)], replies: [reply(HOUR, { evidence: ['sha256:1'] })] }, { cluster })
    expect(find([shown('a'), shown('b')])).toMatchObject([{ code: 'evidence-reused', tickets: ['a', 'b'] }])
    expect(codes([shown('a', 'c-1'), shown('b', 'c-1')])).toEqual([])
    expect(codes([shown('a')])).toEqual([])
  })
})

it('keeps to the period', () => {
  expect(codes([ticket('a', { pressure: [contact(-9 * DAY)] })])).toEqual([])
  expect(codes([ticket('a', { pressure: [contact(32 * DAY)] })])).toEqual([])
})

it('marks of an inspection are told per unit, those that were lifted are not, and an older trail has none (P30)', () => {
  const marked = find([
    ticket('a', { marks: [contact(HOUR)] }),
    ticket('b', { marks: [contact(2 * HOUR)] }),
    ticket('c', {}),
  ])
  expect(marked).toMatchObject([{ code: 'falsely-closed', unit: UNIT, tickets: ['a', 'b'], facts: { count: 2 } }])
  expect(codes([ticket('a', { marks: [] })])).toEqual([])
  expect(codes([ticket('a', { marks: [contact(-9 * DAY)] })])).toEqual([])
})
