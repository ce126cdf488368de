import { type Evolutions, endAnswerability, endCentreTime, stopClocks } from './clocks.ts'

export const RELATIONS: Evolutions<
  | 'urged'
  | 'supplemented'
  | 'merged'
  | 'unmerged'
  | 'absorbed'
  | 'released'
  | 'withdrawal-requested'
  | 'withdrawal-denied'
  | 'withdrawn'
> = {
  urged: (state, { times }) => ({ ...state, urges: times }),
  supplemented: (state) => state,
  // No clock stops: were the merge undone, nobody has gained time by it (P7, P11).
  merged: (state, data, { at }) => ({
    ...state,
    phase: 'merged',
    phaseBefore: data.was,
    mergedInto: data.into,
    closedAt: at,
  }),
  unmerged: (state) => ({
    ...state,
    phase: state.phaseBefore ?? 'awaiting-dispatch',
    phaseBefore: null,
    mergedInto: null,
    closedAt: null,
  }),
  absorbed: (state, { other }) => ({ ...state, absorbed: [...state.absorbed, other] }),
  released: (state, { other }) => ({ ...state, absorbed: state.absorbed.filter((one) => one !== other) }),
  'withdrawal-requested': (state, _data, { at }) => ({
    ...state,
    phase: 'withdrawing',
    phaseBefore: state.phase,
    withdrawalAskedAt: at,
  }),
  'withdrawal-denied': (state) => ({
    ...state,
    phase: state.phaseBefore ?? 'handling',
    phaseBefore: null,
    withdrawalAskedAt: null,
  }),
  withdrawn: (state, data, { at }) => ({
    ...endAnswerability(stopClocks(endCentreTime(state, at), at), at, 'closed'),
    phase: 'withdrawn',
    phaseBefore: null,
    withdrawalAskedAt: null,
    withdrawnAfterContact: data.afterContact,
    closedAt: at,
  }),
}
