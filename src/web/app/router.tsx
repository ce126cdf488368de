import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { readLogSearch } from '../api/administration.ts'
import { readMeasuresSearch, readMeasureTicketsSearch, readPrecedentSearch } from '../api/dispatch.ts'
import { readDeskSearch } from '../api/dispatch-desk.ts'
import { readHotspotSearch } from '../api/hotspots.ts'
import { readInspectionSearch } from '../api/inspection.ts'
import { readMonthSearch } from '../api/month.ts'
import { readRatesSearch, readRateTicketsSearch } from '../api/rates.ts'
import { readSearch } from '../api/search.ts'
import { sessionQuery } from '../api/session.ts'
import { readSignalSearch } from '../api/signals.ts'
import { readListSearch } from '../api/ticket-list.ts'
import { ErrorPage } from '../ui/ErrorPage.tsx'
import { NowherePage } from '../ui/NowherePage.tsx'
import { WaitingPage } from '../ui/WaitingPage.tsx'
import { firstSection, homeOf } from './home.ts'

interface RouterContext {
  readonly queries: QueryClient
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search['to'] === 'string' ? { to: search['to'] } : {},
  component: lazyRouteComponent(() => import('../features/sign-in/SignInPage.tsx'), 'SignInPage'),
})

const firstAdministrator = createRoute({
  getParentRoute: () => root,
  path: '/first-administrator',
  component: lazyRouteComponent(
    () => import('../features/first-administrator/FirstAdministratorPage.tsx'),
    'FirstAdministratorPage',
  ),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../features/invitation/InvitationPage.tsx'), 'InvitationPage'),
})

/** Everything behind the sign-in. */
const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    if (!session.account) throw redirect({ to: '/sign-in', search: { to: `/desk${location.href}` } })
  },
  component: lazyRouteComponent(() => import('./Shell.tsx'), 'Shell'),
})

const home = createRoute({
  getParentRoute: () => desk,
  path: '/',
  beforeLoad: async ({ context }) => {
    const { account } = await context.queries.ensureQueryData(sessionQuery)
    throw redirect({ to: homeOf(account) })
  },
})

const tickets = createRoute({
  getParentRoute: () => desk,
  path: '/tickets',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('../features/tickets/TicketsPage.tsx'), 'TicketsPage'),
})

const ticket = createRoute({
  getParentRoute: () => tickets,
  path: '$ticketId',
  component: lazyRouteComponent(() => import('../features/ticket/TicketPage.tsx'), 'TicketPage'),
})

const overview = createRoute({
  getParentRoute: () => desk,
  path: '/overview',
  component: lazyRouteComponent(() => import('../features/overview/OverviewPage.tsx'), 'OverviewPage'),
})

const roster = createRoute({
  getParentRoute: () => desk,
  path: '/roster',
  validateSearch: (search: Record<string, unknown>): { of?: string } =>
    typeof search['of'] === 'string' ? { of: search['of'] } : {},
  component: lazyRouteComponent(() => import('../features/roster/RosterPage.tsx'), 'RosterPage'),
})

const inspection = createRoute({
  getParentRoute: () => desk,
  path: '/inspection',
  validateSearch: readInspectionSearch,
  component: lazyRouteComponent(() => import('../features/inspection/InspectionPage.tsx'), 'InspectionPage'),
})

const supervision = createRoute({
  getParentRoute: () => desk,
  path: '/supervision',
  component: lazyRouteComponent(() => import('../features/supervision/SupervisionPage.tsx'), 'SupervisionPage'),
})

const templates = createRoute({
  getParentRoute: () => desk,
  path: '/templates',
  component: lazyRouteComponent(() => import('../features/templates/TemplatesPage.tsx'), 'TemplatesPage'),
})

const print = createRoute({
  getParentRoute: () => desk,
  path: '/print/$ticketId',
  validateSearch: (search: Record<string, unknown>): { form?: 'ticket' | 'instruction' } =>
    search['form'] === 'ticket' || search['form'] === 'instruction' ? { form: search['form'] } : {},
  component: lazyRouteComponent(() => import('../features/print/PrintPage.tsx'), 'PrintPage'),
})

const rates = createRoute({
  getParentRoute: () => desk,
  path: '/rates',
  validateSearch: readRatesSearch,
  component: lazyRouteComponent(() => import('../features/rates/RatesPage.tsx'), 'RatesPage'),
})

const rateTickets = createRoute({
  getParentRoute: () => desk,
  path: '/rates/$unit/tickets',
  validateSearch: readRateTicketsSearch,
  component: lazyRouteComponent(() => import('../features/rates/RateTicketsPage.tsx'), 'RateTicketsPage'),
})

const month = createRoute({
  getParentRoute: () => desk,
  path: '/month',
  validateSearch: readMonthSearch,
  component: lazyRouteComponent(() => import('../features/month/MonthPage.tsx'), 'MonthPage'),
})

const signals = createRoute({
  getParentRoute: () => desk,
  path: '/signals',
  validateSearch: readSignalSearch,
  component: lazyRouteComponent(() => import('../features/signals/SignalsPage.tsx'), 'SignalsPage'),
})

const policy = createRoute({
  getParentRoute: () => desk,
  path: '/policy',
  validateSearch: (search: Record<string, unknown>): { version?: string } =>
    typeof search['version'] === 'string' ? { version: search['version'] } : {},
  component: lazyRouteComponent(() => import('../features/policy/PolicyPage.tsx'), 'PolicyPage'),
})

