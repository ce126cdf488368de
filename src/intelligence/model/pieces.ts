import { plain } from '../text/plain.ts'

/** Longest run of characters that counts as a piece by itself. */
const LONGEST_GRAM = 4
/** What comes after this many characters is not read: nobody's matter starts there, and reading takes time. */
export const LONGEST_READ = 20_000
/** The beginning of a message, where people name their matter, in characters. */
export const HEAD = 120

/** A letter and a number in front of 市, 区, 县 … stand for a place whose name was taken out. */
const MASKED_PLACE = /[a-z]\d*(?=[省市区县州])/g
const NUMBER = /\d+/g

/** Which UTF-16 units belong to a word: letters and digits of every script. Grams never reach over anything else. */
const IS_LETTER = markLetters()

/** ICU's dictionary of words. Another release may cut some texts differently: the model card names the release. */
const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' })

export type Visit = (hash: number, start: number, end: number) => void

function markLetters(): Uint8Array {
  const letters = new Uint8Array(65_536)
  const letter = /[\p{L}\p{M}\p{N}]/u
  for (let unit = 0; unit < letters.length; unit++) {
    const isHalf = unit >= 0xd800 && unit <= 0xdfff
    if (!isHalf && letter.test(String.fromCharCode(unit))) letters[unit] = 1
  }
  return letters
}

/** The text as the model reads it: plain (one script, one width, no space), without masked places, every number a 0. */
export function readable(text: string): string {
  const cut = text.length > LONGEST_READ ? text.slice(0, LONGEST_READ) : text
  return plain(cut).replace(MASKED_PLACE, '').replace(NUMBER, '0')
}

/**
 * Tells every run of 1 to 4 characters within a word run: a 32-bit hash other than 0, where it starts and where it ends.
 * Two pieces with the same hash count as one; among the few ten thousand that a model keeps that is rare.
 */
export function eachGram(text: string, visit: Visit): void {
  const end = text.length
  for (let start = 0; start < end; start++) {
    let hash = 0x2f0b4c47
    const stop = Math.min(end, start + LONGEST_GRAM)
    for (let at = start; at < stop; at++) {
      const unit = text.charCodeAt(at)
      if (IS_LETTER[unit] === 0) break
      hash = mix(hash, unit)
      visit(finish(hash), start, at + 1)
    }
  }
}

const WORD = 0x51ab3d77
const BETWEEN = 0x7c

/** Tells every word and every two words that follow each other, whatever sign stands between them. */
export function eachWord(text: string, visit: Visit): void {
  let before = 0
  let beforeStart = -1
  for (const { segment, index, isWordLike } of SEGMENTER.segment(text)) {
    if (!isWordLike) continue
    const end = index + segment.length
    let alone = mix(WORD, BETWEEN)
    let pair = before
    for (let at = 0; at < segment.length; at++) {
      const unit = segment.charCodeAt(at)
      alone = mix(alone, unit)
      pair = mix(pair, unit)
    }
    visit(finish(alone), index, end)
    if (beforeStart >= 0) visit(finish(pair), beforeStart, end)
    before = mix(alone, BETWEEN)
    beforeStart = index
  }
}

/** Tells where each dictionary word starts and ends. */
export function eachToken(text: string, visit: (start: number, end: number) => void): void {
  for (const { segment, index, isWordLike } of SEGMENTER.segment(text)) {
    if (isWordLike) visit(index, index + segment.length)
  }
}

function mix(hash: number, unit: number): number {
  const next = Math.imul(hash ^ unit, 0x01000193)
  return Math.imul(next ^ (next >>> 13), 0x5bd1e995)
}

function finish(hash: number): number {
  const mixed = hash ^ (hash >>> 15)
  return mixed === 0 ? 1 : mixed
}
