import type { Limit } from '../clock/working-time.ts'
import type { Instant } from '../kernel/instant.ts'
import type { UnitCode } from '../org/unit.ts'
import type { DutyKind, LimitClass, TicketKind } from '../policy/policy.ts'
import type {
  Actor,
  Behalf,
  CallbackAnswer,
  CallResult,
  Channel,
  CORRECTABLE_FACTS,
  ContactOutcome,
  DayPart,
  Desk,
  Dialect,
  DispatchMode,
  DispatchRecord,
  EmergencyLine,
  GivenTerm,
  Identity,
  OpinionStance,
  Outcome,
  Phase,
  PhotoRef,
  Place,
  RecheckAnswer,
  RecordElsewhere,
  ReplyContent,
  TeamMember,
  TextRef,
  Verdicts,
} from './terms.ts'

export * from './terms.ts'

/**
 * Every event of a ticket, past tense, for ever: a changed meaning is a new type. Shapes hold references and codes only,
 * no personal data and no free text.
 */
export interface TicketEvents {
  // intake
  registered: {
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
    readonly words: TextRef
    readonly title: TextRef | null
    readonly place: Place
    readonly accuses: UnitCode | null
    /** The message's own time, a kept fact that starts no clock. */
    readonly saidAt: Instant | null
    readonly splitFrom: string | null
    /** Absent: none. */
    readonly photos?: readonly PhotoRef[]
    readonly promise: Limit
    readonly limit: LimitClass
    /** P15: read to the person, who said that it is so. Absent from older events and where nobody spoke. */
    readonly readBack?: boolean
    readonly dialect?: Dialect
  }
  split: { readonly into: string }
  answered: { readonly text: TextRef; readonly article: string | null }
  'handed-over': { readonly to: EmergencyLine; readonly receiver: TextRef | null }
  'welfare-called': { readonly reached: boolean; readonly note: TextRef | null }
  refused: { readonly ground: string; readonly dutyKind: DutyKind; readonly route: string; readonly final: boolean }
  'refusal-objected': { readonly why: TextRef }
  classified: {
    readonly category: string
    readonly limit: LimitClass
    readonly kind: TicketKind
    readonly dutyKind: DutyKind
    readonly confidence: number | null
    readonly accuses: UnitCode | null
    /** The class's limit: until the first dispatch it is what was promised to the requester. */
    readonly promise: Limit
  }
  // dispatch
  dispatched: {
    readonly lead: UnitCode
    readonly assisting: readonly UnitCode[]
    readonly mode: DispatchMode
    readonly limit: LimitClass
    readonly allowed: Limit
    readonly signBy: Instant
    readonly contactBy: Instant
    readonly returnBy: Instant
    readonly hop: number
    readonly binding: boolean
    readonly record: DispatchRecord
    /** The lead, then the assisting units, each with its own windows and share. */
    readonly team: readonly TeamMember[]
    /** Why the person decided otherwise than proposed. Absent from older events. */
    readonly reason?: TextRef
    /** The phrases that weighed for the category, as they were said. Absent from older events. */
    readonly phrases?: TextRef
    /** Set by the system that the order came from. */
    readonly given?: GivenTerm
  }
  signed: { readonly unit: UnitCode; readonly late: boolean; readonly automatic: boolean }
  'duty-rung': { readonly unit: UnitCode; readonly step: number }
  'return-requested': {
    readonly unit: UnitCode
    readonly ground: string
    readonly legalBasis: string | null
    readonly suggested: UnitCode | null
    readonly reason: TextRef
    readonly decideBy: Instant
  }
  'return-accepted': { readonly unit: UnitCode; readonly reason: TextRef | null }
  'return-rejected': { readonly unit: UnitCode; readonly reason: TextRef | null }
  'consult-opened': { readonly hop: number; readonly concludeBy: Instant; readonly reason: TextRef | null }
  /** One unit that the consult asks what it says. */
  'opinion-asked': { readonly unit: UnitCode }
  'opinion-given': { readonly unit: UnitCode; readonly stance: OpinionStance; readonly reason: TextRef }
  'consult-concluded': { readonly lead: UnitCode; readonly minutes: TextRef; readonly proposesCatalogue: boolean }
  assigned: {
    readonly unit: UnitCode
    readonly person: string | null
    /** 区分转: a district passed the ticket on, and the unit assigned is the one that is scored (P22). */
    readonly finalHandler: { readonly ownEntry: boolean } | null
  }
  transferred: { readonly from: string; readonly to: string }
  'unit-moved': { readonly from: UnitCode; readonly to: UnitCode }
  // handling
  'contact-recorded': {
    readonly unit: UnitCode
    readonly outcome: ContactOutcome
    readonly inPerson: boolean
    readonly first: boolean
    readonly note: TextRef | null
    readonly photos?: readonly PhotoRef[]
  }
  replied: ReplyContent & { readonly unit: UnitCode; readonly reviewBy: Instant }
  /** An assisting unit finished its own task; the ticket stays with the lead (P22). */
  'part-submitted': ReplyContent & { readonly unit: UnitCode; readonly late: boolean }
  /** `late`: the unit's verdict, by the instant at which it submitted (P9). */
  'reply-passed': { readonly unit: UnitCode; readonly late: boolean; readonly reason: TextRef | null }
  'reply-sent-back': { readonly unit: UnitCode; readonly reason: TextRef }
  'reply-retracted': { readonly reason: TextRef }
  'reply-replaced': ReplyContent & { readonly reason: TextRef }
  'fact-corrected': {
    readonly fact: (typeof CORRECTABLE_FACTS)[number]
    readonly place: Place | null
    readonly category: string | null
    readonly person: string | null
    readonly title: TextRef | null
    readonly reason: TextRef
  }
  'extension-requested': { readonly ground: string; readonly reason: TextRef }
  'extension-granted': { readonly by: Limit; readonly ground: string; readonly reason: TextRef | null }
  'extension-refused': { readonly reason: TextRef | null }
  'suspension-requested': {
    readonly ground: string
    readonly plan: TextRef
    readonly owner: string
    readonly reviewOn: Instant
    readonly requesterTold: boolean
  }
  'suspension-seconded': { readonly by: string; readonly reason: TextRef | null }
  suspended: {
    readonly ground: string
    readonly reviewOn: Instant
    readonly times: number
    readonly reason: TextRef | null
  }
  'suspension-refused': { readonly reason: TextRef | null }
  'suspension-objected': { readonly why: TextRef }
  resumed: { readonly why: 'solved' | 'expired' | 'objection' | 'other' }
  // callback
  'callback-due': { readonly why: 'reply-passed' | 'deadline'; readonly callAt: Instant }
  'callback-attempted': {
    readonly attempt: number
    readonly dayPart: DayPart
    readonly next: Instant | null
    readonly result?: CallResult
  }
  /** The requester asked to be called later, or a colleague takes the call on: no attempt, and no answer. */
  'callback-postponed': { readonly until: Instant; readonly to: string | null; readonly note: TextRef | null }
  /** A second person asked a satisfied requester again, drawn by chance: compared with the first answers, in no score. */
  'callback-rechecked': RecheckAnswer & { readonly attempt: number; readonly round: number }
  'callback-unreachable': { readonly attempts: number }
  /**
   * `counted`: it is the score, or replaces it; false when an answer of an earlier period stands (domain.md §8.1).
   * `missing`: what is still missing where no second handling follows; else that event says it.
   */
  'callback-answered': CallbackAnswer & {
    readonly round: number
    readonly counted: boolean
    readonly missing: TextRef | null
  }
  'answer-corrected': CallbackAnswer
  'pressure-reported': { readonly note: TextRef | null }
  'second-handling-ordered': { readonly missing: TextRef | null; readonly allowed: Limit; readonly round: number }
  reopened: { readonly by: 'requester' | 'inspection'; readonly reason: TextRef; readonly allowed: Limit }
  // score
  'exclusion-requested': {
    readonly ground: string
    readonly evidence: TextRef
    readonly applicant: string
    readonly afterScore: boolean
  }
  'exclusion-seconded': { readonly by: string; readonly outside: boolean; readonly reason: TextRef | null }
  excluded: {
    readonly ground: string
    readonly afterScore: boolean
    readonly by: readonly string[]
    readonly reason: TextRef | null
  }
  'exclusion-refused': { readonly reason: TextRef | null }
  'exclusion-objected': { readonly why: TextRef }
  'exclusion-kept': { readonly by: string; readonly reason: TextRef }
  'exclusion-lifted': { readonly ground: string; readonly by: string; readonly reason: TextRef }
  // relations
  urged: { readonly times: number; readonly note: TextRef | null }
  supplemented: {
    readonly text: TextRef
    readonly files: readonly string[]
    readonly photos?: readonly PhotoRef[]
  }
  merged: { readonly into: string; readonly was: Phase }
  unmerged: { readonly from: string; readonly reason: TextRef | null }
  absorbed: { readonly other: string }
  released: { readonly other: string }
  'withdrawal-requested': { readonly why: TextRef | null }
  'withdrawal-denied': Readonly<Record<never, never>>
  withdrawn: { readonly afterContact: boolean; readonly why: TextRef | null }
  // supervision and alarms
  supervised: { readonly order: string; readonly due: Instant; readonly text: TextRef }
  'supervision-answered': { readonly order: string; readonly text: TextRef }
  'supervision-closed': { readonly order: string; readonly by: string; readonly reason: TextRef | null }
  'supervision-sent-back': {
    readonly order: string
    readonly due: Instant
    readonly by: string
    readonly reason: TextRef
  }
  inspected: {
    readonly sample: string | null
    readonly by: string
    readonly verdicts: Verdicts
    readonly note: TextRef | null
  }
  /** 虚假办结: the mark, and the unit that answered for it; never a score by itself (P23). */
  'falsely-closed': { readonly unit: UnitCode; readonly by: string }
  'inspection-objected': { readonly why: TextRef }
  'inspection-upheld': { readonly by: string; readonly reason: TextRef }
  'inspection-lifted': { readonly by: string; readonly reason: TextRef }
  escalated: { readonly to: 'subdistrict-leader' | 'district' | 'city'; readonly reason: TextRef | null }
  'alert-raised': { readonly alert: string; readonly risks: readonly string[] }
  'alert-acknowledged': { readonly alert: string; readonly by: string }
  // time
  'limit-warned': { readonly unit: UnitCode; readonly dueAt: Instant }
  'contact-missed': { readonly unit: UnitCode }
  /** `of`: the requester's promise, whoever holds the ticket then, or a unit's own limit (P7). */
  'limit-passed': { readonly unit: UnitCode; readonly dueAt: Instant; readonly of: 'promise' | 'unit' }
  /** A desk let its own limit pass; the ticket is not forgotten there. Said once for each due time. */
  'desk-overdue': { readonly desk: Desk; readonly unit: UnitCode; readonly dueAt: Instant }
  closed: { readonly outcome: Outcome }
  'record-corrected': RecordElsewhere
}

export type TicketEventType = keyof TicketEvents

/** What `decide` yields: type and data; the shell adds who, when and under which policy. */
export type TicketFact = {
  [T in TicketEventType]: { readonly type: T; readonly data: TicketEvents[T] }
}[TicketEventType]

export interface Envelope {
  readonly at: Instant
  readonly policy: string
  readonly actor: Actor
}

export type TicketEvent = TicketFact & Envelope

export function fact<T extends TicketEventType>(type: T, data: TicketEvents[T]): TicketFact {
  return { type, data } as TicketFact
}
