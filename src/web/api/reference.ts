import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Language } from '../../words/fill.ts'
import { fetchJson, withQuery } from './client.ts'

/** What seldom changes: units, categories, grounds. Asked once an hour at most. */
const HOUR = 3_600_000

/** Chinese is what exists; English where somebody wrote it. */
export interface Named {
  readonly code: string
  readonly name: string
  readonly nameEn: string
}

export interface UnitItem extends Named {
  readonly kind: string
  /** Units directly below. */
  readonly below: number
}

export interface CategoryItem extends Named {
  readonly parent: string | null
  readonly limit: string
  readonly accuses: boolean
}

export function nameIn(language: Language, { name, nameEn }: Named): string {
  return language === 'en' && nameEn !== '' ? nameEn : name
}

export type GroundList = 'return' | 'refusal' | 'suspension' | 'exclusion'

export interface UnitFilter {
  readonly kind?: string
  /** Directly below this unit. */
  readonly parent?: string
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
    placeholderData: keepPreviousData,
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

export interface GroundItem extends Named {
  /** Which document it comes from, or `unsourced`. */
  readonly source: string
}

export interface PolicyView {
  readonly id: string
  readonly limits: { readonly class: string; readonly limit: { readonly amount: number; readonly unit: string } }[]
  readonly returnGrounds: GroundItem[]
  readonly refusalGrounds: GroundItem[]
  readonly suspensionGrounds: GroundItem[]
  readonly exclusionGrounds: GroundItem[]
}

export const policyQuery = queryOptions({
  queryKey: ['policy'],
  queryFn: ({ signal }) => fetchJson<PolicyView>('/api/policy', { signal }),
  staleTime: HOUR,
})
