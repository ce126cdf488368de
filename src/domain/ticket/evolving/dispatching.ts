import type { Beginning, Ledger } from '../../clock/ledger.ts'
import { plus, toMs } from '../../kernel/instant.ts'
import { CENTRE, type UnitCode } from '../../org/unit.ts'
import type { Envelope, GivenTerm, TicketEvents } from '../events.ts'
import { type Answerability, currentLead, type Hop, type HopReturn, type TicketState } from '../state.ts'
import {
  type Evolutions,
  endAnswerability,
  endCentreTime,
  entered,
  onUnit,
  startCentreTime,
  stopped,
} from './clocks.ts'

const NOTHING_PENDING = {
  pendingReturn: null,
  extensionPending: false,
  extensionApplicant: null,
  suspensionPending: null,
} as const

export const DISPATCHING: Evolutions<
  | 'dispatched'
  | 'signed'
  | 'duty-rung'
  | 'return-requested'
  | 'return-accepted'
  | 'return-rejected'
  | 'consult-opened'
  | 'opinion-asked'
  | 'opinion-given'
  | 'consult-concluded'
  | 'assigned'
  | 'transferred'
  | 'unit-moved'
  | 'record-corrected'
> = {
  dispatched: (state, data, { at, policy, actor }) => {
    const before = endAnswerability(endCentreTime(state, at), at, 'redirected')
    const start = (member: TicketEvents['dispatched']['team'][number]): Answerability => ({
      ...member,
      role: member.unit === data.lead ? 'lead' : 'assisting',
      hop: data.hop,
      mode: data.mode,
      dispatchedAt: at,
      inheritedFrom: null,
      signedAt: null,
      signedLate: false,
      contactedAt: null,
      contactMissed: false,
      ledger: begun({ at, limit: data.allowed, class: data.limit, ground: data.record.ground }, data.given),
      warned: false,
      limitPassed: false,
      onTime: null,
      endedAt: null,
      ended: null,
      dutyRings: 0,
    })
    return {
      ...before,
      ...NOTHING_PENDING,
      phase: 'dispatched',
      answerable: [...before.answerable, ...data.team.map(start)],
      responsible: data.lead,
      mode: data.mode,
      limit: data.limit,
      allowed: data.allowed,
      hop: data.hop,
      hops: [...state.hops, hopOf(state, data, { at, policy, actor })],
      binding: data.binding,
      assignedUnit: null,
      assignedPerson: null,
      finalHandler: null,
      judgedUnder: state.judgedUnder ?? policy,
      promise: data.given
        ? begun({ at: state.registeredAt, limit: data.allowed, class: data.limit, ground: 'accepted' }, data.given)
        : state.judgedUnder === null
          ? classed(state.promise, data)
          : state.promise,
    }
  },
  signed: (state, data, { at }) => ({
    ...onUnit(state, data.unit, (one) => ({ ...one, signedAt: at, signedLate: data.late })),
    phase: data.unit === state.responsible && state.phase === 'dispatched' ? 'handling' : state.phase,
  }),
  'duty-rung': (state, data) => onUnit(state, data.unit, (one) => ({ ...one, dutyRings: data.step })),
  'return-requested': (state, data, { at }) => ({
    ...onUnit(startCentreTime(state, 'return-review', at), data.unit, (one) =>
      entered(one, { kind: 'pause', at, ground: 'return-review' }),
    ),
    ...NOTHING_PENDING,
    phase: 'return-review',
    returnedBy: [...state.returnedBy, data.unit],
    hops: onLastHop(state.hops, () => ({
      ground: data.ground,
      suggested: data.suggested,
      at,
      // `evolve` counts an event after its own change.
      version: state.version + 1,
      decision: null,
      decidedAt: null,
      decidedVersion: null,
    })),
    pendingReturn: {
      unit: data.unit,
      ground: data.ground,
      suggested: data.suggested,
      decideBy: data.decideBy,
      wasSigned: (currentLead(state)?.signedAt ?? null) !== null,
      at,
    },
  }),
  'return-accepted': (state, _data, { at }) => ({
    ...endAnswerability(startCentreTime(endCentreTime(state, at), 'queue', at), at, 'redirected'),
    ...NOTHING_PENDING,
    hops: decidedHop(state, 'accepted', at),
    phase: 'awaiting-dispatch',
    responsible: CENTRE,
    assignedUnit: null,
    assignedPerson: null,
    finalHandler: null,
  }),
  'return-rejected': (state, data, { at }) => {
    const pending = state.pendingReturn
    // P7: time in review is the centre's, so the window to sign moves by it; the duty to contact never rested.
    const reviewed = pending ? toMs(at) - toMs(pending.at) : 0
    return {
      ...onUnit(endCentreTime(state, at), data.unit, (one) => ({
        ...entered(one, { kind: 'resume', at, ground: 'return-rejected' }),
        signBy: one.signedAt === null && pending && pending.at <= one.signBy ? plus(one.signBy, reviewed) : one.signBy,
      })),
      hops: decidedHop(state, 'rejected', at),
      phase: pending?.wasSigned ? 'handling' : 'dispatched',
      pendingReturn: null,
    }
  },
  'consult-opened': (state, data, { at }) => ({
    ...startCentreTime(endCentreTime(state, at), 'consult', at),
    hops: decidedHop(state, 'consult', at),
    phase: 'consulting',
    pendingReturn: null,
    consultBy: data.concludeBy,
    opinions: [],
  }),
  'opinion-asked': (state, { unit }, { at }) => ({
    ...state,
    opinions: [...state.opinions, { unit, askedAt: at, given: null }],
  }),
  'opinion-given': (state, { unit, stance, reason }, { at, actor }) => ({
    ...state,
    opinions: state.opinions.map((one) =>
      one.unit === unit
        ? { ...one, given: { stance, reason, at, by: actor.kind === 'person' ? actor.account : null } }
        : one,
    ),
  }),
  'consult-concluded': (state, _data, { at }) => ({ ...endCentreTime(state, at), consultBy: null, binding: true }),
  assigned: (state, data, { at }) => ({
    ...state,
    assignedUnit: data.unit,
    assignedPerson: data.person,
    finalHandler: data.finalHandler ? { unit: data.unit, at, ...data.finalHandler } : null,
  }),
  transferred: (state, data) => ({ ...state, assignedPerson: data.to }),
  'unit-moved': (state, { from, to }, { at }) => moved(state, from, to, at),
  'record-corrected': recorded,
}

