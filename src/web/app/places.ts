import type { Key } from '../i18n/words.ts'

/** What the places of the desk are grouped under once they no longer fit in one line: `nav.group-…` names them. */
export const GROUPS = ['work', 'city', 'score', 'rules', 'house'] as const

export interface Place {
  readonly to:
    | '/overview'
    | '/inspection'
    | '/supervision'
    | '/dispatch'
    | '/callbacks'
    | '/tickets'
    | '/roster'
    | '/templates'
    | '/clusters'
    | '/hotspots'
    | '/rates'
    | '/policy'
    | '/month'
    | '/signals'
    | '/register'
    | '/shift'
    | '/alerts'
    | '/dispatch-measures'
    | '/models'
    | '/precedents'
    | '/proposals'
    | '/gazetteer'
    | '/knowledge'
    | '/administration'
  /** The permission that opens it. */
  readonly needs: string
  readonly label: Key
  readonly group: (typeof GROUPS)[number]
}

/** Every place of the desk, in the order in which a day uses them. */
export const PLACES: readonly Place[] = [
  { to: '/overview', needs: 'read-overview', label: 'nav.overview', group: 'work' },
  { to: '/register', needs: 'register', label: 'nav.register', group: 'work' },
  { to: '/dispatch', needs: 'dispatch', label: 'nav.dispatch', group: 'work' },
  { to: '/shift', needs: 'lead-shift', label: 'nav.shift', group: 'work' },
  { to: '/callbacks', needs: 'read-callback-schedule', label: 'nav.callbacks', group: 'work' },
  { to: '/tickets', needs: 'read-list', label: 'nav.tickets', group: 'work' },
  { to: '/roster', needs: 'transfer', label: 'nav.roster', group: 'work' },
  { to: '/alerts', needs: 'acknowledge-alert', label: 'nav.alerts', group: 'work' },
  { to: '/supervision', needs: 'read-supervision', label: 'nav.supervision', group: 'work' },
  { to: '/inspection', needs: 'decide-inspection', label: 'nav.inspection', group: 'work' },
  { to: '/clusters', needs: 'read-list', label: 'nav.clusters', group: 'city' },
  { to: '/hotspots', needs: 'read-list', label: 'nav.hotspots', group: 'city' },
  { to: '/knowledge', needs: 'read-list', label: 'nav.knowledge', group: 'city' },
  { to: '/templates', needs: 'edit-template', label: 'nav.templates', group: 'city' },
  { to: '/rates', needs: 'read-rates', label: 'nav.rates', group: 'score' },
  { to: '/month', needs: 'read-month', label: 'nav.month', group: 'score' },
  { to: '/signals', needs: 'read-signals', label: 'nav.signals', group: 'score' },
  { to: '/dispatch-measures', needs: 'read-rates', label: 'nav.dispatch-measures', group: 'score' },
  { to: '/policy', needs: 'read-policy', label: 'nav.policy', group: 'rules' },
  { to: '/precedents', needs: 'decide-return', label: 'nav.precedents', group: 'rules' },
  { to: '/proposals', needs: 'move-unit', label: 'nav.proposals', group: 'rules' },
  { to: '/models', needs: 'manage-models', label: 'nav.models', group: 'rules' },
  { to: '/gazetteer', needs: 'move-unit', label: 'nav.gazetteer', group: 'rules' },
  // The pages of whoever keeps the organisation, and the log of reads of whoever supervises: no role is both.
  { to: '/administration', needs: 'manage-units', label: 'nav.administration', group: 'house' },
  { to: '/administration', needs: 'read-access-log', label: 'nav.access-log', group: 'house' },
]
