import { append, type Ledger, type LedgerEntry, stateOf } from '../clock/ledger.ts'
import type { Instant } from '../kernel/instant.ts'
import { CENTRE, type UnitCode } from '../org/unit.ts'
import type { TicketEvent, TicketEvents } from './events.ts'
import { type Answerability, type CentreTime, currentLead, type TicketState } from './state.ts'

/** The state after one event. Total: every event type of the log is understood, in any order that `decide` can produce. */
export function evolve(state: TicketState, event: TicketEvent): TicketState {
  const next = apply(state, event)
  return { ...next, version: state.version + 1 }
}

function apply(state: TicketState, event: TicketEvent): TicketState {
  const { at } = event
  switch (event.type) {
    case 'registered':
      return registered(state, event.data, event)
    case 'split':
      return { ...state, children: [...state.children, event.data.into] }
    case 'answered':
      return { ...stopClocks(endCentreTime(state, at), at), phase: 'answered', closedAt: at }
    case 'handed-over':
      return { ...stopClocks(endCentreTime(state, at), at), phase: 'handed-over', closedAt: at }
    case 'refused':
      return {
        ...stopClocks(endCentreTime(state, at), at),
        phase: 'refused',
        dutyKind: event.data.dutyKind,
        refusal: { ground: event.data.ground, by: accountOf(event), final: event.data.final },
        closedAt: at,
      }
    case 'refusal-objected':
      return {
        ...startCentreTime(state, 'queue', at),
        phase: 'awaiting-dispatch',
        // The promise goes on as if it had never stopped (P7).
        promise: append(state.promise, { kind: 'sent-back', at }),
        refusalObjections: state.refusalObjections + 1,
        closedAt: null,
      }
    case 'classified':
      return {
        ...state,
        category: event.data.category,
        limit: event.data.limit,
        kind: event.data.kind,
        dutyKind: event.data.dutyKind,
        confidence: event.data.confidence,
        accuses: event.data.accuses,
      }
    case 'dispatched':
      return dispatched(state, event.data, event)
    case 'signed':
      return onLead(
        {
          ...state,
          phase: event.data.unit === state.responsible && state.phase === 'dispatched' ? 'handling' : state.phase,
        },
        event.data.unit,
        (one) => ({ ...one, signedAt: at, signedLate: event.data.late }),
      )
    case 'duty-rung':
      return onLead(state, event.data.unit, (one) => ({ ...one, dutyRings: event.data.step }))
    case 'return-requested':
      return {
        ...onLead(startCentreTime(state, 'return-review', at), event.data.unit, (one) =>
          entered(one, { kind: 'pause', at, ground: 'return-review' }),
        ),
        phase: 'return-review',
        returnedBy: [...state.returnedBy, event.data.unit],
        pendingReturn: {
          unit: event.data.unit,
          ground: event.data.ground,
          suggested: event.data.suggested,
          decideBy: event.data.decideBy,
          wasSigned: currentLead(state)?.signedAt != null,
        },
      }
    case 'return-accepted':
      return {
        ...endAnswerability(startCentreTime(endCentreTime(state, at), 'queue', at), at),
        phase: 'awaiting-dispatch',
        responsible: CENTRE,
        pendingReturn: null,
      }
    case 'return-rejected':
      return {
        ...onLead(endCentreTime(state, at), event.data.unit, (one) =>
          entered(one, { kind: 'resume', at, ground: 'return-rejected' }),
        ),
        phase: state.pendingReturn?.wasSigned ? 'handling' : 'dispatched',
        pendingReturn: null,
      }
    case 'consult-opened':
      return {
        ...startCentreTime(endCentreTime(state, at), 'consult', at),
        phase: 'consulting',
        consultBy: event.data.concludeBy,
      }
    case 'consult-concluded':
      return { ...endCentreTime(state, at), consultBy: null, binding: true }
    case 'assigned':
      return { ...state, assignedUnit: event.data.unit, assignedPerson: event.data.person }
    case 'transferred':
      return { ...state, assignedPerson: event.data.to }
    case 'unit-moved':
      return unitMoved(state, event.data.from, event.data.to, at)
    case 'contact-recorded':
      return contactRecorded(state, event.data, at)
    case 'replied':
      return {
        ...onLead(state, event.data.unit, (one) => entered(one, { kind: 'submit', at })),
        phase: 'replied',
        reply: { ...event.data, at, by: accountOf(event) },
        reviewBy: event.data.reviewBy,
        extensionPending: false,
        suspensionPending: null,
      }
    case 'reply-passed':
      return {
        ...stopClocks(state, at),
        repliesPassed: state.repliesPassed + 1,
        reviewBy: null,
      }
    case 'reply-sent-back':
      return {
        ...onLead(state, event.data.unit, (one) => entered(one, { kind: 'sent-back', at })),
        phase: 'handling',
        reviewBy: null,
      }
    case 'reply-retracted':
      return retracted(state, at)
    case 'reply-replaced':
      return { ...state, reply: { ...event.data, unit: state.responsible, at, by: accountOf(event) } }
    case 'fact-corrected':
      return corrected(state, event.data)
    case 'extension-requested':
      return { ...state, extensionPending: true }
    case 'extension-granted': {
      const entry: LedgerEntry = { kind: 'extension', at, by: event.data.by, ground: event.data.ground }
      return {
        ...onLead(state, state.responsible, (one) => ({ ...entered(one, entry), warned: false })),
        promise: append(state.promise, entry),
        extensionPending: false,
        extensions: state.extensions + 1,
      }
    }
    case 'extension-refused':
      return { ...state, extensionPending: false }
    case 'suspension-requested':
      return {
        ...state,
        suspensionPending: { ground: event.data.ground, reviewOn: event.data.reviewOn, seconds: [] },
      }
    case 'suspension-seconded':
      return state.suspensionPending
        ? {
            ...state,
            suspensionPending: {
              ...state.suspensionPending,
              seconds: [...state.suspensionPending.seconds, event.data.by],
            },
          }
        : state
    case 'suspended': {
      const pause: LedgerEntry = { kind: 'pause', at, ground: event.data.ground }
      return {
        ...onLead(state, state.responsible, (one) => entered(one, pause)),
        promise: append(state.promise, pause),
        phase: 'suspended',
        suspensionPending: null,
        suspendedUntil: event.data.reviewOn,
        suspensionGround: event.data.ground,
        suspensions: event.data.times,
        suspensionObjected: false,
        extensionPending: false,
      }
    }
    case 'suspension-refused':
      return { ...state, suspensionPending: null }
    case 'suspension-objected':
      return { ...state, suspensionObjected: true }
    case 'resumed': {
      const resume: LedgerEntry = { kind: 'resume', at, ground: event.data.why }
      return {
        ...onLead(state, state.responsible, (one) => entered(one, resume)),
        promise: append(state.promise, resume),
        phase: 'handling',
        suspendedUntil: null,
      }
    }
    case 'callback-due':
      return {
        ...state,
        phase: 'awaiting-callback',
        callbackDueAt: at,
        callbackAttempts: [],
        callbackNext: event.data.callAt,
        extensionPending: false,
        suspensionPending: null,
      }
    case 'callback-attempted':
      return {
        ...state,
        callbackAttempts: [...state.callbackAttempts, { at, dayPart: event.data.dayPart }],
        callbackNext: event.data.next,
      }
    case 'callback-unreachable':
      return { ...state, callbackNext: null }
    case 'callback-answered':
      return { ...state, answer: { ...event.data, at, firstAt: at }, rounds: event.data.round, callbackNext: null }
    case 'answer-corrected':
      return { ...state, answer: { ...event.data, at, firstAt: state.answer?.firstAt ?? at } }
    case 'pressure-reported':
      return { ...state, pressureReports: state.pressureReports + 1 }
    case 'second-handling-ordered':
      return again({ ...state, secondHandlings: event.data.round }, event.data.allowed, 'second-handling', at)
    case 'reopened':
      return again(
        { ...state, reopenings: state.reopenings + 1, outcome: null, closedAt: null },
        event.data.allowed,
        'reopened',
        at,
      )
    case 'exclusion-requested':
      return {
        ...state,
        exclusionPending: {
          ground: event.data.ground,
          applicant: event.data.applicant,
          afterScore: event.data.afterScore,
          seconds: [],
        },
      }
    case 'exclusion-seconded':
      return state.exclusionPending
        ? {
            ...state,
            exclusionPending: { ...state.exclusionPending, seconds: [...state.exclusionPending.seconds, event.data] },
          }
        : state
    case 'excluded':
      return { ...state, exclusionPending: null, exclusion: { ...event.data, objected: false } }
    case 'exclusion-refused':
      return { ...state, exclusionPending: null, exclusionsRefused: state.exclusionsRefused + 1 }
    case 'exclusion-objected':
      return state.exclusion ? { ...state, exclusion: { ...state.exclusion, objected: true } } : state
    case 'urged':
      return { ...state, urges: event.data.times }
    case 'supplemented':
    case 'welfare-called':
      return state
    case 'merged':
      return { ...state, phase: 'merged', phaseBefore: event.data.was, mergedInto: event.data.into, closedAt: at }
    case 'unmerged':
      return {
        ...state,
        phase: state.phaseBefore ?? 'awaiting-dispatch',
        phaseBefore: null,
        mergedInto: null,
        closedAt: null,
      }
    case 'absorbed':
      return { ...state, absorbed: [...state.absorbed, event.data.ticket] }
    case 'released':
      return { ...state, absorbed: state.absorbed.filter((one) => one !== event.data.ticket) }
    case 'withdrawal-requested':
      return { ...state, phase: 'withdrawing', phaseBefore: state.phase }
    case 'withdrawal-denied':
      return { ...state, phase: state.phaseBefore ?? 'handling', phaseBefore: null }
    case 'withdrawn':
      return {
        ...endAnswerability(stopClocks(endCentreTime(state, at), at), at),
        phase: 'withdrawn',
        phaseBefore: null,
        withdrawnAfterContact: event.data.afterContact,
        closedAt: at,
      }
    case 'supervised':
      return {
        ...state,
        supervision: [...state.supervision, { order: event.data.order, due: event.data.due, answered: false }],
      }
    case 'supervision-answered':
      return {
        ...state,
        supervision: state.supervision.map((one) =>
          one.order === event.data.order ? { ...one, answered: true } : one,
        ),
      }
    case 'escalated':
      return { ...state, escalatedTo: event.data.to }
    case 'alert-raised':
      return { ...state, alerts: [...state.alerts, { ...event.data, by: null }] }
    case 'alert-acknowledged':
      return {
        ...state,
        alerts: state.alerts.map((one) => (one.alert === event.data.alert ? { ...one, by: event.data.by } : one)),
      }
    case 'limit-warned':
      return onLead(state, event.data.unit, (one) => ({ ...one, warned: true }))
    case 'contact-missed':
      return onLead(state, event.data.unit, (one) => ({ ...one, contactMissed: true }))
    case 'limit-passed':
      if (event.data.of === 'promise') return { ...state, promisePassed: true }
      return onLead(state, event.data.unit, (one) => ({ ...one, limitPassed: true }))
    case 'closed':
      return {
        ...endAnswerability(stopClocks(state, at), at),
        phase: 'closed',
        outcome: event.data.outcome,
        closedAt: at,
      }
    default:
      return unknown(event)
  }
}

