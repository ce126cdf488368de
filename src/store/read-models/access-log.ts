import { v7 as uuidv7 } from 'uuid'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'

/** One look at personal data, or its end. */
export interface Access {
  readonly ticketId: string | null
  readonly personId: string | null
  readonly accountId: string
  readonly what: 'words' | 'snippet' | 'person' | 'person-search' | 'forgotten'
  /** Given when a person is unmasked, and when somebody or something is forgotten. */
  readonly reason: string | null
  readonly at: Instant
}

/** Pieces of several tickets' words that one page showed: a line for each. */
export async function logSnippets(
  sql: Sql,
  ticketIds: readonly string[],
  accountId: string,
  at: Instant,
): Promise<void> {
  if (ticketIds.length === 0) return
  await sql.query(
    `insert into access_log (access_id, ticket_id, account_id, what, at)
     select access_id, ticket_id, $3, 'snippet', $4 from unnest($1::uuid[], $2::uuid[]) as shown (access_id, ticket_id)`,
    [ticketIds.map(() => uuidv7()), ticketIds, accountId, at],
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
