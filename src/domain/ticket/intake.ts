import { findCategory, findGround } from '../policy/policy.ts'
import { accountOf, type Decide, no, yes } from './decision.ts'
import { fact } from './events.ts'

/** Registration starts the citizen's promise; risk words raise an alert in the same breath (P2). */
export const register: Decide<'register'> = (state, data, { actor, judged }) => {
  // P19: an anonymous requester leaves no identity, so no reference may be kept either.
  if (data.identity === 'anonymous' && (data.requester !== null || data.concerned !== null)) {
    return no('ticket.anonymous-person')
  }
  const { risks, ...kept } = data
  const registered = fact('registered', {
    ...kept,
    // P14: a ticket typed in by a unit is marked, and left out of that unit's score.
    enteredBy: data.behalf === 'entered' && actor.kind === 'person' ? actor.unit : null,
    promise: judged.limits.general.limit,
    limit: 'general',
  })
  if (risks.length === 0) return yes(registered)
  return yes(registered, fact('alert-raised', { alert: `${state.ticketId}/1`, risks }))
}

/** P11: the child is registered by its own command; the parent keeps the thread. */
export const split: Decide<'split'> = (state, data) => {
  if (data.into === state.ticketId) return no('merge.itself')
  return state.children.includes(data.into) ? yes() : yes(fact('split', data))
}

export const answer: Decide<'answer'> = (_state, data) => yes(fact('answered', data))

/** P1: a hand-over, never a refusal; the shift leader is alarmed and nobody asks for a score. */
export const handOver: Decide<'hand-over'> = (state, data) =>
  yes(
    fact('handed-over', data),
    fact('alert-raised', { alert: `${state.ticketId}/handed-over`, risks: [`line-${data.to}`] }),
  )

export const recordWelfareCall: Decide<'record-welfare-call'> = (_state, data) => yes(fact('welfare-called', data))

/** A refusal names its ground and the route; after one objection another person decides, and that is final. */
export const refuse: Decide<'refuse'> = (state, data, { actor, policy }) => {
  if (!findGround(policy.refusalGrounds, data.ground)) return no('ticket.unknown-ground', { ground: data.ground })
  const before = state.refusal?.by ?? null
  if (before !== null && before === accountOf(actor)) return no('ticket.same-person')
  return yes(fact('refused', { ...data, final: state.refusalObjections >= policy.objections.perRefusal }))
}

export const objectRefusal: Decide<'object-refusal'> = (state, data) =>
  state.refusal?.final ? no('ticket.objection-used') : yes(fact('refusal-objected', data))

export const classify: Decide<'classify'> = (state, data, { judged, org }) => {
  const category = findCategory(judged, data.category)
  if (!category) return no('ticket.unknown-category', { category: data.category })
  const accuses = data.accuses ?? state.accuses
  if (accuses !== null && !org.findUnit(accuses)) return no('ticket.unknown-unit', { unit: accuses })
  return yes(
    fact('classified', {
      category: category.code,
      limit: data.limit ?? category.limit,
      kind: data.kind ?? state.kind,
      dutyKind: category.dutyKind,
      confidence: data.confidence,
      accuses,
      promise: judged.limits[data.limit ?? category.limit].limit,
    }),
  )
}
