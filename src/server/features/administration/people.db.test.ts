import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { createAccount } from '../../../store/account/accounts.ts'
import { hashPassword } from '../../../store/account/passwords.ts'
import { openSession } from '../../../store/account/sessions.ts'

const SUBDISTRICT = '110102009'
let server: TestServer
/** A second administrator, signed in. */
let second: string

beforeAll(async () => {
  server = await startTestServer()
  second = await signedIn('second', 'operator', 'centre')
})
afterAll(() => server.stop())

async function signedIn(login: string, role: string, unit: string): Promise<string> {
  const { pool } = server.database
  await createAccount(pool, {
    accountId: login,
    login,
    name: login,
    role,
    unit,
    passwordHash: await hashPassword('x'.repeat(12)),
  })
  return openSession(pool, login, server.clock.now())
}

const post = (url: string, payload: object, who: CastMember | string = 'operator') =>
  who === second
    ? server.as(null, { method: 'POST', url: `/api/${url}`, payload, cookies: { huying: second } })
    : server.as(who as CastMember, { method: 'POST', url: `/api/${url}`, payload })
const get = async (url: string, who: CastMember = 'operator') =>
  (await server.as(who, { method: 'GET', url: `/api/${url}` })).json()
const use = (link: string, more: object = {}) =>
  server.as(null, {
    method: 'POST',
    url: '/api/invitations/use',
    payload: { token: link.split('#')[1], password: 'a long new password', ...more },
  })
const signIn = (login: string, password = 'a long new password') =>
  server.as(null, { method: 'POST', url: '/api/session', payload: { login, password } })

const NEW = { name: '李静', role: 'community-worker', unit: SUBDISTRICT, reason: '新入职' }

describe('an account', () => {
  test('is made by one administrator where the role reads no stranger, with a link that works once', async () => {
    const made = await post('administration/people', { ...NEW, login: 'lijing' })
    expect(made.statusCode).toBe(201)
    const { link, code } = made.json()
    expect(code).toBeNull()
    expect((await use(link, { password: 'short' })).json().code).toBe('administrator.weak-password')
    expect((await use(link)).json()).toEqual({ login: 'lijing' })
    expect((await use(link)).json().code).toBe('people.link-refused')
    expect((await signIn('lijing')).statusCode).toBe(200)
    const { person, audit } = await get(`administration/people/${made.json().id}`)
    expect(person).toMatchObject({ active: true, hasPassword: true, sessions: 1, lastSignInAt: server.clock.now() })
    expect(audit.map((line: { what: string }) => line.what).toSorted()).toEqual(['created', 'invited', 'password-set'])
  })

  test('no longer opens with a link that ran out', async () => {
    const made = await post('administration/people', { ...NEW, login: 'late' })
    const before = server.clock.at
    server.clock.at = '2026-10-22T02:00:00.001Z'
    expect((await use(made.json().link)).json().code).toBe('people.link-refused')
    server.clock.at = before
    expect((await use(made.json().link)).statusCode).toBe(200)
  })

  test.each([
    [{ login: 'a b' }, 'http.invalid'],
    [{ role: 'requester' }, 'people.unknown-role'],
    [{ role: 'agent' }, 'people.role-elsewhere'],
    [{ unit: 'nowhere' }, 'unit.unknown'],
    [{ login: 'operator' }, 'people.taken'],
    [{ reason: ' ' }, 'http.invalid'],
  ])('with %o is refused', async (wrong, code) => {
    expect((await post('administration/people', { ...NEW, login: 'wrong', ...wrong })).json().code).toBe(code)
  })
})

