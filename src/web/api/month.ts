import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { MonthView, monthList, monthRequests } from '../../contract/http/month.ts'
import { fetchJson, postJson } from './client.ts'

export type { MonthView } from '../../contract/http/month.ts'
export type MonthItem = z.infer<typeof monthList>['months'][number]
export type AppealBody = z.input<typeof monthRequests.appeal>

export interface MonthSearch {
  readonly period?: string
}

export function readMonthSearch(search: Record<string, unknown>): MonthSearch {
  const { period } = search
  return typeof period === 'string' && /^\d{4}-\d\d$/.test(period) ? { period } : {}
}

export const monthsQuery = queryOptions({
  queryKey: ['months'],
  queryFn: async ({ signal }) => (await fetchJson<{ months: MonthItem[] }>('/api/months', { signal })).months,
  staleTime: 60_000,
})

export function monthQuery(period: string) {
  return queryOptions({
    queryKey: ['month', period],
    queryFn: ({ signal }) => fetchJson<MonthView>(`/api/months/${period}`, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** One step of the month; `path` is that below `/api/months/:period/`. The answer is the board after it. */
export function takeStep(period: string, path: string, body: object = {}): Promise<MonthView> {
  return postJson<MonthView>(`/api/months/${period}/${path}`, body)
}
