import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTemporaryFolder } from '../../../tests/database/temporary-server.ts'
import { createPool } from './connect.ts'
import { openDatabase } from './launch.ts'

const ROUNDS = 20
const WRITERS = 4

test('whatever was confirmed is there after every kill, and the pool goes on by itself', {
  timeout: 600_000,
}, async () => {
  const dataDir = await makeTemporaryFolder()
  const lockFile = join(dataDir, 'database', 'cluster', 'postmaster.pid')
  let onBack = (): void => {}
  const database = await openDatabase({
    dataDir,
    role: 'serve',
    onNotice: (line) => line === 'The database is back' && onBack(),
  })
  const pool = createPool(database.url)
  await pool.query('create table confirmed (round integer, n integer, primary key (round, n))')
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const confirmed: number[] = []
      const goal = 5 + ((round * 37) % 200)
      let next = 0
      let killed = false
      const back = new Promise<void>((done) => {
        onBack = done
      })
      const write = async (): Promise<void> => {
        while (!killed) {
          const n = next++
          await pool.query('insert into confirmed values ($1, $2)', [round, n])
          confirmed.push(n)
          if (confirmed.length !== goal) continue
          killed = true
          process.kill(Number.parseInt(readFileSync(lockFile, 'utf8'), 10), 'SIGKILL')
        }
      }
      await Promise.allSettled(Array.from({ length: WRITERS }, write))
      expect(killed).toBe(true)
      await back
      const { rows } = await pool.query<{ n: number }>('select n from confirmed where round = $1', [round])
      const stored = new Set(rows.map((row) => row.n))
      expect(confirmed.filter((n) => !stored.has(n))).toEqual([])
    }
  } finally {
    await pool.end()
    await database.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
})
