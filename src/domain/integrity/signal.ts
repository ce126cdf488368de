import { DAY, HOUR, type Instant, MINUTE } from '../kernel/instant.ts'
import type { UnitCode } from '../org/unit.ts'

/** What may be looked at by a human; the order is that of the list. First how answers came about, then how units handled. */
export const SIGNAL_CODES = [
  'pressure-reported',
  'answer-changed-after-contact',
  'answers-prompted',
  'answers-in-a-burst',
  'one-phone-many',
  'reply-without-contact',
  'reply-within-minutes',
  'pauses-before-due',
  'replies-alike',
  'longer-limit',
  'bounce-loop',
  'refiled',
  'evidence-reused',
  'photo-reused',
  'falsely-closed',
] as const
export type SignalCode = (typeof SIGNAL_CODES)[number]

/** A human's finding about a signal: it can be explained, somebody else goes on with it, or it stays in view. */
export const REVIEW_FINDINGS = ['explained', 'passed-on', 'watched'] as const
export type ReviewFinding = (typeof REVIEW_FINDINGS)[number]

/**
 * Something that a human should look at. P23: it accuses nobody, and nothing that counts reads it: no rate, rank or standing of
 * a ticket depends on a signal or on its review.
 */
export interface Signal {
  readonly code: SignalCode
  readonly unit: UnitCode
  /** With code, unit and period it says which signal this is, also when it is found again with more tickets. */
  readonly key: string
  /** When it became one: the last thing it rests on. */
  readonly at: Instant
  /** Oldest first, each once. */
  readonly tickets: readonly string[]
  /** Numbers, codes and instants of its sentence. */
  readonly facts: Readonly<Record<string, string | number>>
}

/** Times in milliseconds. */
export interface SignalThresholds {
  /** A favourable answer by link so soon after the unit reached the requester. */
  readonly promptedWithin: number
  readonly promptedTickets: number
  /** Favourable answers by link, by different people, inside one window. */
  readonly burstWithin: number
  readonly burstPeople: number
  readonly phoneTickets: number
  readonly uncontactedTickets: number
  /** A solution claimed so soon after the dispatch. */
  readonly hastyWithin: number
  readonly hastyTickets: number
  /** Extensions and suspensions requested so shortly before the limit, on one day. */
  readonly pauseBefore: number
  readonly pausesADay: number
  /** Share of the shorter text that the other has too, 0 to 1. */
  readonly alikeShare: number
  readonly alikeTickets: number
  readonly returns: number
  /** Bits out of 64 in which the likeness of two photos may differ. */
  readonly photoDistance: number
  /** The indicator of domain.md §12: closed but filed again within 30 days. */
  readonly refiledWithin: number
}

/** Without a public source (P) except `refiledWithin`: set so that an ordinary month of a unit shows few. */
export const DEFAULT_THRESHOLDS: SignalThresholds = {
  promptedWithin: 15 * MINUTE,
  promptedTickets: 3,
  burstWithin: 10 * MINUTE,
  burstPeople: 5,
  phoneTickets: 5,
  uncontactedTickets: 3,
  hastyWithin: 15 * MINUTE,
  hastyTickets: 1,
  pauseBefore: 24 * HOUR,
  pausesADay: 5,
  alikeShare: 0.9,
  alikeTickets: 5,
  returns: 2,
  photoDistance: 6,
  refiledWithin: 30 * DAY,
}
