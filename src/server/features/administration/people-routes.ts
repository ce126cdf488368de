import { z } from 'zod'
import {
  accessTicket,
  changedPerson,
  importedPeople,
  newPerson,
  onePerson,
  peopleList,
  peopleQuery,
  peopleTable,
  personChange,
  requestDecision,
  roleList,
  rolePreview,
  rolePreviewQuery,
} from '../../../contract/http/people.ts'
import { ADMINISTER, guardedPermissions } from '../../../domain/rights/accounts.ts'
import { findPerson, listAudit, listPeople, listRequests } from '../../../store/account/people.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf } from '../../http/who.ts'
import { changePerson, createPeople, decidePerson } from './people-acts.ts'
import { readPeopleTable } from './people-table.ts'
import { auditViews, personViews, roleName } from './people-view.ts'
import { countByRole, previewRole } from './role-preview.ts'

const MOST = 200
const MOST_AUDIT = 100
const ACCESS = { access: { permission: ADMINISTER } } as const

/** Everything below a unit, itself included. */
function within(code: string, { rulebook }: ServerDeps): string[] {
  const { org } = rulebook
  if (!org.findUnit(code)) throw problem('unit.unknown', { unit: code })
  const found = [code]
  for (const one of found) found.push(...org.below(one).map((unit) => unit.code))
  return found
}

/** Accounts: who may sign in, in which role, where. Nothing here opens a ticket. */
export function peopleRoutes(routes: Routes, deps: ServerDeps): void {
  const { pool, clock, rulebook } = deps

  routes.get(
    '/api/administration/people',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'Accounts by unit, and those that wait for a second person',
        querystring: peopleQuery,
        response: { 200: peopleList },
      },
    },
    async (request) => {
      const { q, unit, role } = request.query
      const filter = {
        q: q ?? null,
        role: role ?? null,
        units: unit === undefined ? null : within(unit, deps),
        size: MOST + 1,
      }
      const found = await listPeople(pool, clock.now(), filter)
      const open = await listRequests(pool)
      const waiting = await Promise.all(open.map((one) => findPerson(pool, one.accountId, clock.now())))
      return {
        people: await personViews(found.slice(0, MOST), request, deps),
        more: found.length > MOST,
        waiting: await personViews(
          waiting.filter((one) => one !== null),
          request,
          deps,
        ),
      }
    },
  )

  routes.get(
    '/api/administration/people/:id',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'One account with what was done to it',
        params: z.object({ id: z.string().max(100) }),
        response: { 200: onePerson },
      },
    },
    async (request) => {
      const person = await findPerson(pool, request.params.id, clock.now())
      if (!person) throw problem('people.unknown')
      const [view] = await personViews([person], request, deps)
      if (!view) throw problem('people.unknown')
      return {
        person: view,
        audit: await auditViews(await listAudit(pool, person.accountId, MOST_AUDIT), request, deps),
      }
    },
  )

  routes.post(
    '/api/administration/people',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'A new account: its one-time link, or a code where a second administrator has to confirm the role',
        body: newPerson,
        response: { 201: accessTicket },
      },
    },
    async (request, reply) => {
      const [made] = await createPeople(deps, accountOf(request), [request.body])
      if (!made) throw problem('people.unknown')
      return reply.code(201).header('cache-control', 'no-store').send(made)
    },
  )

  routes.post(
    '/api/administration/people-table',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'Many accounts from a table `login,name,role,unit`: all of it, or nothing and the first fault',
        body: peopleTable,
        response: { 200: importedPeople },
      },
    },
    async (request, reply) => {
      const { table, preview, reason } = request.body
      const rows = await readPeopleTable(table, request, deps)
      const made = preview
        ? []
        : await createPeople(
            deps,
            accountOf(request),
            rows.map(({ login, name, role, unit }) => ({ login, name, role, unit, reason })),
          )
      reply.header('cache-control', 'no-store')
      return {
        rows: rows.map(({ login, name, roleName, unitName, needsTwo }) => ({
          login,
          name,
          roleName,
          unitName,
          needsTwo,
        })),
        made,
      }
    },
  )

  routes.post(
    '/api/administration/people/:id/changes',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'Rename, give another role or unit, suspend, resume, reset the password, end sessions',
        params: z.object({ id: z.string().max(100) }),
        body: personChange,
        response: { 200: changedPerson },
      },
    },
    async (request, reply) => {
      const { person, ticket } = await changePerson(deps, accountOf(request), request.params.id, request.body)
      const [view] = await personViews([person], request, deps)
      if (!view) throw problem('people.unknown')
      reply.header('cache-control', 'no-store')
      return { person: view, ticket }
    },
  )

  routes.post(
    '/api/administration/requests/:id/decision',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'The second of two persons confirms or refuses; confirming gives the one-time link',
        params: z.object({ id: z.uuid() }),
        body: requestDecision,
        response: { 200: z.object({ ticket: accessTicket.nullable() }) },
      },
    },
    async (request, reply) => {
      const { decision, reason } = request.body
      reply.header('cache-control', 'no-store')
      return {
        ticket: await decidePerson(deps, accountOf(request), request.params.id, decision === 'confirm', reason),
      }
    },
  )

  routes.get(
    '/api/administration/roles',
    {
      config: ACCESS,
      schema: { tags: ['administration'], summary: 'The roles of the rules in force', response: { 200: roleList } },
    },
    async (request) => {
      const policy = rulebook.inForce(clock.now())
      const holders = await countByRole(pool)
      return {
        roles: Object.keys(policy.roles)
          .filter((role) => role !== 'requester')
          .map((role) => ({
            role,
            name: roleName(role, languageOf(request), policy),
            holders: holders.get(role) ?? 0,
            needsTwo: guardedPermissions(role, policy, 2).length > 0,
          })),
      }
    },
  )

  routes.get(
    '/api/administration/role-preview',
    {
      config: ACCESS,
      schema: {
        tags: ['administration'],
        summary: 'What a role at a unit would see and may do, before it is given; numbers only',
        querystring: rolePreviewQuery,
        response: { 200: rolePreview },
      },
    },
    async (request) => previewRole(request.query.role, request.query.unit, request, deps),
  )
}
