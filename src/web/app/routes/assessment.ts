import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readInspectionSearch } from '../../api/inspection.ts'
import { readMonthSearch } from '../../api/month.ts'
import { readRatesSearch, readRateTicketsSearch } from '../../api/rates.ts'
import { readSignalSearch } from '../../api/signals.ts'
import { withLater } from '../../i18n/words.ts'
import { desk } from './root.ts'

const rates = createRoute({
  getParentRoute: () => desk,
  path: '/rates',
  validateSearch: readRatesSearch,
  component: lazyRouteComponent(
    withLater(() => import('../../features/rates/RatesPage.tsx')),
    'RatesPage',
  ),
})

const rateTickets = createRoute({
  getParentRoute: () => desk,
  path: '/rates/$unit/tickets',
  validateSearch: readRateTicketsSearch,
  component: lazyRouteComponent(
    withLater(() => import('../../features/rates/RateTicketsPage.tsx')),
    'RateTicketsPage',
  ),
})

const month = createRoute({
  getParentRoute: () => desk,
  path: '/month',
  validateSearch: readMonthSearch,
  component: lazyRouteComponent(
    withLater(() => import('../../features/month/MonthPage.tsx')),
    'MonthPage',
  ),
})

const bulletin = createRoute({
  getParentRoute: () => desk,
  path: '/bulletins/$period',
  component: lazyRouteComponent(
    withLater(() => import('../../features/bulletin/BulletinPage.tsx')),
    'BulletinPage',
  ),
})

const signals = createRoute({
  getParentRoute: () => desk,
  path: '/signals',
  validateSearch: readSignalSearch,
  component: lazyRouteComponent(
    withLater(() => import('../../features/signals/SignalsPage.tsx')),
    'SignalsPage',
  ),
})

const inspection = createRoute({
  getParentRoute: () => desk,
  path: '/inspection',
  validateSearch: readInspectionSearch,
  component: lazyRouteComponent(
    withLater(() => import('../../features/inspection/InspectionPage.tsx')),
    'InspectionPage',
  ),
})

const supervision = createRoute({
  getParentRoute: () => desk,
  path: '/supervision',
  component: lazyRouteComponent(
    withLater(() => import('../../features/supervision/SupervisionPage.tsx')),
    'SupervisionPage',
  ),
})

const policy = createRoute({
  getParentRoute: () => desk,
  path: '/policy',
  validateSearch: (search: Record<string, unknown>): { version?: string } =>
    typeof search['version'] === 'string' ? { version: search['version'] } : {},
  component: lazyRouteComponent(
    withLater(() => import('../../features/policy/PolicyPage.tsx')),
    'PolicyPage',
  ),
})

const policyDraft = createRoute({
  getParentRoute: () => desk,
  path: '/policy/drafts/$draftId',
  component: lazyRouteComponent(
    withLater(() => import('../../features/policy/DraftPage.tsx')),
    'DraftPage',
  ),
})

/** The score and the rules: rates, the month, signals, inspection, policy. */
export const ASSESSMENT = [
  rates,
  rateTickets,
  month,
  bulletin,
  signals,
  inspection,
  supervision,
  policy,
  policyDraft,
] as const