/** A first leg; of an order whose own system sets no due time none, for then no clock runs here. */
function begun(beginning: Beginning, given: GivenTerm | undefined): Ledger {
  if (!given) return [{ kind: 'start', ...beginning }]
  const { dueAt, system } = given
  return dueAt === null ? [] : [{ kind: 'start', ...beginning, given: { dueAt, system } }]
}

/** The order as its own system has it now: its unit, its times, open or closed. Nothing that happened here before is lost. */
function recorded(
  state: TicketState,
  data: TicketEvents['record-corrected'],
  { at }: Pick<Envelope, 'at'>,
): TicketState {
  const { unit, category, openedAt, dueAt, closedAt, system } = data
  const leadAt = state.answerable.findLastIndex((one) => one.role === 'lead')
  const last = state.answerable[leadAt]
  const allowed = state.allowed
  if (!last || !allowed) return state
  const begin = (ground: string): Ledger => {
    const ledger = begun({ at: openedAt, limit: allowed, class: state.limit, ground }, { dueAt, system })
    return closedAt === null ? ledger : stopped(ledger, closedAt > openedAt ? closedAt : openedAt)
  }
  const ended = endAnswerability(state, at, 'redirected')
  return {
    ...state,
    category,
    responsible: unit,
    answerable: [
      ...ended.answerable.filter((_one, index) => last.unit !== unit || index !== leadAt),
      {
        ...last,
        unit,
        // No dispatch happened here: the volume stays as it was counted.
        inheritedFrom: last.unit === unit ? last.inheritedFrom : last.unit,
        dispatchedAt: openedAt,
        ledger: begin(last.ledger[0]?.kind === 'start' ? last.ledger[0].ground : 'record'),
        endedAt: closedAt,
        ended: closedAt === null ? null : 'closed',
      },
    ],
    promise: begin('accepted'),
    phase: closedAt === null ? 'dispatched' : 'closed',
    outcome: closedAt === null ? null : 'elsewhere',
    closedAt,
  }
}

