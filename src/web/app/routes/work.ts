import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readDeskSearch } from '../../api/dispatch-desk.ts'
import { readListSearch } from '../../api/ticket-list.ts'
import { desk } from './root.ts'

const tickets = createRoute({
  getParentRoute: () => desk,
  path: '/tickets',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('../../features/tickets/TicketsPage.tsx'), 'TicketsPage'),
})

const ticket = createRoute({
  getParentRoute: () => tickets,
  path: '$ticketId',
  component: lazyRouteComponent(() => import('../../features/ticket/TicketPage.tsx'), 'TicketPage'),
})

const register = createRoute({
  getParentRoute: () => desk,
  path: '/register',
  component: lazyRouteComponent(() => import('../../features/register/RegisterPage.tsx'), 'RegisterPage'),
})

const shift = createRoute({
  getParentRoute: () => desk,
  path: '/shift',
  component: lazyRouteComponent(() => import('../../features/shift/ShiftPage.tsx'), 'ShiftPage'),
})

const callbacks = createRoute({
  getParentRoute: () => desk,
  path: '/callbacks',
  component: lazyRouteComponent(() => import('../../features/callbacks/CallbacksPage.tsx'), 'CallbacksPage'),
})

const dispatchDesk = createRoute({
  getParentRoute: () => desk,
  path: '/dispatch',
  validateSearch: readDeskSearch,
  component: lazyRouteComponent(() => import('../../features/dispatch-desk/DispatchDeskPage.tsx'), 'DispatchDeskPage'),
})

const overview = createRoute({
  getParentRoute: () => desk,
  path: '/overview',
  component: lazyRouteComponent(() => import('../../features/overview/OverviewPage.tsx'), 'OverviewPage'),
})

const roster = createRoute({
  getParentRoute: () => desk,
  path: '/roster',
  validateSearch: (search: Record<string, unknown>): { of?: string } =>
    typeof search['of'] === 'string' ? { of: search['of'] } : {},
  component: lazyRouteComponent(() => import('../../features/roster/RosterPage.tsx'), 'RosterPage'),
})

const templates = createRoute({
  getParentRoute: () => desk,
  path: '/templates',
  component: lazyRouteComponent(() => import('../../features/templates/TemplatesPage.tsx'), 'TemplatesPage'),
})

const print = createRoute({
  getParentRoute: () => desk,
  path: '/print/$ticketId',
  validateSearch: (search: Record<string, unknown>): { form?: 'ticket' | 'instruction' } =>
    search['form'] === 'ticket' || search['form'] === 'instruction' ? { form: search['form'] } : {},
  component: lazyRouteComponent(() => import('../../features/print/PrintPage.tsx'), 'PrintPage'),
})

const alerts = createRoute({
  getParentRoute: () => desk,
  path: '/alerts',
  component: lazyRouteComponent(() => import('../../features/alerts/AlertsPage.tsx'), 'AlertsPage'),
})

/** Where a shift is worked: tickets and the desks of each role. Their labels are there at the start. */
export const WORK = [
  tickets.addChildren([ticket]),
  register,
  shift,
  callbacks,
  dispatchDesk,
  overview,
  roster,
  templates,
  print,
  alerts,
] as const
