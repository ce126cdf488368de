import type { Instant } from '../kernel/instant.ts'
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
