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
import { alertRoutes } from './features/alerts/routes.ts'
import { assistRoutes } from './features/assist/routes.ts'
import { boardRoutes } from './features/board/routes.ts'
import { bulletinRoutes } from './features/bulletin/routes.ts'
import { callbackRoutes } from './features/callbacks/routes.ts'
import { callRoutes } from './features/calls/routes.ts'
import { clusterRoutes } from './features/clusters/routes.ts'
import { signInBackground } from './features/clusters/sign-in-background.ts'
import { commandRoutes } from './features/commands/routes.ts'
import { deskRoutes } from './features/desk/routes.ts'
import { dispatchRoutes } from './features/dispatch/routes.ts'
import { draftRoutes } from './features/drafts/routes.ts'
import { gazetteerRoutes } from './features/gazetteer/routes.ts'
import { healthRoutes } from './features/health/routes.ts'
import { hotspotRoutes } from './features/hotspots/routes.ts'
import { inspectionRoutes } from './features/inspection/routes.ts'
import { intakeRoutes } from './features/intake/routes.ts'
import { knowledgeRoutes } from './features/knowledge/routes.ts'
import { ledgerRoutes } from './features/ledger/routes.ts'
import { liveRoutes } from './features/live/routes.ts'
import { modelRoutes } from './features/models/routes.ts'
import { monthRoutes } from './features/month/routes.ts'
import { organisationRoutes } from './features/organisation/routes.ts'
import { overviewRoutes } from './features/overview/routes.ts'
import { photoRoutes } from './features/photos/routes.ts'
import { portalRoutes } from './features/portal/routes.ts'
import { presenceRoutes } from './features/presence/routes.ts'
import { assessmentRoutes } from './features/rates/assessment-routes.ts'
import { ratesRoutes } from './features/rates/routes.ts'
import { rosterRoutes } from './features/roster/routes.ts'
import { rulesRoutes } from './features/rules/routes.ts'
import { searchRoutes } from './features/search/routes.ts'
import { sessionRoutes } from './features/session/routes.ts'
import { signalRoutes } from './features/signals/routes.ts'
import { supervisionRoutes } from './features/supervision/routes.ts'
import { templateRoutes } from './features/templates/routes.ts'
import { ticketRoutes } from './features/tickets/routes.ts'
import { trackingRoutes } from './features/tracking/routes.ts'
import { workshopRoutes } from './features/workshop/routes.ts'
import { guard } from './http/access.ts'
import { endConnectionsWhenClosing } from './http/closing.ts'
import { BODY_LIMIT, readJsonBodies } from './http/content.ts'
import { answerErrors, sendProblem } from './http/errors.ts'
import { logging } from './http/logging.ts'
import { makeMetrics } from './http/metrics.ts'
import { describeApi } from './http/openapi.ts'
import { problem } from './http/problem.ts'
import { limitRates } from './http/rate-limits.ts'
import { secureHeaders } from './http/secure-headers.ts'
import { SessionCache } from './http/session-cache.ts'
import { LiveUpdates } from './live.ts'

/** The whole server from its parts; it listens nowhere until told to. */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const app = fastify({
    logger: logging(deps.settings.logLevel, deps.logStream),
    genReqId: () => uuidv7(),
    bodyLimit: BODY_LIMIT,
    trustProxy: deps.trustProxy ?? false,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    // An address that cannot even be decoded meets no route and no error handler.
    frameworkErrors: (_error, request, reply) => {
      sendProblem(problem('http.bad-request').rejection, request, reply, deps)
    },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(deps.checkAnswers ? serializerCompiler : () => (answer) => JSON.stringify(answer))

  endConnectionsWhenClosing(app)
  const sessions = new SessionCache(deps.pool)
  answerErrors(app, deps)
  readJsonBodies(app)
  await app.register(cookie)
  await secureHeaders(app)
  guard(app, deps, sessions)
  await limitRates(app)
  const metrics = makeMetrics(app, deps)
  app.decorate('noteSweep', metrics.sweeperLag)
  await describeApi(app, jsonSchemaTransform)

  const live = new LiveUpdates(deps.pool, deps.rulebook.org, deps.listenUrl)
  live.start(deps.log)
  app.addHook('onClose', () => live.stop())

  healthRoutes(app, deps, metrics)
  sessionRoutes(app, deps, sessions)
  administrationRoutes(app, deps, live)
  intakeRoutes(app, deps, metrics)
  commandRoutes(app, deps, metrics)
  ticketRoutes(app, deps)
  clusterRoutes(app, deps)
  signInBackground(app, deps)
  boardRoutes(app, deps)
  alertRoutes(app, deps)
  liveRoutes(app, deps, live)
  presenceRoutes(app, deps, live)
  rosterRoutes(app, deps)
  templateRoutes(app, deps)
  ledgerRoutes(app, deps)
  callRoutes(app, deps, live)
  draftRoutes(app, deps)
  organisationRoutes(app, deps)
  rulesRoutes(app, deps)
  workshopRoutes(app, deps, live)
  dispatchRoutes(app, deps)
  gazetteerRoutes(app, deps)
  hotspotRoutes(app, deps)
  ratesRoutes(app, deps)
  assessmentRoutes(app, deps)
  modelRoutes(app, deps)
  monthRoutes(app, deps)
  bulletinRoutes(app, deps)
  overviewRoutes(app, deps)
  inspectionRoutes(app, deps)
  supervisionRoutes(app, deps)
  signalRoutes(app, deps)
  callbackRoutes(app, deps)
  searchRoutes(app, deps)
  knowledgeRoutes(app, deps)
  assistRoutes(app, deps)
  trackingRoutes(app, deps)
  await photoRoutes(app, deps)
  deskRoutes(app, deps)
  await portalRoutes(app, deps)
  return app
}
