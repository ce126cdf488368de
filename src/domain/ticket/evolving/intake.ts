import { append } from '../../clock/ledger.ts'
import type { Instant } from '../../kernel/instant.ts'
import { CENTRE } from '../../org/unit.ts'
import type { TicketState } from '../state.ts'
import { accountIn, type Evolutions, endCentreTime, startCentreTime, stopClocks } from './clocks.ts'

function ended(state: TicketState, at: Instant): TicketState {
  return { ...stopClocks(endCentreTime(state, at), at), closedAt: at }
}

export const INTAKE: Evolutions<
  'registered' | 'split' | 'answered' | 'handed-over' | 'welfare-called' | 'refused' | 'refusal-objected' | 'classified'
> = {
  registered: (state, data, { at, policy }) => ({
    ...state,
    phase: 'awaiting-dispatch',
    number: data.number,
    contact: data.contact,
    channel: data.channel,
    source: data.source,
    kind: data.kind,
    identity: data.identity,
    behalf: data.behalf,
    requester: data.requester,
    concerned: data.concerned,
    enteredBy: data.enteredBy,
    enterprise: data.enterprise,
    words: data.words,
    title: data.title,
    place: data.place,
    accuses: data.accuses,
    saidAt: data.saidAt,
    splitFrom: data.splitFrom,
    limit: data.limit,
    registeredAt: at,
    registeredUnder: policy,
    promise: [{ kind: 'start', at, limit: data.promise, class: data.limit, ground: 'accepted' }],
    responsible: CENTRE,
    centreTime: [{ why: 'queue', from: at, to: null }],
  }),
  split: (state, { into }) => ({ ...state, children: [...state.children, into] }),
  answered: (state, _data, { at }) => ({ ...ended(state, at), phase: 'answered' }),
  'handed-over': (state, _data, { at }) => ({ ...ended(state, at), phase: 'handed-over' }),
  'welfare-called': (state) => state,
  refused: (state, data, envelope) => ({
    ...ended(state, envelope.at),
    phase: 'refused',
    dutyKind: data.dutyKind,
    refusal: { ground: data.ground, by: accountIn(envelope), final: data.final },
  }),
  'refusal-objected': (state, _data, { at }) => ({
    ...startCentreTime(state, 'queue', at),
    phase: 'awaiting-dispatch',
    // The promise goes on as if it had never stopped (P7).
    promise: append(state.promise, { kind: 'sent-back', at }),
    refusalObjections: state.refusalObjections + 1,
    closedAt: null,
  }),
  classified: (state, data) => ({
    ...state,
    category: data.category,
    limit: data.limit,
    kind: data.kind,
    dutyKind: data.dutyKind,
    confidence: data.confidence,
    accuses: data.accuses,
    // Before the first dispatch the class may still change; the start stays at acceptance (P7).
    promise:
      state.judgedUnder === null
        ? state.promise.map((entry) =>
            entry.kind === 'start' ? { ...entry, limit: data.promise, class: data.limit } : entry,
          )
        : state.promise,
  }),
}
