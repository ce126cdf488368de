import { foldForSearch } from './body.ts'

export interface SnippetPart {
  readonly text: string
  readonly hit: boolean
}

const AROUND = 24
const MOST_SNIPPETS = 2

/**
 * Pieces of a body around the words that were searched for, the words marked; one piece per line at most. The title is shown
 * anyway: its line comes last.
 */
export function snippetsOf(body: string, terms: readonly string[], title: string | null = null): SnippetPart[][] {
  const wanted = terms.map((term) => term.toLowerCase())
  const snippets: SnippetPart[][] = []
  const missing = new Set(wanted)
  const lines = body.split('\n')
  const heads = title !== null && lines[0] === foldForSearch(title)
  for (const line of heads ? [...lines.slice(1), ...lines.slice(0, 1)] : lines) {
    const here = wanted.filter((term) => lower(line).includes(term))
    // A line that tells nothing new gives way to one that holds another word.
    if (here.length === 0 || (snippets.length > 0 && !here.some((term) => missing.has(term)))) continue
    for (const term of here) missing.delete(term)
    snippets.push(cut(line, here))
    if (snippets.length === MOST_SNIPPETS) break
  }
  return snippets
}

function cut(line: string, terms: readonly string[]): SnippetPart[] {
  const low = lower(line)
  const spans = terms
    .flatMap((term) => spansOf(low, term))
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .reduce<{ from: number; to: number }[]>((all, span) => {
      const last = all.at(-1)
      if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
      else all.push({ ...span })
      return all
    }, [])
  const first = spans[0]?.from ?? 0
  const start = wholeCharacter(line, Math.max(0, first - AROUND))
  const end = wholeCharacter(line, Math.min(line.length, first + AROUND * 3))
  const parts: SnippetPart[] = []
  const add = (text: string, hit: boolean): void => {
    if (text !== '') parts.push({ text, hit })
  }
  let at = start
  add(start > 0 ? '…' : '', false)
  for (const { from, to } of spans) {
    if (from >= end) break
    add(line.slice(at, from), false)
    add(line.slice(from, to), true)
    at = to
  }
  add(line.slice(at, Math.max(at, end)), false)
  add(Math.max(at, end) < line.length ? '…' : '', false)
  return parts
}

function spansOf(low: string, term: string): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = []
  for (let at = low.indexOf(term); at !== -1; at = low.indexOf(term, at + 1))
    spans.push({ from: at, to: at + term.length })
  return spans
}

/** ASCII letters only, as the database compares: other lower-casing may change the length. */
function lower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** Never between the halves of one character. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}
