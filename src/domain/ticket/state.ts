import type { Ledger } from '../clock/ledger.ts'
import type { Limit } from '../clock/working-time.ts'
import type { Instant } from '../kernel/instant.ts'
import type { UnitCode } from '../org/unit.ts'
import type { DutyKind, LimitClass, TicketKind } from '../policy/policy.ts'
import type {
  Behalf,
  CallbackAnswer,
  Channel,
  ContactOutcome,
  DayPart,
  Desk,
  DispatchChange,
  DispatchMode,
  Identity,
  OpinionStance,
  Outcome,
  Phase,
  Place,
  ReplyContent,
  TextRef,
  Verdicts,
} from './events.ts'

/** One unit's answerability: its own ledger from its own dispatch (P7). */
export interface Answerability {
  readonly unit: UnitCode
  readonly role: 'lead' | 'assisting'
  readonly hop: number
  readonly mode: DispatchMode
  readonly share: string
  /** P14: left out of this unit's score. */
  readonly ownEntry: boolean
  readonly dispatchedAt: Instant
  /** P26: the unit from which a reorganisation moved it here; the dispatch was the other's. */
  readonly inheritedFrom: UnitCode | null
  readonly signBy: Instant
  readonly signedAt: Instant | null
  readonly signedLate: boolean
  readonly contactBy: Instant
  readonly contactedAt: Instant | null
  readonly contactMissed: boolean
  readonly returnBy: Instant
  readonly ledger: Ledger
  readonly warned: boolean
  readonly limitPassed: boolean
  /** Verdict of its first leg; a second handling or reopening adds a leg but never this verdict (contracts.md). */
  readonly onTime: boolean | null
  /** When it ceased to be answerable, and why. */
  readonly endedAt: Instant | null
  readonly ended: 'redirected' | 'moved' | 'closed' | null
  readonly dutyRings: number
}

/** Time that belongs to the centre: in the queue, in return review, in consult (P7). */
export interface CentreTime {
  readonly why: 'queue' | 'return-review' | 'consult'
  readonly from: Instant
  readonly to: Instant | null
}

export interface PendingReturn {
  readonly unit: UnitCode
  readonly ground: string
  readonly suggested: UnitCode | null
  readonly decideBy: Instant
  readonly wasSigned: boolean
  readonly at: Instant
}

/** A return of one dispatch, and what became of it. Versions are those of the events, where the texts are. */
export interface HopReturn {
  readonly ground: string
  readonly suggested: UnitCode | null
  readonly at: Instant
  readonly version: number
  readonly decision: 'accepted' | 'rejected' | 'consult' | null
  readonly decidedAt: Instant | null
  readonly decidedVersion: number | null
}

/** One dispatch as measures and precedents see it: what was proposed, what was done, whether it held. */
export interface Hop {
  readonly hop: number
  readonly at: Instant
  readonly policy: string
  readonly by: 'rule' | 'person' | 'consult'
  readonly lead: UnitCode
  readonly row: number | null
  readonly category: string | null
  readonly district: UnitCode | null
  readonly subdistrict: UnitCode | null
  /** What the machine proposed; null where it proposed nothing, or before that was kept. */
  readonly proposedLead: UnitCode | null
  readonly proposedCategory: string | null
  readonly keywordCategory: string | null
  readonly modelCategory: string | null
  readonly changed: readonly DispatchChange[]
  readonly returned: HopReturn | null
}

export interface ConsultOpinion {
  readonly unit: UnitCode
  readonly askedAt: Instant
  /** What it said last; null: nothing yet. */
  readonly given: {
    readonly stance: OpinionStance
    readonly reason: TextRef
    readonly at: Instant
    readonly by: string | null
  } | null
}

export interface PendingSuspension {
  readonly ground: string
  readonly applicant: string | null
  readonly reviewOn: Instant
  readonly seconds: readonly string[]
}

export interface PendingExclusion {
  readonly ground: string
  readonly evidence: TextRef
  readonly applicant: string
  readonly afterScore: boolean
  readonly seconds: readonly { readonly by: string; readonly outside: boolean }[]
}

/** P4: an exclusion stays visible with its ground, evidence, applicant and both approvers. */
export interface Exclusion {
  readonly ground: string
  readonly evidence: TextRef
  readonly applicant: string
  readonly at: Instant
  readonly afterScore: boolean
  readonly by: readonly string[]
  /** The requester's objection: once, and answered by somebody who had no part in the exclusion. */
  readonly objected: boolean
  readonly kept: boolean
}

/** The answers that are the score, and the unit that was answerable when the reply was given (P22). */
export interface Counted {
  readonly unit: UnitCode
  readonly round: number
  readonly contacted: CallbackAnswer['contacted']
  readonly solved: CallbackAnswer['solved']
  readonly satisfied: CallbackAnswer['satisfied']
  /** When the callback ended; a correction doesn't move it. */
  readonly endedAt: Instant
}

/** 督办: an order, until its answer was looked at (P30). */
export interface SupervisionOrder {
  readonly order: string
  readonly at: Instant
  readonly due: Instant
  readonly answered: boolean
  readonly closed: boolean
}

/** 质检 of one end of the ticket (P30). */
export interface Inspection {
  readonly by: string
  readonly at: Instant
  readonly sample: string | null
  readonly verdicts: Verdicts
  /** How often the ticket had been reopened by then. */
  readonly reopenings: number
  /** Of the mark 虚假办结: whose answer it is about, and where it stands; null: not marked. */
  readonly unit: UnitCode | null
  readonly mark: 'standing' | 'objected' | 'upheld' | 'lifted' | null
}

