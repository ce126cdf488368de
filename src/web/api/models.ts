import { queryOptions } from '@tanstack/react-query'
import type { ModelComparison, ModelsView } from '../../contract/http/models.ts'
import { fetchJson, postJson } from './client.ts'

export type { ModelComparison, ModelsView } from '../../contract/http/models.ts'

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: ({ signal }) => fetchJson<ModelsView>('/api/models', { signal }),
})

export function comparisonQuery(file: string, active: string | null) {
  return queryOptions({
    queryKey: ['models', file, 'beside', active],
    queryFn: ({ signal }) =>
      fetchJson<ModelComparison>(`/api/models/${encodeURIComponent(file)}/comparison`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function chooseModel(file: string | null, reason: string): Promise<void> {
  return postJson<void>('/api/models/choice', { file, reason })
}
