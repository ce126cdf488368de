import { v7 as uuidv7 } from 'uuid'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** Who signs in: a person at a desk, with one role at one unit. */
export interface Account {
  readonly accountId: string
  readonly login: string
  readonly name: string
  readonly role: string
  readonly unit: string
  readonly active: boolean
  readonly demo: boolean
}

export interface AccountRow {
  readonly account_id: string
  readonly login: string
  readonly name: string
  readonly role: string
  readonly unit_id: string
  readonly active: boolean
  readonly demo: boolean
}

export const ACCOUNT_COLUMNS = 'a.account_id, a.login, a.name, a.role, a.unit_id, a.active, a.demo'

export function toAccount(row: AccountRow): Account {
  const { account_id, login, name, role, unit_id, active, demo } = row
  return { accountId: account_id, login, name, role, unit: unit_id, active, demo }
}

export interface NewAccount {
  readonly login: string
  readonly name: string
  readonly role: string
  readonly unit: string
  /** argon2id, from `hashPassword`; null: nobody signs in with a password. */
  readonly passwordHash: string | null
  readonly demo?: boolean
  readonly accountId?: string
  /** False: made, and let in when a second administrator has confirmed it. */
  readonly active?: boolean
  readonly createdAt?: Instant
}

/** Keeps an account; null when the login is taken. */
export async function createAccount(sql: Sql, account: NewAccount): Promise<Account | null> {
  const { rows } = await sql.query<AccountRow>(
    `insert into account as a (account_id, login, name, role, unit_id, password_hash, demo, active, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (login) do nothing returning ${ACCOUNT_COLUMNS}`,
    [
      account.accountId ?? uuidv7(),
      account.login,
      account.name,
      account.role,
      account.unit,
      account.passwordHash,
      account.demo ?? false,
      account.active ?? true,
      account.createdAt ?? null,
    ],
  )
  return rows[0] ? toAccount(rows[0]) : null
}

/** The active account of a login with its password's hash. */
export async function findLogin(
  sql: Sql,
  login: string,
): Promise<{ readonly account: Account; readonly passwordHash: string | null } | null> {
  const { rows } = await sql.query<AccountRow & { password_hash: string | null }>(
    `select ${ACCOUNT_COLUMNS}, a.password_hash from account a where a.login = $1 and a.active`,
    [login],
  )
  const row = rows[0]
  return row ? { account: toAccount(row), passwordHash: row.password_hash } : null
}

/** The names behind account ids, for timelines. */
export async function namesOf(sql: Sql, accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map()
  const { rows } = await sql.query<{ account_id: string; name: string }>(
    'select account_id, name from account where account_id = any ($1)',
    [accountIds],
  )
  return new Map(rows.map((row) => [row.account_id, row.name]))
}

export async function demoAccounts(sql: Sql): Promise<Account[]> {
  const { rows } = await sql.query<AccountRow>(
    `select ${ACCOUNT_COLUMNS} from account a where a.demo and a.active order by a.account_id`,
  )
  return rows.map(toAccount)
}

/** Whether anybody could sign in with a published password: then the service stays on loopback. */
export async function hasDemoAccounts(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ found: boolean }>(
    'select exists (select from account where demo and active) as found',
  )
  return rows[0]?.found ?? false
}

export async function hasAccounts(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ found: boolean }>('select exists (select from account where active) as found')
  return rows[0]?.found ?? false
}
