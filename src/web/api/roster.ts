import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type {
  BatchAnswer,
  BatchCommand,
  handOverBody,
  inHand,
  RosterView,
  shiftBody,
  UnitPerson,
} from '../../contract/http/roster.ts'
import { fetchJson, postJson, withQuery } from './client.ts'

export type { BatchAnswer, BatchCommand, RosterView, UnitPerson }

export function rosterQuery(from: string | null, days = 7) {
  return queryOptions({
    queryKey: ['roster', from, days],
    queryFn: ({ signal }) => fetchJson<RosterView>(withQuery('/api/roster', { from, days }), { signal }),
  })
}

export const peopleQuery = queryOptions({
  queryKey: ['roster', 'people'],
  queryFn: async ({ signal }) => (await fetchJson<{ people: UnitPerson[] }>('/api/unit-people', { signal })).people,
})

export function inHandQuery(account: string) {
  return queryOptions({
    queryKey: ['roster', 'in-hand', account],
    queryFn: ({ signal }) =>
      fetchJson<z.infer<typeof inHand>>(`/api/unit-people/${encodeURIComponent(account)}/tickets`, { signal }),
  })
}

interface Batch {
  readonly command: BatchCommand
  readonly tickets: readonly string[]
  readonly preview: boolean
  readonly unit?: string | undefined
  readonly person?: string | undefined
  readonly key: string
}

export function giveBatch({ command, key, ...body }: Batch): Promise<BatchAnswer> {
  return postJson<BatchAnswer>(`/api/batch/${command}`, body, { key })
}

function send(path: string, method: 'PUT' | 'DELETE', body?: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  return fetchJson<void>(path, { method, ...(body === undefined ? {} : { headers, body: JSON.stringify(body) }) })
}

export function setShift(day: string, shift: string, body: z.input<typeof shiftBody>): Promise<void> {
  return send(`/api/roster/shifts/${day}/${shift}`, 'PUT', body)
}

export function clearShift(day: string, shift: string): Promise<void> {
  return send(`/api/roster/shifts/${day}/${shift}`, 'DELETE')
}

export function addAbsence(body: {
  readonly absenceId: string
  readonly account: string
  readonly firstDay: string
  readonly lastDay: string
}): Promise<void> {
  return postJson<void>('/api/roster/absences', body)
}

export function endAbsence(absenceId: string): Promise<void> {
  return send(`/api/roster/absences/${absenceId}`, 'DELETE')
}

export function makeHandOver(body: z.input<typeof handOverBody>): Promise<void> {
  return postJson<void>('/api/roster/hand-overs', body)
}

export function acknowledgeHandOver(handOverId: string): Promise<void> {
  return postJson<void>(`/api/roster/hand-overs/${handOverId}/acknowledgement`, {})
}
