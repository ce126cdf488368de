import { queryOptions } from '@tanstack/react-query'
import type { CallAnswer, CallbackDesk, CallEnd, CallView, RecheckComparison } from '../../contract/http/callbacks.ts'
import { fetchJson, postJson, withQuery } from './client.ts'

export type {
  CallAnswer,
  CallbackDesk,
  CallEnd,
  CallItem,
  CallView,
  RecheckComparison,
} from '../../contract/http/callbacks.ts'
export { CALL_RESULTS } from '../../domain/ticket/terms.ts'

const DESK_EVERY_MS = 30_000

export const callbackDeskQuery = queryOptions({
  queryKey: ['callbacks'],
  queryFn: ({ signal }) => fetchJson<CallbackDesk>('/api/callbacks', { signal }),
  refetchInterval: DESK_EVERY_MS,
})

export function recheckQuery(period: string | undefined) {
  return queryOptions({
    queryKey: ['rechecks', period],
    queryFn: ({ signal }) => fetchJson<RecheckComparison>(withQuery('/api/callbacks/rechecks', { period }), { signal }),
  })
}

export async function takeNext(): Promise<CallView | null> {
  return (await postJson<{ call: CallView | null }>('/api/callbacks', {})).call
}

export function renewCall(callId: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  return fetchJson(`/api/callbacks/${callId}`, { method: 'PUT', headers, body: '{}' })
}

/** Also while the page goes away. */
export function releaseCall(callId: string): Promise<void> {
  return fetchJson(`/api/callbacks/${callId}`, { method: 'DELETE', keepalive: true })
}

export function sendAnswer(callId: string, ticketId: string, answer: CallAnswer, key: string): Promise<unknown> {
  return postJson(`/api/callbacks/${callId}/tickets/${ticketId}`, answer, { key })
}

export function endCall(callId: string, end: CallEnd): Promise<void> {
  return postJson(`/api/callbacks/${callId}/end`, end)
}
