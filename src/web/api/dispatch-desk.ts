import { queryOptions } from '@tanstack/react-query'
import type { ConsultView, DecisionView, PreviewRow } from '../../contract/http/dispatch-desk.ts'
import { fetchJson, postJson } from './client.ts'

export type { CandidateView, ConsultView, DecisionView, PreviewRow } from '../../contract/http/dispatch-desk.ts'

/** The dispatcher's three queues, by the phase in which a ticket waits there. */
export const QUEUES = ['awaiting-dispatch', 'return-review', 'consulting'] as const
export type Queue = (typeof QUEUES)[number]

/** The desk as it stands in the address: which queue, which ticket is open. */
export interface DeskSearch {
  readonly queue?: Queue
  readonly ticket?: string
}

export function readDeskSearch(search: Record<string, unknown>): DeskSearch {
  const queue = QUEUES.find((one) => one === search['queue'])
  const ticket = typeof search['ticket'] === 'string' ? search['ticket'] : undefined
  return { ...(queue === undefined ? {} : { queue }), ...(ticket === undefined ? {} : { ticket }) }
}

export function decisionQuery(ticketId: string, version: number) {
  return queryOptions({
    queryKey: ['ticket', ticketId, 'decision', version],
    queryFn: ({ signal }) => fetchJson<DecisionView>(`/api/tickets/${ticketId}/decision`, { signal }),
  })
}

export function consultQuery(ticketId: string, version: number) {
  return queryOptions({
    queryKey: ['ticket', ticketId, 'consult', version],
    queryFn: ({ signal }) => fetchJson<ConsultView>(`/api/tickets/${ticketId}/consult`, { signal }),
  })
}

/** As many as the server previews at once. */
const PAGE = 50

/** What would go out, for any number of tickets: asked a page at a time. */
export async function previewDispatch(ticketIds: readonly string[]): Promise<PreviewRow[]> {
  const items: PreviewRow[] = []
  for (let at = 0; at < ticketIds.length; at += PAGE) {
    const page = await postJson<{ items: PreviewRow[] }>('/api/dispatch/preview', {
      ticketIds: ticketIds.slice(at, at + PAGE),
    })
    items.push(...page.items)
  }
  return items
}
