import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { writeFact } from '../../../store/installation.ts'
import { logAccess } from '../../../store/read-models/access-log.ts'

const SUBDISTRICT = '110102009'
const PHONE = '13800000031'
let server: TestServer
let ticket: { ticketId: string; number: string }

beforeAll(async () => {
  server = await startTestServer({
    operation: { dataFolder: '/tmp', version: '9.9.9', masterFrom: 'file', sealFingerprint: 'sha256:none' },
  })
  const payload = {
    ticketId: uuidv7(),
    channel: 'phone',
    words: '楼道灯坏了三天。',
    title: '楼道灯不亮',
    requester: { name: '钱一鸣', phone: PHONE },
    place: { district: '110102', subdistrict: SUBDISTRICT, community: null, address: null },
    classify: { category: '01-03' },
    dispatch: 'hold',
  }
  const made = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  ticket = { ticketId: payload.ticketId, number: made.json().number }
  const sent = await server.as('dispatcher', {
    method: 'POST',
    url: `/api/tickets/${ticket.ticketId}/commands/dispatch`,
    headers: { 'idempotency-key': uuidv7() },
    payload: { lead: SUBDISTRICT },
  })
  expect(sent.statusCode, sent.body).toBe(200)
})
afterAll(() => server.stop())

const unmask = (who: CastMember) =>
  server.as(who, { method: 'POST', url: `/api/tickets/${ticket.ticketId}/person`, payload: { reason: '核实地址' } })
const ask = async (body: object) =>
  (await server.as('supervisor', { method: 'POST', url: '/api/access-log/search', payload: body })).json()
const kinds = (answer: { lines: { kind: string }[] }) => answer.lines.map((line) => line.kind)

describe('the log of reads', () => {
  test('tells by ticket, person, account and day who read what and why, and that it was read itself', async () => {
    await unmask('officer')
    const byTicket = await ask({ ticket: ticket.number })
    const line = byTicket.lines.find((one: { kind: string }) => one.kind === 'person')
    expect(line).toMatchObject({
      reader: { login: 'officer', name: '测试officer', unitName: expect.stringMatching(/./) },
      reason: '核实地址',
      ticket: { number: ticket.number },
    })
    expect(kinds(await ask({ ticket: ticket.number })).filter((kind) => kind === 'access-log')).toHaveLength(2)
    const byPerson = await ask({ person: { phone: PHONE }, reason: '本人申请查阅' })
    expect(kinds(byPerson)).toContain('person')
    expect(byPerson.lines.find((one: { kind: string }) => one.kind === 'access-log')).toMatchObject({
      reason: '本人申请查阅',
    })
    expect(kinds(await ask({ person: { requesterOf: ticket.number }, reason: '申请' }))).toContain('person')
    expect(kinds(await ask({ account: 'officer' })).every((kind) => kind !== 'access-log')).toBe(true)
    expect(kinds(await ask({ firstDay: '2026-10-20' }))).toEqual([])
    expect(kinds(await ask({ lastDay: '2026-10-19', kind: 'person' }))).toContain('person')
  })

  test('shows nobody’s name or phone', async () => {
    const answer = JSON.stringify(await ask({ person: { phone: PHONE }, reason: '申请' }))
    expect(answer).not.toContain('钱一鸣')
    expect(answer).not.toContain(PHONE)
  })

  test('is asked about a person only with a reason, and about nobody unknown', async () => {
    expect((await ask({ person: { phone: PHONE } })).code).toBe('http.invalid')
    expect((await ask({ person: { phone: '13900000000' }, reason: '申请' })).code).toBe('access.subject')
    expect((await ask({ ticket: '没有' })).code).toBe('access.subject')
    expect((await ask({ after: 'nonsense' })).code).toBe('http.bad-cursor')
  })

  test('comes in pages that miss and repeat nothing', async () => {
    const { pool } = server.database
    const at = server.clock.now()
    for (let n = 0; n < 250; n++) {
      await logAccess(pool, {
        ticketId: null,
        personId: null,
        accountId: 'paging',
        what: 'words',
        reason: String(n),
        at,
      })
    }
    const reasons: string[] = []
    let after: string | null = null
    do {
      const page: { lines: { reason: string }[]; next: string | null } = await ask({ account: 'paging', after })
      reasons.push(...page.lines.map((line) => line.reason))
      after = page.next
    } while (after !== null)
    expect(reasons).toHaveLength(250)
    expect(new Set(reasons).size).toBe(250)
  })
})

