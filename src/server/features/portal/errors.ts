import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Rejection } from '../../../domain/kernel/result.ts'
import { errorPage, errorStatusOf } from '../../../portal/error-page.ts'
import type { ServerDeps } from '../../deps.ts'
import { statusOf } from '../../http/statuses.ts'
import { fieldsOf } from './form-bodies.ts'
import { readerOf, sendPage } from './frame.ts'

/** An error as a page: what happened, that nothing was lost, and a button that sends the same again. */
export function sendErrorPage(
  rejection: Rejection,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ServerDeps,
): FastifyReply {
  const status = statusOf(rejection.code)
  const { seconds } = rejection.facts
  const wait = typeof seconds === 'number' ? seconds : status === 503 ? 2 : null
  if (wait !== null) reply.header('retry-after', String(wait))
  const fields = Object.entries(fieldsOf(request))
  const again = status === 429 || status >= 500
  const page = errorPage({
    reader: readerOf(request),
    status: errorStatusOf(status),
    facts: { minutes: Math.max(1, Math.ceil((wait ?? 60) / 60)), requestId: request.id },
    resend: again && request.method === 'POST' && fields.length > 0 ? { action: request.url, fields } : null,
  })
  return sendPage(page, request, reply, deps, { status })
}
