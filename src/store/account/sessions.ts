import { hash, randomBytes } from 'node:crypto'
import { type Instant, plus } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { ACCOUNT_COLUMNS, type Account, type AccountRow, toAccount } from './accounts.ts'

const TOKEN_BYTES = 32

/** Half a day: a shift at a desk. */
export const SESSION_MS = 12 * 60 * 60 * 1000

/** The database keeps only this; whoever reads it cannot sign in with it. */
export function tokenHash(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}

/** Opens a session and returns the token for the cookie, which is stored nowhere. */
export async function openSession(sql: Sql, accountId: string, now: Instant): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await sql.query('insert into session (token_hash, account_id, created_at, expires_at) values ($1, $2, $3, $4)', [
    tokenHash(token),
    accountId,
    now,
    plus(now, SESSION_MS),
  ])
  await sql.query('update account set last_sign_in_at = $2 where account_id = $1', [accountId, now])
  return token
}

const FIND = {
  name: 'session-find',
  text: `select ${ACCOUNT_COLUMNS} from session s join account a on a.account_id = s.account_id
    where s.token_hash = $1 and s.expires_at > $2 and a.active`,
}

/** Whose session this is; null when there is none, when it ran out, or when the account was closed. */
export async function findSession(sql: Sql, token: string, now: Instant): Promise<Account | null> {
  const { rows } = await sql.query<AccountRow>({ ...FIND, values: [tokenHash(token), now] })
  return rows[0] ? toAccount(rows[0]) : null
}

export async function closeSession(sql: Sql, token: string): Promise<void> {
  await sql.query('delete from session where token_hash = $1', [tokenHash(token)])
}

/** Sessions that ran out; called by the nightly job. */
export async function removeExpiredSessions(sql: Sql, now: Instant): Promise<number> {
  const { rowCount } = await sql.query('delete from session where expires_at <= $1', [now])
  return rowCount ?? 0
}
