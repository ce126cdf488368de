import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { commandReceipt } from '../../contract/http/intake.ts'
import type { PRINT_FORMS, PrintMark, TicketView } from '../../contract/http/ticket.ts'
import { fetchJson, postJson, type Sending } from './client.ts'

export type { TicketView, TimelineEntry } from '../../contract/http/ticket.ts'
export type ClockView = TicketView['clocks']['promise']

export function ticketQuery(ticketId: string) {
  return queryOptions({
    queryKey: ['ticket', ticketId],
    queryFn: ({ signal }) => fetchJson<TicketView>(`/api/tickets/${ticketId}`, { signal }),
  })
}

export function giveCommand(ticketId: string, command: string, body: unknown, sending: Sending) {
  return postJson<z.infer<typeof commandReceipt>>(`/api/tickets/${ticketId}/commands/${command}`, body, sending)
}

/** A print is about to be made; what its watermark says. */
export function markPrint(ticketId: string, form: (typeof PRINT_FORMS)[number]): Promise<PrintMark> {
  return postJson<PrintMark>(`/api/tickets/${ticketId}/prints`, { form })
}

/** Can a number be called without being read? */
export const telephonyQuery = queryOptions({
  queryKey: ['telephony'],
  queryFn: async ({ signal }) => (await fetchJson<{ dials: boolean }>('/api/telephony', { signal })).dials,
  staleTime: 10 * 60_000,
})

/** What the telephone dials; who called whom is logged. */
export async function callHref(ticketId: string, whom: 'requester' | 'concerned'): Promise<string> {
  return (await postJson<{ href: string }>(`/api/tickets/${ticketId}/calls`, { whom })).href
}

export interface People {
  readonly requester: { readonly name: string; readonly phone: string | null } | null
  readonly concerned: { readonly name: string; readonly phone: string | null } | null
}

/** Name and phone in full; the reason is logged, and the person can ask for it. */
export function showPeople(ticketId: string, reason: string): Promise<People> {
  return postJson<People>(`/api/tickets/${ticketId}/person`, { reason })
}
