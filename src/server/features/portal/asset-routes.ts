import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { SEAL, STYLESHEET } from '../../../portal/stylesheet.ts'
import type { ServerDeps } from '../../deps.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'
import { PUBLIC } from './access.ts'
import { SCRIPT } from './frame.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'
const CHUNK = /^[\w-]+(?:\.[\w-]+)*\.(js|css)$/
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}
const compress = promisify(gzip)

/** Stylesheet, sign, script, and what the script loads later. Their addresses carry a mark of their content. */
export function assetRoutes(routes: Routes, deps: ServerDeps): void {
  /** Made once per file: a map over a slow net is a third of its size. */
  const zipped = new Map<string, Promise<Buffer>>()

  routes.get('/portal/style.css', PUBLIC, async (request, reply) =>
    send('style.css', 'css', async () => Buffer.from(STYLESHEET), request, reply),
  )
  routes.get('/portal/seal.svg', PUBLIC, async (_request, reply) =>
    reply.header('cache-control', FOR_EVER).type('image/svg+xml').send(SEAL),
  )
  routes.get(`/portal/${SCRIPT}`, PUBLIC, async (request, reply) => sendBuilt(SCRIPT, 'js', request, reply))
  routes.get('/portal/chunks/:file', PUBLIC, async (request, reply) => {
    const { file } = request.params as { readonly file: string }
    const [, ending] = CHUNK.exec(file) ?? []
    if (ending === undefined) throw problem('http.not-found')
    return sendBuilt(join('chunks', file), ending, request, reply)
  })

  async function sendBuilt(
    name: string,
    ending: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const path = join(deps.webRoot ?? '', 'portal', name)
    if (!deps.webRoot || !existsSync(path)) throw problem('http.not-found')
    return send(path, ending, () => readFile(path), request, reply)
  }

  async function send(
    name: string,
    ending: string,
    read: () => Promise<Buffer>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    reply
      .header('cache-control', FOR_EVER)
      .header('vary', 'accept-encoding')
      .type(TYPES[ending] ?? '')
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return reply.send(await read())
    const known = zipped.get(name) ?? read().then((bytes) => compress(bytes, { level: 9 }))
    zipped.set(name, known)
    return reply.header('content-encoding', 'gzip').send(await known)
  }
}
