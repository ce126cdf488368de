import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { GrantScope } from '../../domain/policy/policy.ts'
import type { Account } from '../../store/account/accounts.ts'

/**
 * Who may use a route: everybody (`public`), whoever is signed in (`signed-in`), or whoever's role holds a command or
 * permission of the policy, or one of several. `by-command`: the route's own `:command` says which. `visitor`: also people who are not signed in, as
 * requesters, when the policy grants it to them.
 */
export interface Access {
  readonly permission: string | readonly string[]
  readonly visitor?: boolean
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Missing on a route: the server does not start. */
    readonly access?: Access
  }
  interface FastifyInstance {
    /** Every route with who may use it, for the test that holds them against a table. */
    declaredRoutes(): readonly { readonly method: string; readonly url: string; readonly access: Access | undefined }[]
    /** For the metrics: seconds by which the sweeper was behind. Give it to `startJobs` as `onSwept`. */
    noteSweep(lagSeconds: number): void
    /** Resolves when everything committed so far can be found by its likeness. */
    signaturesSettled(): Promise<void>
  }
  interface FastifyRequest {
    /** Who is signed in; null for visitors. */
    account: Account | null
    /** On whose tickets the role holds the route's permission. */
    scopes: readonly GrantScope[]
    /** Presented the service key: no rate limit. */
    trusted: boolean
  }
}

/** A Fastify that knows zod: what every feature's routes get. */
export type Routes = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>
