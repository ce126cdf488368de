import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SEAL, STYLESHEET } from '../../../portal/stylesheet.ts'
import type { ServerDeps } from '../../deps.ts'
import { ForEver } from '../../http/for-ever.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { PUBLIC } from './access.ts'
import { SCRIPT } from './frame.ts'

const CHUNK = /^[\w-]+(?:\.[\w-]+)*\.(?:js|css)$/

/** Stylesheet, sign, script, and what the script loads later: a map over a slow net is a third of its size. */
export function assetRoutes(routes: Routes, deps: ServerDeps): void {
  const assets = new ForEver()
  const text = (name: string, content: string) => (request: FastifyRequest, reply: FastifyReply) =>
    assets.send(name, async () => Buffer.from(content), request, reply)
  const built = (name: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const path = join(deps.webRoot ?? '', 'portal', name)
    if (!deps.webRoot || !existsSync(path)) throw problem('http.not-found')
    return assets.send(path, () => readFile(path), request, reply)
  }
  routes.get('/portal/style.css', PUBLIC, text('style.css', STYLESHEET))
  routes.get('/portal/seal.svg', PUBLIC, text('seal.svg', SEAL))
  routes.get(`/portal/${SCRIPT}`, PUBLIC, (request, reply) => built(SCRIPT, request, reply))
  routes.get('/portal/chunks/:file', PUBLIC, (request, reply) => {
    const { file } = request.params as { readonly file: string }
    if (!CHUNK.test(file)) throw problem('http.not-found')
    return built(join('chunks', file), request, reply)
  })
}