describe('a role that reads people', () => {
  test('waits for a second administrator, and takes the link of one and the code of the other', async () => {
    const asked = (
      await post('administration/people', { ...NEW, login: 'zuoxi', role: 'agent', unit: 'centre' })
    ).json()
    expect(asked).toMatchObject({ link: null, because: expect.arrayContaining(['read-person', 'read-ticket']) })
    expect(asked.code).toMatch(/^\d{8}$/)
    const { waiting } = await get('administration/people')
    const { requestId } = waiting.find((one: { login: string }) => one.login === 'zuoxi').waiting
    const decide = (who: string, decision: string) =>
      post(`administration/requests/${requestId}/decision`, { decision, reason: '已核实身份' }, who)
    expect((await decide('operator', 'confirm')).json().code).toBe('people.second-person')
    const resumed = await post(`administration/people/${asked.id}/changes`, { what: 'resume', reason: '绕过' })
    expect(resumed.json().code).toBe('people.waiting')
    const { ticket } = (await decide(second, 'confirm')).json()
    expect(ticket).toMatchObject({ code: null, link: expect.stringContaining('/desk/invitation#') })
    expect((await decide(second, 'confirm')).json().code).toBe('people.request-unknown')
    expect((await use(ticket.link)).json().code).toBe('people.link-code')
    expect((await use(ticket.link, { code: '00000000' === asked.code ? '00000001' : '00000000' })).json().code).toBe(
      'people.link-code',
    )
    expect((await use(ticket.link, { code: asked.code })).statusCode).toBe(200)
    expect((await signIn('zuoxi')).json().account).toMatchObject({ role: 'agent' })
  })

  test('is void after five wrong codes', async () => {
    const asked = (
      await post('administration/people', { ...NEW, login: 'guess', role: 'agent', unit: 'centre' })
    ).json()
    const { person } = await get(`administration/people/${asked.id}`)
    const decision = { decision: 'confirm', reason: '已核实' }
    const { ticket } = (
      await post(`administration/requests/${person.waiting.requestId}/decision`, decision, second)
    ).json()
    const wrong = asked.code === '11111111' ? '22222222' : '11111111'
    for (let n = 0; n < 5; n++) expect((await use(ticket.link, { code: wrong })).json().code).toBe('people.link-code')
    expect((await use(ticket.link, { code: asked.code })).json().code).toBe('people.link-refused')
  })

  test('refused or withdrawn, is not let in by a side door', async () => {
    const asked = (
      await post('administration/people', { ...NEW, login: 'side', role: 'dispatcher', unit: 'centre' })
    ).json()
    const { person } = await get(`administration/people/${asked.id}`)
    await post(
      `administration/requests/${person.waiting.requestId}/decision`,
      { decision: 'refuse', reason: '查无此人' },
      second,
    )
    const resumed = await post(`administration/people/${asked.id}/changes`, { what: 'resume', reason: '再试' })
    expect(resumed.json()).toMatchObject({ person: { active: false }, ticket: { link: null } })
  })

  test('is given to a known account only with a new password that one alone could not have set', async () => {
    const made = (await post('administration/people', { ...NEW, login: 'promoted' })).json()
    await use(made.link)
    const change = { what: 'place', role: 'inspector', unit: 'centre', reason: '调岗' }
    const { ticket, person } = (await post(`administration/people/${made.id}/changes`, change)).json()
    expect(person).toMatchObject({ role: 'community-worker', active: true })
    const decision = { decision: 'confirm', reason: '已核实' }
    await post(`administration/requests/${person.waiting.requestId}/decision`, decision, second)
    expect((await signIn('promoted')).json().code).toBe('session.refused')
    expect(ticket.code).toMatch(/^\d{8}$/)
  })

  test('takes two for a new password as well', async () => {
    const { ticket } = (
      await post('administration/people/agent/changes', { what: 'reset-password', reason: '忘记密码' })
    ).json()
    expect(ticket).toMatchObject({ link: null, code: expect.stringMatching(/^\d{8}$/) })
  })
})

