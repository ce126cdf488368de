import type { InfiniteData } from '@tanstack/react-query'
import type { TicketListItem, TicketPage } from './ticket-list.ts'

export type ListPages = InfiniteData<TicketPage, string | null>

/** What became of a list's rows: those that fit its question now, and those that no longer do. */
export interface RowChange {
  readonly asked: readonly string[]
  readonly rows: readonly TicketListItem[]
}

/** Rows that stay keep their place, whatever their time says now: nothing moves under a hand. */
export function replaceRows(pages: ListPages, { rows }: RowChange): ListPages {
  const fresh = new Map(rows.map((row) => [row.ticketId, row]))
  return mapItems(pages, (items) => items.map((item) => fresh.get(item.ticketId) ?? item))
}

/** Which of the changed rows would come in, and which would go. */
export function comingAndGoing(
  pages: ListPages,
  { asked, rows }: RowChange,
  order: 'due' | 'newest',
): { readonly coming: TicketListItem[]; readonly going: string[] } {
  const shown = new Set(pages.pages.flatMap((page) => page.items.map((item) => item.ticketId)))
  const fit = new Set(rows.map((row) => row.ticketId))
  return {
    coming: rows.filter((row) => !shown.has(row.ticketId) && isLoaded(pages, row, order)),
    going: asked.filter((id) => shown.has(id) && !fit.has(id)),
  }
}

/** Lets rows in where their time puts them, and those go that no longer belong. */
export function settleRows(
  pages: ListPages,
  coming: readonly TicketListItem[],
  going: readonly string[],
  order: 'due' | 'newest',
): ListPages {
  const gone = new Set([...going, ...coming.map((row) => row.ticketId)])
  const rest = mapItems(pages, (items) => items.filter((item) => !gone.has(item.ticketId)))
  return coming.reduce((all, row) => insert(all, row, order), rest)
}

function insert(pages: ListPages, row: TicketListItem, order: 'due' | 'newest'): ListPages {
  const last = pages.pages.length - 1
  const at = pages.pages.findIndex(({ items }, index) => {
    const end = items.at(-1)
    return index === last || (end !== undefined && isBefore(row, end, order))
  })
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      if (index !== at) return page
      const before = page.items.filter((item) => isBefore(item, row, order))
      return { ...page, items: [...before, row, ...page.items.slice(before.length)] }
    }),
  }
}

/** A list that is not loaded to its end takes in only what belongs before it; the rest comes with its page. */
function isLoaded(pages: ListPages, row: TicketListItem, order: 'due' | 'newest'): boolean {
  const last = pages.pages.at(-1)
  const end = last?.items.at(-1)
  return last?.next === null || end === undefined || isBefore(row, end, order)
}

function isBefore(a: TicketListItem, b: TicketListItem, order: 'due' | 'newest'): boolean {
  if (order === 'newest') return a.registeredAt > b.registeredAt
  // Without a due time: after all that have one.
  const [first, second] = [a.dueAt ?? '9999', b.dueAt ?? '9999']
  return first === second ? a.ticketId < b.ticketId : first < second
}

function mapItems(pages: ListPages, change: (items: TicketListItem[]) => TicketListItem[]): ListPages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: change(page.items) })) }
}
