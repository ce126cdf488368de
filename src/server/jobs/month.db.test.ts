import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { REQUESTS, type TicketRequest } from '../../contract/ticket/request.ts'
import { HOUR, type Instant, MINUTE, plus } from '../../domain/kernel/instant.ts'
import type { Actor, TicketEvent } from '../../domain/ticket/events.ts'
import { loadHistory } from '../../store/ticket/history.ts'
import { verifyDatabase } from '../../store/verification/verify-database.ts'
import { sweep } from './sweeper.ts'

// A month in which people do nothing more after the first morning: whatever happens, happens because time passes, in
// steps of half an hour, on two nodes at once.
const MONDAY = '2026-10-19T02:00:00.000Z'
const STEP = 30 * MINUTE
const STEPS = 31 * 48
const UNIT = '110102009'
const person = (account: string, unit: string, role: string): Actor => ({ kind: 'person', account, unit, role })
const AGENT = person('agent', 'centre', 'agent')
const OFFICER = person('officer', UNIT, 'unit-officer')
const REVIEWER = person('reviewer', UNIT, 'unit-reviewer')
const DISTRICT = person('district', '110102', 'unit-reviewer')

type Told = readonly (readonly [type: TicketRequest['type'], body: object, actor?: Actor])[]

const REGISTERED: Told = [
  ['register', { channel: 'phone', words: '路灯不亮', requester: { name: '孙文静', phone: '13800000007' } }],
]
const sent = (category: string): Told => [...REGISTERED, ['classify', { category }], ['dispatch', { lead: UNIT }]]
const HANDLED: Told = [...sent('01-03'), ['sign', {}, OFFICER], ['record-contact', { outcome: 'reached' }, OFFICER]]
const REPLY = { found: 'true', text: '已更换灯泡。', measures: '更换灯泡。', legalBasis: ['law-1'], claimsSolved: true }

const STORIES = {
  general: sent('01-03'),
  urgent: sent('01-07'),
  unassigned: REGISTERED,
  handled: HANDLED,
  replied: [...HANDLED, ['reply', REPLY, OFFICER]],
  passed: [...HANDLED, ['reply', REPLY, OFFICER], ['review-reply', { pass: true }, REVIEWER]],
  suspended: [
    ...HANDLED,
    [
      'request-suspension',
      { ground: 'H03', plan: '等资金。', owner: 'officer', reviewOn: '2026-11-02T02:10:00.000Z', requesterTold: true },
      OFFICER,
    ],
    ['decide-suspension', { approve: true }, REVIEWER],
    ['decide-suspension', { approve: true }, DISTRICT],
  ],
} as const satisfies Record<string, Told>
type Story = keyof typeof STORIES

let database: RuledDatabase
const ids = new Map<Story, string>()
const lives = new Map<Story, readonly TicketEvent[]>()

beforeAll(async () => {
  database = await createRuledDatabase()
  for (const [name, told] of Object.entries(STORIES) as [Story, Told][]) {
    const ticketId = uuidv7()
    ids.set(name, ticketId)
    for (const [type, body, actor = AGENT] of told) {
      const request = { type, body: REQUESTS[type].parse(body) } as TicketRequest
      const done = await database.log.submit({ ...request, ticketId, key: uuidv7(), actor }, MONDAY)
      expect(done, `${name}: ${type}`).toMatchObject({ ok: true })
    }
  }
  const node = { pool: database.writer, log: database.log }
  for (let step = 0; step <= STEPS; step++) {
    const now = plus(MONDAY, step * STEP)
    await Promise.all([sweep(node, now), sweep(node, now)])
  }
  for (const [name, ticketId] of ids) {
    const history = await loadHistory(database.pool, database.keys.master, ticketId)
    lives.set(name, history?.events ?? [])
  }
}, 120_000)
afterAll(() => database.drop())

/** What time alone did to a ticket, in order, with the instant. */
function byItself(story: Story): [type: string, at: Instant][] {
  const events = lives.get(story) ?? []
  return events.filter((event) => event.actor.kind === 'rule').map((event) => [event.type, event.at])
}

const typesOf = (story: Story) => byItself(story).map(([type]) => type)
const firstAt = (story: Story, type: string) => byItself(story).find(([one]) => one === type)?.[1]

