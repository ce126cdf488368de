import { z } from 'zod'
import { draftBody, draftList, keyPreference } from '../../../contract/http/calls.ts'
import { readPreference, writePreference } from '../../../store/account/preferences.ts'
import { listDrafts, removeDraft, saveDraft } from '../../../store/draft/drafts.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'

const tags = ['drafts']
const byId = z.object({ id: z.uuid() })
const KEYS = 'register-keys'

/** Forms that are not finished, each for its own account only, and the keys that an account switched off. */
export function draftRoutes(routes: Routes, { pool, keys, clock }: ServerDeps): void {
  routes.get(
    '/api/drafts',
    {
      config: { access: { permission: 'register' } },
      schema: { tags, summary: 'My unfinished forms, newest first', response: { 200: draftList } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const drafts = await listDrafts(pool, keys.master, accountOf(request).accountId)
      return {
        drafts: drafts.map(({ draftId, form, savedAt }) => ({
          draftId,
          form: JSON.parse(form) as Record<string, unknown>,
          savedAt,
        })),
      }
    },
  )

  routes.put(
    '/api/drafts/:id',
    {
      config: { access: { permission: 'register' } },
      schema: {
        tags,
        summary: 'Keep an unfinished form, encrypted, under the id of the ticket that it will become',
        params: byId,
        body: draftBody,
        response: { 200: z.object({ savedAt: z.string() }) },
      },
    },
    async (request) => {
      const { form, phone } = request.body
      const savedAt = clock.now()
      const account = accountOf(request).accountId
      const draft = { draftId: request.params.id, form: JSON.stringify(form), savedAt, account, phone }
      if (!(await saveDraft(pool, keys.master, draft))) throw problem('drafts.elsewhere')
      return { savedAt }
    },
  )

  routes.delete(
    '/api/drafts/:id',
    {
      config: { access: { permission: 'register' } },
      schema: { tags, summary: 'Give a form up', params: byId, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeDraft(pool, request.params.id, accountOf(request).accountId)
      return reply.code(204).send(null)
    },
  )

  routes.get(
    '/api/preferences/keys',
    {
      config: { access: { permission: 'signed-in' } },
      schema: { tags, summary: 'Keys that I switched off', response: { 200: keyPreference } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const kept = keyPreference.safeParse(await readPreference(pool, accountOf(request).accountId, KEYS))
      return kept.success ? kept.data : { off: [] }
    },
  )

  routes.put(
    '/api/preferences/keys',
    {
      config: { access: { permission: 'signed-in' } },
      schema: { tags, summary: 'Switch keys off', body: keyPreference, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await writePreference(pool, accountOf(request).accountId, KEYS, request.body)
      return reply.code(204).send(null)
    },
  )
}
