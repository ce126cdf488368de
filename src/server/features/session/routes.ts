import { z } from 'zod'
import { sessionView } from '../../../contract/http/session.ts'
import { demoAccounts, findLogin } from '../../../store/account/accounts.ts'
import { isPassword } from '../../../store/account/passwords.ts'
import { closeSession, openSession, SESSION_MS } from '../../../store/account/sessions.ts'
import type { ServerDeps } from '../../deps.ts'
import { SESSION_COOKIE } from '../../http/access.ts'
import { Attempts } from '../../http/attempts.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import type { SessionCache } from '../../http/session-cache.ts'
import { describeRole, describeSession } from './describe.ts'

const ATTEMPTS = 10
const WINDOW_MS = 15 * 60_000

export function sessionRoutes(routes: Routes, deps: ServerDeps, sessions: SessionCache): void {
  const attempts = new Attempts(ATTEMPTS, WINDOW_MS)
  const { pool, clock } = deps

  routes.post(
    '/api/session',
    {
      config: { access: { permission: 'public' } },
      schema: {
        tags: ['session'],
        summary: 'Sign in',
        body: z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(1000) }),
        response: { 200: sessionView },
      },
    },
    async (request, reply) => {
      const { login, password } = request.body
      const seconds = attempts.take(login, clock.now())
      if (seconds > 0) throw problem('session.too-many', { seconds })
      const found = await findLogin(pool, login)
      if (!(await isPassword(found?.passwordHash ?? null, password)) || !found) throw problem('session.refused')
      attempts.forgive(login)
      const token = await openSession(pool, found.account.accountId, clock.now())
      reply.setCookie(SESSION_COOKIE, token, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: request.protocol === 'https',
        maxAge: SESSION_MS / 1000,
      })
      return describeSession(found.account, request, deps)
    },
  )

  routes.get(
    '/api/session',
    {
      config: { access: { permission: 'public' } },
      schema: { tags: ['session'], summary: 'Who am I, and what may I do', response: { 200: sessionView } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return describeSession(request.account, request, deps)
    },
  )

  routes.delete(
    '/api/session',
    {
      config: { access: { permission: 'public' } },
      schema: { tags: ['session'], summary: 'Sign out', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const token = request.cookies[SESSION_COOKIE]
      if (token) {
        sessions.forget(token)
        await closeSession(pool, token)
      }
      return reply.clearCookie(SESSION_COOKIE, { path: '/' }).code(204).send(null)
    },
  )

  routes.get(
    '/api/demo-accounts',
    {
      config: { access: { permission: 'public' } },
      schema: {
        tags: ['session'],
        summary: 'Role cards of a demo; empty elsewhere',
        response: {
          200: z.object({
            accounts: z.array(
              z.object({
                login: z.string(),
                name: z.string(),
                role: z.string(),
                roleName: z.string(),
                unit: z.string(),
                unitName: z.string(),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const accounts = await demoAccounts(pool)
      return {
        accounts: accounts.map((account) => ({
          login: account.login,
          name: account.name,
          ...describeRole(account, request, deps),
        })),
      }
    },
  )
}
