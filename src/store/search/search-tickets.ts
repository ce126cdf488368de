import type { Instant } from '../../domain/kernel/instant.ts'
import type { Sql } from '../database/connect.ts'
import { foldForSearch } from './body.ts'

export interface SearchQuestion {
  /** At least two characters each; a ticket must hold all of them. */
  readonly terms: readonly string[]
  readonly since?: Instant | undefined
  readonly until?: Instant | undefined
  /** A first-level code means all of its children. */
  readonly category?: string | undefined
  readonly open?: boolean | undefined
  readonly after?: { readonly at: Instant; readonly id: string } | undefined
  readonly size: number
}

export interface SearchHit {
  readonly ticket_id: string
  readonly registered_at: Instant
  /** What the reading unit may find of the ticket, one line per text. */
  readonly body: string
}

const SEARCH = `select ticket_id, registered_at, body from search_tickets($1, $2, $3, $4, $5, $6, $7, $8)`

/** Newest first, for the unit that `readAs` reads for; run by any other role it is refused or finds nothing. */
export async function searchTickets(sql: Sql, question: SearchQuestion): Promise<SearchHit[]> {
  const { terms, since, until, category, open, after, size } = question
  const values = [terms, since, until, category, open, after?.at, after?.id, size].map((value) => value ?? null)
  return (await sql.query<SearchHit>(SEARCH, values)).rows
}

export const MOST_TERMS = 5
export const SHORTEST_TERM = 2

/** The words of a question, folded as the copies are. */
export function searchTerms(text: string): string[] {
  const terms = foldForSearch(text)
    .split(' ')
    .filter((term) => term !== '')
  return [...new Set(terms)]
}
