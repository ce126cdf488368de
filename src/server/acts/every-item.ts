import type { z } from 'zod'
import type { listQuery, TicketListItem } from '../../contract/http/ticket.ts'
import { isTicketNumber } from '../../domain/ticket/number.ts'
import { type Account, namesOf } from '../../store/account/accounts.ts'
import { readAs } from '../../store/database/reader.ts'
import { findByNumber, type ListPosition, type ListRow, listTickets } from '../../store/read-models/ticket-list.ts'
import { titlesOf } from '../../store/read-models/titles.ts'
import type { Language } from '../../words/say.ts'
import type { ServerDeps } from '../deps.ts'
import { filtersOf } from '../view/list-filters.ts'
import { listItems } from '../view/list-items.ts'

/** Rows at a time: what is decrypted stays bounded. */
const PAGE = 500

/** Every row of a list's question up to `most`, in its order, in one snapshot; `more`: there were others. */
export async function everyItem(
  unit: string,
  account: Account,
  query: z.infer<typeof listQuery>,
  most: number,
  language: Language,
  deps: ServerDeps,
): Promise<{ readonly items: readonly TicketListItem[]; readonly more: boolean }> {
  const { readerPool, pool, keys, rulebook, clock } = deps
  const now = clock.now()
  const { q, order } = query
  const ticketId = q === undefined ? undefined : isTicketNumber(q) ? await findByNumber(pool, q) : null
  if (ticketId === null) return { items: [], more: false }
  const filters = filtersOf(query, account, now, deps)
  const items: TicketListItem[] = []
  const holders = new Map<string, string>()
  const more = await readAs(readerPool ?? pool, unit, async (sql) => {
    let after: ListPosition | undefined
    while (true) {
      const size = Math.min(PAGE, most - items.length)
      const rows = await listTickets(sql, { ...filters, order, unit, ticketId, after, size: size + 1 })
      const page: ListRow[] = rows.slice(0, size)
      const ids = page.map((row) => row.ticket_id)
      items.push(...listItems(page, await titlesOf(sql, keys.master, ids), language, rulebook, now))
      for (const row of page) if (row.assignee !== null) holders.set(row.ticket_id, row.assignee)
      const last = page.at(-1)
      if (rows.length <= size || !last) return false
      if (items.length >= most) return true
      after = { at: order === 'newest' ? last.registered_at : last.due_at, id: last.ticket_id }
    }
  })
  const names = await namesOf(pool, [...new Set(holders.values())])
  return {
    items: items.map((item) => {
      const holder = holders.get(item.ticketId)
      return { ...item, assignee: holder === undefined ? null : { account: holder, name: names.get(holder) ?? holder } }
    }),
    more,
  }
}
