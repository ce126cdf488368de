import type { Limit } from '../clock/working-time.ts'
import type { Instant } from '../kernel/instant.ts'
import type { UnitCode } from '../org/unit.ts'
import type { DutyKind, LimitClass, TicketKind } from '../policy/policy.ts'

/** A text in the vault: its id and a keyed commitment. The log never holds the text itself. */
export interface TextRef {
  readonly id: string
  readonly commit: string
}

/** Who acts. A rule names itself and its version, so that history says which automation acted. */
export type Actor =
  | { readonly kind: 'person'; readonly account: string; readonly unit: UnitCode; readonly role: string }
  | { readonly kind: 'requester'; readonly person: string | null; readonly via: 'web' | 'link' | 'call' }
  | { readonly kind: 'rule'; readonly rule: string; readonly version: string }

/** P18, P19: what the requester wants hidden. */
export const IDENTITIES = ['normal', 'confidential', 'anonymous'] as const
export type Identity = (typeof IDENTITIES)[number]

/** P13, P14: for oneself, for another person, or typed in by staff at a community window. */
export const BEHALVES = ['self', 'proxy', 'entered'] as const
export type Behalf = (typeof BEHALVES)[number]

export const CHANNELS = ['phone', 'web', 'wechat', 'app', 'window', 'import', 'partner'] as const
export type Channel = (typeof CHANNELS)[number]

export const EMERGENCY_LINES = ['110', '119', '120', '122'] as const
export type EmergencyLine = (typeof EMERGENCY_LINES)[number]

export interface Place {
  readonly district: UnitCode | null
  readonly subdistrict: UnitCode | null
  readonly community: UnitCode | null
  readonly address: TextRef | null
}

export const DISPATCH_MODES = ['direct', 'district', 'dual', 'joint', 'enterprise', 'self'] as const
export type DispatchMode = (typeof DISPATCH_MODES)[number]

export interface DispatchRecord {
  /** Row of the catalogue that was followed; null when a person or a consult decided. */
  readonly row: number | null
  readonly ground: string
  readonly candidates: readonly { readonly lead: UnitCode; readonly row: number; readonly why: string }[]
  /** What the machine proposed, when a person chose otherwise. */
  readonly overruled: UnitCode | null
}

export const CONTACT_OUTCOMES = ['reached', 'no-answer', 'refused', 'wrong-number'] as const
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number]

export const FINDINGS = ['true', 'partly', 'untrue'] as const
export type Finding = (typeof FINDINGS)[number]

export interface ReplyContent {
  readonly found: Finding
  readonly text: TextRef
  readonly measures: TextRef
  readonly legalBasis: readonly string[]
  /** Hashes of evidence files. */
  readonly evidence: readonly string[]
  readonly nextStep: TextRef | null
  /** The unit's own claim, kept apart from the requester's answer. */
  readonly claimsSolved: boolean
  readonly metInPerson: boolean
}

export const SOLVED_ANSWERS = ['yes', 'partly', 'no'] as const
export const SATISFACTION_ANSWERS = ['satisfied', 'basically', 'dissatisfied', 'no-opinion'] as const

/** The requester's own answers: three outcomes, never one (P32). */
export interface CallbackAnswer {
  readonly contacted: boolean
  readonly solved: (typeof SOLVED_ANSWERS)[number]
  readonly satisfied: (typeof SATISFACTION_ANSWERS)[number]
  readonly by: 'call' | 'link'
  readonly why: TextRef | null
}

