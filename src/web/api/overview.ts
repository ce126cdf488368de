import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Overview, watchBody } from '../../contract/http/overview.ts'
import { fetchJson } from './client.ts'

export type { Overview, WatchedView } from '../../contract/http/overview.ts'

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => fetchJson<Overview>('/api/overview', { signal }),
  refetchInterval: 5 * 60_000,
})

/** Puts a ticket on my list, or changes its note and day. */
export function watchTicket(ticketId: string, body: z.input<typeof watchBody>): Promise<{ ticketId: string }> {
  const headers = { 'content-type': 'application/json' }
  return fetchJson(`/api/watched/${ticketId}`, { method: 'PUT', headers, body: JSON.stringify(body) })
}

export function unwatchTicket(ticketId: string): Promise<void> {
  return fetchJson(`/api/watched/${ticketId}`, { method: 'DELETE' })
}
