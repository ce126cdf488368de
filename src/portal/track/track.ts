import type { CommandType } from '../../domain/ticket/commands.ts'
import type { CallbackAnswer } from '../../domain/ticket/terms.ts'
import type { ShownPhoto } from '../report/photos.ts'
import type { Clock } from './clock-bar.ts'

/** One station of the way: who, when, what, and the words that go with it. Newest first on the page. */
export interface Hop {
  /** Stable within a ticket: its event's version. */
  readonly id: number
  /** `11月26日 18:00`, and the exact instant. */
  readonly when: string
  readonly at: string
  readonly unit: string | null
  readonly sentence: string
  readonly remarks: readonly { readonly title: string | null; readonly text: string }[]
  /** What came with the words: the requester's own, or the unit's evidence. */
  readonly photos: readonly ShownPhoto[]
}

/** What a requester may ask for here, in the order of the page. */
export const BY_LINK = ['supplement', 'urge', 'report-pressure'] as const satisfies readonly CommandType[]
export const BY_CODE = [
  'answer-callback',
  'correct-answer',
  'object-refusal',
  'object-suspension',
  'object-exclusion',
  'reopen',
  'withdraw',
] as const satisfies readonly CommandType[]
export type ByLink = (typeof BY_LINK)[number]
export type ByCode = (typeof BY_CODE)[number]
export type CitizenCommand = ByLink | ByCode

export function isByCode(command: string): command is ByCode {
  return (BY_CODE as readonly string[]).includes(command)
}

export function isCitizenCommand(command: string): command is CitizenCommand {
  return isByCode(command) || (BY_LINK as readonly string[]).includes(command)
}

/** How somebody can show to be the person: by a code, only on the phone, or with nothing but the secret (P19). */
export type Proof = 'code' | 'no-phone' | 'no-channel' | 'secret'

/** All that the page shows of a ticket to whoever holds its number and secret. */
export interface Track {
  readonly number: string
  readonly secret: string
  readonly version: number
  readonly phase: string
  /** Null while the hotline has it. */
  readonly unit: string | null
  /** The requester's own words; null when hidden from a mere link (P18), or forgotten. */
  readonly words: string | null
  readonly wordsHidden: boolean
  /** What the requester sent with the first words. */
  readonly photos: readonly ShownPhoto[]
  readonly clock: Clock | null
  readonly hops: readonly Hop[]
  /** What the rules would accept now. */
  readonly can: readonly CitizenCommand[]
  readonly proof: Proof
  /** P5: the answers are not for whoever found the receipt. */
  readonly answer: (Pick<CallbackAnswer, 'contacted' | 'solved' | 'satisfied'> & { readonly why: string | null }) | null
  readonly answerHidden: boolean
}
