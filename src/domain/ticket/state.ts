import type { Ledger } from '../clock/ledger.ts'
import type { Limit } from '../clock/working-time.ts'
import type { Instant } from '../kernel/instant.ts'
import { CENTRE, type UnitCode } from '../org/unit.ts'
import type { DutyKind, LimitClass, TicketKind } from '../policy/policy.ts'
import type {
  Behalf,
  CallbackAnswer,
  Channel,
  ContactOutcome,
  DayPart,
  DispatchMode,
  Identity,
  Outcome,
  Phase,
  Place,
  ReplyContent,
  TextRef,
} from './events.ts'

/** One unit's answerability: its own ledger from its own dispatch (P7). */
export interface Answerability {
  readonly unit: UnitCode
  readonly role: 'lead' | 'assisting'
  readonly hop: number
  readonly dispatchedAt: Instant
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
  /** When it ceased to be answerable: redirected, merged, moved. */
  readonly endedAt: Instant | null
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
}

export interface PendingSuspension {
  readonly ground: string
  readonly reviewOn: Instant
  readonly seconds: readonly string[]
}

export interface PendingExclusion {
  readonly ground: string
  readonly applicant: string
  readonly afterScore: boolean
  readonly seconds: readonly { readonly by: string; readonly outside: boolean }[]
}

export interface Exclusion {
  readonly ground: string
  readonly afterScore: boolean
  readonly by: readonly string[]
  readonly objected: boolean
}

export interface TicketState {
  readonly ticketId: string
  readonly version: number
  readonly phase: Phase
  /** The phase before `withdrawing` or `merged`, to go back to. */
  readonly phaseBefore: Phase | null
  readonly number: string
  readonly contact: string
  readonly channel: Channel
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
  /** The promise ran out while the centre still held the ticket. */
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
  readonly pendingReturn: PendingReturn | null
  readonly consultBy: Instant | null
  readonly assignedUnit: UnitCode | null
  readonly assignedPerson: string | null
  readonly contacts: readonly { readonly at: Instant; readonly unit: UnitCode; readonly outcome: ContactOutcome }[]
  readonly reply: (ReplyContent & { readonly unit: UnitCode; readonly at: Instant; readonly by: string | null }) | null
  readonly reviewBy: Instant | null
  readonly repliesPassed: number
  readonly extensionPending: boolean
  readonly extensions: number
  readonly suspensionPending: PendingSuspension | null
  readonly suspendedUntil: Instant | null
  readonly suspensionGround: string | null
  readonly suspensions: number
  readonly suspensionObjected: boolean
  readonly callbackDueAt: Instant | null
  readonly callbackAttempts: readonly { readonly at: Instant; readonly dayPart: DayPart }[]
  readonly callbackNext: Instant | null
  readonly answer: (CallbackAnswer & { readonly at: Instant; readonly firstAt: Instant }) | null
  readonly rounds: number
  readonly secondHandlings: number
  readonly reopenings: number
  readonly pressureReports: number
  readonly exclusionPending: PendingExclusion | null
  readonly exclusion: Exclusion | null
  readonly exclusionsRefused: number
  readonly refusal: { readonly ground: string; readonly by: string | null; readonly final: boolean } | null
  readonly refusalObjections: number
  readonly urges: number
  readonly withdrawnAfterContact: boolean
  readonly supervision: readonly { readonly order: string; readonly due: Instant; readonly answered: boolean }[]
  readonly escalatedTo: string | null
  readonly alerts: readonly { readonly alert: string; readonly risks: readonly string[]; readonly by: string | null }[]
  readonly outcome: Outcome | null
  readonly closedAt: Instant | null
}

const NOWHERE: Place = { district: null, subdistrict: null, community: null, address: null }

/** The state before the first event. */
export function unborn(ticketId: string): TicketState {
  return {
    ticketId,
    version: 0,
    phase: 'unborn',
    phaseBefore: null,
    number: '',
    contact: '',
    channel: 'phone',
    kind: 'help',
    identity: 'normal',
    behalf: 'self',
    requester: null,
    concerned: null,
    enteredBy: null,
    enterprise: false,
    words: null,
    title: null,
    place: NOWHERE,
    accuses: null,
    saidAt: null,
    splitFrom: null,
    children: [],
    absorbed: [],
    mergedInto: null,
    registeredAt: '',
    registeredUnder: '',
    category: null,
    dutyKind: null,
    limit: 'general',
    confidence: null,
    judgedUnder: null,
    promise: [],
    promisePassed: false,
    answerable: [],
    centreTime: [],
    responsible: CENTRE,
    mode: null,
    allowed: null,
    hop: 0,
    binding: false,
    returnedBy: [],
    pendingReturn: null,
    consultBy: null,
    assignedUnit: null,
    assignedPerson: null,
    contacts: [],
    reply: null,
    reviewBy: null,
    repliesPassed: 0,
    extensionPending: false,
    extensions: 0,
    suspensionPending: null,
    suspendedUntil: null,
    suspensionGround: null,
    suspensions: 0,
    suspensionObjected: false,
    callbackDueAt: null,
    callbackAttempts: [],
    callbackNext: null,
    answer: null,
    rounds: 0,
    secondHandlings: 0,
    reopenings: 0,
    pressureReports: 0,
    exclusionPending: null,
    exclusion: null,
    exclusionsRefused: 0,
    refusal: null,
    refusalObjections: 0,
    urges: 0,
    withdrawnAfterContact: false,
    supervision: [],
    escalatedTo: null,
    alerts: [],
    outcome: null,
    closedAt: null,
  }
}

/** The lead unit's current answerability, if one is dispatched. */
export function currentLead(state: TicketState): Answerability | undefined {
  return state.answerable.findLast((one) => one.role === 'lead' && one.endedAt === null)
}

/** Has the responsible unit reached the requester? Only a reached person counts as contacted. */
export function isContacted(state: TicketState): boolean {
  return state.contacts.some((one) => one.outcome === 'reached')
}

export function isOpen(state: TicketState): boolean {
  return !ENDED.includes(state.phase) && state.phase !== 'unborn'
}

/** Phases in which nothing more is owed; some can still be reopened or objected to. */
export const ENDED: readonly Phase[] = ['answered', 'handed-over', 'refused', 'closed', 'withdrawn', 'merged']
