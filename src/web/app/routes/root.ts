import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { sessionQuery } from '../../api/session.ts'
import { homeOf } from '../home.ts'

export interface RouterContext {
  readonly queries: QueryClient
}

export const root = createRootRouteWithContext<RouterContext>()({ component: Outlet })

/** Everything behind the sign-in. */
export const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    if (!session.account) throw redirect({ to: '/sign-in', search: { to: `/desk${location.href}` } })
  },
  component: lazyRouteComponent(() => import('../Shell.tsx'), 'Shell'),
})

export const home = createRoute({
  getParentRoute: () => desk,
  path: '/',
  beforeLoad: async ({ context }) => {
    const { account } = await context.queries.ensureQueryData(sessionQuery)
    throw redirect({ to: homeOf(account) })
  },
})
