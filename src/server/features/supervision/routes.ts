import { supervisionDesk } from '../../../contract/http/supervision.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { deskFor } from './desk.ts'

/** 督办 and, apart from it, 提级办理 (P30). Orders are given, answered and ended by the commands of their ticket. */
export function supervisionRoutes(routes: Routes, deps: ServerDeps): void {
  routes.get(
    '/api/supervision',
    {
      config: { access: { permission: 'read-supervision' } },
      schema: {
        tags: ['supervision'],
        summary: 'Supervision orders by due time, and tickets that were escalated: of every unit, or of my own',
        response: { 200: supervisionDesk },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return deskFor(accountOf(request), request.scopes, languageOf(request), deps)
    },
  )
}
