import { randomBytes, timingSafeEqual } from 'node:crypto'
import { type Pool, withTransaction } from '../database/connect.ts'
import { readFact, writeFact } from '../installation.ts'
import { type Account, createAccount, hasAccounts } from './accounts.ts'
import { tokenHash } from './sessions.ts'

/**
 * Makes the token of the one-time link with which the first administrator sets a password; null when somebody can sign
 * in already. A new start makes a new link and voids the one before.
 */
export async function offerFirstAdministrator(pool: Pool): Promise<string | null> {
  return withTransaction(pool, async (sql) => {
    if (await hasAccounts(sql)) return null
    const token = randomBytes(32).toString('base64url')
    await writeFact(sql, 'first-administrator', { tokenHash: tokenHash(token).toString('base64url') })
    return token
  })
}

/** Uses the link up; null when the token is wrong or somebody can sign in already. */
export async function takeFirstAdministrator(
  pool: Pool,
  token: string,
  person: { readonly login: string; readonly name: string; readonly passwordHash: string; readonly unit: string },
): Promise<Account | null> {
  return withTransaction(pool, async (sql) => {
    // One at a time: two browsers with the same link make one administrator.
    await sql.query("select from installation where key = 'first-administrator' for update")
    const offered = await readFact(sql, 'first-administrator')
    if (!offered || (await hasAccounts(sql))) return null
    const given = tokenHash(token)
    const kept = Buffer.from(offered.tokenHash, 'base64url')
    if (kept.length !== given.length || !timingSafeEqual(kept, given)) return null
    const account = await createAccount(sql, { ...person, role: 'operator' })
    await sql.query("delete from installation where key = 'first-administrator'")
    return account
  })
}
