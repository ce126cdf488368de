import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { reviewBody, SignalList } from '../../contract/http/signals.ts'
import { fetchJson, postJson, withQuery } from './client.ts'

export type { SignalView } from '../../contract/http/signals.ts'
export { REVIEW_FINDINGS } from '../../domain/integrity/signal.ts'
export type ReviewBody = z.input<typeof reviewBody>

export interface SignalSearch {
  readonly period?: string
}

export function readSignalSearch({ period }: Record<string, unknown>): SignalSearch {
  return typeof period === 'string' && /^\d{4}-\d\d$/.test(period) ? { period } : {}
}

export function signalsQuery({ period }: SignalSearch) {
  return queryOptions({
    queryKey: ['signals', period],
    queryFn: ({ signal }) => fetchJson<SignalList>(withQuery('/api/signals', { period }), { signal }),
    placeholderData: keepPreviousData,
  })
}

export function sendReview(signal: string, body: ReviewBody): Promise<{ reviewId: string }> {
  return postJson(`/api/signals/${signal}/reviews`, body)
}
