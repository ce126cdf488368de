import { STATUS_CODES } from 'node:http'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Rejection } from '../../domain/kernel/result.ts'
import { isRetryable, sqlState } from '../../store/database/connect.ts'
import { say } from '../../words/say.ts'
import type { ServerDeps } from '../deps.ts'
import { BODY_LIMIT } from './content.ts'
import { readableFacts } from './facts.ts'
import { languageOf } from './language.ts'
import { Problem, problem } from './problem.ts'
import type { Routes } from './routing.ts'
import { explainFault } from './shape.ts'
import { STATUSES, statusOf } from './statuses.ts'

/** Every error leaves as an RFC 9457 problem document with a code and a sentence, never as a stack trace. */
export function answerErrors(routes: Routes, deps: ServerDeps): void {
  routes.setErrorHandler((error: FastifyError, request, reply) =>
    sendProblem(rejectionOf(error, request), request, reply, deps),
  )
  routes.setNotFoundHandler((request, reply) => sendProblem(problem('http.not-found').rejection, request, reply, deps))
}

export function sendProblem(
  rejection: Rejection,
  request: FastifyRequest,
  reply: FastifyReply,
  { rulebook, clock }: ServerDeps,
): FastifyReply {
  const language = languageOf(request)
  const status = statusOf(rejection.code)
  const { calendar } = rulebook.inForce(clock.now())
  const facts = { ...rejection.facts, requestId: request.id }
  const sentence = say(language, rejection.code, readableFacts(facts, { language, org: rulebook.org, calendar }))
  if (status === 401) reply.header('www-authenticate', 'Cookie')
  const { seconds } = rejection.facts
  if (status === 429 && typeof seconds === 'number') reply.header('retry-after', String(seconds))
  if (status === 503) reply.header('retry-after', '2')
  return reply
    .code(status)
    .header('content-language', language === 'zh' ? 'zh-CN' : 'en')
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({
      type: `/api/docs/rejections#${rejection.code}`,
      title: STATUS_CODES[status] ?? String(status),
      status,
      code: rejection.code,
      facts: rejection.facts,
      sentence,
      requestId: request.id,
    })
}

/** What to tell of an error: its code and facts, never its message, which may hold what people wrote. */
export function rejectionOf(error: FastifyError, request: FastifyRequest): Rejection {
  if (error instanceof Problem) return error.rejection
  if (hasZodFastifySchemaValidationErrors(error)) return explainShape(error.validation)
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('http.too-large', { mebibytes: BODY_LIMIT / 1024 / 1024 }).rejection
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('http.unsupported-type').rejection
  }
  const known = codedError(error)
  if (known) {
    request.log.error({ code: known.code }, 'coded error')
    return known
  }
  if (isRetryable(error) || isPoolExhausted(error)) {
    request.log.warn({ sqlState: sqlState(error) }, 'database unavailable')
    return problem('database.unavailable').rejection
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return problem('http.bad-request').rejection
  }
  // The message of an unknown error may hold what people wrote; its kind and place may not.
  request.log.error({ name: error.name, code: error.code, stack: placeOf(error) }, 'unexpected error')
  return problem('http.internal').rejection
}

interface Issue {
  readonly instancePath: string
  readonly message?: string
}

function explainShape(issues: readonly Issue[]): Rejection {
  const [first] = issues
  return explainFault((first?.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.'), first?.message ?? '')
}

/** Errors of the store that carry a code and facts of their own. */
function codedError(error: Error & { code?: string; facts?: unknown }): Rejection | null {
  if (error.code === undefined || STATUSES[error.code] === undefined) return null
  return { code: error.code, facts: {} }
}

/** node-postgres says this in words only, when no connection came free in time. */
function isPoolExhausted(error: Error): boolean {
  return /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
}

function placeOf(error: Error): string {
  return (error.stack ?? '').split('\n').slice(1, 8).join('\n')
}
