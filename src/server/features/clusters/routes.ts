import { z } from 'zod'
import {
  CLUSTER_BATCH,
  clusterBatch,
  clusterBatchAnswer,
  clusterChange,
  clusterList,
  clusterView,
  newCluster,
  similarBefore as similarBeforeShape,
  similarQuestion,
  ticketSimilar,
} from '../../../contract/http/clusters.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { batchOn } from './batch.ts'
import { changeCluster, formCluster, refuseProposal } from './change.ts'
import { clusterListFor, viewCluster } from './cluster-view.ts'
import { CONFIRMING } from './rights.ts'
import { similarBefore, similarTo } from './ticket-similar.ts'

const byId = z.object({ id: z.uuid() })
const tags = ['clusters']

/** What may be the same matter, and what people made of it. Nothing here is decided by a machine. */
export function clusterRoutes(routes: Routes, deps: ServerDeps): void {
  routes.get(
    '/api/tickets/:id/similar',
    {
      config: { access: { permission: 'read-ticket' } },
      schema: {
        tags,
        summary: 'What may be the same matter, of the same person and of others, with reasons',
        params: byId,
        response: { 200: ticketSimilar },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return similarTo(request.params.id, accountOf(request), request.scopes, languageOf(request), deps)
    },
  )

  routes.post(
    '/api/tickets/:id/distinct',
    {
      config: { access: { permission: CONFIRMING } },
      schema: {
        tags,
        summary: 'Two tickets are not the same matter: not proposed again',
        params: byId,
        body: z.object({ other: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await refuseProposal([request.params.id, request.body.other], accountOf(request), request.scopes, deps)
      return reply.code(204).send(null)
    },
  )

  // A POST because words and phones belong in no address line.
  routes.post(
    '/api/similar',
    {
      config: { access: { permission: 'register' } },
      schema: {
        tags,
        summary: 'Before a ticket is registered: what this caller and others have told already',
        body: similarQuestion,
        response: { 200: similarBeforeShape },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return similarBefore(request.body, accountOf(request), request.scopes, languageOf(request), deps)
    },
  )

  routes.get(
    '/api/clusters',
    {
      config: { access: { permission: 'read-list' } },
      schema: { tags, summary: 'Clusters that my unit has a part in', response: { 200: clusterList } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return clusterListFor(accountOf(request), request.scopes, languageOf(request), deps)
    },
  )

  routes.post(
    '/api/clusters',
    {
      config: { access: { permission: CONFIRMING } },
      schema: {
        tags,
        summary: 'Put tickets of different people about one matter together',
        body: newCluster,
        response: { 201: clusterView },
      },
    },
    async (request, reply) => {
      const account = accountOf(request)
      await formCluster(request.body, account, request.scopes, deps)
      reply.code(201).header('cache-control', 'no-store')
      return viewCluster(request.body.clusterId, account, request.scopes, languageOf(request), deps)
    },
  )

  routes.get(
    '/api/clusters/:id',
    {
      config: { access: { permission: 'read-ticket' } },
      schema: { tags, summary: 'One cluster', params: byId, response: { 200: clusterView } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return viewCluster(request.params.id, accountOf(request), request.scopes, languageOf(request), deps)
    },
  )

  routes.post(
    '/api/clusters/:id/changes',
    {
      config: { access: { permission: CONFIRMING } },
      schema: {
        tags,
        summary: 'Join, split off, move the lead, plan, dissolve',
        params: byId,
        body: clusterChange,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await changeCluster(request.params.id, request.body, accountOf(request), request.scopes, deps)
      return reply.code(204).send(null)
    },
  )

  routes.post(
    '/api/clusters/:id/commands/:command',
    {
      config: { access: { permission: 'by-command' } },
      schema: {
        tags,
        summary: 'Sign, assign or reply for several members at once; each by a command of its own',
        params: z.object({ id: z.uuid(), command: z.string() }),
        headers: z.object({ 'idempotency-key': z.string().min(8).max(100).optional() }),
        body: clusterBatch,
        response: { 200: clusterBatchAnswer },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const key = request.headers['idempotency-key']
      if (key === undefined) throw problem('http.key-needed')
      const command = CLUSTER_BATCH.find((one) => one === request.params.command)
      if (!command) throw problem('http.unknown-command', { command: request.params.command.slice(0, 40) })
      const order = { ...request.body, clusterId: request.params.id, command, key }
      return batchOn(order, accountOf(request), request.scopes, languageOf(request), deps)
    },
  )
}
