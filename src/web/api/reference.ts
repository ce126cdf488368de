import { queryOptions } from '@tanstack/react-query'
import { fetchJson, withQuery } from './client.ts'

/** What seldom changes: units, categories, grounds. Asked once an hour at most. */
const HOUR = 3_600_000

export interface UnitItem {
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly superior: string | null
  readonly district: string | null
}

export interface CategoryItem {
  readonly code: string
  readonly parent: string | null
  readonly name: string
  readonly limit: string
}

export interface GroundItem {
  readonly code: string
  readonly name: string
}

export type GroundList = 'return' | 'refusal' | 'suspension' | 'exclusion'

export interface UnitFilter {
  readonly kind?: string
  readonly superior?: string
  readonly q?: string
}

export function unitsQuery(filter: UnitFilter) {
  return queryOptions({
    queryKey: ['units', filter],
    queryFn: async ({ signal }) => {
      const { units } = await fetchJson<{ units: UnitItem[] }>(withQuery('/api/units', { ...filter }), { signal })
      return units
    },
    staleTime: HOUR,
    placeholderData: (before) => before,
  })
}

export const categoriesQuery = queryOptions({
  queryKey: ['categories'],
  queryFn: async ({ signal }) => {
    const { categories } = await fetchJson<{ categories: CategoryItem[] }>('/api/categories', { signal })
    return categories
  },
  staleTime: HOUR,
})

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => fetchJson<{ grounds: Record<GroundList, GroundItem[]> }>('/api/policy', { signal }),
  staleTime: HOUR,
})