export const CORRECTABLE_FACTS = ['place', 'category', 'person', 'title'] as const

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
    readonly promise: Limit
    readonly limit: LimitClass
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
  'consult-opened': { readonly hop: number; readonly concludeBy: Instant }
  'consult-concluded': { readonly lead: UnitCode; readonly minutes: TextRef; readonly proposesCatalogue: boolean }
  assigned: { readonly unit: UnitCode; readonly person: string | null }
  transferred: { readonly from: string; readonly to: string }
  'unit-moved': { readonly from: UnitCode; readonly to: UnitCode }
  // handling
  'contact-recorded': {
    readonly unit: UnitCode
    readonly outcome: ContactOutcome
    readonly inPerson: boolean
    readonly first: boolean
    readonly note: TextRef | null
  }
  replied: ReplyContent & { readonly unit: UnitCode; readonly reviewBy: Instant }
  'reply-passed': { readonly unit: UnitCode }
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
  'extension-granted': { readonly by: Limit; readonly ground: string }
  'extension-refused': { readonly reason: TextRef | null }
  'suspension-requested': {
    readonly ground: string
    readonly plan: TextRef
    readonly owner: string
    readonly reviewOn: Instant
    readonly requesterTold: boolean
  }
  'suspension-seconded': { readonly by: string }
  suspended: { readonly ground: string; readonly reviewOn: Instant; readonly times: number }
  'suspension-refused': { readonly reason: TextRef | null }
  'suspension-objected': { readonly why: TextRef }
  resumed: { readonly why: 'solved' | 'expired' | 'objection' | 'other' }
  // callback
  'callback-due': { readonly why: 'reply-passed' | 'deadline'; readonly callAt: Instant }
  'callback-attempted': { readonly attempt: number; readonly dayPart: DayPart; readonly next: Instant | null }
  'callback-unreachable': { readonly attempts: number }
  'callback-answered': CallbackAnswer & { readonly round: number }
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
  'exclusion-seconded': { readonly by: string; readonly outside: boolean }
  excluded: { readonly ground: string; readonly afterScore: boolean; readonly by: readonly string[] }
  'exclusion-refused': { readonly reason: TextRef | null }
  'exclusion-objected': { readonly why: TextRef }
  // relations
  urged: { readonly times: number; readonly note: TextRef | null }
  supplemented: { readonly text: TextRef; readonly files: readonly string[] }
  merged: { readonly into: string; readonly was: Phase }
  unmerged: { readonly from: string; readonly reason: TextRef | null }
  absorbed: { readonly ticket: string }
  released: { readonly ticket: string }
  'withdrawal-requested': { readonly why: TextRef | null }
  'withdrawal-denied': Readonly<Record<never, never>>
  withdrawn: { readonly afterContact: boolean }
  // supervision and alarms
  supervised: { readonly order: string; readonly due: Instant; readonly text: TextRef }
  'supervision-answered': { readonly order: string; readonly text: TextRef }
  escalated: { readonly to: 'subdistrict-leader' | 'district' | 'city'; readonly reason: TextRef | null }
  'alert-raised': { readonly alert: string; readonly risks: readonly string[] }
  'alert-acknowledged': { readonly alert: string; readonly by: string }
  // time
  'limit-warned': { readonly unit: UnitCode; readonly dueAt: Instant }
  'contact-missed': { readonly unit: UnitCode }
  /** `of`: the requester's promise while the centre holds the ticket, or a unit's own limit. */
  'limit-passed': { readonly unit: UnitCode; readonly dueAt: Instant; readonly of: 'promise' | 'unit' }
  closed: { readonly outcome: Outcome }
}

export const DAY_PARTS = ['morning', 'afternoon', 'evening'] as const
export type DayPart = (typeof DAY_PARTS)[number]

/** Where a ticket stands (domain.md §7.1). One word each, the same in the list, the route and the screen. */
export const PHASES = [
  'unborn',
  'awaiting-dispatch',
  'answered',
  'handed-over',
  'refused',
  'dispatched',
  'return-review',
  'consulting',
  'handling',
  'suspended',
  'replied',
  'awaiting-callback',
  'withdrawing',
  'closed',
  'withdrawn',
  'merged',
] as const
export type Phase = (typeof PHASES)[number]

/** How a closed ticket ended. `unreachable` is missing, never satisfied. */
export const OUTCOMES = ['scored', 'unreachable', 'not-asked', 'elsewhere'] as const
export type Outcome = (typeof OUTCOMES)[number]

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
