import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type {
  AbuseCaseView,
  abuseBody,
  CallAct,
  CallHistory,
  DraftList,
  MyDesk,
  ShiftView,
  sameBuilding,
  sameBuildingQuestion,
  statusBody,
} from '../../contract/http/calls.ts'
import { fetchJson, postJson } from './client.ts'

export type { AbuseCaseView, CallerTicket, CallView, MyDesk, ShiftView } from '../../contract/http/calls.ts'

const json = { 'content-type': 'application/json' }
/** Also how the server knows that somebody sits here. */
const SEEN_EVERY_MS = 20_000

export const deskQuery = queryOptions({
  queryKey: ['calls', 'mine'],
  queryFn: ({ signal }) => fetchJson<MyDesk>('/api/calls/mine', { signal }),
  refetchInterval: SEEN_EVERY_MS,
  refetchIntervalInBackground: true,
})

export function setStatus(body: z.input<typeof statusBody>): Promise<MyDesk> {
  return fetchJson('/api/calls/mine/status', { method: 'PUT', headers: json, body: JSON.stringify(body) })
}

export function actOnCall(callId: string, act: CallAct): Promise<void> {
  return postJson(`/api/calls/${callId}/acts`, { act })
}

/** A demonstration rings by itself. */
export function ringDemo(known: boolean): Promise<void> {
  return postJson('/api/calls/ring', { known })
}

export function historyQuery(callId: string | null) {
  return queryOptions({
    queryKey: ['call-history', callId],
    queryFn: ({ signal }) => fetchJson<CallHistory>(`/api/calls/${callId}/history`, { signal }),
    enabled: callId !== null,
    staleTime: 60_000,
  })
}

export function sameBuildingQuery(question: z.input<typeof sameBuildingQuestion>) {
  return queryOptions({
    queryKey: ['same-building', question],
    queryFn: async () => (await postJson<z.infer<typeof sameBuilding>>('/api/same-building', question)).items,
    enabled: question.address.length >= 3,
    staleTime: 60_000,
  })
}

export function takeMeasure(callId: string, body: z.input<typeof abuseBody>): Promise<AbuseCaseView> {
  return postJson(`/api/calls/${callId}/abuse`, body)
}

export function decideAppeal(caseId: string, lift: boolean, words: string): Promise<AbuseCaseView> {
  return postJson(`/api/abuse-cases/${caseId}/decision`, { lift, words })
}

export const shiftQuery = queryOptions({
  queryKey: ['calls', 'shift'],
  queryFn: ({ signal }) => fetchJson<ShiftView>('/api/shift', { signal }),
  refetchInterval: SEEN_EVERY_MS,
})

export const draftsQuery = queryOptions({
  queryKey: ['drafts'],
  queryFn: async ({ signal }) => (await fetchJson<DraftList>('/api/drafts', { signal })).drafts,
  staleTime: 0,
})

export function saveDraft(draftId: string, form: Record<string, unknown>, phone: string | null) {
  const body = JSON.stringify({ form, phone })
  return fetchJson<{ savedAt: string }>(`/api/drafts/${draftId}`, { method: 'PUT', headers: json, body })
}

export function dropDraft(draftId: string): Promise<void> {
  return fetchJson(`/api/drafts/${draftId}`, { method: 'DELETE' })
}

export const keysQuery = queryOptions({
  queryKey: ['preferences', 'keys'],
  queryFn: async ({ signal }) => (await fetchJson<{ off: string[] }>('/api/preferences/keys', { signal })).off,
  staleTime: Number.POSITIVE_INFINITY,
})

export function switchKeys(off: readonly string[]): Promise<void> {
  return fetchJson('/api/preferences/keys', { method: 'PUT', headers: json, body: JSON.stringify({ off }) })
}
