import { done, type Result } from '../../domain/kernel/result.ts'
import type { ModelCard } from './card.ts'
import { Counter, finding, GRAM, WORD } from './counter.ts'
import { explain } from './explain.ts'
import { decodeModel, type ModelFile, type StoredReader } from './file.ts'
import { HashTable } from './hash-table.ts'
import { weigh } from './judge.ts'
import { best } from './learn.ts'
import { damped } from './view.ts'

export interface ReadMessage {
  readonly title: string | null
  readonly text: string
}

export interface Opinion {
  /** Always filled, also when abstained. */
  readonly label: string
  /** 0–1: how often such an opinion holds. */
  readonly confidence: number
  /** Below the model's threshold: a person should look. */
  readonly abstained: boolean
  readonly second: string
  /** The phrases of the message that weighed most for the label, at most five, the heaviest first. */
  phrases(): string[]
}

export interface TextModel {
  /** The name on its card. */
  readonly name: string
  readonly card: ModelCard
  readonly labels: readonly string[]
  readonly threshold: number
  /** What the model takes a message to be about. Reads any text, also an empty one; the first 20,000 characters count. */
  classify(message: ReadMessage): Opinion
}

/** A model from the bytes of its file. Rejects as `decodeModel` does. */
export function loadModel(bytes: Uint8Array): Result<TextModel> {
  const decoded = decodeModel(bytes)
  return decoded.ok ? done(makeModel(decoded.value)) : decoded
}

/** A reader ready to read: where each piece's row is, or −1. */
interface ReadyReader {
  readonly stored: StoredReader
  readonly rowOf: Int32Array
  readonly kind: number
}

export function makeModel(file: ModelFile): TextModel {
  const { card, labels, threshold, judge } = file
  const classes = labels.length
  const table = new HashTable(file.readers.reduce((sum, one) => sum + one.hashes.length, 0))
  for (const { hashes } of file.readers) for (const hash of hashes) table.intern(hash)
  const readers = file.readers.map((stored): ReadyReader => {
    const rowOf = new Int32Array(table.size).fill(-1)
    stored.hashes.forEach((hash, row) => {
      rowOf[table.find(hash)] = row
    })
    return { stored, rowOf, kind: stored.spec.pieces === 'words' ? WORD : GRAM }
  })
  const counter = new Counter(table.size)
  const lookup = finding(table)
  const rowIn = (reader: number, hash: number) => {
    const id = lookup(hash)
    return id < 0 ? -1 : (readers[reader]?.rowOf[id] as number)
  }
  const margins = new Float64Array(readers.length * classes)

  return {
    name: card.name,
    card,
    labels,
    threshold,
    classify(message) {
      counter.read(message.title, message.text, lookup)
      readers.forEach((reader, r) => {
        hear(reader, counter, margins.subarray(r * classes, (r + 1) * classes))
      })
      counter.clear()
      const chances = new Float64Array(classes)
      weigh(judge, margins, chances)
      const label = best(chances)
      const second = best(chances, label)
      const confidence = chances[label] as number
      return {
        label: labels[label] as string,
        confidence,
        abstained: confidence < threshold,
        second: labels[second] as string,
        phrases: () => explain(file, rowIn, message, label),
      }
    },
  }
}

/** Margins of the counted message, into `to`. */
function hear({ stored, rowOf, kind }: ReadyReader, counter: Counter, to: Float64Array): void {
  const { spec, idf, weights, scales, bias } = stored
  const classes = to.length
  to.fill(0)
  let square = 0
  for (let at = 0; at < counter.found; at++) {
    const id = counter.ids[at] as number
    const row = rowOf[id] as number
    if (row < 0 || counter.isWord[id] !== kind) continue
    const frequency =
      spec.title * (counter.inTitle[id] as number) +
      spec.head * (counter.inHead[id] as number) +
      spec.text * (counter.inText[id] as number)
    if (frequency === 0) continue
    const value = damped(frequency) * (idf[row] as number)
    square += value * value
    const from = row * classes
    for (let k = 0; k < classes; k++) to[k] = (to[k] as number) + value * (weights[from + k] as number)
  }
  const length = square === 0 ? 1 : Math.sqrt(square)
  for (let k = 0; k < classes; k++) {
    to[k] = (bias[k] as number) + ((to[k] as number) * (scales[k] as number)) / length
  }
}
