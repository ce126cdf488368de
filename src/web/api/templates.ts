import { queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { ReplyTemplate, templateBody, templateList } from '../../contract/http/templates.ts'
import type { replyPreview, replyPreviewBody } from '../../contract/http/ticket.ts'
import { fetchJson, postJson } from './client.ts'

export type { ReplyTemplate }
export type TemplateList = z.infer<typeof templateList>

export const templatesQuery = queryOptions({
  queryKey: ['templates'],
  queryFn: ({ signal }) => fetchJson<TemplateList>('/api/templates', { signal }),
  staleTime: 60_000,
})

export function saveTemplate(templateId: string, body: z.input<typeof templateBody>): Promise<TemplateList> {
  return fetchJson<TemplateList>(`/api/templates/${templateId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** How the requester's page will show the draft. */
export function replyPreviewQuery(ticketId: string, draft: z.input<typeof replyPreviewBody>) {
  return queryOptions({
    queryKey: ['reply-preview', ticketId, draft],
    queryFn: () => postJson<z.infer<typeof replyPreview>>(`/api/tickets/${ticketId}/reply-preview`, draft),
  })
}
