import { z } from 'zod'
import { type IntakeBody, intakeBody, receiptView } from '../../../contract/http/intake.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import type { Account } from '../../../store/account/accounts.ts'
import { removeDraft } from '../../../store/draft/drafts.ts'
import { normalisePhone } from '../../../store/vault/phone.ts'
import { takeIn } from '../../acts/take-in.ts'
import type { ServerDeps } from '../../deps.ts'
import { Attempts } from '../../http/attempts.ts'
import { unitName } from '../../http/facts.ts'
import { languageOf } from '../../http/language.ts'
import { type Metrics, outcomeOf } from '../../http/metrics.ts'
import { Problem, problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { trackingSecret } from '../../http/tracking-secret.ts'
import { actorOf, permitFor } from '../../http/who.ts'

/** New tickets an hour: from one address (a family, an office), from one phone. */
const PER_ADDRESS = 60
const PER_PHONE = 20
const HOUR_MS = 3_600_000

export function intakeRoutes(routes: Routes, deps: ServerDeps, metrics: Metrics): void {
  const byAddress = new Attempts(PER_ADDRESS, HOUR_MS)
  const byPhone = new Attempts(PER_PHONE, HOUR_MS)
  const { clock, keys, rulebook } = deps

  routes.post(
    '/api/tickets',
    {
      config: { access: { permission: 'register', visitor: true } },
      schema: {
        tags: ['intake'],
        summary: 'Take in a request: register, classify, dispatch; the same ticketId twice is one ticket',
        headers: z.object({
          'idempotency-key': z.uuid().optional(),
          /** Of a desk: for whom it is sent. Whose session ran out is told so, and does not register as a visitor. */
          'x-huying-account': z.string().max(80).optional(),
        }),
        body: intakeBody,
        response: { 200: receiptView, 201: receiptView },
      },
    },
    async (request, reply) => {
      const sender = request.headers['x-huying-account']
      if (sender !== undefined && sender !== request.account?.accountId) throw problem('session.needed')
      const now = clock.now()
      const { ticketId, classify, dispatch, ...register } = request.account ? request.body : asVisitor(request.body)
      if (!request.account && !request.trusted) {
        const phone = normalisePhone(register.requester?.phone ?? '')
        const seconds = byAddress.take(request.ip, now) || (phone === null ? 0 : byPhone.take(phone, now))
        if (seconds > 0) throw problem('http.rate-limited', { seconds })
      }
      const id = ticketId ?? request.headers['idempotency-key']
      const intake = { ticketId: id, register, classify, dispatch, actor: actorOf(request.account) }
      const result = await takeIn(intake, now, deps)
      metrics.command('register', outcomeOf(result))
      if (!result.ok) throw new Problem(result.rejection)
      if (request.account) {
        await linkToParent(register.splitFrom, result.value.ticketId, request.account, now, deps)
        await removeDraft(deps.pool, result.value.ticketId, request.account.accountId)
      }
      const { because, ...taken } = result.value
      const { calendar } = rulebook.inForce(now)
      return reply.code(taken.repeated ? 200 : 201).send({
        ...taken,
        responsibleName: unitName(taken.responsible, { language: languageOf(request), org: rulebook.org, calendar }),
        because: because && { row: because.row, ground: because.ground },
        secret: trackingSecret(keys.master, taken.ticketId),
      })
    },
  )
}

/**
 * P11: one call, several matters. The first ticket keeps the thread; where it can no longer (it was merged meanwhile), the new
 * one still says what it came from.
 */
async function linkToParent(
  parent: string | null,
  into: string,
  account: Account,
  now: Instant,
  { log, rulebook }: ServerDeps,
): Promise<void> {
  if (parent === null) return
  const permit = permitFor(account, 'split', rulebook.inForce(now), rulebook.org)
  const order = { ticketId: parent, key: `${into}/split`, actor: actorOf(account) }
  await log.submit({ ...order, type: 'split', body: { into } }, now, permit)
}

/** What only staff may say does not count when a visitor says it. */
function asVisitor(body: IntakeBody): IntakeBody {
  const channel = body.channel === 'wechat' || body.channel === 'app' ? body.channel : 'web'
  const behalf = body.behalf === 'proxy' ? 'proxy' : 'self'
  const { readBack: _read, dialect: _spoken, ...written } = body
  return {
    ...written,
    channel,
    behalf,
    contact: null,
    source: null,
    saidAt: null,
    splitFrom: null,
    classify: null,
    dispatch: 'auto',
  }
}
