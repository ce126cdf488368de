import { queryOptions } from '@tanstack/react-query'
import type { SupervisionDesk } from '../../contract/http/supervision.ts'
import { fetchJson } from './client.ts'

export type { EscalationView, SupervisionDesk, SupervisionOrderView } from '../../contract/http/supervision.ts'

export const supervisionQuery = queryOptions({
  queryKey: ['supervision'],
  queryFn: ({ signal }) => fetchJson<SupervisionDesk>('/api/supervision', { signal }),
  refetchInterval: 60_000,
})
