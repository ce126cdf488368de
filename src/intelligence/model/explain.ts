import type { ModelFile, StoredReader } from './file.ts'
import type { Judge } from './judge.ts'
import { eachGram, eachToken, eachWord, HEAD, readable, type Visit } from './pieces.ts'
import { damped } from './view.ts'

const MOST_PHRASES = 5
const LONGEST_PHRASE = 12
/** A word with less than this share of the hottest word's weight is no part of a phrase. */
const WARM = 0.2

interface Place {
  readonly isTitle: boolean
  readonly start: number
  readonly end: number
}

/** One field of the message, with the weight for the label that lies on each of its characters. */
interface Field {
  readonly text: string
  readonly isTitle: boolean
  readonly heat: Float64Array
}

/**
 * The phrases that weighed most for a label. Every piece has a share in the label's judged score, exactly; overlapping pieces
 * lay theirs on the same characters, and neighbouring warm words make a phrase. Heaviest first, at most five. `rowIn` finds
 * the row of a piece's hash in a reader, −1 where it has none.
 */
export function explain(
  { readers, judge, labels }: ModelFile,
  rowIn: (reader: number, hash: number) => number,
  message: { readonly title: string | null; readonly text: string },
  label: number,
): string[] {
  const fields = [message.title, message.text].flatMap((text, place): Field[] => {
    if (text === null) return []
    const read = readable(text)
    return [{ text: read, isTitle: place === 0, heat: new Float64Array(read.length) }]
  })
  readers.forEach((reader, r) => {
    layHeat(reader, (hash) => rowIn(r, hash), pullsFor(judge, reader, r, label, labels.length), fields)
  })
  return gather(fields)
}

/** How much one unit of each margin of this reader moves the label's score against the labels' mean. */
function pullsFor(judge: Judge, { scales }: StoredReader, r: number, label: number, classes: number): Float64Array {
  const first = r * classes
  return Float64Array.from({ length: classes }, (_, k) => {
    const scale = scales[k] as number
    if (!judge.full) return k === label ? scale * (judge.weights[r] as number) : 0
    const row = judge.weights.subarray((first + k) * classes, (first + k + 1) * classes)
    const mean = row.reduce((sum, one) => sum + one, 0) / classes
    return scale * ((row[label] as number) - mean)
  })
}

function layHeat(
  { spec, idf, weights }: StoredReader,
  rowOf: (hash: number) => number,
  pulls: Float64Array,
  fields: readonly Field[],
): void {
  const each = spec.pieces === 'words' ? eachWord : eachGram
  const found = new Map<number, { frequency: number; places: Place[] }>()
  for (const { text, isTitle } of fields) {
    const visit: Visit = (hash, start, end) => {
      const row = rowOf(hash)
      if (row < 0) return
      const share = shareOf(spec, isTitle, end)
      if (share === 0) return
      const known = found.get(row)
      if (known) {
        known.frequency += share
        known.places.push({ isTitle, start, end })
      } else found.set(row, { frequency: share, places: [{ isTitle, start, end }] })
    }
    each(text, visit)
  }
  let square = 0
  for (const [row, { frequency }] of found) square += (damped(frequency) * (idf[row] as number)) ** 2
  for (const [row, { frequency, places }] of found) {
    const value = (damped(frequency) * (idf[row] as number)) / Math.sqrt(square)
    let weight = 0
    for (let k = 0; k < pulls.length; k++) {
      weight += (pulls[k] as number) * (weights[row * pulls.length + k] as number)
    }
    for (const place of places) {
      const share = (value * weight * shareOf(spec, place.isTitle, place.end)) / frequency
      for (const field of fields) if (field.isTitle === place.isTitle) spread(field, place, share)
    }
  }
}

function shareOf(spec: StoredReader['spec'], isTitle: boolean, end: number): number {
  if (isTitle) return spec.title
  return spec.text + (end <= HEAD && spec.pieces === 'grams' ? spec.head : 0)
}

function spread({ heat }: Field, { start, end }: Place, share: number): void {
  for (let at = start; at < end; at++) heat[at] = (heat[at] as number) + share / (end - start)
}

interface Token {
  readonly start: number
  readonly end: number
  readonly heat: number
}

function gather(fields: readonly Field[]): string[] {
  const tokens = fields.map(({ text, heat }) => {
    const list: Token[] = []
    eachToken(text, (start, end) => {
      const sum = heat.subarray(start, end).reduce((total, one) => total + one, 0)
      if (!/^0*$/.test(text.slice(start, end))) list.push({ start, end, heat: sum })
    })
    return list
  })
  const hottest = Math.max(0, ...tokens.map((list) => list.reduce((most, one) => Math.max(most, one.heat), 0)))
  const weightOf = new Map<string, number>()
  fields.forEach(({ text }, place) => {
    for (const run of joinWarm(tokens[place] ?? [], hottest * WARM)) {
      const phrase = text.slice(run.start, run.end)
      weightOf.set(phrase, (weightOf.get(phrase) ?? 0) + run.heat)
    }
  })
  const sorted = [...weightOf].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([phrase]) => phrase)
  // A phrase inside a heavier one says nothing new.
  const told = sorted.filter((phrase, at) => !sorted.slice(0, at).some((heavier) => heavier.includes(phrase)))
  const long = told.filter((phrase) => phrase.length > 1)
  return (long.length > 0 ? long : told).slice(0, MOST_PHRASES)
}

/** Runs of neighbouring words above `least`, not longer than a phrase may be. */
function joinWarm(tokens: readonly Token[], least: number): Token[] {
  const runs: Token[] = []
  for (const token of tokens) {
    if (token.heat <= least) continue
    const last = runs.at(-1)
    if (last && last.end === token.start && token.end - last.start <= LONGEST_PHRASE) {
      runs[runs.length - 1] = { start: last.start, end: token.end, heat: last.heat + token.heat }
    } else runs.push(token)
  }
  return runs
}
