import type { Instant } from '../kernel/instant.ts'
import type { UnitCode } from '../org/unit.ts'
import type { DutyKind, LimitClass, TicketKind } from '../policy/policy.ts'
import type {
  Behalf,
  CallbackAnswer,
  CallResult,
  Channel,
  CORRECTABLE_FACTS,
  ContactOutcome,
  Dialect,
  DispatchMode,
  DispatchRecord,
  EmergencyLine,
  GivenTerm,
  Identity,
  OpinionStance,
  PhotoRef,
  Place,
  RecheckAnswer,
  RecordElsewhere,
  ReplyContent,
  TextRef,
  Verdicts,
} from './events.ts'

/** What people and rules may ask of a ticket: imperative, one word per idea; `decide` answers with events or a rejection. */
export interface TicketCommands {
  register: {
    readonly number: string
    readonly contact: string
    readonly channel: Channel
    readonly source: { readonly system: string; readonly id: string } | null
    readonly kind: TicketKind
    readonly identity: Identity
    readonly behalf: Behalf
    readonly requester: string | null
    readonly concerned: string | null
    readonly enterprise: boolean
    readonly words: TextRef
    readonly title: TextRef | null
    readonly place: Place
    readonly accuses: UnitCode | null
    readonly saidAt: Instant | null
    readonly splitFrom: string | null
    /** Kinds of risk found in the words (P2); they raise an alert with the registration itself. */
    readonly risks: readonly string[]
    /** P15: the summary was read to the person, who said that it is so. */
    readonly readBack?: boolean
    readonly dialect?: Dialect
    readonly photos?: readonly PhotoRef[]
  }
  split: { readonly into: string }
  answer: { readonly text: TextRef; readonly article: string | null }
  'hand-over': { readonly to: EmergencyLine; readonly receiver: TextRef | null }
  'record-welfare-call': { readonly reached: boolean; readonly note: TextRef | null }
  refuse: { readonly ground: string; readonly dutyKind: DutyKind; readonly route: string }
  'object-refusal': { readonly why: TextRef }
  classify: {
    readonly category: string
    /** null: the category's own class. */
    readonly limit: LimitClass | null
    readonly kind: TicketKind | null
    /** 0 to 1 from a classifier; null from a person. */
    readonly confidence: number | null
    readonly accuses: UnitCode | null
  }
  dispatch: {
    readonly lead: UnitCode
    readonly assisting: readonly UnitCode[]
    readonly mode: DispatchMode
    readonly limit: LimitClass | null
    readonly record: DispatchRecord
    readonly reason?: TextRef | null
    readonly phrases?: TextRef | null
    /** Of an imported order: what its own system set, instead of the class's limit (contracts.md, Clocks and periods). */
    readonly given?: GivenTerm | null
  }
  sign: Readonly<Record<never, never>>
  'request-return': {
    readonly ground: string
    readonly legalBasis: string | null
    readonly suggested: UnitCode | null
    readonly reason: TextRef
  }
  'decide-return': { readonly accept: boolean; readonly reason: TextRef | null }
  'ask-opinion': { readonly units: readonly UnitCode[] }
  'give-opinion': { readonly stance: OpinionStance; readonly reason: TextRef }
  'conclude-consult': {
    readonly lead: UnitCode
    readonly assisting: readonly UnitCode[]
    readonly minutes: TextRef
    readonly proposesCatalogue: boolean
  }
  assign: { readonly unit: UnitCode; readonly person: string | null }
  transfer: { readonly from: string; readonly to: string }
  'record-contact': {
    readonly outcome: ContactOutcome
    readonly inPerson: boolean
    readonly note: TextRef | null
    readonly photos?: readonly PhotoRef[]
  }
  reply: ReplyContent
  'review-reply': { readonly pass: boolean; readonly reason: TextRef | null }
  'correct-fact': {
    readonly fact: (typeof CORRECTABLE_FACTS)[number]
    readonly place: Place | null
    readonly category: string | null
    readonly person: string | null
    readonly title: TextRef | null
    readonly reason: TextRef
  }
  'retract-reply': { readonly reason: TextRef }
  'replace-reply': ReplyContent & { readonly reason: TextRef }
  'request-extension': { readonly ground: string; readonly reason: TextRef }
  'decide-extension': { readonly grant: boolean; readonly reason: TextRef | null }
  'request-suspension': {
    readonly ground: string
    readonly plan: TextRef
    readonly owner: string
    readonly reviewOn: Instant
    readonly requesterTold: boolean
  }
  'decide-suspension': { readonly approve: boolean; readonly reason: TextRef | null }
  'object-suspension': { readonly why: TextRef }
  resume: { readonly why: 'solved' | 'objection' | 'other' }
  /** `result`: none was told where a dialling machine tried. */
  'attempt-callback': { readonly result?: CallResult | undefined }
  'postpone-callback': { readonly until: Instant; readonly to: string | null; readonly note: TextRef | null }
  'recheck-callback': RecheckAnswer
  'answer-callback': CallbackAnswer & { readonly missing: TextRef | null }
  'correct-answer': CallbackAnswer
  'report-pressure': { readonly note: TextRef | null }
  reopen: { readonly reason: TextRef }
  'request-exclusion': { readonly ground: string; readonly evidence: TextRef }
  'decide-exclusion': { readonly approve: boolean; readonly reason: TextRef | null }
  'object-exclusion': { readonly why: TextRef }
  'decide-objection': { readonly lift: boolean; readonly reason: TextRef }
  urge: { readonly note: TextRef | null }
  supplement: {
    readonly text: TextRef
    readonly files: readonly string[]
    readonly photos?: readonly PhotoRef[]
  }
  merge: { readonly into: string; readonly sameRequester: boolean }
  unmerge: { readonly reason: TextRef | null }
  absorb: { readonly other: string }
  release: { readonly other: string }
  withdraw: { readonly why: TextRef | null }
  'confirm-withdrawal': { readonly confirmed: boolean }
  supervise: { readonly order: string; readonly due: Instant; readonly text: TextRef }
  'answer-supervision': { readonly order: string; readonly text: TextRef }
  /** Ends an answered order, or sends its answer back with another due time. */
  'close-supervision': {
    readonly order: string
    readonly accept: boolean
    readonly due: Instant | null
    readonly reason: TextRef | null
  }
  escalate: { readonly to: 'subdistrict-leader' | 'district' | 'city'; readonly reason: TextRef | null }
  'raise-alert': { readonly alert: string; readonly risks: readonly string[] }
  'acknowledge-alert': { readonly alert: string }
  inspect: {
    /** The sample that the ticket was drawn in; null: looked at for another reason. */
    readonly sample: string | null
    readonly verdicts: Verdicts
    readonly falselyClosed: boolean
    readonly note: TextRef | null
  }
  'object-inspection': { readonly why: TextRef }
  'decide-inspection': { readonly uphold: boolean; readonly reason: TextRef }
  'move-unit': { readonly from: UnitCode; readonly to: UnitCode }
  'correct-record': RecordElsewhere
  close: Readonly<Record<never, never>>
  /** The sweeper's only command: let everything happen that fell due by now. */
  'pass-time': Readonly<Record<never, never>>
}

export type CommandType = keyof TicketCommands

export type TicketCommand = {
  [T in CommandType]: { readonly type: T; readonly data: TicketCommands[T] }
}[CommandType]
