import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRuledDatabase, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import { REQUESTS } from '../../contract/ticket/request.ts'
import type { Actor } from '../../domain/ticket/events.ts'
import { createPool, sqlState } from '../database/connect.ts'
import { readAs } from '../database/reader.ts'
import { forgetTicket } from '../forget.ts'
import { rebuildReadModels } from '../rebuild.ts'
import { indexAll, indexDue } from './index-due.ts'
import { searchTickets } from './search-tickets.ts'

const MINE = '110102009'
const OTHER = '110102010'
const NOW = '2026-10-19T02:00:00.000Z'
const AGENT: Actor = { kind: 'person', account: 'agent', unit: 'centre', role: 'agent' }

let database: RuledDatabase
let count = 0
beforeAll(async () => {
  database = await createRuledDatabase()
})
afterAll(() => database.drop())

interface Given {
  readonly words: string
  readonly title?: string
  readonly lead?: string
  readonly identity?: 'normal' | 'confidential'
  readonly at?: string
}

/** A ticket registered, classified and dispatched; its id. */
async function take({ words, title, lead = MINE, identity = 'normal', at = NOW }: Given): Promise<string> {
  const ticketId = `0199f7c2-4d1e-7a33-9b5e-${(++count).toString().padStart(12, '0')}`
  const result = await database.log.submitBatch(
    {
      ticketId,
      key: 'taken',
      actor: AGENT,
      requests: [
        {
          type: 'register',
          body: REQUESTS.register.parse({
            channel: 'phone',
            words,
            title: title ?? null,
            identity,
            requester: { name: '王小明', phone: null },
          }),
        },
        { type: 'classify', body: REQUESTS.classify.parse({ category: '02-01' }) },
        { type: 'dispatch', body: REQUESTS.dispatch.parse({ lead }) },
      ],
    },
    at,
  )
  if (!result.ok) throw new Error(result.rejection.code)
  return ticketId
}

const indexed = () => indexAll(database.writer, database)

async function find(unit: string, ...terms: string[]): Promise<string[]> {
  const hits = await readAs(database.writer, unit, (sql) => searchTickets(sql, { terms, size: 20 }))
  return hits.map((hit) => hit.ticket_id)
}

test('two characters find a ticket for the units that see it and for no other', async () => {
  const id = await take({ words: '楼下的路灯坏了三天，晚上看不清', title: '路灯不亮' })
  await indexed()
  for (const unit of [MINE, '110102', 'centre']) expect(await find(unit, '路灯'), unit).toEqual([id])
  expect(await find(MINE, '看不')).toEqual([id])
  expect(await find(OTHER, '路灯')).toEqual([])
  expect(await find(MINE, '灯路')).toEqual([])
  expect(await find(MINE, '路灯', '三天')).toEqual([id])
  expect(await find(MINE, '路灯', '四天')).toEqual([])
})

test('a word that every character pair of a text holds, but not the text, is no hit', async () => {
  const id = await take({ words: '小区门口，小门区口' })
  await indexed()
  expect(await find(MINE, '区口')).toEqual([id])
  // 小门, 门口 occur, 小门口 does not.
  expect(await find(MINE, '小门口')).toEqual([])
})

test('signs of LIKE are ordinary characters, letters have no case, full-width is half-width', async () => {
  const id = await take({ words: '折扣100%_真的，ＷｉＦｉ信号差，京A12345 占道' })
  await indexed()
  for (const term of ['0%_', 'wifi', 'WIFI', '京a123']) expect(await find(MINE, term), term).toEqual([id])
  expect(await find(MINE, '1%0')).toEqual([])
  expect(await find(MINE, '\\%')).toEqual([])
})

test('P18: of a confidential ticket the unit finds the summary, the centre all', async () => {
  const id = await take({ words: '举报麻将馆扰民，地点在地下室', title: '噪声问题核查', identity: 'confidential' })
  await indexed()
  expect(await find('centre', '麻将')).toEqual([id])
  expect(await find(MINE, '麻将')).toEqual([])
  expect(await find('110102', '地下室')).toEqual([])
  expect(await find(MINE, '噪声')).toEqual([id])
})

test('phones and identity numbers are not in the copy', async () => {
  await take({ words: '请回电13812345678，身份证110101199003074258，邮箱a@example.com，井盖缺失' })
  await indexed()
  const { rows } = await database.pool.query<{ body: string }>(
    `select body from ticket_search where body like '%井盖%'`,
  )
  expect(rows.length).toBeGreaterThan(1)
  for (const { body } of rows) expect(body).not.toMatch(/1381|5678|1101|example/)
  expect(await find('centre', '13812345678')).toEqual([])
})