/** What a dispatch was, for measures and precedents. Records without the machine's view tell what they can. */
function hopOf(
  state: TicketState,
  data: TicketEvents['dispatched'],
  { at, policy, actor }: Pick<Envelope, 'at' | 'policy' | 'actor'>,
): Hop {
  const { record } = data
  const followed = record.row !== null && record.overruled === null ? data.lead : null
  return {
    hop: data.hop,
    at,
    policy,
    by: record.ground === 'consult' ? 'consult' : actor.kind === 'rule' ? 'rule' : 'person',
    lead: data.lead,
    row: record.row,
    category: state.category,
    district: state.place.district,
    subdistrict: state.place.subdistrict,
    proposedLead: record.advice ? record.advice.lead : (record.overruled ?? followed),
    proposedCategory: record.advice?.together?.category ?? null,
    keywordCategory: record.advice?.keywords?.category ?? null,
    modelCategory: record.advice?.model?.category ?? null,
    changed: record.changed ?? [],
    returned: null,
  }
}

function onLastHop(hops: readonly Hop[], make: (before: HopReturn | null) => HopReturn | null): readonly Hop[] {
  const last = hops.at(-1)
  return last ? [...hops.slice(0, -1), { ...last, returned: make(last.returned) }] : hops
}

function decidedHop(state: TicketState, decision: HopReturn['decision'], at: string): readonly Hop[] {
  return onLastHop(
    state.hops,
    (before) => before && { ...before, decision, decidedAt: at, decidedVersion: state.version + 1 },
  )
}

/** The first dispatch settles the class, and with it how long the promise is; its start stays at acceptance (P7). */
function classed(promise: Ledger, data: TicketEvents['dispatched']): Ledger {
  return promise.map((entry) => (entry.kind === 'start' ? { ...entry, limit: data.allowed, class: data.limit } : entry))
}

/** P26: open tickets follow, history and scores stay with the old unit; the clock runs on in the heir's hands. */
function moved(state: TicketState, from: UnitCode, to: UnitCode, at: string): TicketState {
  const open = (unit: UnitCode) => state.answerable.find((one) => one.unit === unit && one.endedAt === null)
  const old = open(from)
  const present = open(to)
  // One unit answers once: where both were on the team the more answerable of the two remains.
  const inherits = old !== undefined && (present === undefined || old.role === 'lead')
  const gone = (one: Answerability) => one === old || (inherits && one === present)
  const heir = inherits && old ? [{ ...old, unit: to, inheritedFrom: from }] : []
  const renamed = (unit: UnitCode | null) => (unit === from ? to : unit)
  return {
    ...state,
    answerable: [
      ...state.answerable.map((one) =>
        gone(one) ? { ...one, ledger: stopped(one.ledger, at), endedAt: at, ended: 'moved' as const } : one,
      ),
      ...heir,
    ],
    responsible: state.responsible === from ? to : state.responsible,
    assignedUnit: renamed(state.assignedUnit),
    finalHandler: state.finalHandler?.unit === from ? { ...state.finalHandler, unit: to } : state.finalHandler,
    opinions: state.opinions.map((one) => (one.unit === from ? { ...one, unit: to } : one)),
    pendingReturn: state.pendingReturn?.unit === from ? { ...state.pendingReturn, unit: to } : state.pendingReturn,
    place: {
      ...state.place,
      subdistrict: renamed(state.place.subdistrict),
      community: renamed(state.place.community),
    },
  }
}
