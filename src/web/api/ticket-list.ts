import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import type { z } from 'zod'
import type { ticketList, ticketListItem } from '../../contract/http/ticket.ts'
import { fetchJson, withQuery } from './client.ts'

export type TicketPage = z.infer<typeof ticketList>
export type TicketListItem = z.infer<typeof ticketListItem>

/** The list's question, as it stands in the address: empty means the open tickets by time left. */
export interface ListSearch {
  readonly phase?: string
  readonly kind?: string
  readonly category?: string
  readonly limit?: string
  readonly mark?: string
  readonly subdistrict?: string
  readonly q?: string
  readonly late?: boolean
  readonly due?: 'today' | 'day'
  readonly arrived?: 'today'
  /** `me`, `nobody`, or an account. */
  readonly assignee?: string
  /** Closed ones too, newest first. */
  readonly all?: boolean
}

const TEXTS = ['phase', 'kind', 'category', 'limit', 'mark', 'subdistrict', 'assignee', 'q'] as const
const FLAGS = ['late', 'all'] as const

/** Reads the address; whatever is not a known filter is left out. */
export function readListSearch(search: Record<string, unknown>): ListSearch {
  const texts = TEXTS.flatMap((name) => {
    const value = search[name]
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : []
  })
  const flags = FLAGS.flatMap((name) =>
    search[name] === true || search[name] === 'true' ? [[name, true] as const] : [],
  )
  const { due, arrived } = search
  return {
    ...Object.fromEntries([...texts.filter(([, value]) => value !== ''), ...flags]),
    ...(due === 'today' || due === 'day' ? { due } : {}),
    ...(arrived === 'today' ? { arrived } : {}),
  }
}

/** What a list asks the server; also that of the workbook of it. */
export function questionOf(search: ListSearch) {
  const { all, ...filters } = search
  const everything = all === true || filters.q !== undefined
  return { ...filters, ...(everything ? { order: 'newest' as const } : { open: true }) }
}

/** The rows of these tickets that fit the list's question now. */
export async function changedRows(search: ListSearch, ticketIds: readonly string[]): Promise<TicketListItem[]> {
  const query = { ...questionOf(search), tickets: ticketIds.join(','), size: 100 }
  return (await fetchJson<TicketPage>(withQuery('/api/tickets', query))).items
}

export function ticketListQuery(search: ListSearch) {
  const question = questionOf(search)
  return infiniteQueryOptions({
    queryKey: ['tickets', question],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<TicketPage>(withQuery('/api/tickets', { ...question, cursor: pageParam, size: 100 }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

/** The ticket of a whole public number; null when there is none in my unit. */
export async function findByNumber(number: string): Promise<TicketListItem | null> {
  const page = await fetchJson<TicketPage>(withQuery('/api/tickets', { q: number }))
  return page.items[0] ?? null
}
