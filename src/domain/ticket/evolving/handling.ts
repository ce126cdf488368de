import { append, type LedgerEntry } from '../../clock/ledger.ts'
import type { TicketEvents } from '../events.ts'
import type { TicketState } from '../state.ts'
import { accountIn, type Evolutions, entered, judged, onTeam, onUnit, stopClocks } from './clocks.ts'

export const HANDLING: Evolutions<
  | 'contact-recorded'
  | 'replied'
  | 'part-submitted'
  | 'reply-passed'
  | 'reply-sent-back'
  | 'reply-retracted'
  | 'reply-replaced'
  | 'fact-corrected'
  | 'extension-requested'
  | 'extension-granted'
  | 'extension-refused'
  | 'suspension-requested'
  | 'suspension-seconded'
  | 'suspended'
  | 'suspension-refused'
  | 'suspension-objected'
  | 'resumed'
> = {
  'contact-recorded': (state, data, { at }) => {
    const contacts = [...state.contacts, { at, unit: data.unit, outcome: data.outcome }]
    if (data.outcome !== 'reached') return { ...state, contacts }
    return onUnit({ ...state, contacts }, data.unit, (one) => ({ ...one, contactedAt: one.contactedAt ?? at }))
  },
  replied: (state, data, envelope) => ({
    ...onUnit(state, data.unit, (one) => entered(one, { kind: 'submit', at: envelope.at })),
    phase: 'replied',
    reply: { ...data, at: envelope.at, by: accountIn(envelope) },
    reviewBy: data.reviewBy,
    extensionPending: false,
    suspensionPending: null,
    callbackDueAt: null,
    callbackNext: null,
  }),
  'part-submitted': (state, data, { at }) =>
    onUnit(state, data.unit, (one) => judged(entered(one, { kind: 'submit', at }), !data.late)),
  'reply-passed': (state, data, { at }) => ({
    ...onUnit(stopClocks(state, at), data.unit, (one) => judged(one, !data.late)),
    repliesPassed: state.repliesPassed + 1,
    reviewBy: null,
  }),
  // The reply that was sent back is no reply any more; its text stays in the vault and in the log.
  'reply-sent-back': (state, data, { at }) => ({
    ...onUnit(state, data.unit, (one) => entered(one, { kind: 'sent-back', at })),
    phase: 'handling',
    reply: null,
    reviewBy: null,
  }),
  'reply-retracted': (state, _data, { at }) => retracted(state, at),
  'reply-replaced': (state, data, envelope) => ({
    ...state,
    reply: {
      ...data,
      unit: state.reply?.unit ?? state.responsible,
      at: envelope.at,
      by: accountIn(envelope),
    },
  }),
  'fact-corrected': (state, data) => corrected(state, data),
  'extension-requested': (state, _data, envelope) => ({
    ...state,
    extensionPending: true,
    extensionApplicant: accountIn(envelope),
  }),
  'extension-granted': (state, data, { at }) => {
    const entry: LedgerEntry = { kind: 'extension', at, by: data.by, ground: data.ground }
    return {
      ...onUnit(state, state.responsible, (one) => ({
        // The limit may have passed while the application lay on a desk: the new one is watched afresh.
        ...judged(entered(one, entry), null),
        warned: false,
        limitPassed: false,
      })),
      promise: append(state.promise, entry),
      promisePassed: false,
      extensionPending: false,
      extensions: state.extensions + 1,
    }
  },
  'extension-refused': (state) => ({ ...state, extensionPending: false }),
  'suspension-requested': (state, data, envelope) => ({
    ...state,
    suspensionPending: {
      ground: data.ground,
      applicant: accountIn(envelope),
      reviewOn: data.reviewOn,
      seconds: [],
    },
  }),
  'suspension-seconded': (state, { by }) =>
    state.suspensionPending
      ? {
          ...state,
          suspensionPending: { ...state.suspensionPending, seconds: [...state.suspensionPending.seconds, by] },
        }
      : state,
  suspended: (state, data, { at }) => {
    const pause: LedgerEntry = { kind: 'pause', at, ground: data.ground }
    return {
      ...onTeam(state, pause),
      promise: append(state.promise, pause),
      phase: 'suspended',
      suspensionPending: null,
      suspendedUntil: data.reviewOn,
      suspensionGround: data.ground,
      suspensions: data.times,
      suspensionObjected: false,
      extensionPending: false,
    }
  },
  'suspension-refused': (state) => ({ ...state, suspensionPending: null }),
  'suspension-objected': (state) => ({ ...state, suspensionObjected: true }),
  resumed: (state, data, { at }) => {
    const resume: LedgerEntry = { kind: 'resume', at, ground: data.why }
    return {
      ...onTeam(state, resume),
      promise: append(state.promise, resume),
      phase: 'handling',
      suspendedUntil: null,
    }
  },
}

/** P27: no deadline grows: the clocks go on as if the reply had never been sent. */
function retracted(state: TicketState, at: string): TicketState {
  const back: LedgerEntry = { kind: 'sent-back', at }
  const passed = state.phase === 'awaiting-callback'
  const running = onUnit(state, state.responsible, (one) => judged(entered(one, back), one.limitPassed ? false : null))
  return {
    ...running,
    // Assisting units whose task ended with the passed reply have it back; those that submitted are done.
    answerable: passed
      ? running.answerable.map((one) =>
          one.role === 'assisting' && one.endedAt === null && one.ledger.at(-1)?.kind === 'stop'
            ? entered(one, back)
            : one,
        )
      : running.answerable,
    promise: passed ? append(state.promise, back) : state.promise,
    phase: 'handling',
    reply: null,
    reviewBy: null,
    callbackDueAt: null,
    callbackNext: null,
  }
}

function corrected(state: TicketState, data: TicketEvents['fact-corrected']): TicketState {
  switch (data.fact) {
    case 'place':
      return data.place ? { ...state, place: data.place } : state
    case 'category':
      return { ...state, category: data.category ?? state.category }
    case 'person':
      return { ...state, requester: data.person ?? state.requester }
    case 'title':
      return { ...state, title: data.title ?? state.title }
  }
}
