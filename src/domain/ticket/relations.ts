import { type Decide, no, yes } from './decision.ts'
import { fact } from './events.ts'
import { isContacted } from './state.ts'

/** Told "urged again" instead of opening a new ticket. */
export const urge: Decide<'urge'> = (state, data) => yes(fact('urged', { times: state.urges + 1, note: data.note }))

export const supplement: Decide<'supplement'> = (_state, data) => yes(fact('supplemented', data))

/** P12: only for one requester; different people's same matter is a cluster, never a merge. */
export const merge: Decide<'merge'> = (state, data) => {
  if (data.into === state.ticketId) return no('merge.itself')
  if (!data.sameRequester) return no('merge.other-requester')
  return yes(fact('merged', { into: data.into, was: state.phase }))
}

export const unmerge: Decide<'unmerge'> = (state, data) =>
  yes(fact('unmerged', { from: state.mergedInto ?? '', reason: data.reason }))

export const absorb: Decide<'absorb'> = (_state, data) => yes(fact('absorbed', data))

export const release: Decide<'release'> = (_state, data) => yes(fact('released', data))

/** P6: after a unit's contact an independent call must confirm that the wish is the requester's own. */
export const withdraw: Decide<'withdraw'> = (state, data) =>
  isContacted(state) ? yes(fact('withdrawal-requested', data)) : yes(fact('withdrawn', { afterContact: false }))

export const confirmWithdrawal: Decide<'confirm-withdrawal'> = (_state, data) =>
  yes(data.confirmed ? fact('withdrawn', { afterContact: true }) : fact('withdrawal-denied', {}))