test('a ticket that moves on is found by its new unit, and at once no longer by the old', async () => {
  const id = await take({ words: '占用盲道摆摊', lead: OTHER })
  await indexed()
  expect(await find(OTHER, '盲道')).toEqual([id])
  const actor: Actor = { kind: 'person', account: 'd', unit: 'centre', role: 'dispatcher' }
  const returned = await database.log.submitBatch(
    {
      ticketId: id,
      key: 'returned',
      actor,
      requests: [
        {
          type: 'request-return',
          body: REQUESTS['request-return'].parse({
            ground: 'wrong-duty',
            reason: '不是本单位职责',
            legalBasis: 'duty-list',
            suggested: '110102009',
          }),
        },
        { type: 'decide-return', body: REQUESTS['decide-return'].parse({ accept: true }) },
        { type: 'dispatch', body: REQUESTS.dispatch.parse({ lead: MINE }) },
      ],
    },
    NOW,
  )
  if (!returned.ok) throw new Error(JSON.stringify(returned.rejection))
  // The inbox says so already, whatever the indexer has done.
  expect(await find(OTHER, '盲道')).toEqual([])
  await indexed()
  expect(await find(MINE, '盲道')).toEqual([id])
  const { rows } = await database.pool.query('select from ticket_search where ticket_id = $1 and unit_id = $2', [
    id,
    OTHER,
  ])
  expect(rows).toEqual([])
})

test('forgetting a ticket takes its copy along in the same transaction, also while the indexer is writing it', async () => {
  const id = await take({ words: '私人的事情不想再提' })
  await indexed()
  expect(await find('centre', '私人')).toEqual([id])
  await database.pool.query('insert into search_due (ticket_id, version) values ($1, 0)', [id])
  // Both at once, whoever comes first: nothing stays.
  const [forgotten] = await Promise.all([forgetTicket(database.writer, id, NOW), indexDue(database.writer, database)])
  expect(forgotten).toBe(true)
  await database.pool.query('insert into search_due (ticket_id, version) values ($1, 0) on conflict do nothing', [id])
  await indexed()
  expect((await database.pool.query('select from ticket_search where ticket_id = $1', [id])).rowCount).toBe(0)
  expect(await find('centre', '私人')).toEqual([])
})

test('readers have the function and nothing else: not the table, not the rows of another unit', async () => {
  const reader = createPool(database.url, { role: 'huying_reader' })
  try {
    for (const statement of ['select * from ticket_search', 'select * from search_due', 'delete from ticket_search'])
      expect(await reader.query(statement).then(() => null, sqlState), statement).toBe('42501')
    const unsaid = await reader.query(`select * from search_tickets('{路灯}', null, null, null, null, null, null, 20)`)
    expect(unsaid.rows).toEqual([])
  } finally {
    await reader.end()
  }
})

test('newest first, a page at a time, each ticket once; filters hold', async () => {
  const ids: string[] = []
  for (let day = 1; day <= 5; day++) {
    ids.unshift(await take({ words: `第${day}次反映树枝遮挡信号灯`, at: `2026-10-1${day}T02:00:00.000Z` }))
  }
  await indexed()
  const page = (after?: { at: string; id: string }) =>
    readAs(database.writer, MINE, (sql) => searchTickets(sql, { terms: ['树枝'], size: 2, after }))
  const seen: string[] = []
  for (let hits = await page(); hits.length > 0; ) {
    seen.push(...hits.map((hit) => hit.ticket_id))
    const last = hits.at(-1)
    hits = last ? await page({ at: last.registered_at, id: last.ticket_id }) : []
  }
  expect(seen).toEqual(ids)
  const narrowed = (more: object) =>
    readAs(database.writer, MINE, (sql) => searchTickets(sql, { terms: ['树枝'], size: 20, ...more }))
  expect((await narrowed({ since: '2026-10-14T00:00:00.000Z' })).length).toBe(2)
  expect((await narrowed({ until: '2026-10-12T23:00:00.000Z' })).length).toBe(2)
  expect((await narrowed({ category: '02' })).length).toBe(5)
  expect((await narrowed({ category: '02-01' })).length).toBe(5)
  expect((await narrowed({ category: '03' })).length).toBe(0)
  expect((await narrowed({ open: true })).length).toBe(5)
  expect((await narrowed({ open: false })).length).toBe(0)
})

test('the rare one among thousands is found by the index, behind what the glance covers', async () => {
  const id = await take({ words: '石榴树被砍', at: '2026-10-02T02:00:00.000Z' })
  await indexed()
  await database.pool.query(
    `insert into ticket_search (ticket_id, unit_id, registered_at, body)
     select gen_random_uuid(), 'centre', timestamptz '2026-10-20' + n * interval '1 second', '别的事情' || n from generate_series(1, 2500) n`,
  )
  expect(await find('centre', '石榴')).toEqual([id])
  // Rows without an inbox row are nobody's.
  expect(await find('centre', '别的')).toEqual([])
  await database.pool.query(`delete from ticket_search where body like '别的事情%'`)
})

test('a rebuild makes the same copies again', async () => {
  const copies = async () =>
    (await database.pool.query('select ticket_id, unit_id, registered_at, body from ticket_search order by 1, 2')).rows
  const before = await copies()
  expect(before.length).toBeGreaterThan(20)
  await database.pool.query('truncate ticket_search')
  await rebuildReadModels(database.pool, { rulebook: database.rulebook })
  await indexed()
  expect(await copies()).toEqual(before)
})
