import type { SearchQuery, SearchResults } from '../../../contract/http/search.ts'
import { addDays, startOfDay } from '../../../domain/clock/calendar.ts'
import { plus } from '../../../domain/kernel/instant.ts'
import { isTicketNumber } from '../../../domain/ticket/number.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { type Sql, sqlState } from '../../../store/database/connect.ts'
import { readAs } from '../../../store/database/reader.ts'
import { logShown } from '../../../store/read-models/access-log.ts'
import { findByNumber, type ListRow, listByIds } from '../../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import {
  MOST_TERMS,
  type SearchHit,
  type SearchQuestion,
  SHORTEST_TERM,
  searchTerms,
  searchTickets,
} from '../../../store/search/search-tickets.ts'
import { snippetsOf } from '../../../store/search/snippet.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { readCursor, writeCursor } from '../../http/cursor.ts'
import { problem } from '../../http/problem.ts'
import { listItems } from '../../view/list-items.ts'

const LONGEST_MS = 3_000
const STATEMENT_CANCELLED = '57014'

/** The tickets of one unit that hold all the words, newest first, with the places where they stand. */
export async function searchFor(
  unit: string,
  account: Account,
  query: SearchQuery,
  language: Language,
  deps: ServerDeps,
): Promise<SearchResults> {
  const { readerPool, pool, keys, rulebook, clock } = deps
  const now = clock.now()
  const number = query.q.trim().toUpperCase()
  const terms = searchTerms(query.q)
  const byNumber = isTicketNumber(number) ? await findByNumber(pool, number) : undefined
  if (byNumber === null) return { items: [], next: null, now }
  if (byNumber === undefined) checkTerms(terms)
  const question = questionOf(query, terms, deps)
  const { hits, rows, titles } = await readAs(readerPool ?? pool, unit, async (sql) => {
    const hits: SearchHit[] =
      byNumber === undefined ? await search(sql, question) : [{ ticket_id: byNumber, registered_at: now, body: '' }]
    const ids = hits.slice(0, query.size).map((hit) => hit.ticket_id)
    return { hits, rows: await listByIds(sql, unit, ids), titles: await titlesOf(sql, keys.master, ids) }
  })
  const page = hits.slice(0, query.size)
  const bodies = new Map(page.map((hit) => [hit.ticket_id, hit.body]))
  const place = new Map(page.map((hit, index) => [hit.ticket_id, index]))
  const ordered = rows.toSorted((a, b) => order(place, a) - order(place, b))
  const items = listItems(ordered, titles, language, rulebook, now).map((item) => ({
    ...item,
    snippets: snippetsOf(bodies.get(item.ticketId) ?? '', terms, item.title),
  }))
  const shown = items.filter((item) => item.snippets.length > 0).map((item) => item.ticketId)
  await logShown(pool, shown, { accountId: account.accountId, what: 'snippet', reason: null, at: now })
  const last = page.at(-1)
  return {
    items,
    next: hits.length > query.size && last ? writeCursor({ at: last.registered_at, id: last.ticket_id }) : null,
    now,
  }
}

function order(place: ReadonlyMap<string, number>, row: ListRow): number {
  return place.get(row.ticket_id) ?? 0
}

function checkTerms(terms: readonly string[]): void {
  const short = terms.find((term) => term.length < SHORTEST_TERM)
  if (short !== undefined || terms.length === 0) throw problem('search.too-short', { term: short ?? '' })
  if (terms.length > MOST_TERMS) throw problem('search.too-many-terms', { most: MOST_TERMS })
}

function questionOf(query: SearchQuery, terms: readonly string[], { rulebook, clock }: ServerDeps): SearchQuestion {
  const { calendar } = rulebook.inForce(clock.now())
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
  if (after?.at === null) throw problem('http.bad-cursor')
  return {
    terms,
    size: query.size + 1,
    category: query.category,
    open: query.open,
    since: query.from && startOfDay(query.from, calendar),
    until: query.to && plus(startOfDay(addDays(query.to, 1), calendar), -1),
    after: after && { at: after.at, id: after.id },
  }
}

/** A question so wide that it holds others up is given up with a sentence that says how to narrow it. */
async function search(sql: Sql, question: SearchQuestion): Promise<SearchHit[]> {
  await sql.query(`set local statement_timeout = ${LONGEST_MS}`)
  try {
    return await searchTickets(sql, question)
  } catch (error) {
    if (sqlState(error) === STATEMENT_CANCELLED) throw problem('search.too-slow')
    throw error
  }
}
