import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/database/test-database.ts'

const MAIN = join(import.meta.dirname, '..', 'main.ts')

let folder: string
let database: TestDatabase
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huying-forget-'))
  database = await createTestDatabase()
  const text = '西城区展览路街道路灯不亮，请尽快维修。'
  await writeFile(join(folder, 'messages.jsonl'), JSON.stringify({ uid: 'm-1', title: null, text }))
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

function huying(...args: string[]): Promise<{ exit: number; out: string; told: string }> {
  const all = [MAIN, ...args, '--database-url', database.url, '--data', join(folder, 'data')]
  return new Promise((resolve) => {
    execFile(process.execPath, all, { env: { ...process.env, LC_ALL: 'C' } }, (error, out, told) =>
      resolve({ exit: error === null ? 0 : Number(error.code), out, told }),
    )
  })
}

it('forgets once, says so, leaves a line in the access log, and the log still verifies', async () => {
  await huying('import', 'messages', '--input', join(folder, 'messages.jsonl'))
  const { rows } = await database.pool.query<{ ticket_id: string }>('select ticket_id from ticket')
  const id = rows[0]?.ticket_id ?? ''

  const forgotten = await huying('forget', 'ticket', id, '--reason', 'asked for it', '--json')
  expect(JSON.parse(forgotten.out)).toMatchObject({ forgotten: 1, kind: 'ticket', subject: id })
  const texts = await database.pool.query('select from ticket_text where ticket_id = $1', [id])
  expect(texts.rows).toEqual([])
  const log = await database.pool.query('select ticket_id, account_id, what, reason from access_log')
  expect(log.rows).toEqual([
    { ticket_id: id, account_id: expect.stringMatching(/^terminal\/./), what: 'forgotten', reason: 'asked for it' },
  ])
  expect(await huying('verify', '--json')).toMatchObject({ exit: 0 })

  expect(await huying('forget', 'ticket', id, '--reason', 'again')).toMatchObject({
    exit: 3,
    out: '',
    told: expect.stringContaining('nothing of its words is left'),
  })
  expect(await huying('forget', 'person', id, '--reason', 'of a ticket')).toMatchObject({ exit: 3, out: '' })
  expect(await huying('forget', 'ticket', 'JS-20261019-000001-3', '--reason', 'a number')).toMatchObject({ exit: 3 })
  expect(await huying('forget', 'ticket', id)).toMatchObject({ exit: 2, out: '' })
  expect((await database.pool.query('select from access_log')).rows).toHaveLength(1)
})
