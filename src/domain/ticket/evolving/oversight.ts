import type { SupervisionOrder, TicketState } from '../state.ts'
import { type Evolutions, judged, onUnit } from './clocks.ts'

export const OVERSIGHT: Evolutions<
  | 'supervised'
  | 'supervision-answered'
  | 'supervision-closed'
  | 'supervision-sent-back'
  | 'escalated'
  | 'alert-raised'
  | 'alert-acknowledged'
  | 'limit-warned'
  | 'contact-missed'
  | 'limit-passed'
  | 'desk-overdue'
> = {
  supervised: (state, { order, due }, { at }) => ({
    ...state,
    supervision: [...state.supervision, { order, at, due, answered: false, closed: false }],
  }),
  'supervision-answered': (state, { order }) => onOrder(state, order, (one) => ({ ...one, answered: true })),
  'supervision-closed': (state, { order }) => onOrder(state, order, (one) => ({ ...one, closed: true })),
  'supervision-sent-back': (state, { order, due }) =>
    onOrder(state, order, (one) => ({ ...one, due, answered: false })),
  escalated: (state, { to }) => ({ ...state, escalatedTo: to }),
  'alert-raised': (state, data) => ({ ...state, alerts: [...state.alerts, { ...data, by: null }] }),
  'alert-acknowledged': (state, { alert, by }) => ({
    ...state,
    alerts: state.alerts.map((one) => (one.alert === alert ? { ...one, by } : one)),
  }),
  'limit-warned': (state, { unit }) => onUnit(state, unit, (one) => ({ ...one, warned: true })),
  'contact-missed': (state, { unit }) => onUnit(state, unit, (one) => ({ ...one, contactMissed: true })),
  'limit-passed': (state, data) =>
    data.of === 'promise'
      ? { ...state, promisePassed: true }
      : onUnit(state, data.unit, (one) => ({ ...judged(one, false), limitPassed: true })),
  'desk-overdue': (state, data) => ({ ...state, desksOverdue: [...state.desksOverdue, data] }),
}

function onOrder(state: TicketState, order: string, change: (one: SupervisionOrder) => SupervisionOrder): TicketState {
  return { ...state, supervision: state.supervision.map((one) => (one.order === order ? change(one) : one)) }
}
