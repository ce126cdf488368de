import { personResults, personSearch, searchQuery, searchResults } from '../../../contract/http/search.ts'
import { CENTRE } from '../../../domain/org/unit.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import { findPeople } from './people.ts'
import { searchFor } from './tickets.ts'

export function searchRoutes(routes: Routes, deps: ServerDeps): void {
  const { rulebook } = deps

  routes.get(
    '/api/search',
    {
      config: { access: { permission: 'read-list' } },
      schema: {
        tags: ['search'],
        summary: 'Tickets of my unit by words that stand in them, or by a whole number',
        querystring: searchQuery,
        response: { 200: searchResults },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const account = accountOf(request)
      return searchFor(
        inboxOf(account, request.scopes, rulebook.org),
        account,
        request.query,
        languageOf(request),
        deps,
      )
    },
  )

  // A body, because an address may end up in a log: of a proxy, of a browser.
  routes.post(
    '/api/people/search',
    {
      config: { access: { permission: 'read-person' } },
      schema: {
        tags: ['search'],
        summary: 'People by phone, or by name and address, with their tickets; the reason is logged (P14)',
        body: personSearch,
        response: { 200: personResults },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const account = accountOf(request)
      const unit = inboxOf(account, request.scopes, rulebook.org)
      // Units meet people on their own tickets, one by one; looking people up is for the centre, whom they call.
      if (unit !== CENTRE) throw problem('rights.no-grant')
      return findPeople(unit, account, request.body, languageOf(request), deps)
    },
  )
}
