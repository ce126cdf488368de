import { queryOptions } from '@tanstack/react-query'
import type {
  CheckView,
  DifferenceView,
  DraftView,
  ReplayRunView,
  ReplayView,
  VersionView,
  WholeDraft,
} from '../../contract/http/workshop.ts'
import type { ReplayResult } from '../../domain/workshop/replay-result.ts'
import { fetchJson, postJson, withQuery } from './client.ts'

export type {
  CheckView,
  DifferenceView,
  DraftFileView,
  DraftView,
  ReplayRunView,
  VersionView,
  WholeDraft,
} from '../../contract/http/workshop.ts'
export type Replay = Omit<ReplayView, 'result'> & { readonly result: ReplayResult | null }

const draftPath = (id: string) => `/api/policy-drafts/${encodeURIComponent(id)}`

export const versionsQuery = queryOptions({
  queryKey: ['policy', 'versions'],
  queryFn: ({ signal }) => fetchJson<{ today: string; versions: VersionView[] }>('/api/policy-versions', { signal }),
})

export const draftsQuery = queryOptions({
  queryKey: ['policy', 'drafts'],
  queryFn: ({ signal }) => fetchJson<{ drafts: DraftView[] }>('/api/policy-drafts', { signal }),
})

export function draftQuery(id: string) {
  return queryOptions({
    queryKey: ['policy', 'draft', id],
    queryFn: ({ signal }) => fetchJson<WholeDraft>(draftPath(id), { signal }),
  })
}

export function checkQuery(id: string) {
  return queryOptions({
    queryKey: ['policy', 'check', id],
    queryFn: ({ signal }) => fetchJson<CheckView>(`${draftPath(id)}/check`, { signal }),
  })
}

export function differenceQuery(before: string, after: string) {
  return queryOptions({
    queryKey: ['policy', 'difference', before, after],
    queryFn: ({ signal }) =>
      fetchJson<DifferenceView>(withQuery('/api/policy-differences', { before, after }), { signal }),
  })
}

const POLL_MS = 600

export function replayQuery(id: string) {
  return queryOptions({
    queryKey: ['policy', 'replay', id],
    queryFn: ({ signal }) => fetchJson<Replay>(`/api/policy-replays/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.run.status === 'running' ? POLL_MS : false),
  })
}

export interface StartingDraft {
  readonly base: string
  readonly effectiveFrom: string
  readonly name?: string
}

export const startDraft = (body: StartingDraft) => postJson<{ draftId: string }>('/api/policy-drafts', body)

function send<T>(method: 'PUT' | 'DELETE', path: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  return fetchJson<T>(path, { method, headers, body: JSON.stringify(body) })
}

export const saveTable = (id: string, file: string, text: string, revision: number) =>
  send<{ revision: number }>('PUT', `${draftPath(id)}/files/${encodeURIComponent(file)}`, { text, revision })

export const discardDraft = (id: string) => send<{ ok: true }>('DELETE', draftPath(id), {})
export const propose = (id: string) => postJson<{ ok: true }>(`${draftPath(id)}/proposal`, {})
export const sendBack = (id: string, reason: string) =>
  send<{ ok: true }>('DELETE', `${draftPath(id)}/proposal`, { reason })
export const approve = (id: string) => postJson<{ released: boolean }>(`${draftPath(id)}/approvals`, {})
export const startReplay = (id: string, range: Pick<ReplayRunView, 'firstDay' | 'lastDay'>) =>
  postJson<{ replayId: string }>(`${draftPath(id)}/replays`, range)
export const cancelReplay = (id: string) =>
  send<{ ok: true }>('DELETE', `/api/policy-replays/${encodeURIComponent(id)}`, {})
