import { accountOf, type Decide, isIndependent, no, yes } from './decision.ts'
import { fact } from './events.ts'

/** 督办: an order with a due date and an answer; the same order again is the same order. Not the same thing as 提级办理 (P30). */
export const supervise: Decide<'supervise'> = (state, data) =>
  state.supervision.some((one) => one.order === data.order) ? yes() : yes(fact('supervised', data))

export const answerSupervision: Decide<'answer-supervision'> = (state, data) =>
  state.supervision.some((one) => one.order === data.order && !one.answered)
    ? yes(fact('supervision-answered', data))
    : no('supervision.unknown', { order: data.order })

/**
 * Whoever ordered looks at the answer: it ends the order, or goes back with a reason and another due time. Nobody of the units
 * that answered ends it for themselves.
 */
export const closeSupervision: Decide<'close-supervision'> = (state, { order, accept, due, reason }, context) => {
  const found = state.supervision.find((one) => one.order === order && !one.closed)
  if (!found) return no('supervision.unknown', { order })
  if (!found.answered) return no('supervision.not-answered', { order })
  const by = accountOf(context.actor)
  if (by === null) return no('ticket.not-yours')
  if (!isIndependent(state, context)) return no('supervision.same-unit')
  if (accept) return yes(fact('supervision-closed', { order, by, reason }))
  if (due === null || reason === null || due <= context.now) return no('supervision.due-needed')
  return yes(fact('supervision-sent-back', { order, due, by, reason }))
}

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