export interface TicketState {
  readonly ticketId: string
  readonly version: number
  /** Instant of the last event: a second watch that is slow must not write before it. */
  readonly lastAt: Instant
  readonly phase: Phase
  /** The phase before `withdrawing` or `merged`, to go back to. */
  readonly phaseBefore: Phase | null
  readonly number: string
  readonly contact: string
  readonly channel: Channel
  readonly source: { readonly system: string; readonly id: string } | null
  readonly kind: TicketKind
  readonly identity: Identity
  readonly behalf: Behalf
  readonly requester: string | null
  readonly concerned: string | null
  readonly enteredBy: UnitCode | null
  readonly enterprise: boolean
  readonly words: TextRef | null
  readonly title: TextRef | null
  readonly place: Place
  readonly accuses: UnitCode | null
  readonly saidAt: Instant | null
  readonly splitFrom: string | null
  readonly children: readonly string[]
  readonly absorbed: readonly string[]
  readonly mergedInto: string | null
  readonly registeredAt: Instant
  readonly registeredUnder: string
  readonly category: string | null
  readonly dutyKind: DutyKind | null
  readonly limit: LimitClass
  readonly confidence: number | null
  /** Policy in force at first dispatch: judges limit, clock and scoring for good. */
  readonly judgedUnder: string | null
  readonly promise: Ledger
  /** The promise to the requester ran out, whoever held the ticket. */
  readonly promisePassed: boolean
  readonly answerable: readonly Answerability[]
  readonly centreTime: readonly CentreTime[]
  /** Exactly one unit answers at any time; the centre before dispatch. */
  readonly responsible: UnitCode
  readonly mode: DispatchMode | null
  readonly allowed: Limit | null
  readonly hop: number
  readonly binding: boolean
  readonly returnedBy: readonly UnitCode[]
  readonly hops: readonly Hop[]
  readonly pendingReturn: PendingReturn | null
  readonly consultBy: Instant | null
  /** Whom the last consult asked, and what each said. */
  readonly opinions: readonly ConsultOpinion[]
  readonly assignedUnit: UnitCode | null
  readonly assignedPerson: string | null
  /** 区分转: the unit to which a district passed the ticket on, and which is scored for it (P22). */
  readonly finalHandler: { readonly unit: UnitCode; readonly at: Instant; readonly ownEntry: boolean } | null
  readonly contacts: readonly { readonly at: Instant; readonly unit: UnitCode; readonly outcome: ContactOutcome }[]
  readonly reply: (ReplyContent & { readonly unit: UnitCode; readonly at: Instant; readonly by: string | null }) | null
  readonly reviewBy: Instant | null
  readonly repliesPassed: number
  readonly extensionPending: boolean
  readonly extensionApplicant: string | null
  readonly extensions: number
  readonly suspensionPending: PendingSuspension | null
  readonly suspendedUntil: Instant | null
  readonly suspensionGround: string | null
  readonly suspensions: number
  readonly suspensionObjected: boolean
  readonly callbackDueAt: Instant | null
  readonly callbackAttempts: readonly { readonly at: Instant; readonly dayPart: DayPart }[]
  readonly callbackNext: Instant | null
  /** The account that recorded the answer; null when nobody has answered, or by a link. */
  readonly answeredTo: string | null
  readonly postponements: number
  /** Attempts at a re-check of the counted round; the last of them may have reached somebody. */
  readonly rechecks: { readonly round: number; readonly attempts: number; readonly reached: boolean } | null
  readonly answer: (CallbackAnswer & { readonly at: Instant; readonly firstAt: Instant }) | null
  readonly counted: Counted | null
  readonly rounds: number
  readonly secondHandlings: number
  readonly reopenings: number
  readonly pressureReports: number
  readonly exclusionPending: PendingExclusion | null
  readonly exclusion: Exclusion | null
  readonly exclusionsRefused: number
  /** Grounds of exclusions that an objection lifted: they can't be used again. */
  readonly exclusionsLifted: readonly string[]
  readonly refusal: { readonly ground: string; readonly by: string | null; readonly final: boolean } | null
  readonly refusalObjections: number
  readonly urges: number
  readonly withdrawalAskedAt: Instant | null
  readonly withdrawnAfterContact: boolean
  readonly supervision: readonly SupervisionOrder[]
  readonly inspections: readonly Inspection[]
  readonly escalatedTo: string | null
  readonly desksOverdue: readonly { readonly desk: Desk; readonly dueAt: Instant }[]
  readonly alerts: readonly { readonly alert: string; readonly risks: readonly string[]; readonly by: string | null }[]
  readonly outcome: Outcome | null
  readonly closedAt: Instant | null
}

/** The lead unit's current answerability, if one is dispatched. */
export function currentLead(state: TicketState): Answerability | undefined {
  return state.answerable.findLast((one) => one.role === 'lead' && one.endedAt === null)
}

/** Has any unit reached the requester? Only a reached person counts; the score asks the requester alone. */
export function isContacted(state: TicketState): boolean {
  return state.contacts.some((one) => one.outcome === 'reached')
}

/** The unit that is answerable for the score: the final handler 区分转, else the one that replied, else the lead (P22). */
export function answerableUnit(state: TicketState): UnitCode {
  return state.finalHandler?.unit ?? state.reply?.unit ?? state.responsible
}

export function isOpen(state: TicketState): boolean {
  return !ENDED.includes(state.phase) && state.phase !== 'unborn'
}

/** Phases in which nothing more is owed; some can still be reopened or objected to. */
export const ENDED: readonly Phase[] = ['answered', 'handed-over', 'refused', 'closed', 'withdrawn', 'merged']

export { unborn } from './unborn.ts'
