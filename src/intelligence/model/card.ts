import type { Instant } from '../../domain/kernel/instant.ts'
import type { Abstention, Scores } from './scores.ts'

/** What a model is made of and how well it does: kept inside its file, shown before anybody switches to it. */
export interface ModelCard {
  readonly name: string
  readonly trainedAt: Instant
  readonly seed: number
  /** What it learned from, in words that a person can check: a file's name and digest, or which tickets. */
  readonly source: string
  readonly messages: number
  readonly labels: readonly { readonly label: string; readonly messages: number }[]
  /** Copies of one another among the messages, kept on one side of each split. */
  readonly groups: number
  readonly folds: number
  /** Pieces kept by each reader. */
  readonly readers: readonly { readonly name: string; readonly features: number }[]
  /** Release of the dictionary of words (ICU) that cut the texts. */
  readonly dictionary: string
  /** By cross-validation on its own data; see docs/reference/text-model.md for the protocol. */
  readonly scores: Scores
  readonly abstention: Abstention
}
