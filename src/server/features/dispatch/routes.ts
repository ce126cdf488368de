import { z } from 'zod'
import {
  adviceBody,
  measuresQuery,
  measuresView,
  measureTickets,
  measureTicketsQuery,
  precedentList,
  precedentQuery,
  proposalBody,
  proposalList,
  suggestionView,
  whyView,
} from '../../../contract/http/dispatch.ts'
import { consultView, decisionView, previewBody, previewView } from '../../../contract/http/dispatch-desk.ts'
import { findPrecedents } from '../../../store/read-models/precedents.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { adviseOnTicket, adviseOnWords } from './advice.ts'
import { consultOf } from './consult.ts'
import { decisionOf, previewOf } from './desk.ts'
import { measuredTickets, measuresOf, spanOf } from './measures.ts'
import { tellPrecedents } from './precedents.ts'
import { proposalsFor, propose } from './proposals.ts'
import { whyUs } from './why.ts'

const ticketParams = z.object({ id: z.uuid() })

/** Proposals, their reasons, what came of earlier ones, and how often they hold. */
export function dispatchRoutes(routes: Routes, deps: ServerDeps): void {
  routes.post(
    '/api/dispatch/advice',
    {
      config: { access: { permission: 'read-list' } },
      schema: {
        tags: ['dispatch'],
        summary: 'Category, place, unit and limit proposed for words that are still being typed; nothing is kept',
        body: adviceBody,
        response: { 200: suggestionView },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return adviseOnWords(request.body, languageOf(request), deps)
    },
  )

  routes.get(
    '/api/tickets/:id/advice',
    {
      config: { access: { permission: 'dispatch' } },
      schema: {
        tags: ['dispatch'],
        summary: 'What is proposed for this ticket as it stands',
        params: ticketParams,
        response: { 200: suggestionView },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return adviseOnTicket(request.params.id, accountOf(request), request.scopes, languageOf(request), deps)
    },
  )

  routes.get(
    '/api/tickets/:id/decision',
    {
      config: { access: { permission: 'dispatch' } },
      schema: {
        tags: ['dispatch'],
        summary: 'Who could have this ticket: rows, place, what the readers say, and the load of each unit',
        params: ticketParams,
        response: { 200: decisionView },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const reader = { account: accountOf(request), scopes: request.scopes, language: languageOf(request) }
      return decisionOf(request.params.id, reader, deps)
    },
  )

  routes.post(
    '/api/dispatch/preview',
    {
      config: { access: { permission: 'dispatch' } },
      schema: {
        tags: ['dispatch'],
        summary:
          'What would go out if these were dispatched together, and what is left to a person, with the words why',
        body: previewBody,
        response: { 200: previewView },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const reader = { account: accountOf(request), scopes: request.scopes, language: languageOf(request) }
      return previewOf(request.body, reader, deps)
    },
  )

  routes.get(
    '/api/tickets/:id/consult',
    {
      config: { access: { permission: 'read-ticket' } },
      schema: {
        tags: ['dispatch'],
        summary: 'The consult room: every hop with its ground, who is asked, and what each says',
        params: ticketParams,
        response: { 200: consultView },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const reader = { account: accountOf(request), scopes: request.scopes, language: languageOf(request) }
      return consultOf(request.params.id, reader, deps)
    },
  )

  routes.get(
    '/api/tickets/:id/why',
    {
      config: { access: { permission: 'read-ticket' } },
      schema: {
        tags: ['dispatch'],
        summary: 'Why this unit: the record of the last dispatch, point by point',
        params: ticketParams,
        response: { 200: whyView },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return whyUs(request.params.id, accountOf(request), request.scopes, languageOf(request), deps)
    },
  )

  routes.get(
    '/api/precedents',
    {
      config: { access: { permission: 'read-list' } },
      schema: {
        tags: ['dispatch'],
        summary: 'Decided returns and rulings of consults, by category, unit and place',
        querystring: precedentQuery,
        response: { 200: precedentList },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const account = accountOf(request)
      const { rulebook, clock, pool } = deps
      const to = {
        language: languageOf(request),
        org: rulebook.org,
        calendar: rulebook.inForce(clock.now()).calendar,
      }
      const rows = await findPrecedents(pool, request.query)
      const scope = request.scopes.includes('any') ? 'any' : 'own'
      return { items: await tellPrecedents(rows, account, scope, to, deps) }
    },
  )

  routes.post(
    '/api/catalogue-proposals',
    {
      config: { access: { permission: 'decide-return' } },
      schema: {
        tags: ['dispatch'],
        summary: 'Propose a change of the dispatch catalogue, with the reason',
        body: proposalBody,
        response: { 201: z.object({ proposalId: z.string() }) },
      },
    },
    async (request, reply) => {
      await propose(request.body, accountOf(request), deps)
      return reply.code(201).send({ proposalId: request.body.proposalId })
    },
  )

  routes.get(
    '/api/catalogue-proposals',
    {
      config: { access: { permission: 'signed-in' } },
      schema: {
        tags: ['dispatch'],
        summary: 'Proposed changes of the dispatch catalogue, for those who propose and those who edit the rules',
        response: { 200: proposalList },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return { items: await proposalsFor(accountOf(request), languageOf(request), deps) }
    },
  )

  routes.get(
    '/api/dispatch/measures',
    {
      config: { access: { permission: 'read-rates' } },
      schema: {
        tags: ['dispatch'],
        summary: 'First-time-right, hops, returns by ground, agreement of machine and person, by week',
        querystring: measuresQuery,
        response: { 200: measuresView },
      },
    },
    async (request) => measuresOf(spanOf(request.query, deps), languageOf(request), deps),
  )

  routes.get(
    '/api/dispatch/measures/tickets',
    {
      config: { access: { permission: 'read-rates' } },
      schema: {
        tags: ['dispatch'],
        summary: 'The tickets behind one of these numbers',
        querystring: measureTicketsQuery,
        response: { 200: measureTickets },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { count, ground, ...days } = request.query
      const span = spanOf(days, deps)
      return measuredTickets(span, count, ground ?? null, accountOf(request), languageOf(request), deps)
    },
  )
}
