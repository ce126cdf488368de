import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type {
  adviceBody,
  gazetteerList,
  MeasuresView,
  MeasureTickets,
  PrecedentView,
  ProposalView,
  proposalBody,
  SuggestionView,
  WhyView,
} from '../../contract/http/dispatch.ts'
import { fetchJson, postJson, withQuery } from './client.ts'
import type { UnitItem } from './reference.ts'

export type {
  MeasuresView,
  PrecedentView,
  ProposalView,
  SuggestionView,
  WhyView,
} from '../../contract/http/dispatch.ts'

import { textsOf } from './texts-of.ts'
export type AdviceQuestion = z.input<typeof adviceBody>
export type GazetteerView = z.infer<typeof gazetteerList>

const MINUTE = 60_000

/** What is proposed for words that are still being typed. */
export function adviceQuery(question: AdviceQuestion) {
  return queryOptions({
    queryKey: ['advice', question],
    queryFn: () => postJson<SuggestionView>('/api/dispatch/advice', question),
    staleTime: MINUTE,
    placeholderData: keepPreviousData,
  })
}

export function ticketAdviceQuery(ticketId: string, version: number) {
  return queryOptions({
    queryKey: ['ticket', ticketId, 'advice', version],
    queryFn: ({ signal }) => fetchJson<SuggestionView>(`/api/tickets/${ticketId}/advice`, { signal }),
  })
}

export function whyQuery(ticketId: string, version: number) {
  return queryOptions({
    queryKey: ['ticket', ticketId, 'why', version],
    queryFn: ({ signal }) => fetchJson<WhyView>(`/api/tickets/${ticketId}/why`, { signal }),
  })
}

export interface PrecedentSearch {
  readonly category?: string
  readonly unit?: string
  readonly subdistrict?: string
}

export function precedentsQuery(search: PrecedentSearch) {
  return queryOptions({
    queryKey: ['precedents', search],
    queryFn: ({ signal }) =>
      fetchJson<{ items: PrecedentView[] }>(withQuery('/api/precedents', { ...search, size: 50 }), { signal }),
    placeholderData: keepPreviousData,
  })
}

export const proposalsQuery = queryOptions({
  queryKey: ['proposals'],
  queryFn: ({ signal }) => fetchJson<{ items: ProposalView[] }>('/api/catalogue-proposals', { signal }),
})

export function propose(body: z.input<typeof proposalBody>) {
  return postJson<{ proposalId: string }>('/api/catalogue-proposals', body)
}

export interface MeasuresSearch {
  readonly from?: string
  readonly to?: string
}

export interface MeasureTicketsSearch extends MeasuresSearch {
  readonly count?: string
  readonly ground?: string
}

export const readMeasuresSearch = (search: Record<string, unknown>): MeasuresSearch => textsOf(search, ['from', 'to'])
export const readMeasureTicketsSearch = (search: Record<string, unknown>): MeasureTicketsSearch =>
  textsOf(search, ['from', 'to', 'count', 'ground'])
export const readPrecedentSearch = (search: Record<string, unknown>): PrecedentSearch =>
  textsOf(search, ['category', 'unit', 'subdistrict'])

export function measuresQuery(search: MeasuresSearch) {
  return queryOptions({
    queryKey: ['dispatch-measures', search],
    queryFn: ({ signal }) => fetchJson<MeasuresView>(withQuery('/api/dispatch/measures', { ...search }), { signal }),
    placeholderData: keepPreviousData,
  })
}

export function measureTicketsQuery(search: MeasureTicketsSearch) {
  return queryOptions({
    queryKey: ['dispatch-measures', 'tickets', search],
    queryFn: ({ signal }) =>
      fetchJson<MeasureTickets>(withQuery('/api/dispatch/measures/tickets', { ...search }), { signal }),
  })
}

export const gazetteerQuery = queryOptions({
  queryKey: ['gazetteer'],
  queryFn: ({ signal }) => fetchJson<GazetteerView>('/api/gazetteer', { signal }),
})

export function enterGazetteer(table: string) {
  return postJson<{ written: number }>('/api/gazetteer', { table })
}

export function removeFromGazetteer(unit: string, name: string) {
  return fetchJson<void>(`/api/gazetteer/${encodeURIComponent(unit)}/${encodeURIComponent(name)}`, { method: 'DELETE' })
}

/** One unit by its code, for a picker that was filled by somebody else. */
export function unitQuery(code: string) {
  return queryOptions({
    queryKey: ['unit', code],
    queryFn: async ({ signal }) => {
      const { unit } = await fetchJson<{ unit: UnitItem }>(`/api/units/${encodeURIComponent(code)}`, { signal })
      return unit
    },
    staleTime: 60 * MINUTE,
  })
}
