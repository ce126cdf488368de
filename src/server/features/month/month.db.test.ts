import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRuledDatabase, liveDays, type RuledDatabase } from '../../../../tests/database/lived-database.ts'
import { type CastMember, startTestServer, type TestServer } from '../../../../tests/server/start.ts'
import type { BulletinView } from '../../../contract/http/bulletin.ts'
import type { MonthView } from '../../../contract/http/month.ts'
import { readMonth } from '../../../store/month/month-log.ts'

let lived: RuledDatabase
let server: TestServer
beforeAll(async () => {
  lived = await createRuledDatabase()
  await liveDays(lived, { seed: 11, from: '2026-09-21', days: 27, volume: { '110102009': 3, '110102010': 2 } })
  server = await startTestServer({ at: '2026-10-18T02:00:00.000Z', database: lived, keys: lived.keys })
}, 120_000)
afterAll(() => server.stop())

const URL = '/api/months/2026-10'
const OWN = '110102009'
async function board(who: CastMember): Promise<MonthView> {
  const answer = await server.as(who, { method: 'GET', url: URL })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json<MonthView>()
}
const post = async (who: CastMember, path: string, body: object = {}) => {
  const answer = await server.as(who, { method: 'POST', url: `${URL}/${path}`, payload: body })
  return { status: answer.statusCode, ...answer.json<MonthView & { code?: string }>() }
}
/** A ticket of the unit that counts, and can still be applied to be excluded. */
async function counted(unit: string): Promise<{ id: string; number: string }> {
  const { rows } = await lived.pool.query<{ id: string; number: string }>(
    `select t.ticket_id as id, t.number from assessment_fact f join ticket t using (ticket_id)
     where f.unit_id = $1 and f.role = 'lead' and f.standing = 'counted' and t.phase = 'closed'
       and f.counted_at >= '2026-09-18T16:00Z' and f.counted_at < '2026-10-18T16:00Z'
       and not exists (select from inbox i where i.ticket_id = t.ticket_id and i.marks && '{exclusion-pending}')
     order by t.number`,
    [unit],
  )
  const row = rows[0]
  if (!row) throw new Error(`no counted ticket of ${unit}`)
  return row
}
const command = (who: CastMember, id: string, name: string, body: object) =>
  server.as(who, {
    method: 'POST',
    url: `/api/tickets/${id}/commands/${name}`,
    headers: { 'idempotency-key': `${name}-${who}-${id}` },
    payload: body,
  })
/** Decides whatever the simulated month left open, so that the freeze has nothing to wait for. */
async function decideAll(): Promise<void> {
  const { rows } = await lived.pool.query<{ ticket_id: string; marks: string[] }>(
    `select ticket_id, marks from inbox where unit_id = 'centre' and marks && '{exclusion-pending,exclusion-objected}'`,
  )
  for (const { ticket_id: id, marks } of rows) {
    const [name, body] = marks.includes('exclusion-pending')
      ? ['decide-exclusion', { approve: false, reason: '证据不足' }]
      : ['decide-objection', { lift: false, reason: '已核' }]
    const answer = await command('assessor', id, name, body)
    expect(answer.statusCode, answer.body).toBe(200)
  }
}

