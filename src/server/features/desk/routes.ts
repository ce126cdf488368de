import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { say } from '../../../words/say.ts'
import type { ServerDeps } from '../../deps.ts'
import { ForEver, isAsset } from '../../http/for-ever.ts'
import { languageOf } from '../../http/language.ts'
import { problem } from '../../http/problem.ts'
import type { Routes } from '../../http/routing.ts'

/** What Vite leaves where a nonce belongs; see src/web/vite.config.ts. */
const PLACEHOLDER = '__NONCE__'
/** As the page is built. The desks begin in the language that names and sentences of the server come in. */
const BUILT_LANGUAGE = '<html lang="zh-CN">'
const ASSET = /^assets\/[\w.-]+$/

/** The built desks: hashed files for ever, every other path is the one page, whose router reads the address. */
export function deskRoutes(routes: Routes, deps: ServerDeps): void {
  const options = {
    config: { access: { permission: 'public' }, rateLimit: false as const },
    schema: { hide: true },
  }
  const assets = new ForEver()
  routes.get('/desk', options, (request, reply) => sendPage(request, reply, deps))
  routes.get('/desk/*', options, async (request, reply) => {
    const path = (request.params as { '*': string })['*']
    if (!path.startsWith('assets/')) return sendPage(request, reply, deps)
    const file = join(deps.webRoot ?? '', 'desk', path)
    if (!deps.webRoot || !ASSET.test(path) || !isAsset(path) || !existsSync(file)) throw problem('http.not-found')
    return assets.send(file, () => readFile(file), request, reply)
  })
}

async function sendPage(request: FastifyRequest, reply: FastifyReply, { webRoot }: ServerDeps): Promise<FastifyReply> {
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
  if (!webRoot) return reply.code(503).header('retry-after', '3').send(waitingPage(request))
  const html = await readFile(join(webRoot, 'desk', 'index.html'), 'utf8')
  const nonce = randomBytes(16).toString('base64')
  // The component library writes its styles at run time; only the element that carries this nonce may.
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  reply.header('content-security-policy', policy.replace(/style-src [^;]*/, `$& 'nonce-${nonce}'`))
  const begins = BUILT_LANGUAGE.replace('zh-CN', tagOf(request))
  return reply.send(html.replaceAll(PLACEHOLDER, nonce).replace(BUILT_LANGUAGE, begins))
}

const tagOf = (request: FastifyRequest) => (languageOf(request) === 'zh' ? 'zh-CN' : 'en')

/** The first start builds the screens; the page looks again by itself. */
function waitingPage(request: FastifyRequest): string {
  const sentence = say(languageOf(request), 'desk.building')
  return `<!doctype html><html lang="${tagOf(request)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="3"><title>呼应</title><p role="status">${sentence}</p></html>`
}
