import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Page, renderPage } from '../../../portal/page.ts'
import type { Reader } from '../../../portal/reader.ts'
import { STYLESHEET_MARK } from '../../../portal/stylesheet.ts'
import type { ServerDeps } from '../../deps.ts'
import { languageOf } from '../../http/language.ts'
import { fieldsOf } from './form-bodies.ts'

export const SCRIPT = 'portal.js'
const YEAR_S = 365 * 24 * 3600

/** Settings of the address or the form go before those of the cookies, and are carried on: it works without cookies. */
export function readerOf(request: FastifyRequest): Reader {
  const carried = new Map<string, string>()
  const switched = new URLSearchParams(fieldsOf(request)['switch'] ?? '')
  const given = (name: string, allowed: readonly string[]): string | undefined => {
    const query = request.query as Readonly<Record<string, unknown>>
    const value = [switched.get(name), fieldsOf(request)[name], query[name]].find((one) =>
      allowed.includes(String(one)),
    )
    if (typeof value === 'string') carried.set(name, value)
    return typeof value === 'string' ? value : undefined
  }
  const lang = given('lang', ['zh', 'en'])
  const size = given('size', ['normal', 'large']) ?? request.cookies['size']
  const contrast = given('contrast', ['normal', 'high']) ?? request.cookies['contrast']
  return {
    language: lang === 'zh' || lang === 'en' ? lang : languageOf(request),
    large: size === 'large',
    contrast: contrast === 'high',
    carried: [...carried],
  }
}

export interface Sending {
  readonly status?: number
  /** Pages of the flow may be gone back to; pages with a ticket on them are kept nowhere. */
  readonly cache?: 'none' | 'back'
}

/** Puts a page into its frame and sends it. */
export function sendPage(
  page: Page,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ServerDeps,
  { status = 200, cache = 'none' }: Sending = {},
): FastifyReply {
  const reader = readerOf(request)
  for (const [name, value] of reader.carried) {
    reply.setCookie(name, value, { path: '/', sameSite: 'lax', maxAge: YEAR_S, secure: request.protocol === 'https' })
  }
  const fill = deps.progress?.()
  const percent = fill?.filling ? Math.floor((fill.done / Math.max(1, fill.total)) * 100) : null
  return reply
    .code(status)
    .header('cache-control', cache === 'none' ? 'no-store' : 'private, no-cache')
    .header('x-robots-tag', 'noindex')
    .header('content-language', reader.language === 'zh' ? 'zh-CN' : 'en')
    .type('text/html; charset=utf-8')
    .send(
      renderPage(page, {
        reader,
        assets: { style: `/portal/style.css?v=${STYLESHEET_MARK}`, script: scriptOf(deps) },
        here: request.method === 'GET' ? request.url : null,
        simulated: deps.simulated ?? false,
        filling: percent,
      }),
    )
}

/** Null until the script is built; the pages are whole without it. */
function scriptOf({ webRoot }: ServerDeps): string | null {
  if (!webRoot) return null
  const path = join(webRoot, 'portal', SCRIPT)
  return existsSync(path) ? `/portal/${SCRIPT}?v=${Math.floor(statSync(path).mtimeMs)}` : null
}
