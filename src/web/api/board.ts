import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from './client.ts'

/** My unit's open tickets in numbers. */
export interface Board {
  readonly open: number
  readonly late: number
  /** Due within 24 hours and not late. */
  readonly dueSoon: number
  readonly dueToday: number
  readonly arrivedToday: number
  readonly phases: readonly { readonly phase: string; readonly count: number; readonly late: number }[]
  readonly marks: Readonly<Record<string, number>>
}

export const boardQuery = queryOptions({
  queryKey: ['board'],
  queryFn: ({ signal }) => fetchJson<Board>('/api/board', { signal }),
})