describe('an administrator', () => {
  test('changes neither role nor state of the own account', async () => {
    for (const change of [
      { what: 'suspend' },
      { what: 'place', role: 'agent', unit: 'centre' },
      { what: 'reset-password' },
      { what: 'rename', name: '别名' },
    ]) {
      const answer = await post('administration/people/operator/changes', { ...change, reason: '试试' })
      expect(answer.json().code).toBe('people.own-account')
    }
  })

  test('who is the last one is locked out by nobody, also when two suspend each other at once', async () => {
    const other = await startTestServer()
    try {
      const { pool } = other.database
      await createAccount(pool, {
        accountId: 'two',
        login: 'two',
        name: '乙',
        role: 'operator',
        unit: 'centre',
        passwordHash: null,
      })
      const token = await openSession(pool, 'two', other.clock.now())
      const suspend = { what: 'suspend', reason: '离岗' }
      const outcomes = await Promise.all([
        other.as('operator', { method: 'POST', url: '/api/administration/people/two/changes', payload: suspend }),
        other.as(null, {
          method: 'POST',
          url: '/api/administration/people/operator/changes',
          payload: suspend,
          cookies: { huying: token },
        }),
      ])
      // Whoever is slower is refused: as the last one, or because the own session ended with the suspension.
      const [done = 0, refused = 0] = outcomes.map((one) => one.statusCode).toSorted()
      expect(done).toBe(200)
      expect([401, 409]).toContain(refused)
      const { rows } = await pool.query("select count(*)::int as n from account where role = 'operator' and active")
      expect(rows[0]?.n).toBe(1)
    } finally {
      await other.stop()
    }
  })

  test('suspends and ends sessions of others; suspended people are out at once', async () => {
    const token = await signedIn('gone', 'community-worker', SUBDISTRICT)
    const see = () => server.as(null, { method: 'GET', url: '/api/session', cookies: { huying: token } })
    const answer = await post('administration/people/gone/changes', { what: 'suspend', reason: '离职' })
    expect(answer.json().person).toMatchObject({ active: false, sessions: 0 })
    expect((await see()).json().account).toBeNull()
    const invited = await post('administration/people/gone/changes', { what: 'reset-password', reason: '忘记' })
    expect(invited.json().code).toBe('people.suspended')
  })

  test('reads neither tickets nor people', async () => {
    for (const url of ['/api/tickets', '/api/alerts', '/api/rates?period=2026-10'])
      expect((await server.as('operator', { method: 'GET', url })).statusCode).toBe(403)
  })
})

describe('a table of people', () => {
  const table = (rows: string) => `login,name,role,unit\n${rows}`
  const enter = (rows: string, preview = false) =>
    post('administration/people-table', { table: table(rows), reason: '批量导入', preview })

  test('names the line of the first fault and makes nobody', async () => {
    const answer = await enter(
      `t1,甲,community-worker,${SUBDISTRICT}\nt2,乙,agent,${SUBDISTRICT}\nt1,丙,none,nowhere\n`,
    )
    expect(answer.json()).toMatchObject({ code: 'people.table', facts: { line: 3, count: 4 } })
    expect((await get('administration/people?q=t1')).people).toEqual([])
  })

  test('says in a preview what would happen, and makes all of it or nothing', async () => {
    const rows = `t3,甲,community-worker,${SUBDISTRICT}\nt4,乙,agent,centre\n`
    const preview = (await enter(rows, true)).json()
    expect(preview.rows.map((row: { needsTwo: boolean }) => row.needsTwo)).toEqual([false, true])
    expect(preview.made).toEqual([])
    const { made } = (await enter(rows)).json()
    expect(
      made.map((one: { link: string | null; code: string | null }) => [one.link !== null, one.code !== null]),
    ).toEqual([
      [true, false],
      [false, true],
    ])
    expect((await enter(rows)).json()).toMatchObject({ code: 'people.table', facts: { line: 2 } })
  })
})

test('a role is previewed with the tickets of the inbox that it would read, by numbers only', async () => {
  const preview = await get(`administration/role-preview?role=unit-officer&unit=${SUBDISTRICT}`)
  const { rows } = await server.database.pool.query(
    'select count(*) filter (where open)::int as open, count(*)::int as all from inbox where unit_id = $1',
    [SUBDISTRICT],
  )
  expect(preview).toMatchObject({ sees: { ...rows[0], everywhere: false }, refused: null })
  expect(preview.may.map((one: { command: string }) => one.command)).toContain('reply')
  expect(preview.never.map((one: { command: string }) => one.command)).toContain('dispatch')
  const elsewhere = await get(`administration/role-preview?role=agent&unit=${SUBDISTRICT}`)
  expect(elsewhere.refused).toContain('不设这个角色')
  expect((await get('administration/role-preview?role=operator&unit=centre')).sees).toBeNull()
})
