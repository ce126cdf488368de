import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { RanksView, RatesView, rateTickets } from '../../contract/http/rates.ts'
import { fetchJson, withQuery } from './client.ts'
import { textsOf } from './texts-of.ts'

export type UnitRates = RatesView['units'][number]
export type RateTickets = z.infer<typeof rateTickets>

export interface RatesSearch {
  readonly period?: string
  /** Class of units: subdistricts are compared with subdistricts only. */
  readonly class?: string
}

export interface RateTicketsSearch {
  readonly period?: string
  /** Which number was opened. */
  readonly count?: string
}

export function readRatesSearch(search: Record<string, unknown>): RatesSearch {
  return textsOf(search, ['period', 'class'])
}

export function readRateTicketsSearch(search: Record<string, unknown>): RateTicketsSearch {
  return textsOf(search, ['period', 'count'])
}

export function ratesQuery(period: string | undefined) {
  return queryOptions({
    queryKey: ['rates', period ?? ''],
    queryFn: ({ signal }) => fetchJson<RatesView>(withQuery('/api/rates', { period }), { signal }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })
}

/** Ranks of one class over the last periods. */
export function ranksQuery(unitClass: string) {
  return queryOptions({
    queryKey: ['ranks', unitClass],
    queryFn: ({ signal }) => fetchJson<RanksView>(withQuery('/api/ranks', { class: unitClass }), { signal }),
    staleTime: 5 * 60_000,
    enabled: unitClass !== '',
  })
}

export function rateTicketsQuery(unit: string, search: RateTicketsSearch) {
  return queryOptions({
    queryKey: ['rate-tickets', unit, search],
    queryFn: ({ signal }) =>
      fetchJson<RateTickets>(withQuery(`/api/rates/${encodeURIComponent(unit)}/tickets`, { ...search }), { signal }),
    staleTime: 60_000,
  })
}
