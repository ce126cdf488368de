import { accountOf, type Decide, isIndependent, no, yes } from './decision.ts'
import { fact } from './events.ts'
import { answerableUnit, type Inspection, type TicketState } from './state.ts'

/** The inspection of the ticket's present end: a reopened ticket ends again and may be inspected again. */
function ofThisEnd(state: TicketState): Inspection | undefined {
  return state.inspections.find((one) => one.reopenings === state.reopenings)
}

/** Whoever refused, answered or replied does not judge it, and neither does anybody of the units that handled it (P30). */
function tookPart(state: TicketState, account: string): boolean {
  return [state.refusal?.by, state.reply?.by, state.assignedPerson].includes(account)
}

/**
 * 质检 (P30): the answers to a checklist, and the mark 虚假办结 where a ticket was closed as solved that is not. The mark accuses
 * with a reason, under a name, and changes no score (P23): reopening and excluding have their own commands and their own people.
 */
export const inspect: Decide<'inspect'> = (state, data, context) => {
  const by = accountOf(context.actor)
  if (by === null) return no('ticket.not-yours')
  if (tookPart(state, by)) return no('ticket.same-person')
  if (!isIndependent(state, context)) return no('inspection.own-unit')
  if (ofThisEnd(state)) return no('inspection.done')
  if (data.falselyClosed && state.phase !== 'closed') return no('inspection.not-closed')
  if (data.falselyClosed && data.note === null) return no('inspection.reason-needed')
  const { falselyClosed, ...inspected } = data
  const facts = [fact('inspected', { ...inspected, by })]
  return falselyClosed ? yes(...facts, fact('falsely-closed', { unit: answerableUnit(state), by })) : yes(...facts)
}

/** The unit's own word about the mark, once. */
export const objectInspection: Decide<'object-inspection'> = (state, data) => {
  const marked = state.inspections.findLast((one) => one.mark !== null)
  if (!marked || marked.mark === 'lifted') return no('inspection.no-mark')
  if (marked.mark !== 'standing') return no('ticket.objection-used')
  return yes(fact('inspection-objected', data))
}

/** Somebody who neither inspected nor belongs to the unit looks at it again; what they find holds. */
export const decideInspection: Decide<'decide-inspection'> = (state, { uphold, reason }, context) => {
  const marked = state.inspections.findLast((one) => one.mark === 'objected')
  if (!marked) return no('inspection.no-objection')
  const by = accountOf(context.actor)
  if (by === null) return no('ticket.not-yours')
  if (by === marked.by || tookPart(state, by)) return no('ticket.same-person')
  if (!isIndependent(state, context)) return no('inspection.own-unit')
  return yes(fact(uphold ? 'inspection-upheld' : 'inspection-lifted', { by, reason }))
}
