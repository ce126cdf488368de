import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { type Instant, MINUTE, plus } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { tokenHash } from './sessions.ts'

/**
 * What a machine may do with its key. `requests`: no rate limit, and the metrics. `telephony`: tell what happens on the line.
 */
export const KEY_SCOPES = ['requests', 'telephony'] as const
export type KeyScope = (typeof KEY_SCOPES)[number]

export interface ServiceKey {
  readonly keyId: string
  readonly name: string
  /** The first characters, by which a key is told from another. */
  readonly hint: string
  readonly scopes: readonly KeyScope[]
  readonly madeBy: string
  readonly madeAt: Instant
  readonly lastUsedAt: Instant | null
  readonly revokedBy: string | null
  readonly revokedAt: Instant | null
}

const COLUMNS = `key_id as "keyId", name, hint, scopes, made_by as "madeBy", made_at as "madeAt", last_used_at as "lastUsedAt",
  revoked_by as "revokedBy", revoked_at as "revokedAt"`

/** Makes a key. It is given back once and stored nowhere; only its hash is. */
export async function makeServiceKey(
  sql: Sql,
  { name, scopes, by, at }: { name: string; scopes: readonly KeyScope[]; by: string; at: Instant },
): Promise<{ readonly key: string; readonly kept: ServiceKey }> {
  const key = `hy_${randomBytes(32).toString('base64url')}`
  const { rows } = await sql.query<ServiceKey>(
    `insert into service_key (key_id, name, hint, hash, scopes, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
    [uuidv7(), name, key.slice(0, 9), tokenHash(key), scopes, by, at],
  )
  const [kept] = rows
  if (!kept) throw new Error('a key was not kept')
  return { key, kept }
}

/** Every key that was ever made, the newest first. */
export async function listServiceKeys(sql: Sql): Promise<ServiceKey[]> {
  return (await sql.query<ServiceKey>(`select ${COLUMNS} from service_key order by made_at desc, key_id desc`)).rows
}

/** False when there is no such key or it was revoked before. */
export async function revokeServiceKey(sql: Sql, keyId: string, by: string, at: Instant): Promise<boolean> {
  const { rowCount } = await sql.query(
    'update service_key set revoked_by = $2, revoked_at = $3 where key_id = $1 and revoked_at is null',
    [keyId, by, at],
  )
  return rowCount === 1
}

/** Minutes between two notes of when a key was used: the note is for people, not a log. */
const NOTED_MS = 10 * MINUTE

/** What a presented key may do; empty when it is none, or revoked. */
export async function scopesOfKey(sql: Sql, key: string, now: Instant): Promise<readonly KeyScope[]> {
  const hash = tokenHash(key)
  const { rows } = await sql.query<{ scopes: KeyScope[]; noted: Instant | null }>(
    'select scopes, last_used_at as noted from service_key where hash = $1 and revoked_at is null',
    [hash],
  )
  const [found] = rows
  if (!found) return []
  if (found.noted === null || found.noted < plus(now, -NOTED_MS))
    await sql.query('update service_key set last_used_at = $2 where hash = $1', [hash, now])
  return found.scopes
}
