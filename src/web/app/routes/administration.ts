import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { readLogSearch } from '../../api/administration.ts'
import { sessionQuery } from '../../api/session.ts'
import { withLater } from '../../i18n/words.ts'
import { firstSection } from '../home.ts'
import { desk } from './root.ts'

const administration = createRoute({
  getParentRoute: () => desk,
  path: '/administration',
  component: lazyRouteComponent(
    withLater(() => import('../../features/administration/AdministrationPage.tsx')),
    'AdministrationPage',
  ),
})

const administrationHome = createRoute({
  getParentRoute: () => administration,
  path: '/',
  beforeLoad: async ({ context }) => {
    const { account } = await context.queries.ensureQueryData(sessionQuery)
    throw redirect({ to: '/administration/$section', params: { section: firstSection(account) }, replace: true })
  },
})

const administrationSection = createRoute({
  getParentRoute: () => administration,
  path: '$section',
  validateSearch: readLogSearch,
  component: lazyRouteComponent(
    withLater(() => import('../../features/administration/AdministrationSection.tsx')),
    'AdministrationSection',
  ),
})

const ui = createRoute({
  getParentRoute: () => desk,
  path: '/ui',
  component: lazyRouteComponent(
    withLater(() => import('../../features/ui/UiPage.tsx')),
    'UiPage',
  ),
})

/** Units, people, keys, logs and legal bases; and the components of all pages. */
export const ADMINISTRATION = [administration.addChildren([administrationHome, administrationSection]), ui] as const
