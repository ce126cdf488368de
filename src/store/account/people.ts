import { v7 as uuidv7 } from 'uuid'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { ACCOUNT_COLUMNS, type Account, type AccountRow, toAccount } from './accounts.ts'

/** An account as administration sees it: who, where, since when; nothing of what the person read. */
export interface PersonAccount extends Account {
  readonly createdAt: Instant | null
  readonly lastSignInAt: Instant | null
  readonly sessions: number
  /** False until a password was set for the first time. */
  readonly hasPassword: boolean
  readonly waiting: OpenRequest | null
}

export interface OpenRequest {
  readonly requestId: string
  readonly accountId: string
  readonly what: 'role' | 'password'
  readonly role: string
  readonly unit: string
  readonly askedBy: string
  readonly reason: string
  readonly askedAt: Instant
}

interface PersonRow extends AccountRow {
  readonly created_at: Instant | null
  readonly last_sign_in_at: Instant | null
  readonly sessions: number
  readonly has_password: boolean
  readonly waiting: OpenRequest | null
}

const REQUEST = `jsonb_build_object('requestId', r.request_id, 'accountId', r.account_id, 'what', r.what, 'role', r.role,
  'unit', r.unit_id, 'askedBy', r.asked_by, 'reason', r.reason,
  'askedAt', to_char(r.asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`

const SELECT = `select ${ACCOUNT_COLUMNS}, a.created_at, a.last_sign_in_at, a.password_hash is not null as has_password,
    (select count(*)::int from session s where s.account_id = a.account_id and s.expires_at > $1) as sessions,
    (select ${REQUEST} from account_request r where r.account_id = a.account_id and r.decision is null) as waiting
  from account a`

function toPerson(row: PersonRow): PersonAccount {
  return {
    ...toAccount(row),
    createdAt: row.created_at,
    lastSignInAt: row.last_sign_in_at,
    sessions: row.sessions,
    hasPassword: row.has_password,
    waiting: row.waiting,
  }
}

export interface PeopleFilter {
  readonly q: string | null
  readonly units: readonly string[] | null
  readonly role: string | null
  readonly size: number
}

/** Accounts by unit and name; `q` is a part of name or login. */
export async function listPeople(sql: Sql, now: Instant, filter: PeopleFilter): Promise<PersonAccount[]> {
  const { rows } = await sql.query<PersonRow>(
    `${SELECT} where ($2::text is null or strpos(lower(a.name || ' ' || a.login), lower($2)) > 0)
       and ($3::text[] is null or a.unit_id = any ($3)) and ($4::text is null or a.role = $4)
     order by a.unit_id, a.name, a.login limit $5`,
    [now, filter.q, filter.units, filter.role, filter.size],
  )
  return rows.map(toPerson)
}

export async function findPerson(sql: Sql, accountId: string, now: Instant): Promise<PersonAccount | null> {
  const { rows } = await sql.query<PersonRow>(`${SELECT} where a.account_id = $2`, [now, accountId])
  return rows[0] ? toPerson(rows[0]) : null
}

/** Requests that wait for a second person, the oldest first. */
export async function listRequests(sql: Sql): Promise<OpenRequest[]> {
  const { rows } = await sql.query<{ request: OpenRequest }>(
    `select ${REQUEST} as request from account_request r where r.decision is null order by r.asked_at`,
  )
  return rows.map((row) => row.request)
}

/**
 * How many active accounts hold one of these roles. Takes the lock of all who change accounts first, so that two
 * administrators who suspend each other at the same moment leave one. Needs an open transaction.
 */
export async function countHolders(sql: Sql, roles: readonly string[]): Promise<number> {
  await sql.query(`select pg_advisory_xact_lock(hashtext('huying/accounts'))`)
  const { rows } = await sql.query<{ count: number }>(
    'select count(*)::int as count from account where active and role = any ($1)',
    [roles],
  )
  return rows[0]?.count ?? 0
}

/** What administration changes of an account; every session ends, because rights are read at sign-in. */
export async function changeAccount(
  sql: Sql,
  accountId: string,
  { name, role, unit, active }: { name?: string; role?: string; unit?: string; active?: boolean },
): Promise<void> {
  await sql.query(
    `update account set name = coalesce($2, name), role = coalesce($3, role), unit_id = coalesce($4, unit_id),
       active = coalesce($5, active) where account_id = $1`,
    [accountId, name ?? null, role ?? null, unit ?? null, active ?? null],
  )
  await endSessions(sql, accountId)
}

/** Nobody signs in with it until a new one is set. */
export async function clearPassword(sql: Sql, accountId: string): Promise<void> {
  await sql.query('update account set password_hash = null where account_id = $1', [accountId])
}

export async function endSessions(sql: Sql, accountId: string): Promise<number> {
  const { rowCount } = await sql.query('delete from session where account_id = $1', [accountId])
  return rowCount ?? 0
}

export interface AuditLine {
  readonly auditId: string
  readonly accountId: string
  readonly what: AuditWhat
  readonly facts: Readonly<Record<string, string>>
  readonly by: string
  readonly reason: string | null
  readonly at: Instant
}

export const AUDIT_WHATS = [
  'created',
  'invited',
  'password-asked',
  'password-set',
  'role-asked',
  'role-changed',
  'confirmed',
  'refused',
  'suspended',
  'resumed',
  'sessions-ended',
  'renamed',
  'test-message',
] as const
export type AuditWhat = (typeof AUDIT_WHATS)[number]

export async function audit(sql: Sql, line: Omit<AuditLine, 'auditId'>): Promise<void> {
  await sql.query(
    'insert into account_audit (audit_id, account_id, what, facts, by_account, reason, at) values ($1, $2, $3, $4, $5, $6, $7)',
    [uuidv7(), line.accountId, line.what, JSON.stringify(line.facts), line.by, line.reason, line.at],
  )
}

/** What was done to an account, the newest first. */
export async function listAudit(sql: Sql, accountId: string, size: number): Promise<AuditLine[]> {
  const { rows } = await sql.query<AuditLine>(
    `select audit_id as "auditId", account_id as "accountId", what, facts, by_account as by, reason, at
     from account_audit where account_id = $1 order by at desc, audit_id desc limit $2`,
    [accountId, size],
  )
  return rows
}

/** The accounts of these ids; who is no account, such as a terminal, is missing. */
export async function findPeopleByIds(sql: Sql, accountIds: readonly string[]): Promise<ReadonlyMap<string, Account>> {
  const { rows } = await sql.query<AccountRow>(
    `select ${ACCOUNT_COLUMNS} from account a where a.account_id = any ($1)`,
    [accountIds],
  )
  return new Map(rows.map((row) => [row.account_id, toAccount(row)]))
}
