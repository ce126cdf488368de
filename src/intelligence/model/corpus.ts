import { Counter, interning } from './counter.ts'
import type { Example } from './example.ts'
import { HashTable } from './hash-table.ts'

/**
 * Examples counted once, for all the fits that follow. The features of row `i` are `ids[starts[i] … starts[i + 1]]`, with how
 * often each stands in the title, in the head of the text and in the text.
 */
export interface Corpus {
  readonly size: number
  readonly features: number
  readonly labels: readonly string[]
  readonly labelOf: Int32Array
  readonly groups: readonly (string | null)[]
  readonly starts: Int32Array
  readonly ids: Int32Array
  readonly inTitle: Uint16Array
  readonly inHead: Uint16Array
  readonly inText: Uint16Array
  /** By feature: its hash, and 1 for words, 0 for runs of characters. */
  readonly hashes: Int32Array
  readonly isWord: Uint8Array
}

interface Row {
  readonly ids: Int32Array
  readonly inTitle: Uint16Array
  readonly inHead: Uint16Array
  readonly inText: Uint16Array
}

/** Counts the pieces of every example; those of one example only are left out, since nothing follows from them. */
export function makeCorpus(examples: readonly Example[]): Corpus {
  const labels = [...new Set(examples.map((one) => one.label))].sort()
  const numberOf = new Map(labels.map((label, number) => [label, number]))
  const table = new HashTable(1 << 18)
  const counter = new Counter(1 << 18)
  const lookup = interning(table)
  const rows = examples.map(({ title, text }) => {
    counter.read(title, text, lookup)
    const row = takeRow(counter)
    counter.clear()
    return row
  })

  const seen = new Uint32Array(table.size)
  for (const { ids } of rows) for (const id of ids) seen[id] = (seen[id] as number) + 1
  const kept = new Int32Array(table.size).fill(-1)
  let features = 0
  for (let id = 0; id < seen.length; id++) if ((seen[id] as number) > 1) kept[id] = features++

  const hashes = new Int32Array(features)
  const isWord = new Uint8Array(features)
  table.each((hash, id) => {
    const feature = kept[id] as number
    if (feature < 0) return
    hashes[feature] = hash
    isWord[feature] = counter.isWord[id] as number
  })
  return {
    size: examples.length,
    features,
    labels,
    labelOf: Int32Array.from(examples, (one) => numberOf.get(one.label) ?? 0),
    groups: examples.map((one) => one.group),
    ...pack(rows, kept),
    hashes,
    isWord,
  }
}

function takeRow(counter: Counter): Row {
  const ids = counter.ids.slice(0, counter.found)
  return {
    ids,
    inTitle: Uint16Array.from(ids, (id) => counter.inTitle[id] as number),
    inHead: Uint16Array.from(ids, (id) => counter.inHead[id] as number),
    inText: Uint16Array.from(ids, (id) => counter.inText[id] as number),
  }
}

function pack(rows: readonly Row[], kept: Int32Array) {
  let total = 0
  for (const { ids } of rows) for (const id of ids) if ((kept[id] as number) >= 0) total++
  const starts = new Int32Array(rows.length + 1)
  const ids = new Int32Array(total)
  const inTitle = new Uint16Array(total)
  const inHead = new Uint16Array(total)
  const inText = new Uint16Array(total)
  let at = 0
  rows.forEach((row, i) => {
    starts[i] = at
    for (let j = 0; j < row.ids.length; j++) {
      const feature = kept[row.ids[j] as number] as number
      if (feature < 0) continue
      ids[at] = feature
      inTitle[at] = row.inTitle[j] as number
      inHead[at] = row.inHead[j] as number
      inText[at] = row.inText[j] as number
      at++
    }
  })
  starts[rows.length] = at
  return { starts, ids, inTitle, inHead, inText }
}
