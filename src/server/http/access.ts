import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest, RouteOptions } from 'fastify'
import type { Instant } from '../../domain/kernel/instant.ts'
import { scopesOf } from '../../domain/rights/permit.ts'
import { COMMAND_TYPES } from '../../domain/ticket/decide.ts'
import { tokenHash } from '../../store/account/sessions.ts'
import type { ServerDeps } from '../deps.ts'
import { MachineKeys } from './machine-keys.ts'
import { problem } from './problem.ts'
import type { Routes } from './routing.ts'
import type { SessionCache } from './session-cache.ts'

export const SESSION_COOKIE = 'huying'
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Who may: every route declares its permission or the server does not start; every request is checked here once, and
 * commands and reads are checked again on the ticket itself.
 */
export function guard(routes: Routes, deps: ServerDeps, sessions: SessionCache): void {
  const declared: RouteOptions[] = []
  const machines = new MachineKeys(deps.pool)
  routes.addHook('onRoute', (route) => {
    declared.push(route)
  })
  routes.decorate('declaredRoutes', () =>
    declared.flatMap(({ method, url, config }) =>
      [method].flat().map((one) => ({ method: one, url, access: config?.access })),
    ),
  )
  // Looked at when all are there, because plugins' routes get their access after this hook has seen them.
  routes.addHook('onReady', async () => {
    const silent = declared.filter((route) => !route.config?.access)
    if (silent.length > 0) throw new Error(`routes without access: ${silent.map((one) => one.url).join(', ')}`)
  })
  routes.decorateRequest('account', null)
  routes.decorateRequest('scopes')
  routes.decorateRequest('trusted', false)
  routes.addHook('onRequest', async (request) => {
    request.scopes = []
    request.trusted = isService(request, deps.settings) || (await isMachine(request, machines, deps.clock.now()))
    refuseOtherOrigins(request)
    refuseWhileFilling(request, deps)
    const token = request.cookies[SESSION_COOKIE]
    request.account = token ? await sessions.find(token, deps.clock.now()) : null
    checkAccess(request, deps)
  })
}

function checkAccess(request: FastifyRequest, deps: ServerDeps): void {
  const access = request.routeOptions.config.access
  // A path without a route reaches the not-found handler, which declares nothing and tells nothing.
  if (!access || access.permission === 'public') return
  if (!request.account && !access.visitor) throw problem('session.needed')
  if (access.permission === 'signed-in') return
  const role = request.account?.role ?? 'requester'
  const policy = deps.rulebook.inForce(deps.clock.now())
  request.scopes = permissionsOf(request, access.permission).flatMap((one) => scopesOf({ role }, one, policy))
  if (request.scopes.length === 0) throw problem(request.account ? 'rights.no-grant' : 'session.needed')
}

const COMMANDS: ReadonlySet<string> = new Set(COMMAND_TYPES)

function permissionsOf(request: FastifyRequest, permission: string | readonly string[]): readonly string[] {
  if (permission !== 'by-command') return [permission].flat()
  const { command = '' } = request.params as { command?: string }
  if (!COMMANDS.has(command)) throw problem('http.unknown-command', { command: command.slice(0, 40) })
  return [command]
}

/** Cross-site requests never carry our cookie (SameSite=Lax); a browser that says it is elsewhere is refused besides. */
/** The demo is copied into an empty log: a real request in between would stand in another time than everything around it. */
function refuseWhileFilling({ method }: FastifyRequest, { progress }: ServerDeps): void {
  if (UNSAFE.has(method) && progress?.().filling) throw problem('demo.filling')
}

function refuseOtherOrigins(request: FastifyRequest): void {
  if (!UNSAFE.has(request.method)) return
  const { origin } = request.headers
  if (origin === undefined) {
    if (request.headers['sec-fetch-site'] === 'cross-site') throw problem('http.other-origin')
    return
  }
  if (!URL.canParse(origin) || new URL(origin).host !== request.host) throw problem('http.other-origin')
}

/** The telephony system's own key opens the line's door and no other. */
function isService(request: FastifyRequest, { serviceKey, telephonyKey }: ServerDeps['settings']): boolean {
  if (isKey(request.headers['x-huying-service-key'], serviceKey)) return true
  return request.routeOptions.url === '/api/calls' && isKey(request.headers['x-huying-telephony-key'], telephonyKey)
}

/** Keys that the administration made: the same headers, and each opens what its scopes say. */
async function isMachine(request: FastifyRequest, machines: MachineKeys, now: Instant): Promise<boolean> {
  const service = request.headers['x-huying-service-key']
  if (typeof service === 'string' && (await machines.may(service, 'requests', now))) return true
  const line = request.headers['x-huying-telephony-key']
  if (request.routeOptions.url !== '/api/calls' || typeof line !== 'string') return false
  return machines.may(line, 'telephony', now)
}

function isKey(given: string | readonly string[] | undefined, key: string | undefined): boolean {
  if (key === undefined || typeof given !== 'string') return false
  return timingSafeEqual(tokenHash(given), tokenHash(key))
}
