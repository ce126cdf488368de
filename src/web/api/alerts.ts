import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from './client.ts'

export interface AlertItem {
  readonly ticketId: string
  readonly number: string
  readonly alert: string
  readonly risks: readonly { readonly code: string; readonly name: string }[]
  readonly phase: string
  readonly raisedAt: string
}

export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: async ({ signal }) => (await fetchJson<{ alerts: AlertItem[] }>('/api/alerts', { signal })).alerts,
  refetchInterval: 30_000,
})