describe('unusual reads', () => {
  beforeEach(async () => {
    await server.database.pool.query(`delete from access_log where reason = 'planted'`)
  })

  const plant = (accountId: string, at: string, personId: string | null, ticketId: string | null = null) =>
    logAccess(server.database.pool, { ticketId, personId, accountId, what: 'person', reason: 'planted', at })
  const unusual = async (): Promise<{ code: string; sentence: string; reader: { login: string } }[]> =>
    (await server.as('supervisor', { method: 'GET', url: '/api/access-log/unusual' })).json().rows
  const codesOf = async (login: string) =>
    (await unusual()).filter((row) => row.reader.login === login).map((row) => row.code)

  test('many people in one day, measured against the same role', async () => {
    for (let n = 0; n < 19; n++) await plant('neighbour', '2026-10-18T03:00:00.000Z', uuidv7())
    for (const day of ['15', '16', '17']) await plant('officer', `2026-10-${day}T03:00:00.000Z`, uuidv7())
    expect(await codesOf('neighbour')).toEqual([])
    await plant('neighbour', '2026-10-18T03:10:00.000Z', uuidv7())
    expect(await codesOf('neighbour')).toEqual(['many-people'])
    expect((await unusual())[0]?.sentence).toContain('20')
  })

  test('the same person again and again', async () => {
    const person = uuidv7()
    for (let n = 0; n < 4; n++) await plant('neighbour', `2026-10-1${n}T03:00:00.000Z`, person)
    expect(await codesOf('neighbour')).toEqual([])
    await plant('neighbour', '2026-10-15T03:00:00.000Z', person)
    expect(await codesOf('neighbour')).toEqual(['same-person'])
  })

  test('at night from a unit; the centre works at night', async () => {
    // 23:30 in Beijing.
    for (let n = 0; n < 3; n++) {
      await plant('neighbour', `2026-10-1${n}T15:30:00.000Z`, uuidv7())
      await plant('agent', `2026-10-1${n}T15:30:00.000Z`, uuidv7())
    }
    expect(await codesOf('neighbour')).toEqual(['out-of-hours'])
    expect(await codesOf('agent')).toEqual([])
  })

  test('people of the own area by somebody who does nothing for them', async () => {
    const { pool } = server.database
    const clones = await Promise.all(
      [1, 2, 3].map(async () => {
        const id = uuidv7()
        await pool.query(
          `insert into ticket select (jsonb_populate_record(t, jsonb_build_object('ticket_id', $1::text))).* from ticket t where ticket_id = $2`,
          [id, ticket.ticketId],
        )
        return id
      }),
    )
    for (const id of clones.slice(1)) await plant('worker', '2026-10-18T03:00:00.000Z', uuidv7(), id)
    expect(await codesOf('worker')).toEqual([])
    await plant('worker', '2026-10-18T03:00:00.000Z', uuidv7(), clones[0] ?? null)
    expect(await codesOf('worker')).toEqual(['neighbour'])
    await pool.query('delete from ticket where ticket_id = any ($1)', [clones])
  })

  test('are read by the supervision only', async () => {
    for (const who of ['operator', 'agent', 'officer', 'editor'] as const)
      expect((await server.as(who, { method: 'GET', url: '/api/access-log/unusual' })).statusCode).toBe(403)
  })
})

