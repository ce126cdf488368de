import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { DAY, type Instant, plus } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import type { OpenRequest } from './people.ts'
import { tokenHash } from './sessions.ts'

/** How long a one-time link opens; an account whose link ran out is invited again. */
const INVITATION_MS = 3 * DAY
/** Wrong codes before a link is void. */
const MOST_TRIES = 5

/** Makes a link's token, which is stored nowhere, and voids the links before it. */
export async function invite(
  sql: Sql,
  { accountId, by, at, codeHash }: { accountId: string; by: string; at: Instant; codeHash: Buffer | null },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await sql.query('update account_invitation set expires_at = $2 where account_id = $1 and used_at is null', [
    accountId,
    at,
  ])
  await sql.query(
    `insert into account_invitation (token_hash, account_id, code_hash, tries, made_by, made_at, expires_at)
     values ($1, $2, $3, 0, $4, $5, $6)`,
    [tokenHash(token), accountId, codeHash, by, at, plus(at, INVITATION_MS)],
  )
  return token
}

/** Eight digits for the first of two persons. */
export function newCode(): string {
  return String(randomInt(100_000_000)).padStart(8, '0')
}

export async function askSecondPerson(
  sql: Sql,
  request: Omit<OpenRequest, 'requestId' | 'askedAt'> & { readonly at: Instant; readonly code: string },
): Promise<string> {
  const requestId = uuidv7()
  await sql.query(
    `insert into account_request (request_id, account_id, what, role, unit_id, code_hash, asked_by, reason, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      requestId,
      request.accountId,
      request.what,
      request.role,
      request.unit,
      tokenHash(request.code),
      request.askedBy,
      request.reason,
      request.at,
    ],
  )
  return requestId
}

/** The request with its lock and the hash of its code; null when there is none that waits. Needs an open transaction. */
export async function takeRequest(
  sql: Sql,
  requestId: string,
): Promise<(Omit<OpenRequest, 'askedAt'> & { readonly codeHash: Buffer }) | null> {
  const { rows } = await sql.query<Omit<OpenRequest, 'askedAt'> & { readonly codeHash: Buffer }>(
    `select request_id as "requestId", account_id as "accountId", what, role, unit_id as unit, asked_by as "askedBy", reason,
       code_hash as "codeHash" from account_request where request_id = $1 and decision is null for update`,
    [requestId],
  )
  return rows[0] ?? null
}

export async function decideRequest(
  sql: Sql,
  requestId: string,
  decision: 'confirmed' | 'refused' | 'withdrawn',
  by: string,
  at: Instant,
): Promise<void> {
  await sql.query(
    'update account_request set decision = $2, decided_by = $3, decided_at = $4 where request_id = $1 and decision is null',
    [requestId, decision, by, at],
  )
}

/** The last word on whether this account may hold this role at this unit; null when nobody was ever asked. */
export async function lastDecision(sql: Sql, accountId: string, role: string, unit: string): Promise<string | null> {
  const { rows } = await sql.query<{ decision: string | null }>(
    `select coalesce(decision, 'waiting') as decision from account_request
     where account_id = $1 and what = 'role' and role = $2 and unit_id = $3 order by asked_at desc limit 1`,
    [accountId, role, unit],
  )
  return rows[0]?.decision ?? null
}

export type Taken =
  | { readonly ok: true; readonly accountId: string; readonly login: string }
  | { readonly ok: false; readonly code: 'people.link-refused' | 'people.link-code' }

/**
 * Uses a one-time link up: sets the password and signs the account out everywhere. A link that asks for a code is void after
 * five wrong ones. Needs an open transaction, which the caller commits in both cases, because a wrong code counts.
 */
export async function takeInvitation(
  sql: Sql,
  { token, code, passwordHash, now }: { token: string; code: string | null; passwordHash: string; now: Instant },
): Promise<Taken> {
  const { rows } = await sql.query<{ account_id: string; login: string; code_hash: Buffer | null }>(
    `select i.account_id, a.login, i.code_hash from account_invitation i join account a on a.account_id = i.account_id
     where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and i.tries < $3 and a.active for update of i`,
    [tokenHash(token), now, MOST_TRIES],
  )
  const row = rows[0]
  if (!row) return { ok: false, code: 'people.link-refused' }
  if (row.code_hash && !(code !== null && timingSafeEqual(row.code_hash, tokenHash(code)))) {
    await sql.query('update account_invitation set tries = tries + 1 where token_hash = $1', [tokenHash(token)])
    return { ok: false, code: 'people.link-code' }
  }
  await sql.query('update account_invitation set used_at = $2 where token_hash = $1', [tokenHash(token), now])
  await sql.query('update account set password_hash = $2 where account_id = $1', [row.account_id, passwordHash])
  await sql.query('delete from session where account_id = $1', [row.account_id])
  return { ok: true, accountId: row.account_id, login: row.login }
}

/** Whether a link of this token asks for a code; null when it opens nothing. */
export async function seeInvitation(
  sql: Sql,
  token: string,
  now: Instant,
): Promise<{ readonly login: string; readonly name: string; readonly needsCode: boolean } | null> {
  const { rows } = await sql.query<{ login: string; name: string; needsCode: boolean }>(
    `select a.login, a.name, i.code_hash is not null as "needsCode"
     from account_invitation i join account a on a.account_id = i.account_id
     where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and i.tries < $3 and a.active`,
    [tokenHash(token), now, MOST_TRIES],
  )
  return rows[0] ?? null
}
