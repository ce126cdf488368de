/** Things that together mean a danger, in whatever order and with other words between them, inside one sentence. */
export interface RiskSlots {
  /** One of each must stand there. */
  readonly slots: readonly RegExp[]
  /** Characters that they may take up together. */
  readonly within: number
  /** A sentence that says this is about something else. */
  readonly unless?: RegExp
}

/** Classes of words by what they are; a pattern where words can't be counted out (三十来号人, 捶了我). */
export type Vocabulary = Readonly<Record<string, readonly (string | RegExp)[]>>

/** Classes of words that together mean a danger. Cheaper than slots: all words of all scenes are found in one walk. */
export interface RiskScene {
  /** One word of each of these classes; the same place in the text never serves two of them. */
  readonly of: readonly string[]
  /** Characters that they may take up together. */
  readonly within: number
  /** Classes of words that quiet the scene when one stands in the same sentence. */
  readonly unless?: readonly string[]
}

/**
 * What makes a message a risk of one kind (P2): turns of speech that hold other words inside them (从六楼跳下去), lexicons at a
 * distance, and scenes over classes of words.
 */
export interface RiskRules {
  readonly kind: string
  /** `[^，。！？；]` keeps a shape inside one clause. */
  readonly shapes: readonly RegExp[]
  readonly slots: readonly RiskSlots[]
  readonly words: Vocabulary
  readonly scenes: readonly RiskScene[]
}

/** Words of a class, written with spaces between. */
export const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/)

/** A pattern of a class or a lexicon of a slot: alternatives with `|`. */
export const one = (words: string): RegExp => new RegExp(words, 'g')
