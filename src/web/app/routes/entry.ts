import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { withLater } from '../../i18n/words.ts'
import { root } from './root.ts'

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search['to'] === 'string' ? { to: search['to'] } : {},
  component: lazyRouteComponent(() => import('../../features/sign-in/SignInPage.tsx'), 'SignInPage'),
})

const firstAdministrator = createRoute({
  getParentRoute: () => root,
  path: '/first-administrator',
  component: lazyRouteComponent(
    () => import('../../features/first-administrator/FirstAdministratorPage.tsx'),
    'FirstAdministratorPage',
  ),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(
    withLater(() => import('../../features/invitation/InvitationPage.tsx')),
    'InvitationPage',
  ),
})

/** Pages before the sign-in. */
export const ENTRY = [signIn, firstAdministrator, invitation] as const
