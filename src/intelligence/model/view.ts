import type { Corpus } from './corpus.ts'
import { GRAM, WORD } from './counter.ts'

/**
 * One way to read a message: which pieces, and how much one of them counts in the title, in the head of the text and in
 * the text. `features` is how many pieces are kept at most.
 */
export interface ReaderSpec {
  readonly name: string
  readonly pieces: 'grams' | 'words'
  readonly title: number
  readonly head: number
  readonly text: number
  readonly features: number
}

/**
 * The readers of every model: the text by runs of characters, the title by itself, title and beginning together, and all
 * of it by dictionary words. They err on different messages, so that judged together they err less (docs/reference/text-model.md).
 */
export const READERS: readonly ReaderSpec[] = [
  { name: 'text', pieces: 'grams', title: 0, head: 0, text: 1, features: 20_000 },
  { name: 'title', pieces: 'grams', title: 1, head: 0, text: 0, features: 20_000 },
  { name: 'head', pieces: 'grams', title: 2, head: 1, text: 0, features: 20_000 },
  { name: 'words', pieces: 'words', title: 3, head: 0, text: 1, features: 20_000 },
]

/** A corpus as one reader sees it: by message, and by feature. */
export interface View {
  readonly corpus: Corpus
  readonly spec: ReaderSpec
  readonly starts: Int32Array
  readonly ids: Int32Array
  /** How much a feature occurs in a message, damped: the tenth time says little more than the ninth. */
  readonly strength: Float32Array
  readonly featureStarts: Int32Array
  /** The messages of each feature. */
  readonly messages: Int32Array
}

/** Frequency as a reader counts it: 1 + ln above 1, as it is below. */
export function damped(frequency: number): number {
  return frequency < 1 ? frequency : 1 + Math.log(frequency)
}

export function makeView(corpus: Corpus, spec: ReaderSpec): View {
  const kind = spec.pieces === 'words' ? WORD : GRAM
  const frequency = (at: number) =>
    corpus.isWord[corpus.ids[at] as number] === kind
      ? spec.title * (corpus.inTitle[at] as number) +
        spec.head * (corpus.inHead[at] as number) +
        spec.text * (corpus.inText[at] as number)
      : 0
  let total = 0
  for (let at = 0; at < corpus.ids.length; at++) if (frequency(at) > 0) total++

  const starts = new Int32Array(corpus.size + 1)
  const ids = new Int32Array(total)
  const strength = new Float32Array(total)
  const featureStarts = new Int32Array(corpus.features + 1)
  let to = 0
  for (let i = 0; i < corpus.size; i++) {
    starts[i] = to
    for (let at = corpus.starts[i] as number; at < (corpus.starts[i + 1] as number); at++) {
      const much = frequency(at)
      if (much === 0) continue
      const feature = corpus.ids[at] as number
      ids[to] = feature
      strength[to++] = damped(much)
      featureStarts[feature + 1] = (featureStarts[feature + 1] as number) + 1
    }
  }
  starts[corpus.size] = to
  for (let f = 0; f < corpus.features; f++) {
    featureStarts[f + 1] = (featureStarts[f + 1] as number) + (featureStarts[f] as number)
  }
  return { corpus, spec, starts, ids, strength, featureStarts, messages: listMessages(starts, ids, featureStarts) }
}

function listMessages(starts: Int32Array, ids: Int32Array, featureStarts: Int32Array): Int32Array {
  const messages = new Int32Array(ids.length)
  const next = featureStarts.slice()
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
      const feature = ids[at] as number
      messages[next[feature] as number] = i
      next[feature] = (next[feature] as number) + 1
    }
  }
  return messages
}
