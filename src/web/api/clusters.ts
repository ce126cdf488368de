import { queryOptions } from '@tanstack/react-query'
import type {
  ClusterBatchAnswer,
  ClusterChange,
  ClusterList,
  ClusterView,
  SimilarBefore,
  SimilarQuestion,
  TicketSimilar,
} from '../../contract/http/clusters.ts'
import { fetchJson, postJson } from './client.ts'

export type { ClusterView, SimilarItem, TicketSimilar } from '../../contract/http/clusters.ts'

export function similarQuery(ticketId: string) {
  return queryOptions({
    queryKey: ['similar', ticketId],
    queryFn: ({ signal }) => fetchJson<TicketSimilar>(`/api/tickets/${ticketId}/similar`, { signal }),
  })
}

export const clustersQuery = queryOptions({
  queryKey: ['clusters'],
  queryFn: async ({ signal }) => (await fetchJson<ClusterList>('/api/clusters', { signal })).clusters,
})

export function clusterQuery(clusterId: string) {
  return queryOptions({
    queryKey: ['cluster', clusterId],
    queryFn: ({ signal }) => fetchJson<ClusterView>(`/api/clusters/${clusterId}`, { signal }),
  })
}

/** What this caller and others told already, before anything is sent. */
export function beforeQuery(question: SimilarQuestion | null) {
  return queryOptions({
    queryKey: ['similar-before', question],
    queryFn: () => postJson<SimilarBefore>('/api/similar', question),
    enabled: question !== null,
    staleTime: 30_000,
  })
}

export function notTheSame(ticketId: string, other: string): Promise<void> {
  return postJson(`/api/tickets/${ticketId}/distinct`, { other })
}

export function formCluster(clusterId: string, basis: ClusterView['basis'], lead: string, members: string[]) {
  return postJson<ClusterView>('/api/clusters', { clusterId, basis, lead, members })
}

export function changeCluster(clusterId: string, change: ClusterChange): Promise<void> {
  return postJson(`/api/clusters/${clusterId}/changes`, change)
}

export interface Batch {
  readonly clusterId: string
  readonly command: string
  readonly tickets: readonly string[]
  readonly body: object
  readonly preview: boolean
  readonly key: string
}

/** One command for several members; each answers for itself. */
export function giveTogether({ clusterId, command, key, ...order }: Batch): Promise<ClusterBatchAnswer> {
  return postJson(`/api/clusters/${clusterId}/commands/${command}`, order, { key })
}

/** The cluster in which all of these stand; null: they don't stand in one. */
export async function clusterOf(first: string, tickets: readonly string[]): Promise<string | null> {
  const { clusterId } = await fetchJson<TicketSimilar>(`/api/tickets/${first}/similar`)
  if (clusterId === null) return null
  const { members } = await fetchJson<ClusterView>(`/api/clusters/${clusterId}`)
  const known = new Set(members.map(({ ticket }) => ticket.ticketId))
  return tickets.every((one) => known.has(one)) ? clusterId : null
}
