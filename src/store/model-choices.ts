import { v7 as uuidv7 } from 'uuid'
import type { Instant } from '../domain/kernel/instant.ts'
import { CENTRE } from '../domain/org/unit.ts'
import type { Sql } from './database/connect.ts'

/** Who put which text model in use, and why; null: none. */
export interface ModelChoice {
  readonly file: string | null
  readonly name: string | null
  readonly accountId: string
  readonly reason: string
  readonly at: Instant
}

export async function logChoice(sql: Sql, { file, name, accountId, reason, at }: ModelChoice): Promise<void> {
  await sql.query(
    `insert into model_choice (choice_id, file, name, account_id, reason, at) values ($1, $2, $3, $4, $5, $6)`,
    [uuidv7(), file, name, accountId, reason, at],
  )
}

/**
 * Who chooses at the machine itself, without signing in: an account of that name that nobody can sign in with, so that what was
 * chosen there stands in the same list. Returns its id.
 */
export async function terminalAccount(sql: Sql, user: string): Promise<string> {
  const id = `terminal/${user}`
  await sql.query(
    `insert into account (account_id, login, name, role, unit_id, active) values ($1, $1, $1, 'policy-editor', $2, false)
     on conflict do nothing`,
    [id, CENTRE],
  )
  return id
}

/** The newest first. */
export async function listChoices(sql: Sql, size: number): Promise<ModelChoice[]> {
  const { rows } = await sql.query<{
    file: string | null
    name: string | null
    account_id: string
    reason: string
    at: Instant
  }>('select file, name, account_id, reason, at from model_choice order by at desc, choice_id desc limit $1', [size])
  return rows.map(({ account_id, ...rest }) => ({ ...rest, accountId: account_id }))
}
