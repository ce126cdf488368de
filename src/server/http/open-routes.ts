import type { FastifyInstance } from 'fastify'

/** Declares every route of a plugin that is not ours (documentation pages, static files) open to everybody. */
export function allowAll(routes: Pick<FastifyInstance, 'addHook'>): void {
  routes.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: { permission: 'public' } }
  })
}