describe('the month of assessment', () => {
  it('waits while the period runs', async () => {
    expect(await board('assessor')).toMatchObject({ step: 'counting', turn: 'nobody', draft: null, actions: [] })
    expect(await post('assessor', 'draft')).toMatchObject({ status: 409, code: 'month.running' })
  })

  it('is drawn up on the 19th, and units see that it is their turn', async () => {
    server.clock.at = '2026-10-19T02:00:00.000Z'
    await decideAll()
    expect(await board('assessor')).toMatchObject({ step: 'draft', turn: 'assessor', actions: ['draft'] })
    expect(await post('reviewer', 'draft')).toMatchObject({ status: 403 })
    expect(await post('assessor', 'draft')).toMatchObject({ status: 200, step: 'appeals', turn: 'units' })
    const again = await post('assessor', 'draft')
    expect(again.draft?.at).toBe('2026-10-19T02:00:00.000Z')
    const { events } = await readMonth(lived.pool, lived.keys.master, '2026-10')
    expect(events).toHaveLength(1)
    expect((await board('reviewer')).actions).toEqual(['appeal'])
    expect((await board('officer')).actions).toEqual([])
  })

  it('takes an appeal, which is the application on its ticket too, marked after score', async () => {
    const ticket = await counted(OWN)
    const appeal = {
      key: 'appeal-key-1',
      unit: OWN,
      about: 'exclusion',
      ground: 'E03',
      words: '已向法院起诉，案号另附',
    }
    expect(await post('reviewer', 'appeals', { ...appeal, ticket: null })).toMatchObject({
      code: 'month.appeal-incomplete',
    })
    expect(await post('reviewer', 'appeals', { ...appeal, ticket: 'JS-20260101-000001-0' })).toMatchObject({
      code: 'month.ticket-not-counted',
    })
    const foreign = await counted('110102010')
    expect(await post('reviewer', 'appeals', { ...appeal, unit: '110102010', ticket: foreign.number })).toMatchObject({
      status: 403,
      code: 'rights.other-unit',
    })
    const made = await post('reviewer', 'appeals', { ...appeal, ticket: ticket.number })
    expect(made).toMatchObject({
      status: 200,
      step: 'appeals',
      turn: 'decider',
      openExclusions: 1,
      appeals: [{ number: 1, unit: OWN, ticketNumber: ticket.number, words: appeal.words, decision: null }],
    })
    const stranger = (await board('neighbour')).appeals[0]
    expect(stranger).toMatchObject({ unit: OWN, ticketId: null, ticketNumber: null, words: null })
    const { rows } = await lived.pool.query('select from inbox where ticket_id = $1 and marks @> $2', [
      ticket.id,
      ['exclusion-pending'],
    ])
    expect(rows.length).toBeGreaterThan(0)
  })

  it('is not frozen over anything open, and the appeal follows what two people decided', async () => {
    expect(await post('assessor', 'freeze')).toMatchObject({ status: 409, code: 'month.appeal-days' })
    server.clock.at = '2026-10-22T02:00:00.000Z'
    expect(await post('assessor', 'freeze')).toMatchObject({ status: 409, code: 'month.appeals-open' })
    expect(await post('assessor', 'appeals/1/decision', { upheld: true, words: '同意' })).toMatchObject({
      code: 'month.exclusion-first',
    })
    expect(await post('reviewer', 'appeals/1/decision', { upheld: true, words: '同意' })).toMatchObject({ status: 403 })
    const ticket = await counted(OWN)
      .then(() => board('assessor'))
      .then((view) => view.appeals[0]?.ticketId ?? '')
    for (const who of ['supervisor', 'assessor'] as const) {
      const answer = await command(who, ticket, 'decide-exclusion', { approve: true, reason: '已核案号' })
      expect(answer.statusCode, answer.body).toBe(200)
    }
    expect(await post('assessor', 'appeals/1/decision', { upheld: false, words: '不同意' })).toMatchObject({
      code: 'month.exclusion-granted',
    })
    expect(await post('assessor', 'appeals/1/decision', { upheld: true, words: '同意' })).toMatchObject({ status: 200 })
    expect(await post('assessor', 'appeals/9/decision', { upheld: true, words: '同意' })).toMatchObject({ status: 404 })
  })

  it('asks for an audit above the cap, wants the newest figures, then freezes and publishes', async () => {
    expect(await post('assessor', 'freeze')).toMatchObject({ status: 409 })
    const late = (view: MonthView) => view.exclusions?.grounds.find((one) => one.ground === 'E03')?.after ?? 0
    const before = await board('assessor')
    const drafted = await post('assessor', 'draft')
    // Once for each unit that answers for the ticket.
    expect(late(drafted)).toBeGreaterThan(late(before))
    for (const { unit } of drafted.overCap) {
      expect(await post('assessor', 'freeze')).toMatchObject({ code: 'month.audit-open' })
      expect(await post('supervisor', 'audits', { unit, words: '逐件看过' })).toMatchObject({ status: 200 })
    }
    expect(await post('supervisor', 'audits', { unit: '110101001', words: '?' })).toMatchObject({
      code: 'month.audit-not-due',
    })
    const frozen = await post('assessor', 'freeze')
    expect(frozen).toMatchObject({ status: 200, frozen: { id: drafted.draft?.id, hash: drafted.draft?.hash } })
    expect(await post('assessor', 'freeze')).toMatchObject({ status: 409, code: 'month.frozen' })
    expect(
      await post('reviewer', 'appeals', {
        key: 'appeal-key-2',
        unit: OWN,
        about: 'figure',
        ticket: null,
        ground: null,
        words: '再看',
      }),
    ).toMatchObject({ code: 'month.frozen' })
    expect(await post('assessor', 'publish', { words: '典型案例一则' })).toMatchObject({
      status: 200,
      step: 'bulletin',
      turn: 'reader',
    })
  })

  it('has a bulletin as data, document and workbook, all with the figures of the frozen run', async () => {
    const frozen = await board('assessor')
    const answer = await server.as('officer', { method: 'GET', url: '/api/bulletins/2026-10' })
    expect(answer.statusCode, answer.body).toBe(200)
    const view = answer.json<BulletinView>()
    expect(view).toMatchObject({
      published: true,
      cases: '典型案例一则',
      run: { hash: frozen.frozen?.hash, number: 1 },
    })
    const line = view.classes.flatMap(({ lines }) => lines).find(({ unit }) => unit === OWN)
    expect(line?.openable).toBe(true)
    expect(view.classes.flatMap(({ lines }) => lines).find(({ unit }) => unit === '110102010')?.openable).toBe(false)
    const { volume, funnel } = view
    expect(volume).toHaveLength(30)
    expect(volume.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(funnel.received)
    expect(funnel.valid).toBeGreaterThanOrEqual(funnel.solved)
    const points = (line?.parts ?? []).reduce((sum, part) => sum + Number(part.points), 0)
    if (line?.composite) expect(Math.abs(points - Number(line.composite))).toBeLessThan(0.02)
    for (const [kind, part, text] of [
      ['docx', 'word/document.xml', line?.name],
      ['xlsx', 'xl/sharedStrings.xml', line?.name],
    ] as const) {
      const file = await server.as('officer', { method: 'GET', url: `/api/bulletins/2026-10/bulletin.${kind}` })
      expect(file.statusCode, file.body.slice(0, 200)).toBe(200)
      expect(file.headers['content-disposition']).toContain(`bulletin-2026-10.${kind}`)
      expect(readZipped(file.rawPayload, part)).toContain(text)
    }
    expect((await server.as('officer', { method: 'GET', url: '/api/bulletins/2026-09' })).statusCode).toBe(404)
    expect((await server.as('agent', { method: 'GET', url: '/api/bulletins/2026-10' })).statusCode).toBe(403)
  })

  it('never moves again: a later change is an ordered new run that lists what differs', async () => {
    const before = await board('assessor')
    expect(await post('assessor', 'reruns', { words: '按规定重算' })).toMatchObject({ code: 'month.rerun-same' })
    const ticket = await counted(OWN)
    server.clock.at = '2026-10-26T02:00:00.000Z'
    const asked = await command('reviewer', ticket.id, 'request-exclusion', { ground: 'E03', evidence: '后补案号' })
    expect(asked.statusCode, asked.body).toBe(200)
    for (const who of ['supervisor', 'assessor'] as const) {
      expect((await command(who, ticket.id, 'decide-exclusion', { approve: true, reason: '已核' })).statusCode).toBe(
        200,
      )
    }
    const { rows: frozen } = await lived.pool.query('select hash from assessment_run where run_id = $1', [
      before.frozen?.id,
    ])
    expect(frozen).toEqual([{ hash: before.frozen?.hash }])
    const after = await post('assessor', 'reruns', { words: '法院已立案，补充材料后重算' })
    expect(after).toMatchObject({ status: 200, frozen: before.frozen, published: null })
    expect(after.reruns).toHaveLength(1)
    expect(after.reruns[0]?.why).toBe('法院已立案，补充材料后重算')
    expect(after.reruns[0]?.differences).toContainEqual(expect.objectContaining({ unit: OWN, figure: 'excluded' }))
    const { rows } = await lived.pool.query('select number from assessment_frozen where period = $1 order by 1', [
      '2026-10',
    ])
    expect(rows).toEqual([{ number: 1 }, { number: 2 }])
  })

  it('refuses a period that is none', async () => {
    expect((await server.as('assessor', { method: 'GET', url: '/api/months/2026-13' })).statusCode).toBe(422)
    expect((await server.as('agent', { method: 'GET', url: URL })).statusCode).toBe(403)
    expect((await server.as('assessor', { method: 'GET', url: '/api/months' })).json()).toMatchObject({
      months: [{ period: '2026-11', step: 'counting' }, { period: '2026-10', turn: 'assessor' }, {}, {}, {}, {}],
    })
  })
})

/** One entry of a zip file, by its central directory. */
function readZipped(zip: Buffer, name: string): string {
  for (let at = zip.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    const length = zip.readUInt16LE(at + 28)
    if (zip.toString('utf8', at + 46, at + 46 + length) !== name) continue
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    return (zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8')
  }
  throw new Error(`no ${name} in the file`)
}
