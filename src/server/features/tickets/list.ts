import type { z } from 'zod'
import type { listQuery, ticketList } from '../../../contract/http/ticket.ts'
import { isTicketNumber } from '../../../domain/ticket/number.ts'
import { type Account, namesOf } from '../../../store/account/accounts.ts'
import { readAs } from '../../../store/database/reader.ts'
import { findByNumber, type ListRow, listTickets } from '../../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../../store/read-models/titles.ts'
import type { Language } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { readCursor, writeCursor } from '../../http/cursor.ts'
import { filtersOf } from '../../view/list-filters.ts'
import { listItems } from '../../view/list-items.ts'
import { NO_REPEATS, repeatsOf } from '../../view/repeats.ts'

type Query = z.infer<typeof listQuery>

/** One page of a unit's inbox. */
export async function listFor(
  unit: string,
  account: Account,
  query: Query,
  language: Language,
  deps: ServerDeps,
): Promise<z.infer<typeof ticketList>> {
  const { readerPool, pool, keys, rulebook, clock } = deps
  const now = clock.now()
  const { q, cursor, size, order: wanted } = query
  const found = q === undefined ? undefined : await numbered(q, pool)
  if (found === null) return { items: [], next: null, now }
  const order = found === undefined ? wanted : 'newest'
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const { rows, titles } = await readAs(readerPool ?? pool, unit, async (sql) => {
    const rows = await listTickets(sql, {
      ...filtersOf(query, account, now, deps),
      order,
      unit,
      after,
      ticketId: found,
      size: size + 1,
    })
    const ids = rows.slice(0, size).map((row) => row.ticket_id)
    return { rows, titles: await titlesOf(sql, keys.master, ids) }
  })
  const page = rows.slice(0, size)
  const last = page.at(-1)
  const items = listItems(page, titles, language, rulebook, now)
  const holders = page.flatMap(({ assignee }) => (assignee === null ? [] : [assignee]))
  const [repeats, names] = await Promise.all([repeatsOf(items, account, deps), namesOf(pool, [...new Set(holders)])])
  const heldBy = new Map(page.map((row) => [row.ticket_id, row.assignee]))
  return {
    items: items.map((item) => {
      const holder = heldBy.get(item.ticketId) ?? null
      const assignee = holder === null ? null : { account: holder, name: names.get(holder) ?? holder }
      return { ...item, assignee, repeats: repeats.get(item.ticketId) ?? NO_REPEATS }
    }),
    next: rows.length > size && last ? cursorAfter(last, order) : null,
    now,
  }
}

/** Null: no such ticket, so the page is empty. */
async function numbered(text: string, pool: ServerDeps['pool']): Promise<string | null> {
  const number = text.trim().toUpperCase()
  return isTicketNumber(number) ? findByNumber(pool, number) : null
}

function cursorAfter(row: ListRow, order: Query['order']): string {
  return writeCursor({ at: order === 'newest' ? row.registered_at : row.due_at, id: row.ticket_id })
}
