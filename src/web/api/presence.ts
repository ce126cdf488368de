import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from './client.ts'

interface Other {
  readonly name: string
  readonly command: string
}

/** Asked again by itself: whoever left without a word is forgotten after half a minute. */
const AGAIN_MS = 15_000

export function presenceQuery(ticketId: string) {
  return queryOptions({
    queryKey: ['presence', ticketId],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ others: Other[] }>(`/api/tickets/${ticketId}/presence`, { signal })).others,
    refetchInterval: AGAIN_MS,
  })
}

/** I am writing here; null: no longer. Sent even while the page is being left. */
export function tellPresence(ticketId: string, command: string | null): Promise<void> {
  return fetchJson<void>(`/api/tickets/${ticketId}/presence`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ command }),
    keepalive: true,
  })
}
