import { queryOptions } from '@tanstack/react-query'
import type { BulletinView } from '../../contract/http/bulletin.ts'
import { fetchJson } from './client.ts'

export type { BulletinView } from '../../contract/http/bulletin.ts'

export function bulletinQuery(period: string) {
  return queryOptions({
    queryKey: ['bulletin', period],
    queryFn: ({ signal }) => fetchJson<BulletinView>(`/api/bulletins/${period}`, { signal }),
    staleTime: 60_000,
  })
}
