import { accountOf, type Decide, no, yes } from './decision.ts'
import { fact } from './events.ts'

/** 督办: an order with a due date and an answer; the same order again is the same order. Not the same thing as 提级办理 (P30). */
export const supervise: Decide<'supervise'> = (state, data) =>
  state.supervision.some((one) => one.order === data.order) ? yes() : yes(fact('supervised', data))

export const answerSupervision: Decide<'answer-supervision'> = (state, data) =>
  state.supervision.some((one) => one.order === data.order && !one.answered)
    ? yes(fact('supervision-answered', data))
    : no('supervision.unknown', { order: data.order })

/** 提级办理: a higher rank takes the matter in hand; the responsible unit stays the same. */
export const escalate: Decide<'escalate'> = (_state, data) => yes(fact('escalated', data))

/** An alert that is already up stays as it is, with whoever has acknowledged it. */
export const raiseAlert: Decide<'raise-alert'> = (state, data) =>
  state.alerts.some((one) => one.alert === data.alert) ? yes() : yes(fact('alert-raised', data))

/** P2: an alert is acknowledged by a name, never by a rule. */
export const acknowledgeAlert: Decide<'acknowledge-alert'> = (state, data, { actor }) => {
  const alert = state.alerts.find((one) => one.alert === data.alert)
  if (!alert) return no('alert.unknown')
  if (alert.by !== null) return no('alert.acknowledged', { by: alert.by })
  const by = accountOf(actor)
  return by === null ? no('ticket.not-yours') : yes(fact('alert-acknowledged', { alert: data.alert, by }))
}
