import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import { loadRules } from '../../../store/rules/load-rules.ts'
import { adoptUnitLayer } from '../../../store/unit/unit-changes.ts'

const SUBDISTRICT = '110102009'
const CITY = new URL('../../../../policy/beijing', import.meta.url).pathname
const TODAY = '2026-10-19'
let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const post = (url: string, payload: object, who: CastMember = 'editor') =>
  server.as(who, { method: 'POST', url: `/api/administration/${url}`, payload })
const see = async (code: string) =>
  (await server.as('editor', { method: 'GET', url: `/api/administration/units/${code}` })).json()
const change = (body: object, who: CastMember = 'editor') =>
  post('unit-changes', { effectiveFrom: TODAY, reason: '机构改革', ...body }, who)
const add = (code: string, more: object = {}) =>
  change({ what: 'added', code, name: `科室${code}`, nameEn: code, kind: 'office', superior: SUBDISTRICT, ...more })

describe('a unit', () => {
  test('is added below another, seen at once, told with who and why, and may have people', async () => {
    const made = await add('lamp-office')
    expect(made.json()).toMatchObject({
      unit: { superior: SUBDISTRICT, validFrom: TODAY },
      shipped: false,
      changes: [{ what: 'added', by: '测试editor', reason: '机构改革' }],
    })
    const found = (await server.as(null, { method: 'GET', url: '/api/units?q=lamp-office' })).json().units
    expect(found).toMatchObject([{ code: 'lamp-office' }])
    const person = { login: 'lamp', name: '灯', role: 'community-worker', unit: 'lamp-office', reason: '入职' }
    expect((await post('people', person, 'operator')).statusCode).toBe(201)
  })

  test('is renamed and moved from a day on; another process takes it in', async () => {
    await add('wander-office')
    await change({ what: 'renamed', code: 'wander-office', name: '新名', nameEn: 'New', effectiveFrom: '2026-10-21' })
    await change({ what: 'moved', code: 'wander-office', superior: '110102010' })
    expect((await see('wander-office')).unit).toMatchObject({ name: '科室wander-office', superior: '110102010' })
    const { pool } = server.database
    const other = await loadRules(pool, CITY)
    expect(other.org.findUnit('wander-office')).toBeUndefined()
    await adoptUnitLayer(pool, other, '2026-10-21')
    expect(other.org.getUnit('wander-office')).toMatchObject({
      name: '新名',
      superior: '110102010',
      district: '110102',
    })
    // What ships is what it was.
    expect(other.org.getUnit(SUBDISTRICT)).toEqual(server.deps.rulebook.org.getUnit(SUBDISTRICT))
  })

  test.each([
    [{ what: 'added', code: 'x y', name: '甲', kind: 'office', superior: SUBDISTRICT }, 'http.invalid'],
    [{ what: 'added', code: SUBDISTRICT, name: '甲', kind: 'office', superior: SUBDISTRICT }, 'units.taken'],
    [{ what: 'added', code: 'new-one', name: '甲', kind: 'district', superior: 'centre' }, 'units.kind'],
    [{ what: 'renamed', code: SUBDISTRICT, name: '甲', effectiveFrom: '2026-10-18' }, 'units.past'],
    [{ what: 'moved', code: SUBDISTRICT, superior: `${SUBDISTRICT}001` }, 'units.circle'],
    [{ what: 'moved', code: '110102', superior: 'centre' }, 'units.fixed'],
    [{ what: 'renamed', code: 'nowhere', name: '甲' }, 'unit.unknown'],
  ])('%o is refused', async (body, code) => {
    expect((await change(body)).json().code).toBe(code)
  })
})

describe('closing', () => {
  const close = (code: string, successor: string, who: CastMember = 'editor') =>
    post(`units/${code}/closing`, { successor, reason: '撤并' }, who)

  test('moves open tickets to the successor, each by an event, and takes no new ones', async () => {
    const ticketId = uuidv7()
    const bureau = { kind: 'department', superior: '110102' }
    await add('old-office', bureau)
    await add('next-office', bureau)
    const payload = {
      ticketId,
      channel: 'phone',
      words: '楼道灯坏了三天。',
      title: '楼道灯不亮',
      requester: { name: '赵一鸣', phone: '13800000009' },
      place: { district: '110102', subdistrict: '110102010', community: null, address: null },
      classify: { category: '01-03' },
      dispatch: 'hold',
    }
    await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
    const send = (lead: string) =>
      server.as('dispatcher', {
        method: 'POST',
        url: `/api/tickets/${ticketId}/commands/dispatch`,
        headers: { 'idempotency-key': uuidv7() },
        payload: { lead, reason: '由部门办理' },
      })
    const sent = await send('old-office')
    expect(sent.statusCode, sent.body).toBe(200)
    expect(await see('old-office')).toMatchObject({ open: 1, accounts: 0, below: 0 })
    expect((await close('old-office', 'old-office')).json().code).toBe('units.successor')
    expect((await close('old-office', 'next-office')).json()).toEqual({ moved: 1, untouched: 0, refused: 0 })
    const ticket = (await server.as('dispatcher', { method: 'GET', url: `/api/tickets/${ticketId}` })).json()
    expect(ticket.responsible.code ?? ticket.responsible).toBe('next-office')
    expect((await see('old-office')).unit.validTo).toBe(TODAY)
    // Asked again (it may have been cut short), it finds nothing left; another successor comes too late.
    expect((await close('old-office', 'next-office')).json()).toMatchObject({ moved: 0 })
    expect((await close('old-office', SUBDISTRICT)).json().code).toBe('units.closed')
  })

  test('waits until nobody works there and nothing stands below', async () => {
    expect((await close('lamp-office', SUBDISTRICT)).json()).toMatchObject({
      code: 'units.people',
      facts: { count: 1 },
    })
    expect((await close(SUBDISTRICT, '110102010')).json().code).toBe('units.below')
  })

  test('is for whoever may move tickets', async () => {
    expect((await close('wander-office', SUBDISTRICT, 'operator')).json().code).toBe('rights.no-grant')
    expect((await add('operators-office')).statusCode).toBe(200)
  })
})

describe('a table of units', () => {
  const enter = (rows: string, preview: boolean) =>
    post('unit-table', {
      table: `code,name,name_en,kind,superior\n${rows}`,
      effectiveFrom: TODAY,
      reason: '新设',
      preview,
    })

  test('names the line of the first fault and enters nothing', async () => {
    const answer = await enter(
      `t-one,甲,A,office,${SUBDISTRICT}\nt-two,乙,B,lake,${SUBDISTRICT}\nt-one,丙,C,office,nowhere\n`,
      false,
    )
    expect(answer.json()).toMatchObject({ code: 'units.table', facts: { line: 3, count: 2 } })
    expect((await server.as('editor', { method: 'GET', url: '/api/administration/units/t-one' })).statusCode).toBe(404)
  })

  test('may hold a unit and what stands below it', async () => {
    const rows = `t-town,新街道,Town,subdistrict,110102\nt-village,新社区,Village,community,t-town\n`
    expect((await enter(rows, true)).json()).toMatchObject({ rows: [{}, { superiorName: '新街道' }], written: 0 })
    expect((await enter(rows, false)).json()).toMatchObject({ written: 2 })
    expect((await see('t-village')).unit).toMatchObject({ superior: 't-town' })
  })
})