function unknown(event: never): never {
  throw new Error(`unknown event: ${JSON.stringify(event)}`)
}

function accountOf(event: TicketEvent): string | null {
  return event.actor.kind === 'person' ? event.actor.account : null
}

function registered(state: TicketState, data: TicketEvents['registered'], event: TicketEvent): TicketState {
  return {
    ...state,
    phase: 'awaiting-dispatch',
    number: data.number,
    contact: data.contact,
    channel: data.channel,
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
    registeredAt: event.at,
    registeredUnder: event.policy,
    promise: [{ kind: 'start', at: event.at, limit: data.promise, class: data.limit, ground: 'accepted' }],
    responsible: CENTRE,
    centreTime: [{ why: 'queue', from: event.at, to: null }],
  }
}

function dispatched(state: TicketState, data: TicketEvents['dispatched'], event: TicketEvent): TicketState {
  const start = (unit: UnitCode, role: 'lead' | 'assisting'): Answerability => ({
    unit,
    role,
    hop: data.hop,
    dispatchedAt: event.at,
    signBy: data.signBy,
    signedAt: null,
    signedLate: false,
    contactBy: data.contactBy,
    contactedAt: null,
    contactMissed: false,
    returnBy: data.returnBy,
    ledger: [{ kind: 'start', at: event.at, limit: data.allowed, class: data.limit, ground: data.record.ground }],
    warned: false,
    limitPassed: false,
    endedAt: null,
    dutyRings: 0,
  })
  const before = endAnswerability(endCentreTime(state, event.at), event.at)
  return {
    ...before,
    phase: 'dispatched',
    answerable: [
      ...before.answerable,
      start(data.lead, 'lead'),
      ...data.assisting.map((unit) => start(unit, 'assisting')),
    ],
    responsible: data.lead,
    mode: data.mode,
    limit: data.limit,
    allowed: data.allowed,
    hop: data.hop,
    binding: data.binding,
    pendingReturn: null,
    assignedUnit: null,
    assignedPerson: null,
    judgedUnder: state.judgedUnder ?? event.policy,
    promise: state.judgedUnder === null ? classed(state.promise, data) : state.promise,
  }
}

