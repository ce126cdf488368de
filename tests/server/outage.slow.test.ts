import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { createPool } from '../../src/store/database/connect.ts'
import { openDatabase } from '../../src/store/database/launch.ts'
import { migrate } from '../../src/store/database/migrate.ts'
import { freePort } from '../../src/store/database/postmaster.ts'
import { startTestServer } from './start.ts'

const PLACE = { district: '110102', subdistrict: '110102009', community: null, address: null }

test('the database stops and starts under load: coded refusals, then work as before, and nothing confirmed is lost', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'huying-outage-'))
  const port = await freePort()
  const open = () => openDatabase({ dataDir, role: 'command', port })
  let running = await open()
  const pool = createPool(running.url)
  await migrate(pool)
  const server = await startTestServer({ database: { pool, url: running.url, drop: () => pool.end() } })
  const confirmed: string[] = []
  const refusals = new Map<string, number>()
  let loading = true
  const caller = async () => {
    while (loading) {
      const payload = {
        ticketId: uuidv7(),
        channel: 'phone',
        words: '路灯不亮',
        place: PLACE,
        classify: { category: '01-03' },
      }
      const answer = await server.as('agent', { method: 'POST', url: '/api/tickets', payload })
      if (answer.statusCode === 201) confirmed.push(payload.ticketId)
      else {
        const { code } = answer.json()
        refusals.set(code, (refusals.get(code) ?? 0) + 1)
        expect(answer.statusCode).toBe(503)
        await wait(50)
      }
    }
  }
  try {
    const callers = Promise.all(Array.from({ length: 8 }, caller))
    await expect.poll(() => confirmed.length, { timeout: 30_000 }).toBeGreaterThan(50)
    await running.stop()
    await expect.poll(() => refusals.size, { timeout: 60_000 }).toBeGreaterThan(0)
    running = await open()
    const before = confirmed.length
    await expect.poll(() => confirmed.length, { timeout: 60_000 }).toBeGreaterThan(before + 50)
    loading = false
    await callers
    expect([...refusals.keys()]).toEqual(['database.unavailable'])
    const { rows } = await pool.query<{ n: number }>(
      'select count(*) as n from event where version = 1 and ticket_id = any ($1)',
      [confirmed],
    )
    expect(rows).toEqual([{ n: confirmed.length }])
  } finally {
    loading = false
    await server.stop()
    await running.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
})
