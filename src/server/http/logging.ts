import type { FastifyServerOptions } from 'fastify'
import type { Settings } from '../config.ts'

/**
 * One JSON line per request: method, route pattern, status, time. No query, body, header, address or name ever reaches a
 * log: they may hold people's words, numbers and secrets.
 */
export function logging(
  level: Settings['logLevel'],
  stream?: { write(line: string): void },
): Exclude<FastifyServerOptions['logger'], undefined> {
  if (level === 'silent') return false
  return {
    level,
    base: null,
    ...(stream ? { stream } : {}),
    serializers: {
      req: (request) => ({ method: request.method, route: request.routeOptions?.url ?? 'none' }),
      res: (reply) => ({ status: reply.statusCode }),
      err: (error) => ({ type: error.name, message: error.name, stack: '' }),
    },
  }
}
