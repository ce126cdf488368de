import { append, type LedgerEntry, stateOf } from '../../clock/ledger.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { TicketEvents } from '../events.ts'
import { type Answerability, answerableUnit, type TicketState } from '../state.ts'
import { accountIn, type Evolutions, endAnswerability, endCentreTime, entered, stopClocks } from './clocks.ts'

export const CALLBACK: Evolutions<
  | 'callback-due'
  | 'callback-attempted'
  | 'callback-postponed'
  | 'callback-rechecked'
  | 'callback-unreachable'
  | 'callback-answered'
  | 'answer-corrected'
  | 'pressure-reported'
  | 'second-handling-ordered'
  | 'reopened'
  | 'closed'
> = {
  'callback-due': (state, data, { at }) => ({
    ...state,
    phase: 'awaiting-callback',
    callbackDueAt: at,
    callbackAttempts: [],
    postponements: 0,
    // Nobody can call an anonymous requester (P19).
    callbackNext: state.identity === 'anonymous' ? null : data.callAt,
    extensionPending: false,
    suspensionPending: null,
  }),
  'callback-attempted': (state, data, { at }) => ({
    ...state,
    callbackAttempts: [...state.callbackAttempts, { at, dayPart: data.dayPart }],
    callbackNext: data.next,
  }),
  'callback-postponed': (state, { until }) => ({
    ...state,
    callbackNext: until,
    postponements: state.postponements + 1,
  }),
  'callback-rechecked': (state, { round, attempt, reached }) => ({
    ...state,
    rechecks: { round, attempts: attempt, reached },
  }),
  'callback-unreachable': (state) => ({ ...state, callbackNext: null }),
  'callback-answered': (state, { round, counted, missing: _missing, ...answer }, envelope) => ({
    ...state,
    answeredTo: accountIn(envelope),
    answer: { ...answer, at: envelope.at, firstAt: envelope.at },
    counted: counted ? { unit: answerableUnit(state), round, endedAt: envelope.at, ...scored(answer) } : state.counted,
    rounds: round,
    callbackNext: null,
  }),
  'answer-corrected': (state, data, { at }) => ({
    ...state,
    answer: { ...data, at, firstAt: state.answer?.firstAt ?? at },
    // Only the counted answer itself can be corrected into the score, and it keeps its period.
    counted: state.counted?.round === state.rounds ? { ...state.counted, ...scored(data) } : state.counted,
  }),
  'pressure-reported': (state) => ({ ...state, pressureReports: state.pressureReports + 1 }),
  'second-handling-ordered': (state, data, { at }) =>
    again({ ...state, secondHandlings: data.round }, data.allowed, 'second-handling', at),
  reopened: (state, data, { at }) =>
    again({ ...state, reopenings: state.reopenings + 1 }, data.allowed, 'reopened', at),
  closed: (state, { outcome }, { at }) => ({
    ...endAnswerability(stopClocks(endCentreTime(state, at), at), at, 'closed'),
    phase: 'closed',
    outcome,
    callbackNext: null,
    closedAt: at,
  }),
}

function scored(answer: Pick<TicketEvents['answer-corrected'], 'contacted' | 'solved' | 'satisfied'>) {
  return { contacted: answer.contacted, solved: answer.solved, satisfied: answer.satisfied }
}

/** A new leg with the same class's limit, for the team that had the ticket; the verdict of the first leg stays. */
function again(
  state: TicketState,
  limit: TicketEvents['reopened']['allowed'],
  ground: string,
  at: Instant,
): TicketState {
  const entry: LedgerEntry = { kind: 'again', at, limit, class: state.limit, ground }
  // A leg that never saw a reply ends here; the new leg does not hide it.
  const stopped = stopClocks(state, at)
  const revived = (one: Answerability): Answerability => {
    if (one.hop !== state.hop || (one.endedAt !== null && one.ended !== 'closed')) return one
    const ledger = stateOf(one.ledger) === 'stopped' ? one.ledger : append(one.ledger, { kind: 'stop', at })
    return { ...entered({ ...one, ledger }, entry), endedAt: null, ended: null, warned: false, limitPassed: false }
  }
  return {
    ...stopped,
    phase: 'handling',
    answerable: stopped.answerable.map(revived),
    promise: append(stopped.promise, entry),
    promisePassed: false,
    callbackDueAt: null,
    callbackNext: null,
    reply: null,
    extensionPending: false,
    suspensionPending: null,
    outcome: null,
    closedAt: null,
  }
}
