import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPool, type Pool } from '../../src/store/database/connect.ts'
import { openDatabase } from '../../src/store/database/launch.ts'
import { huyingJson, makeDataFolder, postmasterOf, type Serving, startServing } from '../commands/huying.ts'
import { type Call, call, isAcknowledged, makeCall, SERVICE_KEY } from './callers.ts'

const ROUNDS = 20
const CLIENTS = 8
const SETTINGS = { HUYING_DEMO: 'off', HUYING_SERVICE_KEY: SERVICE_KEY }

let data: Awaited<ReturnType<typeof makeDataFolder>>
beforeAll(async () => {
  data = await makeDataFolder()
})
afterAll(() => data.remove())

interface Ledger {
  /** Public number by ticket id: what callers were told is theirs. */
  readonly acknowledged: Map<string, string>
  readonly calls: Map<string, Call>
  /** Nobody answered these: the ticket may be there or not. */
  readonly unknown: Set<Call>
}

/** Eight callers at once, until so many more are acknowledged; then the server is killed in the middle of their calls. */
async function callUntilKilled(serving: Serving, ledger: Ledger, goal: number, alsoDatabase: boolean): Promise<void> {
  const end = ledger.acknowledged.size + goal
  let killed = false
  const postmaster = await postmasterOf(data.path)
  const caller = async () => {
    while (!killed) {
      const one = makeCall()
      ledger.calls.set(one.ticketId, one)
      ledger.unknown.add(one)
      const answer = await call(serving.url, one).catch(() => null)
      if (!answer) continue
      expect(answer.status, JSON.stringify(answer.body)).toBe(201)
      ledger.acknowledged.set(one.ticketId, answer.body.number ?? '')
      ledger.unknown.delete(one)
      if (killed || ledger.acknowledged.size < end) continue
      killed = true
      process.kill(serving.pid, 'SIGKILL')
      // As when the container or the machine goes.
      if (alsoDatabase && postmaster !== null) process.kill(postmaster, 'SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, caller))
  expect(await serving.ended).toMatchObject({ signal: 'SIGKILL' })
}

interface Stored {
  readonly ticket_id: string
  readonly number: string
  readonly tickets: number
  readonly events: number
  readonly last: number
  readonly version: number
}

/** Each acknowledged ticket once, under the number its caller was told, with every event from the first to the last. */
async function expectAllThere(sql: Pool, { acknowledged, calls }: Ledger): Promise<void> {
  const { rows } = await sql.query<Stored>(
    `select t.ticket_id, t.number, t.version, count(*) over (partition by t.ticket_id) as tickets,
       (select count(*) from event e where e.ticket_id = t.ticket_id) as events,
       (select max(version) from event e where e.ticket_id = t.ticket_id) as last
     from ticket t`,
  )
  const stored = new Map(rows.map((row) => [row.ticket_id, row]))
  expect([...acknowledged].filter(([id, number]) => stored.get(id)?.number !== number)).toEqual([])
  expect(rows.filter((row) => row.tickets !== 1 || row.events !== row.version || row.last !== row.version)).toEqual([])
  expect(rows.filter((row) => !calls.has(row.ticket_id))).toEqual([])
  expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length)
}

test('every acknowledged ticket is there exactly once, whenever the server is killed', async () => {
  const ledger: Ledger = { acknowledged: new Map(), calls: new Map(), unknown: new Set() }
  for (let round = 0; round < ROUNDS; round++) {
    const serving = await startServing(data.path, SETTINGS)
    const database = await openDatabase({ dataDir: data.path, role: 'command' })
    const pool = createPool(database.url, { max: 1 })
    try {
      await expectAllThere(pool, ledger)
    } finally {
      await pool.end()
      await database.stop()
    }
    // Callers who were not answered call again, and some who were: nobody gets a second ticket.
    const again = [
      ...ledger.unknown,
      ...[...ledger.acknowledged.keys()].slice(-CLIENTS).map((id) => ledger.calls.get(id)),
    ]
    for (const one of again) {
      if (!one) continue
      const answer = await call(serving.url, one)
      expect(isAcknowledged(answer), JSON.stringify(answer.body)).toBe(true)
      const told = ledger.acknowledged.get(one.ticketId)
      if (told !== undefined) expect(answer).toMatchObject({ status: 200, body: { number: told, repeated: true } })
      ledger.acknowledged.set(one.ticketId, answer.body.number ?? '')
    }
    ledger.unknown.clear()
    await callUntilKilled(serving, ledger, 20 + ((round * 37) % 150), round % 4 === 3)
  }
  expect(ledger.acknowledged.size).toBeGreaterThan(ROUNDS * 20)
  const { code, json } = await huyingJson<{ tickets: number; faultCount: number; faults: unknown[] }>(['verify'], {
    HUYING_DATA: data.path,
  })
  expect({ code, faults: json.faults, faultCount: json.faultCount }).toEqual({ code: 0, faults: [], faultCount: 0 })
  expect(json.tickets).toBeGreaterThanOrEqual(ledger.acknowledged.size)
  expect(await postmasterOf(data.path)).toBeNull()
}, 600_000)
