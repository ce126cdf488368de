import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRuledDatabase, type RuledDatabase } from '../../tests/database/lived-database.ts'
import { findLogin, hasAccounts } from './account/accounts.ts'
import { listChoices, logChoice, terminalAccount } from './model-choices.ts'

let database: RuledDatabase
beforeAll(async () => {
  database = await createRuledDatabase()
})
afterAll(() => database.drop())

it('keeps what was chosen at the terminal under a name that nobody can sign in with', async () => {
  const { pool } = database
  const before = await hasAccounts(pool)
  const accountId = await terminalAccount(pool, 'root')
  expect(await terminalAccount(pool, 'root')).toBe(accountId)
  expect(await findLogin(pool, accountId)).toBeNull()
  expect(await hasAccounts(pool)).toBe(before)
  const choice = { accountId, reason: 'better on last month', at: '2026-10-19T02:00:00.000Z' }
  await logChoice(pool, { ...choice, file: 'a.model', name: 'a' })
  await logChoice(pool, { ...choice, file: null, name: null, at: '2026-10-20T02:00:00.000Z' })
  expect(await listChoices(pool, 9)).toEqual([
    { ...choice, file: null, name: null, at: '2026-10-20T02:00:00.000Z' },
    { ...choice, file: 'a.model', name: 'a' },
  ])
})
