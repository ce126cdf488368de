/** One phrase found in a text: `[start, end)` in code units of the text that was scanned. */
export interface PhraseHit<T> {
  readonly start: number
  readonly end: number
  readonly value: T
}

export interface PhraseIndex<T> {
  /** Every phrase at every position, shorter ones inside longer ones too; by start, then by length. */
  scan(text: string): PhraseHit<T>[]
}

interface Node<T> {
  next: Map<number, Node<T>> | null
  values: T[] | null
}

/**
 * A trie over many phrases, walked once from every position of a text. Names and keywords are short (rarely over ten
 * characters), so that the walk costs about the text's length; links of failure would buy nothing.
 * Empty phrases are ignored; a phrase given twice yields both values.
 */
export function makePhraseIndex<T>(phrases: Iterable<readonly [phrase: string, value: T]>): PhraseIndex<T> {
  const root = new Map<number, Node<T>>()
  for (const [phrase, value] of phrases) insert(root, phrase, value)
  return {
    scan(text) {
      const hits: PhraseHit<T>[] = []
      for (let start = 0; start < text.length; start++) {
        let at = root.get(text.charCodeAt(start))
        for (let end = start + 1; at; end++) {
          if (at.values) for (const value of at.values) hits.push({ start, end, value })
          at = at.next?.get(text.charCodeAt(end))
        }
      }
      return hits
    },
  }
}

function insert<T>(root: Map<number, Node<T>>, phrase: string, value: T): void {
  let level = root
  for (let i = 0; i < phrase.length; i++) {
    const unit = phrase.charCodeAt(i)
    let node = level.get(unit)
    if (!node) {
      node = { next: null, values: null }
      level.set(unit, node)
    }
    if (i === phrase.length - 1) {
      if (node.values) node.values.push(value)
      else node.values = [value]
      return
    }
    node.next ??= new Map()
    level = node.next
  }
}
