import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readMeasuresSearch, readMeasureTicketsSearch, readPrecedentSearch } from '../../api/dispatch.ts'
import { readHotspotSearch } from '../../api/hotspots.ts'
import { readSearch } from '../../api/search.ts'
import { withLater } from '../../i18n/words.ts'
import { desk } from './root.ts'

const search = createRoute({
  getParentRoute: () => desk,
  path: '/search',
  validateSearch: readSearch,
  component: lazyRouteComponent(
    withLater(() => import('../../features/search/SearchPage.tsx')),
    'SearchPage',
  ),
})

const knowledge = createRoute({
  getParentRoute: () => desk,
  path: '/knowledge',
  validateSearch: (given: Record<string, unknown>): { article?: string } =>
    typeof given['article'] === 'string' ? { article: given['article'] } : {},
  component: lazyRouteComponent(
    withLater(() => import('../../features/knowledge/KnowledgePage.tsx')),
    'KnowledgePage',
  ),
})

const clusters = createRoute({
  getParentRoute: () => desk,
  path: '/clusters',
  component: lazyRouteComponent(
    withLater(() => import('../../features/clusters/ClustersPage.tsx')),
    'ClustersPage',
  ),
})

const cluster = createRoute({
  getParentRoute: () => desk,
  path: '/clusters/$clusterId',
  component: lazyRouteComponent(
    withLater(() => import('../../features/clusters/ClusterPage.tsx')),
    'ClusterPage',
  ),
})

const hotspots = createRoute({
  getParentRoute: () => desk,
  path: '/hotspots',
  validateSearch: readHotspotSearch,
  component: lazyRouteComponent(
    withLater(() => import('../../features/hotspots/HotspotsPage.tsx')),
    'HotspotsPage',
  ),
})

const models = createRoute({
  getParentRoute: () => desk,
  path: '/models',
  component: lazyRouteComponent(
    withLater(() => import('../../features/models/ModelsPage.tsx')),
    'ModelsPage',
  ),
})

const dispatchMeasures = createRoute({
  getParentRoute: () => desk,
  path: '/dispatch-measures',
  validateSearch: readMeasuresSearch,
  component: lazyRouteComponent(
    withLater(() => import('../../features/dispatch-measures/DispatchMeasuresPage.tsx')),
    'DispatchMeasuresPage',
  ),
})

const measureTickets = createRoute({
  getParentRoute: () => desk,
  path: '/dispatch-measures/tickets',
  validateSearch: readMeasureTicketsSearch,
  component: lazyRouteComponent(
    withLater(() => import('../../features/dispatch-measures/MeasureTicketsPage.tsx')),
    'MeasureTicketsPage',
  ),
})

const precedents = createRoute({
  getParentRoute: () => desk,
  path: '/precedents',
  validateSearch: readPrecedentSearch,
  component: lazyRouteComponent(
    withLater(() => import('../../features/precedents/PrecedentsPage.tsx')),
    'PrecedentsPage',
  ),
})

const proposals = createRoute({
  getParentRoute: () => desk,
  path: '/proposals',
  component: lazyRouteComponent(
    withLater(() => import('../../features/precedents/ProposalsPage.tsx')),
    'ProposalsPage',
  ),
})

const gazetteer = createRoute({
  getParentRoute: () => desk,
  path: '/gazetteer',
  component: lazyRouteComponent(
    withLater(() => import('../../features/gazetteer/GazetteerPage.tsx')),
    'GazetteerPage',
  ),
})

/** What is known beside single tickets: search, articles, same matters, hot spots, dispatch quality. */
export const KNOWLEDGE = [
  search,
  knowledge,
  clusters,
  cluster,
  hotspots,
  models,
  dispatchMeasures,
  measureTickets,
  precedents,
  proposals,
  gazetteer,
] as const
