import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type {
  intakeAdvice,
  intakeDraft,
  modelAnswer,
  modelState,
  replyCheck,
  replyDraft,
} from '../../contract/http/assist.ts'
import type { ArticleBody, ArticleView, CatalogueHit, LegalBasisView } from '../../contract/http/knowledge.ts'
import type { personResults, SearchResults } from '../../contract/http/search.ts'
import { fetchJson, postJson, withQuery } from './client.ts'

export type { ArticleView, CatalogueHit, LegalBasisView } from '../../contract/http/knowledge.ts'
export type FoundTicket = SearchResults['items'][number]
export type FoundArticle = ArticleView & { readonly because: readonly string[] }
export type IntakeAdvice = z.infer<typeof intakeAdvice>

/** The question as it stands in the address. */
export interface SearchQuestion {
  readonly q?: string
  readonly category?: string
  readonly open?: 'true' | 'false'
  readonly from?: string
  readonly to?: string
  /** The look-up of a person stands open. */
  readonly person?: true
}

const TEXTS = ['q', 'category', 'from', 'to'] as const

export function readSearch(search: Record<string, unknown>): SearchQuestion {
  const texts = TEXTS.flatMap((name) => {
    const value = search[name]
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : []
  })
  const open = String(search['open'] ?? '')
  return {
    ...Object.fromEntries(texts.filter(([, value]) => value !== '')),
    ...(open === 'true' || open === 'false' ? { open } : {}),
    ...(search['person'] === true ? { person: true } : {}),
  }
}

export function ticketSearchQuery({ person: _open, ...question }: SearchQuestion) {
  return infiniteQueryOptions({
    queryKey: ['search', question],
    queryFn: ({ pageParam, signal }) =>
      fetchJson<SearchResults>(
        withQuery('/api/search', { ...question, open: question.open ?? null, cursor: pageParam }),
        {
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    retry: false,
  })
}

export function knowledgeQuery(q: string, size = 5) {
  return queryOptions({
    queryKey: ['knowledge', q, size],
    queryFn: async ({ signal }) => {
      const path = withQuery('/api/knowledge', { q: q.slice(0, 500), size })
      return (await fetchJson<{ articles: FoundArticle[] }>(path, { signal })).articles
    },
    placeholderData: keepPreviousData,
  })
}

export function articleQuery(id: string) {
  return queryOptions({
    queryKey: ['article', id],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ versions: ArticleView[] }>(`/api/knowledge/${encodeURIComponent(id)}`, { signal })).versions,
  })
}

export function legalBasesQuery(q: string, size = 5) {
  return queryOptions({
    queryKey: ['legal-bases', q, size],
    queryFn: async ({ signal }) =>
      (await fetchJson<{ bases: LegalBasisView[] }>(withQuery('/api/legal-bases', { q, size }), { signal })).bases,
    placeholderData: keepPreviousData,
  })
}

/** Rows by category: the first is the usual case, the others are what holds where less is known of the place. */
export function catalogueQuery(q: string) {
  return queryOptions({
    queryKey: ['catalogue', q],
    queryFn: async ({ signal }) => {
      const { hits } = await fetchJson<{ hits: CatalogueHit[] }>(withQuery('/api/catalogue', { q, size: 20 }), {
        signal,
      })
      const categories = new Set(hits.map((hit) => hit.category.code))
      return [...categories].map((code) => hits.filter((hit) => hit.category.code === code))
    },
    placeholderData: keepPreviousData,
  })
}

export function saveArticle(id: string, body: ArticleBody & { readonly seen: number }): Promise<ArticleView> {
  return fetchJson<ArticleView>(`/api/knowledge/${encodeURIComponent(id)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

export function findPeople(question: {
  phone: string | null
  name: string | null
  address: string | null
  reason: string
}) {
  return postJson<z.infer<typeof personResults>>('/api/people/search', question)
}

export function intakeAdviceQuery(draft: z.input<typeof intakeDraft>) {
  return queryOptions({
    queryKey: ['intake-advice', draft],
    queryFn: () => postJson<IntakeAdvice>('/api/assist/intake', draft),
    placeholderData: keepPreviousData,
  })
}

export function replyCheckQuery(ticketId: string, draft: z.input<typeof replyDraft>) {
  return queryOptions({
    queryKey: ['reply-check', ticketId, draft],
    queryFn: async () =>
      (await postJson<z.infer<typeof replyCheck>>(`/api/assist/tickets/${ticketId}/reply`, draft)).remarks,
    placeholderData: keepPreviousData,
  })
}

export const modelQuery = queryOptions({
  queryKey: ['model'],
  queryFn: async ({ signal }) => (await fetchJson<z.infer<typeof modelState>>('/api/assist/model', { signal })).model,
  staleTime: 60_000,
})

export function askModel(
  question: { purpose: 'title'; words: string; identity: string } | { purpose: 'reply'; ticketId: string },
) {
  return postJson<z.infer<typeof modelAnswer>>('/api/assist/model', question)
}
