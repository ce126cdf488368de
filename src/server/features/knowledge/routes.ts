import { z } from 'zod'
import {
  articleBody,
  articleView,
  catalogueHit,
  legalBasisBody,
  legalBasisView,
  libraryQuery,
} from '../../../contract/http/knowledge.ts'
import { dayOf } from '../../../domain/clock/calendar.ts'
import type { Day } from '../../../domain/kernel/instant.ts'
import { findCategory } from '../../../domain/policy/policy.ts'
import { listArticles, readArticle, saveArticle } from '../../../store/knowledge/articles.ts'
import { listLegalBases, readLegalBasis, saveLegalBasis } from '../../../store/knowledge/legal-bases.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { searchCatalogue } from './catalogue.ts'
import { searchArticles, searchLegalBases, viewArticle, viewLegalBasis } from './views.ts'

const id = z.string().max(80)
/** The version that the editor saw; 0 for what is new. */
const seen = z.object({ seen: z.number().int().min(0) })

export function knowledgeRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool, rulebook, clock } = deps
  const today = (): Day => dayOf(clock.now(), rulebook.inForce(clock.now()).calendar)

  routes.get(
    '/api/knowledge',
    {
      config: { access: { permission: 'signed-in' } },
      schema: {
        tags: ['knowledge'],
        summary: 'Articles in force that fit the words, best first; without words all of them',
        querystring: libraryQuery,
        response: { 200: z.object({ articles: z.array(articleView.extend({ because: z.array(z.string()) })) }) },
      },
    },
    async ({ query }) => ({ articles: searchArticles(query.q, await listArticles(pool), today(), query.size) }),
  )

  routes.get(
    '/api/knowledge/:id',
    {
      config: { access: { permission: 'signed-in' } },
      schema: {
        tags: ['knowledge'],
        summary: 'Every version of an article, the newest first',
        params: z.object({ id }),
        response: { 200: z.object({ versions: z.array(articleView) }) },
      },
    },
    async ({ params }) => {
      const versions = await readArticle(pool, params.id)
      if (versions.length === 0) throw problem('knowledge.unknown')
      return { versions: versions.map((one) => viewArticle(one, today())) }
    },
  )

  routes.put(
    '/api/knowledge/:id',
    {
      config: { access: { permission: 'edit-knowledge' } },
      schema: {
        tags: ['knowledge'],
        summary: 'A new version of an article; the old ones stay readable',
        params: z.object({
          id: z
            .string()
            .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
            .max(80),
        }),
        body: articleBody.and(seen),
        response: { 200: articleView },
      },
    },
    async (request) => {
      const { seen, ...body } = request.body
      const policy = rulebook.inForce(clock.now())
      const strange = body.categories.find((code) => !findCategory(policy, code))
      if (strange !== undefined) throw problem('knowledge.unknown-category', { category: strange })
      const known = new Set((await listLegalBases(pool)).map((one) => one.code))
      const unfounded = body.bases.find((code) => !known.has(code))
      if (unfounded !== undefined) throw problem('knowledge.unknown-basis', { code: unfounded })
      const { accountId } = accountOf(request)
      const saved = await saveArticle(pool, request.params.id, seen, body, accountId, clock.now())
      if (!saved) throw problem('knowledge.changed')
      return viewArticle(saved, today())
    },
  )

  routes.get(
    '/api/legal-bases',
    {
      config: { access: { permission: 'signed-in' } },
      schema: {
        tags: ['knowledge'],
        summary: 'The library of legal bases that fits the words; without words all of it (P31)',
        querystring: libraryQuery,
        response: { 200: z.object({ bases: z.array(legalBasisView) }) },
      },
    },
    async ({ query }) => ({ bases: searchLegalBases(query.q, await listLegalBases(pool), today(), query.size) }),
  )

  routes.get(
    '/api/legal-bases/:code',
    {
      config: { access: { permission: 'signed-in' } },
      schema: {
        tags: ['knowledge'],
        summary: 'Every version of an entry of the library, the newest first',
        params: z.object({ code: z.string().max(80) }),
        response: { 200: z.object({ versions: z.array(legalBasisView) }) },
      },
    },
    async ({ params }) => {
      const versions = await readLegalBasis(pool, params.code)
      if (versions.length === 0) throw problem('knowledge.unknown')
      return { versions: versions.map((one) => viewLegalBasis(one, today())) }
    },
  )

  routes.put(
    '/api/legal-bases/:code',
    {
      config: { access: { permission: 'edit-knowledge' } },
      schema: {
        tags: ['knowledge'],
        summary: 'A new version of an entry of the library',
        params: z.object({
          code: z
            .string()
            .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
            .max(80),
        }),
        body: legalBasisBody.and(seen),
        response: { 200: legalBasisView },
      },
    },
    async (request) => {
      const { seen, ...body } = request.body
      if (body.validFrom !== null && body.validTo !== null && body.validTo <= body.validFrom)
        throw problem('knowledge.bad-validity')
      const { accountId } = accountOf(request)
      const saved = await saveLegalBasis(pool, request.params.code, seen, body, accountId, clock.now())
      if (!saved) throw problem('knowledge.changed')
      return viewLegalBasis(saved, today())
    },
  )

  routes.get(
    '/api/catalogue',
    {
      config: { access: { permission: 'signed-in' } },
      schema: {
        tags: ['rules'],
        summary: 'The dispatch catalogue asked with a word: who, by when, on what ground',
        querystring: libraryQuery,
        response: { 200: z.object({ policy: z.string(), hits: z.array(catalogueHit) }) },
      },
    },
    async (request) => {
      const policy = rulebook.inForce(clock.now())
      const readable = { language: languageOf(request), org: rulebook.org, calendar: policy.calendar }
      return { policy: policy.id, hits: searchCatalogue(request.query.q, policy, readable, request.query.size) }
    },
  )
}
