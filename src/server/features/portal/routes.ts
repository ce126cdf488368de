import type { FastifyError } from 'fastify'
import type { ServerDeps } from '../../deps.ts'
import { rejectionOf, sendProblem } from '../../http/errors.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { PUBLIC } from './access.ts'
import { assetRoutes } from './asset-routes.ts'
import { Codes } from './codes.ts'
import { sendErrorPage } from './errors.ts'
import { followRoutes } from './follow-routes.ts'
import { readForms } from './form-bodies.ts'
import { mineRoutes } from './mine-routes.ts'
import { openDataRoutes } from './open-data-routes.ts'
import { Passes } from './passes.ts'
import { PortalPhotos } from './photos.ts'
import { placeRoutes } from './place-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { makeSeal } from './seal.ts'
import { trackRoutes } from './track-routes.ts'

/**
 * The citizens' pages: home, the four pages of a report, receipt and track. They read forms besides JSON, and tell errors as
 * pages. Whatever no other route has is theirs to say "no such page" to, unless a program asks.
 */
export async function portalRoutes(routes: Routes, deps: ServerDeps): Promise<void> {
  await routes.register((plain, _options, done) => {
    const scope = plain as Routes
    const seal = makeSeal(deps.keys.master)
    readForms(scope)
    scope.setErrorHandler((error: FastifyError, request, reply) =>
      sendErrorPage(rejectionOf(error, request), request, reply, deps),
    )
    assetRoutes(scope, deps)
    openDataRoutes(scope, deps)
    placeRoutes(scope, deps)
    const photos = new PortalPhotos(scope, deps, seal)
    reportRoutes(scope, deps, seal, photos)
    const proving = { codes: new Codes(deps), passes: new Passes(seal) }
    scope.addHook('onClose', () => proving.codes.settled())
    trackRoutes(scope, deps, proving, photos)
    mineRoutes(scope, deps, seal, proving)
    followRoutes(scope, deps, seal)
    scope.get('/*', PUBLIC, async (request, reply) => {
      const { rejection } = problem('http.not-found')
      const wantsPage = !request.url.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')
      return wantsPage ? sendErrorPage(rejection, request, reply, deps) : sendProblem(rejection, request, reply, deps)
    })
    done()
  })
}
