import { queryOptions } from '@tanstack/react-query'
import type { SampleList, SampleTickets } from '../../contract/http/inspection.ts'
import { fetchJson, postJson, withQuery } from './client.ts'
import type { TicketListItem } from './ticket-list.ts'

export type { SampleList, SampleTickets, SampleView } from '../../contract/http/inspection.ts'

export interface InspectionSearch {
  readonly period?: string
  readonly sample?: string
  readonly ticket?: string
}

export function readInspectionSearch({ period, sample, ticket }: Record<string, unknown>): InspectionSearch {
  return {
    ...(typeof period === 'string' && /^\d{4}-\d\d$/.test(period) ? { period } : {}),
    ...(typeof sample === 'string' ? { sample } : {}),
    ...(typeof ticket === 'string' ? { ticket } : {}),
  }
}

export function samplesQuery(period: string | undefined) {
  return queryOptions({
    queryKey: ['inspection', 'samples', period ?? ''],
    queryFn: ({ signal }) => fetchJson<SampleList>(withQuery('/api/inspection/samples', { period }), { signal }),
  })
}

export function sampleQuery(sampleId: string) {
  return queryOptions({
    queryKey: ['inspection', 'sample', sampleId],
    queryFn: ({ signal }) => fetchJson<SampleTickets>(`/api/inspection/samples/${sampleId}`, { signal }),
  })
}

export const markedQuery = queryOptions({
  queryKey: ['inspection', 'marked'],
  queryFn: ({ signal }) => fetchJson<{ tickets: TicketListItem[] }>('/api/inspection/marked', { signal }),
})

export function drawSample(sampleId: string, period: string): Promise<{ sampleId: string }> {
  return postJson('/api/inspection/samples', { sampleId, period })
}
