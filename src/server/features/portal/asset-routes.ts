import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { SEAL, STYLESHEET } from '../../../portal/stylesheet.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { PUBLIC } from './access.ts'
import { SCRIPT } from './frame.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'

/** Stylesheet, sign and script. Their addresses carry a mark of their content. */
export function assetRoutes(routes: Routes, deps: ServerDeps): void {
  routes.get('/portal/style.css', PUBLIC, async (_request, reply) =>
    reply.header('cache-control', FOR_EVER).type('text/css; charset=utf-8').send(STYLESHEET),
  )
  routes.get('/portal/seal.svg', PUBLIC, async (_request, reply) =>
    reply.header('cache-control', FOR_EVER).type('image/svg+xml').send(SEAL),
  )
  routes.get(`/portal/${SCRIPT}`, PUBLIC, async (_request, reply) => {
    const path = join(deps.webRoot ?? '', 'portal', SCRIPT)
    if (!deps.webRoot || !existsSync(path)) throw problem('http.not-found')
    return reply.header('cache-control', FOR_EVER).type('text/javascript; charset=utf-8').send(createReadStream(path))
  })
}
