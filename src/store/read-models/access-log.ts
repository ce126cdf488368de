import { v7 as uuidv7 } from 'uuid'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** One look at personal data, or its end. */
export interface Access {
  readonly ticketId: string | null
  readonly personId: string | null
  readonly accountId: string
  readonly what:
    | 'words'
    | 'photo'
    | 'snippet'
    | 'person'
    | 'person-search'
    | 'print'
    | 'export'
    | 'call'
    | 'forgotten'
    | 'access-log'
  /** Given when a person is unmasked or called, with a print which form it was, and when somebody or something is forgotten. */
  readonly reason: string | null
  readonly at: Instant
}

/** Several tickets that one page, search or file showed: a line for each. */
export async function logShown(
  sql: Sql,
  ticketIds: readonly string[],
  access: Pick<Access, 'accountId' | 'what' | 'reason' | 'at'>,
): Promise<void> {
  if (ticketIds.length === 0) return
  await sql.query(
    `insert into access_log (access_id, ticket_id, account_id, what, reason, at)
     select access_id, ticket_id, $3, $4, $5, $6 from unnest($1::uuid[], $2::uuid[]) as shown (access_id, ticket_id)`,
    [ticketIds.map(() => uuidv7()), ticketIds, access.accountId, access.what, access.reason, access.at],
  )
}

/** Every read of personal data leaves a line that its subject can ask for (design.md §3.6). */
export async function logAccess(sql: Sql, access: Access): Promise<void> {
  const { ticketId, personId, accountId, what, reason, at } = access
  await sql.query(
    'insert into access_log (access_id, ticket_id, person_id, account_id, what, reason, at) values ($1, $2, $3, $4, $5, $6, $7)',
    [uuidv7(), ticketId, personId, accountId, what, reason, at],
  )
}
