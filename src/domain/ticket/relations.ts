import { type Decide, isIndependent, no, yes } from './decision.ts'
import { fact } from './events.ts'
import { isContacted } from './state.ts'

/** Told "urged again" instead of opening a new ticket. */
export const urge: Decide<'urge'> = (state, data) => yes(fact('urged', { times: state.urges + 1, note: data.note }))

export const supplement: Decide<'supplement'> = (_state, data) => yes(fact('supplemented', data))

/** P12: only for one requester; different people's same matter is a cluster. Who is anonymous is nobody's same person. */
export const merge: Decide<'merge'> = (state, data) => {
  if (data.into === state.ticketId) return no('merge.itself')
  if (!data.sameRequester || state.identity === 'anonymous') return no('merge.other-requester')
  return yes(fact('merged', { into: data.into, was: state.phase }))
}

export const unmerge: Decide<'unmerge'> = (state, data) =>
  yes(fact('unmerged', { from: state.mergedInto ?? '', reason: data.reason }))

/** Saying it again changes nothing. */
export const absorb: Decide<'absorb'> = (state, data) => {
  if (data.other === state.ticketId) return no('merge.itself')
  return state.absorbed.includes(data.other) ? yes() : yes(fact('absorbed', data))
}

export const release: Decide<'release'> = (state, data) =>
  state.absorbed.includes(data.other) ? yes(fact('released', data)) : yes()

/**
 * P6: after a unit's contact an independent call must confirm that the wish is the requester's own; likewise when it is
 * the unit itself that brings the wish.
 */
export const withdraw: Decide<'withdraw'> = (state, data, context) =>
  isContacted(state) || !isIndependent(state, context)
    ? yes(fact('withdrawal-requested', data))
    : yes(fact('withdrawn', { afterContact: false, why: data.why }))

export const confirmWithdrawal: Decide<'confirm-withdrawal'> = (state, data, context) => {
  if (!isIndependent(state, context)) return no('ticket.not-yours')
  return yes(
    data.confirmed ? fact('withdrawn', { afterContact: isContacted(state), why: null }) : fact('withdrawal-denied', {}),
  )
}
