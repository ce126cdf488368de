import { z } from 'zod'
import { invitationAnswer, invitationToken, invitationView } from '../../../contract/http/people.ts'
import { seeInvitation, takeInvitation } from '../../../store/account/invitations.ts'
import { hashPassword, LEAST_PASSWORD } from '../../../store/account/passwords.ts'
import { audit } from '../../../store/account/people.ts'
import { withTransaction } from '../../../store/database/connect.ts'
import type { ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'

/** Behind a one-time link: whoever was invited, or is to have a new password. The token comes in a body, never in an address. */
export function invitationRoutes(routes: Routes, { pool, clock }: ServerDeps): void {
  const attempts = new Attempts(20, 60_000)

  routes.post(
    '/api/invitations/look',
    {
      config: { access: { permission: 'public' } },
      schema: {
        tags: ['administration'],
        summary: 'Whose one-time link this is, and whether it asks for a code',
        body: invitationToken,
        response: { 200: invitationView },
      },
    },
    async (request) => {
      const seconds = attempts.take(request.ip, clock.now())
      if (seconds > 0) throw problem('session.too-many', { seconds })
      const found = await seeInvitation(pool, request.body.token, clock.now())
      if (!found) throw problem('people.link-refused')
      return found
    },
  )

  routes.post(
    '/api/invitations/use',
    {
      config: { access: { permission: 'public' } },
      schema: {
        tags: ['administration'],
        summary: 'Use a one-time link up and set the password',
        body: invitationAnswer,
        response: { 200: z.object({ login: z.string() }) },
      },
    },
    async (request) => {
      const seconds = attempts.take(request.ip, clock.now())
      if (seconds > 0) throw problem('session.too-many', { seconds })
      const { token, code, password } = request.body
      if ([...password].length < LEAST_PASSWORD) throw problem('administrator.weak-password', { least: LEAST_PASSWORD })
      const passwordHash = await hashPassword(password)
      const at = clock.now()
      const taken = await withTransaction(pool, async (sql) => {
        const outcome = await takeInvitation(sql, { token, code, passwordHash, now: at })
        if (outcome.ok) {
          const { accountId } = outcome
          await audit(sql, { accountId, what: 'password-set', facts: {}, by: accountId, reason: null, at })
        }
        return outcome
      })
      if (!taken.ok) throw problem(taken.code)
      return { login: taken.login }
    },
  )
}
