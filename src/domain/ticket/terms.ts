import type { Instant } from '../kernel/instant.ts'
import type { UnitCode } from '../org/unit.ts'

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

/** How the person speaks, where it is not the standard language: for who calls back, and whom to pass a call to (P15). */
export const DIALECTS = [
  'northern',
  'jin',
  'wu',
  'yue',
  'min',
  'xiang',
  'gan',
  'hakka',
  'minority',
  'foreign',
  'other',
] as const
export type Dialect = (typeof DIALECTS)[number]

export interface Place {
  readonly district: UnitCode | null
  readonly subdistrict: UnitCode | null
  readonly community: UnitCode | null
  readonly address: TextRef | null
}

/** The due time that another system set; null where it sets none, so that no clock runs here. */
export interface GivenTerm {
  readonly dueAt: Instant | null
  readonly system: string
}

/** What another system says of an order now, whole: it replaces what was imported of it before. */
export interface RecordElsewhere extends GivenTerm {
  readonly unit: UnitCode
  readonly category: string
  readonly openedAt: Instant
  readonly closedAt: Instant | null
}

export const DISPATCH_MODES = ['direct', 'district', 'dual', 'joint', 'enterprise', 'self'] as const
export type DispatchMode = (typeof DISPATCH_MODES)[number]

/** One reader's view of what a text is about. */
export interface Opinion {
  readonly category: string
  /** 0 to 1: how often such a proposal holds. */
  readonly confidence: number
}

/** What a person may change of a proposal. */
export const DISPATCH_CHANGES = ['category', 'place', 'lead', 'assisting', 'limit'] as const
export type DispatchChange = (typeof DISPATCH_CHANGES)[number]

/**
 * What the machine thought when the dispatch was decided: codes and figures only. The phrases that weighed are the
 * requester's words; they stand in the vault.
 */
export interface DispatchAdvice {
  /** By the categories' keywords; null when none occurs. */
  readonly keywords: Opinion | null
  /** By the trained text model; null when there is none. */
  readonly model: (Opinion & { readonly model: string; readonly abstained: boolean }) | null
  /** What both together propose; null: a person classifies. */
  readonly together: Opinion | null
  readonly place: {
    readonly level: 'subdistrict' | 'district' | 'city' | 'none'
    /** Where the place is known from: chosen on the form, said in the words. */
    readonly from: readonly ('chosen' | 'words')[]
    readonly contradictions: readonly string[]
    /** What should have been asked; null: nothing. */
    readonly question: string | null
  }
  /** By the catalogue for what was known then; null without a category. */
  readonly lead: UnitCode | null
  readonly row: number | null
  readonly limit: string | null
}

export interface DispatchRecord {
  /** Row of the catalogue that was followed; null when a person or a consult decided. */
  readonly row: number | null
  readonly ground: string
  readonly candidates: readonly { readonly lead: UnitCode; readonly row: number; readonly why: string }[]
  /** What the machine proposed, when a person chose otherwise. */
  readonly overruled: UnitCode | null
  /** Absent from dispatches before the machine's view was kept. */
  readonly advice?: DispatchAdvice
  /** What the person made otherwise than proposed; absent where nothing was proposed. */
  readonly changed?: readonly DispatchChange[]
}

/** What a unit that is asked in a consult says of the matter: it would lead, it would assist, or it is not its own. */
export const OPINION_STANCES = ['lead', 'assist', 'not-ours'] as const
export type OpinionStance = (typeof OPINION_STANCES)[number]

export const CONTACT_OUTCOMES = ['reached', 'no-answer', 'refused', 'wrong-number'] as const
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number]

export const FINDINGS = ['true', 'partly', 'untrue'] as const
export type Finding = (typeof FINDINGS)[number]

export const PHOTO_ROLES = ['before', 'after'] as const
export type PhotoRole = (typeof PHOTO_ROLES)[number]

/** A photo of a ticket. The store keeps the file under the commitment, which means nothing once the ticket's key is deleted. */
export interface PhotoRef {
  /** Keyed commitment to the photo's content: a plain hash of a photo can identify it. */
  readonly photo: string
  /** What an answering unit's photo shows: the matter before or after it was handled; null: neither is meant. */
  readonly role: PhotoRole | null
}

/** At most so many photos come with one form. */
export const MOST_PHOTOS = 6

export interface ReplyContent {
  readonly found: Finding
  readonly text: TextRef
  readonly measures: TextRef
  readonly legalBasis: readonly string[]
  /** Hashes of evidence files that another system keeps. */
  readonly evidence: readonly string[]
  /** Photos as evidence. Absent: none. */
  readonly photos?: readonly PhotoRef[]
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

/** What a re-check found: all null when nobody was reached. */
export interface RecheckAnswer {
  readonly reached: boolean
  readonly contacted: boolean | null
  readonly solved: CallbackAnswer['solved'] | null
  readonly satisfied: CallbackAnswer['satisfied'] | null
  readonly why: TextRef | null
}

export const CORRECTABLE_FACTS = ['place', 'category', 'person', 'title'] as const

/** What a dispatch settles for one unit of the team; the lead comes first. Windows run in the unit's own duty hours (P8). */
export interface TeamMember {
  readonly unit: UnitCode
  /** The part that counts for it when the ticket is sent to two by shares 双派, exact text; else `1` (P22). */
  readonly share: string
  /** The unit, or somebody inside it, typed the ticket in: left out of its score (P14). */
  readonly ownEntry: boolean
  readonly signBy: Instant
  readonly contactBy: Instant
  readonly returnBy: Instant
}

/** Desks of the centre and the reviewers that have a limit of their own. */
export const DESKS = ['return-review', 'consult', 'reply-review', 'callback', 'withdrawal'] as const
export type Desk = (typeof DESKS)[number]

/** Why a call reached nobody. After the last three nobody is called again: the number or the person is not there to be asked. */
export const CALL_RESULTS = [
  'no-answer',
  'busy',
  'switched-off',
  'refused',
  'wrong-number',
  'deceased',
  'unable',
] as const
export type CallResult = (typeof CALL_RESULTS)[number]

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

/** P9: a reply stopped the clock; what follows is not the unit's to hurry. */
export const HANDED_IN: readonly Phase[] = ['replied', 'awaiting-callback']

/** How a closed ticket ended. `unreachable` is missing, never satisfied. */
export const OUTCOMES = ['scored', 'unreachable', 'not-asked', 'elsewhere'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** What an inspector asks of a ticket (P30). */
export const INSPECTION_QUESTIONS = ['words', 'category', 'reply', 'basis', 'contact', 'evidence'] as const
export type InspectionQuestion = (typeof INSPECTION_QUESTIONS)[number]

/** How a question of the checklist is answered; what cannot be told from the record is not judged. */
export const VERDICTS = ['right', 'wrong', 'not-judged'] as const
export type Verdict = (typeof VERDICTS)[number]
export type Verdicts = { readonly [Q in InspectionQuestion]: Verdict }
