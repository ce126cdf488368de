import { extname } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const FOR_EVER = 'public, max-age=31536000, immutable'
const KINDS: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const ZIPPED = new Set(['.js', '.css', '.svg'])
const compress = promisify(gzip)

/** Whether a file of this name is one that a page may load. */
export function isAsset(name: string): boolean {
  return KINDS[extname(name)] !== undefined
}

/**
 * Sends files whose address carries a mark of their content: kept by browsers for ever, zipped once each. They are the same for
 * everybody; an answer that mixes secrets with what a stranger sent is never zipped, because its length would tell them.
 */
export class ForEver {
  private readonly zipped = new Map<string, Promise<Buffer>>()

  async send(
    name: string,
    read: () => Promise<Buffer>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const ending = extname(name)
    reply
      .header('cache-control', FOR_EVER)
      .header('vary', 'accept-encoding')
      .type(KINDS[ending] ?? 'application/octet-stream')
    const takesZip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    if (!takesZip || !ZIPPED.has(ending)) return reply.send(await read())
    const known = this.zipped.get(name) ?? read().then((bytes) => compress(bytes, { level: 9 }))
    this.zipped.set(name, known)
    return reply.header('content-encoding', 'gzip').send(await known)
  }
}
