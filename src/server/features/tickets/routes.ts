import { z } from 'zod'
import {
  listQuery,
  PRINT_FORMS,
  printMark,
  replyPreview,
  replyPreviewBody,
  ticketList,
  ticketView,
} from '../../../contract/http/ticket.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import { listFor } from './list.ts'
import { openTicket } from './open.ts'
import { previewReply } from './reply-preview.ts'
import { callPerson, printTicket } from './take-out.ts'
import { unmask } from './unmask.ts'

export function ticketRoutes(routes: Routes, deps: ServerDeps): void {
  const { rulebook } = deps

  routes.get(
    '/api/tickets',
    {
      config: { access: { permission: 'read-list' } },
      schema: {
        tags: ['tickets'],
        summary: 'The tickets of my unit',
        querystring: listQuery,
        response: { 200: ticketList },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const account = accountOf(request)
      const unit = inboxOf(account, request.scopes, rulebook.org)
      return listFor(unit, account, request.query, languageOf(request), deps)
    },
  )

  routes.get(
    '/api/tickets/:id',
    {
      config: { access: { permission: 'read-ticket' } },
      schema: {
        tags: ['tickets'],
        summary: 'One ticket: facts, clocks, timeline, what I may do',
        params: z.object({ id: z.uuid() }),
        response: { 200: ticketView },
      },
    },
    async (request, reply) => {
      const view = await openTicket(request.params.id, accountOf(request), request.scopes, languageOf(request), deps)
      reply.header('cache-control', 'no-store').header('etag', `"${view.version}"`)
      return view
    },
  )

  routes.post(
    '/api/tickets/:id/person',
    {
      config: { access: { permission: 'read-person' } },
      schema: {
        tags: ['tickets'],
        summary: 'Name and phone in full; the reason is logged and its subject can ask for it',
        params: z.object({ id: z.uuid() }),
        body: z.object({ reason: z.string().trim().min(2).max(500) }),
        response: {
          200: z.object({
            requester: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(),
            concerned: z.object({ name: z.string(), phone: z.string().nullable() }).nullable(),
          }),
        },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return unmask(request.params.id, accountOf(request), request.scopes, request.body.reason, deps)
    },
  )

  routes.post(
    '/api/tickets/:id/prints',
    {
      config: { access: { permission: 'read-ticket' } },
      schema: {
        tags: ['tickets'],
        summary: 'A print is about to be made: logged, and what its watermark says',
        params: z.object({ id: z.uuid() }),
        body: z.object({ form: z.enum(PRINT_FORMS) }),
        response: { 200: printMark },
      },
    },
    (request) =>
      printTicket(request.params.id, request.body.form, accountOf(request), request.scopes, languageOf(request), deps),
  )

  routes.post(
    '/api/tickets/:id/reply-preview',
    {
      config: { access: { permission: 'reply' } },
      schema: {
        tags: ['tickets'],
        summary: "A draft of a reply as the requester's page will show it",
        params: z.object({ id: z.uuid() }),
        body: replyPreviewBody,
        response: { 200: replyPreview },
      },
    },
    (request) =>
      previewReply(request.params.id, request.body, accountOf(request), request.scopes, languageOf(request), deps),
  )

  routes.get(
    '/api/telephony',
    {
      config: { access: { permission: 'read-person' } },
      schema: {
        tags: ['tickets'],
        summary: 'Can a number be called from here without being read?',
        response: { 200: z.object({ dials: z.boolean() }) },
      },
    },
    async () => ({ dials: deps.dial !== undefined }),
  )

  routes.post(
    '/api/tickets/:id/calls',
    {
      config: { access: { permission: 'read-person' } },
      schema: {
        tags: ['tickets'],
        summary: 'The address that the telephone of this desk dials; who called whom is logged',
        params: z.object({ id: z.uuid() }),
        body: z.object({ whom: z.enum(['requester', 'concerned']) }),
        response: { 200: z.object({ href: z.string() }) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return callPerson(request.params.id, request.body.whom, accountOf(request), request.scopes, deps)
    },
  )
}