const policyDraft = createRoute({
  getParentRoute: () => desk,
  path: '/policy/drafts/$draftId',
  component: lazyRouteComponent(() => import('../features/policy/DraftPage.tsx'), 'DraftPage'),
})

const bulletin = createRoute({
  getParentRoute: () => desk,
  path: '/bulletins/$period',
  component: lazyRouteComponent(() => import('../features/bulletin/BulletinPage.tsx'), 'BulletinPage'),
})

const register = createRoute({
  getParentRoute: () => desk,
  path: '/register',
  component: lazyRouteComponent(() => import('../features/register/RegisterPage.tsx'), 'RegisterPage'),
})

const shift = createRoute({
  getParentRoute: () => desk,
  path: '/shift',
  component: lazyRouteComponent(() => import('../features/shift/ShiftPage.tsx'), 'ShiftPage'),
})

const search = createRoute({
  getParentRoute: () => desk,
  path: '/search',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('../features/search/SearchPage.tsx'), 'SearchPage'),
})

const knowledge = createRoute({
  getParentRoute: () => desk,
  path: '/knowledge',
  validateSearch: (given: Record<string, unknown>): { article?: string } =>
    typeof given['article'] === 'string' ? { article: given['article'] } : {},
  component: lazyRouteComponent(() => import('../features/knowledge/KnowledgePage.tsx'), 'KnowledgePage'),
})

const alerts = createRoute({
  getParentRoute: () => desk,
  path: '/alerts',
  component: lazyRouteComponent(() => import('../features/alerts/AlertsPage.tsx'), 'AlertsPage'),
})

const dispatchDesk = createRoute({
  getParentRoute: () => desk,
  path: '/dispatch',
  validateSearch: readDeskSearch,
  component: lazyRouteComponent(() => import('../features/dispatch-desk/DispatchDeskPage.tsx'), 'DispatchDeskPage'),
})

const models = createRoute({
  getParentRoute: () => desk,
  path: '/models',
  component: lazyRouteComponent(() => import('../features/models/ModelsPage.tsx'), 'ModelsPage'),
})

const dispatchMeasures = createRoute({
  getParentRoute: () => desk,
  path: '/dispatch-measures',
  validateSearch: readMeasuresSearch,
  component: lazyRouteComponent(
    () => import('../features/dispatch-measures/DispatchMeasuresPage.tsx'),
    'DispatchMeasuresPage',
  ),
})

const measureTickets = createRoute({
  getParentRoute: () => desk,
  path: '/dispatch-measures/tickets',
  validateSearch: readMeasureTicketsSearch,
  component: lazyRouteComponent(
    () => import('../features/dispatch-measures/MeasureTicketsPage.tsx'),
    'MeasureTicketsPage',
  ),
})

const precedents = createRoute({
  getParentRoute: () => desk,
  path: '/precedents',
  validateSearch: readPrecedentSearch,
  component: lazyRouteComponent(() => import('../features/precedents/PrecedentsPage.tsx'), 'PrecedentsPage'),
})

const proposals = createRoute({
  getParentRoute: () => desk,
  path: '/proposals',
  component: lazyRouteComponent(() => import('../features/precedents/ProposalsPage.tsx'), 'ProposalsPage'),
})

const gazetteer = createRoute({
  getParentRoute: () => desk,
  path: '/gazetteer',
  component: lazyRouteComponent(() => import('../features/gazetteer/GazetteerPage.tsx'), 'GazetteerPage'),
})

const callbacks = createRoute({
  getParentRoute: () => desk,
  path: '/callbacks',
  component: lazyRouteComponent(() => import('../features/callbacks/CallbacksPage.tsx'), 'CallbacksPage'),
})

const clusters = createRoute({
  getParentRoute: () => desk,
  path: '/clusters',
  component: lazyRouteComponent(() => import('../features/clusters/ClustersPage.tsx'), 'ClustersPage'),
})

const cluster = createRoute({
  getParentRoute: () => desk,
  path: '/clusters/$clusterId',
  component: lazyRouteComponent(() => import('../features/clusters/ClusterPage.tsx'), 'ClusterPage'),
})

const hotspots = createRoute({
  getParentRoute: () => desk,
  path: '/hotspots',
  validateSearch: readHotspotSearch,
  component: lazyRouteComponent(() => import('../features/hotspots/HotspotsPage.tsx'), 'HotspotsPage'),
})

const administration = createRoute({
  getParentRoute: () => desk,
  path: '/administration',
  component: lazyRouteComponent(
    () => import('../features/administration/AdministrationPage.tsx'),
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
    () => import('../features/administration/AdministrationSection.tsx'),
    'AdministrationSection',
  ),
})

const tree = root.addChildren([
  signIn,
  firstAdministrator,
  invitation,
  desk.addChildren([
    home,
    administration.addChildren([administrationHome, administrationSection]),
    dispatchDesk,
    models,
    dispatchMeasures,
    measureTickets,
    precedents,
    proposals,
    gazetteer,
    tickets.addChildren([ticket]),
    roster,
    templates,
    print,
    overview,
    inspection,
    supervision,
    rates,
    rateTickets,
    month,
    signals,
    bulletin,
    policy,
    policyDraft,
    register,
    shift,
    callbacks,
    clusters,
    cluster,
    hotspots,
    alerts,
    search,
    knowledge,
  ]),
])

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/desk',
    context: { queries },
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingMs: 300,
    defaultPendingComponent: WaitingPage,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NowherePage,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
