import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { listPublished, publishedFile } from '../../../analytics/bundle/published-bundles.ts'
import { openDataPage } from '../../../portal/open-data-page.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { PUBLIC } from './access.ts'
import { readerOf, sendPage } from './frame.ts'

const VERIFIER = join(import.meta.dirname, '..', '..', '..', '..', 'verifier', 'verify.mjs')

/** Bundles of frozen periods, and the verifier beside them, for everybody (P21). */
export function openDataRoutes(routes: Routes, deps: ServerDeps): void {
  const root = deps.published ?? null

  routes.get('/open', PUBLIC, async (request, reply) => {
    const bundles = root === null ? [] : await listPublished(root)
    return sendPage(openDataPage({ reader: readerOf(request), bundles }), request, reply, deps, { cache: 'back' })
  })

  routes.get('/open/verify.mjs', PUBLIC, async (_request, reply) => sendFile(reply, VERIFIER, 'verify.mjs'))

  routes.get(
    '/open/:bundle/:file',
    { ...PUBLIC, schema: { hide: true, params: z.object({ bundle: z.string().max(20), file: z.string().max(40) }) } },
    async (request, reply) => {
      const { bundle, file } = request.params
      const path = root === null ? null : await publishedFile(root, bundle, file)
      if (path === null) throw problem('http.not-found')
      return sendFile(reply, path, file)
    },
  )
}

/** Bytes as they are: whatever a browser would make of them, they are downloaded, or the signature would not hold. */
async function sendFile(reply: FastifyReply, path: string, name: string): Promise<FastifyReply> {
  const { size } = await stat(path)
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-length', size)
    .header('cache-control', 'public, no-cache')
    .type('application/octet-stream')
    .send(createReadStream(path))
}
