import type { LightMyRequestResponse } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMAND_TYPES } from '../../src/domain/ticket/decide.ts'
import type {} from '../../src/server/http/routing.ts'
import { COMMANDS, INNER_COMMANDS, PUBLIC, ROUTES, UNUSUAL_BODIES, USUAL_BODY } from './rights-table.ts'
import { CAST, type CastMember, startTestServer, type TestServer } from './start.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const OWN = '110102009'
const OTHER = '110102010'
const EVERYBODY = Object.keys(CAST) as CastMember[]
const UNIT_ROLES = new Set(['unit-officer', 'unit-reviewer', 'community-worker'])

/** A dispatched ticket of a subdistrict, with a person to unmask. */
async function ticketOf(subdistrict: string): Promise<string> {
  const ticketId = uuidv7()
  const payload = {
    ticketId,
    channel: 'phone',
    words: '楼道灯坏了三天。',
    title: '楼道灯不亮',
    requester: { name: '赵一鸣', phone: '13800000009' },
    place: { district: '110102', subdistrict, community: null, address: null },
    classify: { category: '01-03' },
    dispatch: 'hold',
  }
  await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
  const sent = await send('dispatcher', ticketId, 'dispatch', { lead: subdistrict })
  expect(sent.statusCode, sent.body).toBe(200)
  return ticketId
}

function send(who: CastMember | null, ticketId: string, command: string, payload: object) {
  const headers = { 'idempotency-key': uuidv7() }
  return server.as(who, { method: 'POST', url: `/api/tickets/${ticketId}/commands/${command}`, headers, payload })
}

function refusalOf(answer: LightMyRequestResponse): string {
  return answer.statusCode < 400 ? '' : String(answer.json().code)
}

describe('the table knows every route', () => {
  test('and says the same as its declaration', () => {
    const declared = server.app
      .declaredRoutes()
      .filter(({ method, url }) => method !== 'HEAD' && method !== 'OPTIONS' && !url.startsWith('/api/docs'))
    const open = declared
      .filter((route) => route.access?.permission === 'public')
      .map(({ method, url }) => `${method} ${url}`)
    const closed = declared
      .filter((route) => route.access?.permission !== 'public')
      .map(({ method, url }) => `${method} ${url}`)
    expect(closed.toSorted()).toEqual(Object.keys(ROUTES).toSorted())
    expect(open.filter((route) => / \/(api|metrics|healthz|readyz)/.test(route)).toSorted()).toEqual(PUBLIC.toSorted())
  })

  test('every command stands in it', () => {
    expect([...Object.keys(COMMANDS), ...INNER_COMMANDS].toSorted()).toEqual([...COMMAND_TYPES].toSorted())
  })
})

describe('every route × every role', () => {
  test.each(Object.entries(ROUTES))('%s', async (route, { roles, request }) => {
    const [method = 'GET', pattern = ''] = route.split(' ')
    const own = await ticketOf(OWN)
    const url = pattern
      .replace(':id', own)
      .replace(':unit', OWN)
      .replace(':key', '01a00000-0000-7000-8000-000000000009')
      .replace(':command', 'sign')
    for (const who of [null, ...EVERYBODY]) {
      if (who === 'neighbour') continue
      const allowed = who === null ? roles.includes('visitor') : roles.includes('*') || roles.includes(CAST[who][0])
      // An open stream never answers in full; that it opens is shown where the streams are tested.
      if (allowed && pattern === '/api/events') continue
      const answer = await server.as(who, {
        method: method as 'GET',
        url: url + (request?.query ?? ''),
        headers: { 'idempotency-key': uuidv7() },
        ...(method === 'GET' ? {} : { payload: request?.body ?? {} }),
      })
      const seen = { who, status: answer.statusCode }
      if (who === null && !allowed) expect(seen).toEqual({ who, status: 401 })
      else if (!allowed)
        expect({ ...seen, code: answer.json().code }).toEqual({ who, status: 403, code: 'rights.no-grant' })
      else
        expect({ ...seen, code: refusalOf(answer) }).toMatchObject({
          code: expect.not.stringMatching(/^(rights|session)\./),
        })
    }
  })
})

describe('every role × own and other unit', () => {
  test('a ticket of another unit does not exist for a unit', async () => {
    const own = await ticketOf(OWN)
    const other = await ticketOf(OTHER)
    for (const who of EVERYBODY) {
      const [role] = CAST[who]
      if (!(ROUTES['GET /api/tickets/:id']?.roles ?? []).includes(role)) continue
      const mine = who === 'neighbour' ? other : own
      const theirs = who === 'neighbour' ? own : other
      const read = (id: string) => server.as(who, { method: 'GET', url: `/api/tickets/${id}` })
      expect({ who, status: (await read(mine)).statusCode }).toEqual({ who, status: 200 })
      const foreign = await read(theirs)
      const status = UNIT_ROLES.has(role) ? 404 : 200
      expect({ who, status: foreign.statusCode }).toEqual({ who, status })
      if (status === 404) expect(foreign.body).not.toContain('楼道')
      const list = await server.as(who, { method: 'GET', url: '/api/tickets?order=newest&size=200' })
      const ids = list.json().items.map((item: { ticketId: string }) => item.ticketId)
      expect({ who, sees: ids.includes(theirs) }).toEqual({ who, sees: status === 200 })
      expect({ who, sees: ids.includes(mine) }).toEqual({ who, sees: true })
    }
  })

  test('nobody unmasks a person of another unit', async () => {
    const other = await ticketOf(OTHER)
    const ask = (who: CastMember) =>
      server.as(who, { method: 'POST', url: `/api/tickets/${other}/person`, payload: { reason: '核实地址' } })
    expect((await ask('officer')).statusCode).toBe(404)
    expect((await ask('neighbour')).json()).toMatchObject({ requester: { name: '赵一鸣', phone: '13800000009' } })
  })

  test.each(Object.entries(COMMANDS))('command %s', async (command, { any, own }) => {
    const body = { ...USUAL_BODY, ...UNUSUAL_BODIES[command] }
    for (const [unit, isOwn] of [
      [OWN, true],
      [OTHER, false],
    ] as const) {
      const cast = EVERYBODY.filter((who) => who !== 'neighbour')
      // The district stands above both subdistricts.
      const isTheirs = (who: CastMember) => isOwn || who === 'district'
      const mayOf = (who: CastMember) => any.includes(CAST[who][0]) || (isTheirs(who) && own.includes(CAST[who][0]))
      // Those who may not come first, because those who may change the ticket.
      const forbidden = await ticketOf(unit)
      for (const who of cast.filter((one) => !mayOf(one))) {
        const holds = own.includes(CAST[who][0])
        const answer = await send(who, forbidden, command, body)
        const code = holds ? 'rights.other-unit' : 'rights.no-grant'
        expect({ who, unit, status: answer.statusCode, code: answer.json().code }).toEqual({
          who,
          unit,
          status: 403,
          code,
        })
      }
      const after = await server.as('agent', { method: 'GET', url: `/api/tickets/${forbidden}` })
      expect(after.json().phase).toBe('dispatched')
      for (const who of cast.filter(mayOf)) {
        const answer = await send(who, await ticketOf(unit), command, body)
        expect({ who, unit, code: String(answer.json().code ?? '') }).not.toMatchObject({
          code: expect.stringMatching(/^(rights|session|http)\./),
        })
      }
    }
  })
})