/** The first dispatch settles the class, and with it how long the promise is; its start stays at acceptance (P7). */
function classed(promise: Ledger, data: TicketEvents['dispatched']): Ledger {
  return promise.map((entry) => (entry.kind === 'start' ? { ...entry, limit: data.allowed, class: data.limit } : entry))
}

function contactRecorded(state: TicketState, data: TicketEvents['contact-recorded'], at: Instant): TicketState {
  const contacts = [...state.contacts, { at, unit: data.unit, outcome: data.outcome }]
  if (data.outcome !== 'reached') return { ...state, contacts }
  return onLead({ ...state, contacts }, state.responsible, (one) => ({ ...one, contactedAt: one.contactedAt ?? at }))
}

function retracted(state: TicketState, at: Instant): TicketState {
  // P27: no deadline grows: the unit's clock goes on as if the reply had never been sent.
  const reverted = {
    ...state,
    phase: 'handling' as const,
    reply: null,
    reviewBy: null,
    callbackDueAt: null,
    callbackNext: null,
  }
  return {
    ...onLead(reverted, state.responsible, (one) => entered(one, { kind: 'sent-back', at })),
    promise:
      state.phase === 'awaiting-callback' && state.repliesPassed > 0
        ? append(state.promise, { kind: 'sent-back', at })
        : state.promise,
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

function unitMoved(state: TicketState, from: UnitCode, to: UnitCode, at: Instant): TicketState {
  // P26: open tickets follow, history and scores stay with the old unit; the clock runs on.
  const heirs = state.answerable
    .filter((one) => one.unit === from && one.endedAt === null)
    .map((one): Answerability => ({ ...one, unit: to }))
  const ended = state.answerable.map((one) =>
    one.unit === from && one.endedAt === null ? { ...one, endedAt: at } : one,
  )
  return {
    ...state,
    answerable: [...ended, ...heirs],
    responsible: state.responsible === from ? to : state.responsible,
    assignedUnit: state.assignedUnit === from ? to : state.assignedUnit,
    pendingReturn: state.pendingReturn?.unit === from ? { ...state.pendingReturn, unit: to } : state.pendingReturn,
    place: {
      ...state.place,
      subdistrict: state.place.subdistrict === from ? to : state.place.subdistrict,
      community: state.place.community === from ? to : state.place.community,
    },
  }
}

function again(
  state: TicketState,
  limit: TicketEvents['reopened']['allowed'],
  ground: string,
  at: Instant,
): TicketState {
  const entry: LedgerEntry = { kind: 'again', at, limit, class: state.limit, ground }
  // A leg that never saw a reply ends here with its verdict; the new leg does not hide it.
  const stopped = stopClocks(state, at)
  return {
    ...stopped,
    phase: 'handling',
    answerable: reviveLead(stopped.answerable, state.responsible, entry),
    promise: append(stopped.promise, entry),
    callbackDueAt: null,
    callbackNext: null,
    reply: null,
    extensionPending: false,
  }
}

/** Ends the running legs of the promise and of the lead with the verdict they have earned. */
function stopClocks(state: TicketState, at: Instant): TicketState {
  const stop = (ledger: Ledger): Ledger =>
    stateOf(ledger) === 'stopped' ? ledger : append(ledger, { kind: 'stop', at })
  return {
    ...onLead(state, state.responsible, (one) => ({ ...one, ledger: stop(one.ledger) })),
    promise: stop(state.promise),
  }
}

function reviveLead(list: readonly Answerability[], unit: UnitCode, entry: LedgerEntry): readonly Answerability[] {
  const index = list.findLastIndex((one) => one.role === 'lead' && one.unit === unit)
  return list.map((one, at) =>
    at === index ? { ...entered(one, entry), endedAt: null, warned: false, limitPassed: false } : one,
  )
}

function entered(one: Answerability, entry: LedgerEntry): Answerability {
  return { ...one, ledger: append(one.ledger, entry) }
}

/** Changes the open answerability of `unit` (its latest one); others stay as they are. */
function onLead(state: TicketState, unit: UnitCode, change: (one: Answerability) => Answerability): TicketState {
  const index = state.answerable.findLastIndex((one) => one.unit === unit && one.endedAt === null)
  if (index < 0) return state
  return { ...state, answerable: state.answerable.map((one, at) => (at === index ? change(one) : one)) }
}

function endAnswerability(state: TicketState, at: Instant): TicketState {
  if (state.answerable.every((one) => one.endedAt !== null)) return state
  return { ...state, answerable: state.answerable.map((one) => (one.endedAt === null ? { ...one, endedAt: at } : one)) }
}

function startCentreTime(state: TicketState, why: CentreTime['why'], at: Instant): TicketState {
  return { ...state, centreTime: [...state.centreTime, { why, from: at, to: null }] }
}

function endCentreTime(state: TicketState, at: Instant): TicketState {
  if (state.centreTime.every((one) => one.to !== null)) return state
  return { ...state, centreTime: state.centreTime.map((one) => (one.to === null ? { ...one, to: at } : one)) }
}
