import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRuledDatabase, liveDays, type RuledDatabase } from '../../../tests/database/lived-database.ts'
import type { ClusterCommand } from '../../domain/cluster/events.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import { rebuildReadModels } from '../rebuild.ts'
import { verifyDatabase } from '../verification/verify-database.ts'
import { readCluster, submitCluster } from './cluster-log.ts'
import { clustersFor, clustersOf, membersOf, timesOfPerson } from './cluster-rows.ts'

const AT = '2026-10-20T02:00:00.000Z'
const UNIT = '110102009'
const ACTOR: Actor = { kind: 'person', account: 'dispatcher', unit: 'centre', role: 'dispatcher' }

let database: RuledDatabase
let tickets: string[] = []
beforeAll(async () => {
  database = await createRuledDatabase()
  await liveDays(database, { seed: 7, from: '2026-10-12', days: 2, volume: { [UNIT]: 12 } })
  const { rows } = await database.pool.query<{ ticket_id: string }>('select ticket_id from ticket order by ticket_id')
  tickets = rows.map((row) => row.ticket_id)
})
afterAll(() => database.drop())

const policy = () => database.rulebook.inForce(AT).id
const give = (clusterId: string, command: ClusterCommand, text?: string) =>
  submitCluster(
    database.writer,
    database.keys,
    { clusterId, command, actor: ACTOR, policy: policy(), ...(text === undefined ? {} : { text }) },
    AT,
  )
const rows = async () =>
  (await database.pool.query('select ticket_id, cluster_id, lead from cluster_member order by ticket_id')).rows

it('keeps a cluster with its texts, and who stands in it', async () => {
  const clusterId = uuidv7()
  const [a = '', b = '', c = '', d = ''] = tickets
  expect(await give(clusterId, { type: 'form', data: { basis: 'asset', lead: a, members: [b, c] } })).toMatchObject({
    ok: true,
  })
  await give(clusterId, { type: 'plan', data: {} }, '更换曳引机')
  await give(clusterId, { type: 'move-lead', data: { to: b } })
  await give(clusterId, { type: 'split-off', data: { ticket: a } }, '是另一部电梯')
  const read = await readCluster(database.writer, database.keys.master, clusterId)
  expect(read).toMatchObject({ plan: '更换曳引机', answer: null, state: { lead: b, members: [b, c], basis: 'asset' } })
  expect(await rows()).toEqual([
    { ticket_id: b, cluster_id: clusterId, lead: true },
    { ticket_id: c, cluster_id: clusterId, lead: false },
  ])
  expect((await membersOf(database.writer, [clusterId])).map((one) => one.ticket_id).toSorted()).toEqual([b, c])
  expect(await clustersFor(database.writer, UNIT, 10)).toEqual([clusterId])
  expect(await clustersFor(database.writer, '110102010', 10)).toEqual([])
  expect([...(await clustersOf(database.writer, [a, b, d]))]).toEqual([[b, clusterId]])
})

it('puts a ticket into one cluster at most, also when two people do it at once', async () => {
  const [one, other] = [uuidv7(), uuidv7()]
  const [, , , d = '', e = '', f = ''] = tickets
  const form = (lead: string): ClusterCommand => ({ type: 'form', data: { basis: 'point', lead, members: [e] } })
  const results = await Promise.all([give(one, form(d)), give(other, form(f))])
  expect(results.map((result) => result.ok).toSorted()).toEqual([false, true])
  expect(results.find((result) => !result.ok)).toMatchObject({ rejection: { code: 'cluster.elsewhere' } })
  expect((await rows()).filter((row) => row.ticket_id === e)).toHaveLength(1)
})

it('appends once when many change it at once', async () => {
  const [clusterId = ''] = await clustersFor(database.writer, UNIT, 1)
  const joining = tickets.slice(6, 11)
  await Promise.all(joining.map((ticket) => give(clusterId, { type: 'join', data: { ticket } })))
  const read = await readCluster(database.writer, database.keys.master, clusterId)
  const joined = (await membersOf(database.writer, [clusterId])).map((one) => one.ticket_id)
  expect(joined.toSorted()).toEqual([...(read?.state.members ?? [])].toSorted())
})

it('verifies, holds no words in the log, and is rebuilt the same', async () => {
  const before = await rows()
  expect(before.length).toBeGreaterThan(3)
  await database.pool.query('update cluster_member set lead = false')
  await rebuildReadModels(database.pool, { rulebook: database.rulebook })
  expect(await rows()).toEqual(before)
  const { keys, rulebook, pool } = database
  expect((await verifyDatabase(pool, keys, { rulebook })).faults).toEqual([])
  const { rows: bytes } = await pool.query<{ bytes: string }>('select bytes from record_event')
  for (const one of bytes) expect(one.bytes).not.toMatch(/曳引机|[0-9a-f]{8}-[0-9a-f]{4}-7/)
})

it('counts how often a person had come by then', async () => {
  const { rows: persons } = await database.pool.query<{ ticket_id: string; times: number }>(
    `select ticket_id, row_number() over (partition by requester order by registered_at)::int as times
     from ticket where requester is not null and registered_at >= '2026-10-01'`,
  )
  const times = await timesOfPerson(database.writer, tickets, '2026-10-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z')
  for (const { ticket_id, times: expected } of persons) expect(times.get(ticket_id)).toBe(expected)
  expect(times.size).toBe(persons.length)
  expect(await timesOfPerson(database.writer, tickets, '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z')).toEqual(
    new Map(),
  )
})
