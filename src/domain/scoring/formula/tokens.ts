import { FormulaFault, type NotAllowedKind, type Position } from './fault.ts'

/** Length of a formula in UTF-16 units, as a text field's `maxlength` counts them. */
const LONGEST = 4_000

export type Sign = '+' | '-' | '*' | '/' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '(' | ')' | ',' | '%'
export type Keyword = 'and' | 'or' | 'if' | 'then' | 'else' | 'min' | 'max'

export type Token = { readonly at: Position; readonly text: string } & (
  | { readonly kind: 'number' }
  | { readonly kind: 'name' }
  | { readonly kind: 'sign'; readonly sign: Sign }
  | { readonly kind: 'keyword'; readonly keyword: Keyword }
  | { readonly kind: 'end' }
)

const KEYWORDS = new Set<string>(['and', 'or', 'if', 'then', 'else', 'min', 'max'] satisfies Keyword[])

/** Words of FEEL that our subset leaves out: as names they would change the meaning for another FEEL engine. */
const FOREIGN_WORDS = new Set(
  'for in return some every satisfies between instance of function external not true false null'.split(' '),
)

/** Spellings that an input method or a typesetter produces, and the sign that each stands for. */
const SPELLINGS: Readonly<Record<string, Sign>> = {
  '−': '-', // U+2212
  '×': '*',
  '÷': '/',
  '（': '(',
  '）': ')',
  '，': ',',
  '％': '%',
}

const SPACE = /[ \t\r\n\u3000]+/uy
const NUMBER = /[0-9]+(?:\.[0-9]+)?/uy
const NAME = /[A-Za-z\p{Script=Han}][A-Za-z0-9\p{Script=Han}]*/uy
const SIGN = /<=|>=|!=|[-+*/=<>(),%−×÷（），％]/uy

const NOT_ALLOWED: readonly (readonly [RegExp, NotAllowedKind])[] = [
  [/\/\/|\/\*/uy, 'comment'],
  [/\*\*/uy, 'power'],
  [/["'“”‘’]/uy, 'text'],
  [/[[\]]/uy, 'list'],
  [/[{}]/uy, 'context'],
  [/(?<=[A-Za-z0-9\p{Script=Han})）])\.(?=[A-Za-z\p{Script=Han}])/uy, 'property'],
]

/** The words and signs of a formula; the last token is always the end. @throws FormulaFault */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let offset = 0
  let at: Position = { line: 1, column: 1 }
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = offset
    return pattern.exec(text)?.[0] ?? ''
  }
  const step = (part: string) => {
    offset += part.length
    at = after(at, part)
  }
  if (text.length > LONGEST) {
    throw new FormulaFault('formula.too-long', after(at, text.slice(0, LONGEST)), { longest: LONGEST })
  }
  while (offset < text.length) {
    const space = take(SPACE)
    if (space !== '') {
      step(space)
      continue
    }
    for (const [pattern, what] of NOT_ALLOWED) {
      const found = take(pattern)
      if (found !== '') throw new FormulaFault('formula.not-allowed', at, { what, found })
    }
    const token = number(take(NUMBER), at) ?? word(take(NAME), at) ?? sign(take(SIGN), at)
    if (token === null) throw new FormulaFault('formula.unexpected-character', at, { found: visible(text, offset) })
    tokens.push(token)
    step(token.text)
  }
  tokens.push({ kind: 'end', at, text: '' })
  return tokens
}

function number(text: string, at: Position): Token | null {
  return text === '' ? null : { kind: 'number', at, text }
}

function word(text: string, at: Position): Token | null {
  if (text === '') return null
  if (FOREIGN_WORDS.has(text)) throw new FormulaFault('formula.not-allowed', at, { what: 'word', found: text })
  return isKeyword(text) ? { kind: 'keyword', at, text, keyword: text } : { kind: 'name', at, text }
}

function sign(text: string, at: Position): Token | null {
  return text === '' ? null : { kind: 'sign', at, text, sign: SPELLINGS[text] ?? (text as Sign) }
}

function isKeyword(text: string): text is Keyword {
  return KEYWORDS.has(text)
}

function after(at: Position, part: string): Position {
  const lines = part.split(/\r\n|\r|\n/u)
  const length = [...(lines.at(-1) ?? '')].length
  return lines.length === 1
    ? { line: at.line, column: at.column + length }
    : { line: at.line + lines.length - 1, column: length + 1 }
}

/** The character at an offset; those that cannot be seen (controls, zero-width, odd spaces) by their number. */
function visible(text: string, offset: number): string {
  const code = text.codePointAt(offset) ?? 0
  const character = String.fromCodePoint(code)
  return /[\p{C}\p{Z}]/u.test(character) ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : character
}
