import rateLimit from '@fastify/rate-limit'
import { problem } from './problem.ts'
import type { Routes } from './routing.ts'

/** Requests a minute: a desk polls and clicks, a visitor reads a few pages. */
const SIGNED_IN = 1_200
const VISITOR = 300

/** Per account; visitors per address. The service key of benches and calling systems is not counted. */
export async function limitRates(routes: Routes): Promise<void> {
  await routes.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    max: (request) => (request.account ? SIGNED_IN : VISITOR),
    keyGenerator: (request) => request.account?.accountId ?? `address ${request.ip}`,
    allowList: (request) => request.trusted,
    errorResponseBuilder: (_request, context) =>
      problem('http.rate-limited', { seconds: Math.max(1, Math.ceil(context.ttl / 1000)) }),
  })
}
