import { z } from 'zod'
import { callAnswer, callbackDesk, callEnd, callView, recheckComparison } from '../../../contract/http/callbacks.ts'
import { commandReceipt } from '../../../contract/http/intake.ts'
import { CENTRE } from '../../../domain/org/unit.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import { CallbackDeskOf } from './calls.ts'
import { compareIn } from './comparison.ts'
import { CallbackQueue } from './queue.ts'

const tags = ['callbacks']
const byCall = z.object({ call: z.uuid() })
const access = { permission: 'answer-callback' }

/** The callback desk: independent of whoever handled the tickets, and unseen by them (P5). */
export function callbackRoutes(routes: Routes, deps: ServerDeps): void {
  const queue = new CallbackQueue(deps)
  const deskOf = (request: Parameters<typeof accountOf>[0]) => {
    const account = accountOf(request)
    // Whatever a policy grants: only the centre and the supervision body phone about all units' tickets.
    if (inboxOf(account, request.scopes, deps.rulebook.org) !== CENTRE) throw problem('rights.other-unit')
    return new CallbackDeskOf(account, queue, deps)
  }

  routes.get(
    '/api/callbacks',
    {
      config: { access: { permission: 'read-callback-schedule' } },
      schema: {
        tags,
        summary: 'The desk: who is on the line, who comes next, the day so far',
        response: { 200: callbackDesk },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return deskOf(request).view(languageOf(request))
    },
  )

  routes.post(
    '/api/callbacks',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Take the next person onto the line; null when nobody may be called now',
        body: z.object({}),
        response: { 200: z.object({ call: callView.nullable() }) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return { call: await deskOf(request).claimNext(languageOf(request)) }
    },
  )

  routes.put(
    '/api/callbacks/:call',
    {
      config: { access },
      schema: { tags, summary: 'Still on the line', params: byCall, body: z.object({}), response: { 204: z.null() } },
    },
    async (request, reply) => {
      await deskOf(request).renew(request.params.call)
      return reply.code(204).send(null)
    },
  )

  routes.delete(
    '/api/callbacks/:call',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Put the person back; nothing is recorded',
        params: byCall,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deskOf(request).release(request.params.call)
      return reply.code(204).send(null)
    },
  )

  routes.post(
    '/api/callbacks/:call/tickets/:id',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What the person on the line said about one ticket',
        params: byCall.extend({ id: z.uuid() }),
        headers: z.object({ 'idempotency-key': z.string().min(8).max(100) }),
        body: callAnswer,
        response: { 200: commandReceipt },
      },
    },
    async (request) => {
      const { call, id } = request.params
      return deskOf(request).answer(call, id, request.headers['idempotency-key'], request.body)
    },
  )

  routes.post(
    '/api/callbacks/:call/end',
    {
      config: { access },
      schema: {
        tags,
        summary: 'End the call: all asked, nobody reached, call later, or a colleague takes it on',
        params: byCall,
        body: callEnd,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await deskOf(request).end(request.params.call, request.body)
      return reply.code(204).send(null)
    },
  )

  routes.get(
    '/api/callbacks/rechecks',
    {
      config: { access: { permission: 'read-signals' } },
      schema: {
        tags,
        summary: 'How far first answers agree with those given to a second, random call',
        querystring: z.object({ period: z.string().max(10).optional() }),
        response: { 200: recheckComparison },
      },
    },
    async (request, reply) => {
      if (inboxOf(accountOf(request), request.scopes, deps.rulebook.org) !== CENTRE) throw problem('rights.other-unit')
      reply.header('cache-control', 'no-store')
      return compareIn(request.query.period, deps)
    },
  )
}
