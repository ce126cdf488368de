import { DAY, HOUR, MINUTE } from '../kernel/instant.ts'

/** From where on something is shown to a human as a signal (P23). Times in milliseconds. */
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

/** The thresholds as a policy version has them; what it leaves out is as `DEFAULT_THRESHOLDS` has it. */
export function thresholdsOf({ signals }: { readonly signals?: Partial<SignalThresholds> }): SignalThresholds {
  return { ...DEFAULT_THRESHOLDS, ...signals }
}