describe('a month in which only time passes', () => {
  it('signs a general ticket, misses its contact, warns, calls it late, and has the requester asked', () => {
    expect(typesOf('general')).toEqual([
      'signed',
      'contact-missed',
      'limit-warned',
      'limit-passed',
      'limit-passed',
      'callback-due',
      'desk-overdue',
    ])
    // 24 hours for the contact, a quarter of seven days before their end, seven days, a day more (policy, general).
    expect(firstAt('general', 'contact-missed')).toBe('2026-10-20T02:00:00.000Z')
    expect(firstAt('general', 'limit-warned')).toBe('2026-10-24T08:00:00.000Z')
    expect(firstAt('general', 'limit-passed')).toBe('2026-10-26T02:00:00.000Z')
    expect(firstAt('general', 'callback-due')).toBe('2026-10-27T02:00:00.000Z')
  })

  it('rings for an urgent ticket, twice, and never signs it (P8)', () => {
    expect(typesOf('urgent').filter((type) => type === 'duty-rung')).toHaveLength(2)
    expect(firstAt('urgent', 'duty-rung')).toBe('2026-10-19T02:30:00.000Z')
    expect(typesOf('urgent')).not.toContain('signed')
    expect(firstAt('urgent', 'limit-passed')).toBe('2026-10-19T04:00:00.000Z')
  })

  it('calls a ticket late that nobody was sent, in the name of the centre (P7)', () => {
    const passed = lives.get('unassigned')?.find((event) => event.type === 'limit-passed')
    expect(passed?.data).toMatchObject({ unit: 'centre', of: 'promise' })
  })

  it('says neither missed nor late of what was done in time, and names the desk that waits', () => {
    expect(typesOf('handled')).not.toContain('contact-missed')
    expect(typesOf('replied')).toContain('desk-overdue')
    expect(lives.get('replied')?.find((event) => event.type === 'desk-overdue')?.data).toMatchObject({
      desk: 'reply-review',
      unit: UNIT,
    })
    expect(typesOf('passed')).toEqual(['desk-overdue'])
    expect(lives.get('passed')?.find((event) => event.type === 'desk-overdue')?.data).toMatchObject({
      desk: 'callback',
    })
  })

  it('takes a suspension up again when its day has come, with the time that was left', () => {
    expect(typesOf('suspended')[0]).toBe('resumed')
    expect(firstAt('suspended', 'resumed')).toBe('2026-11-02T02:30:00.000Z')
    // Seven days were left, and the clock runs on from the resume.
    expect(firstAt('suspended', 'limit-passed')).toBe('2026-11-09T02:30:00.000Z')
  })

  it('does each thing once, although two nodes watch, and within a step of its time', () => {
    for (const story of ids.keys()) {
      const events = lives.get(story) ?? []
      const said = events
        .filter((event) => event.actor.kind === 'rule')
        .map((event) => JSON.stringify([event.type, event.data]))
      expect(new Set(said).size, story).toBe(said.length)
      for (const event of events) {
        if (event.type !== 'limit-passed' && event.type !== 'desk-overdue') continue
        const late = Date.parse(event.at) - Date.parse(event.data.dueAt)
        expect(late, `${story}: ${event.type}`).toBeGreaterThanOrEqual(0)
        expect(late, `${story}: ${event.type}`).toBeLessThanOrEqual(STEP)
      }
    }
  })

  it('leaves nothing due, and a log that verifies', async () => {
    const end = plus(MONDAY, STEPS * STEP)
    const { rows } = await database.pool.query('select from ticket where next_check_at <= $1', [end])
    expect(rows).toEqual([])
    const { pool, keys, rulebook } = database
    expect((await verifyDatabase(pool, keys, { rulebook })).faults).toEqual([])
  })
})

it('gets past more failing tickets than a page holds, all older than the one that is due', async () => {
  const columns =
    "(jsonb_populate_record(t, jsonb_build_object('ticket_id', gen_random_uuid(), 'next_check_at', $1::text))).*"
  await database.pool.query(
    `insert into ticket select ${columns} from ticket t, generate_series(1, 500) where t.ticket_id = $2`,
    ['2020-01-01T00:00:00.000Z', ids.get('general')],
  )
  const ticketId = uuidv7()
  const register = { type: 'register', body: REQUESTS.register.parse(REGISTERED[0]?.[1]) } as TicketRequest
  await database.log.submit({ ...register, ticketId, key: uuidv7(), actor: AGENT }, MONDAY)
  const outcome = await sweep({ pool: database.writer, log: database.log }, plus(MONDAY, 31 * 24 * HOUR))
  expect(outcome.due).toBeGreaterThan(500)
  const history = await loadHistory(database.pool, database.keys.master, ticketId)
  expect(history?.events.map((event) => event.type)).toContain('limit-passed')
})
