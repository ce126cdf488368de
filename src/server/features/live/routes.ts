import type { ServerResponse } from 'node:http'
import { scopesOf } from '../../../domain/rights/permit.ts'
import { findSession } from '../../../store/account/sessions.ts'
import type { ServerDeps } from '../../deps.ts'
import { SESSION_COOKIE } from '../../http/access.ts'
import type { Routes } from '../../http/routing.ts'
import { accountOf, inboxOf } from '../../http/who.ts'
import type { LiveUpdates, News } from '../../live.ts'

const BEAT_MS = 25_000
/** A reader that does not take its news is cut off; it reconnects and asks again. */
const MOST_BUFFERED = 256 * 1024

/** Ids of changed tickets as server-sent events: never what changed, which each reader asks for with its own rights. */
export function liveRoutes(routes: Routes, deps: ServerDeps, live: LiveUpdates): void {
  const { pool, clock, rulebook } = deps
  const open = new Set<ServerResponse>()
  // An open stream would keep the server from closing (stack.md §3).
  routes.addHook('preClose', async () => {
    for (const stream of open) stream.end('event: stopping\ndata: {}\n\n')
  })

  routes.get(
    '/api/events',
    {
      config: { access: { permission: 'read-list' }, rateLimit: false },
      schema: { tags: ['tickets'], summary: 'Server-sent events: the ids of tickets of my unit that changed' },
    },
    async (request, reply) => {
      const account = accountOf(request)
      const unit = inboxOf(account, request.scopes, rulebook.org)
      const token = request.cookies[SESSION_COOKIE] ?? ''
      reply.hijack()
      const stream = reply.raw
      stream.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      stream.write('retry: 2000\n\n')
      open.add(stream)
      const unsubscribe = live.subscribe(unit, (news) => send(stream, news))
      const takesCalls = scopesOf(account, 'take-calls', rulebook.inForce(clock.now())).length > 0
      const hangUp = takesCalls ? live.subscribeCalls(() => write(stream, 'event: call\ndata: {}\n\n')) : null
      const beat = setInterval(() => {
        stream.write(': beat\n\n')
        // Whoever signed out, or whose account was closed, hears no more.
        findSession(pool, token, clock.now()).then(
          (account) => account ?? stream.end(),
          () => {},
        )
      }, BEAT_MS)
      stream.on('close', () => {
        clearInterval(beat)
        unsubscribe()
        hangUp?.()
        open.delete(stream)
      })
    },
  )
}

function send(stream: ServerResponse, news: News): void {
  if (news !== 'many' && 'presence' in news)
    write(stream, `event: presence\ndata: ${JSON.stringify({ ticketId: news.ticketId })}\n\n`)
  else write(stream, `event: changed\ndata: ${JSON.stringify(news === 'many' ? { ticketId: null } : news)}\n\n`)
}

function write(stream: ServerResponse, text: string): void {
  if (stream.writableLength > MOST_BUFFERED) stream.destroy()
  else stream.write(text)
}
