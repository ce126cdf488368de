import type { HashTable } from './hash-table.ts'
import { eachGram, eachWord, HEAD, readable } from './pieces.ts'

/** Two kinds of pieces: runs of characters and dictionary words. */
export const GRAM = 0
export const WORD = 1

/** Finds or makes the number of a piece; below 0 it is passed over. */
type Lookup = (hash: number) => number

/** How often each piece stands in the title, in the head of the text and in the text. Reused from message to message. */
export class Counter {
  /** Numbers of the pieces found, in the order of their coming; the first `found` are valid. */
  ids = new Int32Array(1024)
  found = 0
  inTitle: Uint16Array
  inHead: Uint16Array
  inText: Uint16Array
  isWord: Uint8Array

  constructor(capacity: number) {
    this.inTitle = new Uint16Array(capacity)
    this.inHead = new Uint16Array(capacity)
    this.inText = new Uint16Array(capacity)
    this.isWord = new Uint8Array(capacity)
  }

  /** Reads one message. `text` and `title` as people wrote them. Call `clear` before the next. */
  read(title: string | null, text: string, lookup: Lookup): void {
    if (title !== null) {
      const heading = readable(title)
      eachGram(heading, (hash) => this.add(lookup(hash), GRAM, this.inTitle))
      eachWord(heading, (hash) => this.add(lookup(hash), WORD, this.inTitle))
    }
    const body = readable(text)
    eachGram(body, (hash, _start, end) => {
      const id = lookup(hash)
      this.add(id, GRAM, this.inText)
      if (end <= HEAD) this.add(id, GRAM, this.inHead)
    })
    eachWord(body, (hash) => this.add(lookup(hash), WORD, this.inText))
  }

  clear(): void {
    for (let i = 0; i < this.found; i++) {
      const id = this.ids[i] as number
      this.inTitle[id] = 0
      this.inHead[id] = 0
      this.inText[id] = 0
    }
    this.found = 0
  }

  private add(id: number, kind: number, where: Uint16Array): void {
    if (id < 0) return
    let counts = where
    if (id >= this.inTitle.length) {
      const isTitle = where === this.inTitle
      const isHead = where === this.inHead
      this.grow(id)
      counts = isTitle ? this.inTitle : isHead ? this.inHead : this.inText
    }
    if (this.inTitle[id] === 0 && this.inText[id] === 0) {
      if (this.found === this.ids.length) this.ids = widened(this.ids, Int32Array, this.found * 2)
      this.ids[this.found++] = id
      this.isWord[id] = kind
    }
    const count = counts[id] as number
    if (count < 65_535) counts[id] = count + 1
  }

  private grow(id: number): void {
    const capacity = Math.max(id + 1, this.inTitle.length * 2)
    this.inTitle = widened(this.inTitle, Uint16Array, capacity)
    this.inHead = widened(this.inHead, Uint16Array, capacity)
    this.inText = widened(this.inText, Uint16Array, capacity)
    this.isWord = widened(this.isWord, Uint8Array, capacity)
  }
}

type Typed = Int32Array | Uint16Array | Uint8Array

function widened<T extends Typed>(values: T, Make: new (length: number) => T, capacity: number): T {
  const wide = new Make(capacity)
  wide.set(values)
  return wide
}

/** Numbers every piece that comes, new ones too. */
export function interning(table: HashTable): Lookup {
  return (hash) => table.intern(hash)
}

/** Numbers only the pieces that are known. */
export function finding(table: HashTable): Lookup {
  return (hash) => table.find(hash)
}
