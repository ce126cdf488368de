import cookie from '@fastify/cookie'
import fastify, { type FastifyInstance } from 'fastify'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { v7 as uuidv7 } from 'uuid'
import type { ServerDeps } from './deps.ts'
import { administrationRoutes } from './features/administration/routes.ts'
import { commandRoutes } from './features/commands/routes.ts'
import { healthRoutes } from './features/health/routes.ts'
import { intakeRoutes } from './features/intake/routes.ts'
import { sessionRoutes } from './features/session/routes.ts'
import { ticketRoutes } from './features/tickets/routes.ts'
import { guard } from './http/access.ts'
import { BODY_LIMIT, readJsonBodies } from './http/content.ts'
import { answerErrors } from './http/errors.ts'
import { logging } from './http/logging.ts'
import { makeMetrics } from './http/metrics.ts'
import { describeApi } from './http/openapi.ts'
import { limitRates } from './http/rate-limits.ts'
import { secureHeaders } from './http/secure-headers.ts'
import { SessionCache } from './http/session-cache.ts'

/** The whole server from its parts; it listens nowhere until told to. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const app = fastify({
    logger: logging(deps.settings.logLevel),
    genReqId: () => uuidv7(),
    bodyLimit: BODY_LIMIT,
    trustProxy: deps.trustProxy ?? false,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(deps.checkAnswers ? serializerCompiler : () => (answer) => JSON.stringify(answer))

  const sessions = new SessionCache(deps.pool)
  answerErrors(app, deps)
  readJsonBodies(app)
  await app.register(cookie)
  await secureHeaders(app)
  guard(app, deps, sessions)
  await limitRates(app)
  const metrics = makeMetrics(app, deps)
  await describeApi(app, jsonSchemaTransform)

  healthRoutes(app, deps, metrics)
  sessionRoutes(app, deps, sessions)
  administrationRoutes(app, deps)
  intakeRoutes(app, deps)
  commandRoutes(app, deps)
  ticketRoutes(app, deps)
  return app
}