describe('keys of machines', () => {
  const post = (payload: object) => server.as('operator', { method: 'POST', url: '/api/administration/keys', payload })
  const list = async () => (await server.as('operator', { method: 'GET', url: '/api/administration/keys' })).json()
  const metrics = (key: string) =>
    server.app.inject({
      method: 'GET',
      url: '/metrics',
      headers: { 'x-huying-service-key': key },
      remoteAddress: '10.1.2.3',
    })
  const ring = (key: string) =>
    server.app.inject({
      method: 'POST',
      url: '/api/calls',
      headers: { 'x-huying-telephony-key': key },
      payload: { callId: uuidv7(), event: 'ringing', phone: PHONE },
    })

  test('are shown once, kept as a hash, open what their scope says, and nothing once revoked', async () => {
    const { key, kept } = (await post({ name: '监控', scopes: ['requests'] })).json()
    expect(JSON.stringify(await list())).not.toContain(key)
    const { rows } = await server.database.pool.query('select * from service_key')
    expect(JSON.stringify(rows)).not.toContain(key.slice(10))
    expect((await metrics(key)).statusCode).toBe(200)
    expect((await metrics(`${key}x`)).statusCode).toBe(403)
    expect((await ring(key)).statusCode).toBe(401)
    const { keys } = await list()
    expect(keys[0]).toMatchObject({ name: '监控', lastUsedAt: server.clock.now(), revokedAt: null })
    const revoke = () => server.as('operator', { method: 'DELETE', url: `/api/administration/keys/${kept.keyId}` })
    expect((await revoke()).statusCode).toBe(200)
    expect((await revoke()).json().code).toBe('keys.unknown')
    server.clock.at = '2026-10-19T02:00:06.000Z'
    expect((await metrics(key)).statusCode).toBe(403)
    // The key of the settings goes on working.
    expect((await metrics('the-key-of-the-benches')).statusCode).toBe(200)
  })

  test('of the telephony open the line and no other door', async () => {
    const { key } = (await post({ name: '交换机', scopes: ['telephony'] })).json()
    expect((await ring(key)).statusCode).toBeLessThan(300)
    expect((await metrics(key)).statusCode).toBe(403)
  })

  test('are told of without ever showing one: fingerprints, the mark and what it wraps', async () => {
    const { master, settings } = await list()
    expect(master).toMatchObject({ from: 'file', wraps: { people: 1, tickets: 1 } })
    expect(master.mark).toHaveLength(12)
    expect(settings).toEqual([
      { variable: 'HUYING_SERVICE_KEY', set: true },
      { variable: 'HUYING_TELEPHONY_KEY', set: false },
    ])
    expect((await post({ name: '', scopes: [] })).json().code).toBe('http.invalid')
  })
})

describe('health', () => {
  const checks = async (): Promise<Record<string, { grade: string; said: string; advice: string | null }>> => {
    const { checks } = (await server.as('operator', { method: 'GET', url: '/api/administration/health' })).json()
    return Object.fromEntries(checks.map((one: { check: string }) => [one.check, one]))
  }

  test('turns red with what to do, and green again', async () => {
    const { pool } = server.database
    const before = await checks()
    expect(before['backup']).toMatchObject({ grade: 'fault', advice: expect.stringContaining('huying backup') })
    expect(before['migrations']).toMatchObject({ grade: 'fine', advice: null })
    expect(before['sweeper']).toMatchObject({ grade: 'fine' })
    await writeFact(pool, 'last-backup', { at: '2026-10-18T20:00:00.000Z', rows: 5 })
    await writeFact(pool, 'last-verify', { at: '2026-10-18T20:00:00.000Z', events: 5, faults: 1 })
    await pool.query(`update ticket set next_check_at = '2026-10-19T01:00:00.000Z' where ticket_id = $1`, [
      ticket.ticketId,
    ])
    const after = await checks()
    expect(after['backup']).toMatchObject({ grade: 'fine', said: expect.stringContaining('2026-10-19 04:00') })
    expect(after['verify']).toMatchObject({ grade: 'fault', said: expect.stringContaining('1') })
    expect(after['sweeper']).toMatchObject({ grade: 'fault', said: expect.stringContaining('60') })
  })

  test('counts messages that were given up', async () => {
    await server.database.pool.query(
      `insert into outgoing_message (message_id, created_at, expires_at, status, attempts) values ($1, $2, $2, 'failed', 5)`,
      [uuidv7(), server.clock.now()],
    )
    expect((await checks())['outbox']).toMatchObject({ grade: 'fault', said: expect.stringContaining('1') })
  })
})
