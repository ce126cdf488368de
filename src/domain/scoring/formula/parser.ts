import { done, type Result } from '../../kernel/result.ts'
import { div, fraction, fromDecimal } from '../fraction.ts'
import { FormulaFault, type Position } from './fault.ts'
import { type Keyword, type Sign, type Token, tokensOf } from './tokens.ts'
import type { Comparison, ConditionNode, Formula, Node, NumberNode, Step } from './tree.ts'

/** Brackets, calls, if-then-else and unary minus inside one another. */
const DEEPEST = 100

const HUNDRED = fraction(100)
const COMPARISONS: readonly Sign[] = ['=', '!=', '<', '<=', '>', '>='] satisfies Comparison[]

/**
 * Reads the text of a score formula, a subset of FEEL (DMN 1.3 and later): decimals, `10%` (a percentage, FEEL has
 * none), names of Chinese and Latin letters, + − × ÷, comparisons, and/or, if-then-else, min, max. Anything else is
 * refused with a position. Binding, weakest first: if, or, and, comparison (does not chain), + −, × ÷, unary −.
 */
export function parseFormula(text: string): Result<Formula> {
  try {
    return done(new Parser(text).formula())
  } catch (fault) {
    if (fault instanceof FormulaFault) return { ok: false, rejection: fault.rejection }
    throw fault
  }
}

class Parser {
  private readonly text: string
  private readonly tokens: readonly Token[]
  private index = 0
  private depth = 0
  private readonly open: Position[] = []
  private readonly names: { name: string; at: Position }[] = []

  constructor(text: string) {
    this.text = text
    this.tokens = tokensOf(text)
  }

  formula(): Formula {
    const at = this.next().at
    if (this.next().kind === 'end') throw new FormulaFault('formula.empty', at)
    const root = numeric(this.expression(), at)
    if (this.next().kind !== 'end') throw this.unexpected()
    return { text: this.text, names: this.names, root }
  }

  private expression(): Node {
    if (!this.isWord('if')) return this.either()
    return this.deeper(() => {
      this.expectWord('if')
      const when = this.condition(() => this.expression())
      this.expectWord('then')
      const chosen = this.number(() => this.expression())
      this.expectWord('else')
      const otherwise = this.number(() => this.expression())
      return { kind: 'choice', when, chosen, otherwise }
    })
  }

  private either(): Node {
    return this.logical('or', () => this.both())
  }

  private both(): Node {
    return this.logical('and', () => this.comparison())
  }

  private logical(kind: 'and' | 'or', operand: () => Node): Node {
    const at = this.next().at
    const first = operand()
    if (!this.isWord(kind)) return first
    const of = [conditional(first, at)]
    while (this.skipWord(kind)) of.push(this.condition(operand))
    return { kind, of }
  }

  private comparison(): Node {
    const at = this.next().at
    const left = this.sum()
    const sign = this.takeSign(COMPARISONS) as Comparison | null
    if (sign === null) return left
    return { kind: 'comparison', sign, left: numeric(left, at), right: this.number(() => this.sum()) }
  }

  private sum(): Node {
    return this.chain('sum', ['+', '-'], () => this.product())
  }

  private product(): Node {
    return this.chain('product', ['*', '/'], () => this.unary())
  }

  private chain(kind: 'sum', signs: readonly ('+' | '-')[], operand: () => Node): Node
  private chain(kind: 'product', signs: readonly ('*' | '/')[], operand: () => Node): Node
  private chain(kind: 'sum' | 'product', signs: readonly Sign[], operand: () => Node): Node {
    const start = this.next().at
    const first = operand()
    const rest: Step<Sign>[] = []
    for (;;) {
      const at = this.next().at
      const sign = this.takeSign(signs)
      if (sign === null) break
      rest.push({ sign, operand: this.number(operand), at })
    }
    return rest.length === 0 ? first : ({ kind, first: numeric(first, start), rest } as NumberNode)
  }

  private unary(): Node {
    if (this.takeSign(['-']) === null) return this.primary()
    return this.deeper(() => ({ kind: 'negative', of: this.number(() => this.unary()) }))
  }

  private primary(): Node {
    const token = this.next()
    if (token.kind === 'number') {
      this.index += 1
      const value = fromDecimal(token.text)
      return { kind: 'number', value: this.takeSign(['%']) === null ? value : div(value, HUNDRED) }
    }
    if (token.kind === 'name') {
      this.index += 1
      if (this.isSign('(')) throw new FormulaFault('formula.unknown-function', token.at, { name: token.text })
      this.names.push({ name: token.text, at: token.at })
      return { kind: 'name', name: token.text, at: token.at }
    }
    if (token.kind === 'keyword' && (token.keyword === 'min' || token.keyword === 'max')) {
      this.index += 1
      return { kind: token.keyword, of: this.bracketed(() => this.list()) }
    }
    return this.bracketed(() => this.expression())
  }

  private list(): NumberNode[] {
    const of = [this.number(() => this.expression())]
    while (this.takeSign([',']) !== null) of.push(this.number(() => this.expression()))
    return of
  }

  private bracketed<T>(inside: () => T): T {
    const at = this.next().at
    if (this.takeSign(['(']) === null) throw this.unexpected()
    this.open.push(at)
    const content = this.deeper(inside)
    if (this.takeSign([')']) === null) throw this.unexpected()
    this.open.pop()
    return content
  }

  private deeper<T>(inside: () => T): T {
    this.depth += 1
    if (this.depth > DEEPEST) throw new FormulaFault('formula.too-deep', this.next().at, { deepest: DEEPEST })
    const content = inside()
    this.depth -= 1
    return content
  }

  private number(read: () => Node): NumberNode {
    const at = this.next().at
    return numeric(read(), at)
  }

  private condition(read: () => Node): ConditionNode {
    const at = this.next().at
    return conditional(read(), at)
  }

  private next(): Token {
    const token = this.tokens[this.index]
    if (token === undefined) throw new Error('read past the end of a formula')
    return token
  }

  private isSign(sign: Sign): boolean {
    const token = this.next()
    return token.kind === 'sign' && token.sign === sign
  }

  private takeSign<S extends Sign>(signs: readonly S[]): S | null {
    const sign = signs.find((candidate) => this.isSign(candidate))
    if (sign === undefined) return null
    this.index += 1
    return sign
  }

  private isWord(word: Keyword): boolean {
    const token = this.next()
    return token.kind === 'keyword' && token.keyword === word
  }

  private skipWord(word: Keyword): boolean {
    if (!this.isWord(word)) return false
    this.index += 1
    return true
  }

  private expectWord(word: Keyword): void {
    if (!this.skipWord(word)) throw this.unexpected()
  }

  private unexpected(): FormulaFault {
    const token = this.next()
    if (token.kind !== 'end') return new FormulaFault('formula.unexpected-token', token.at, { found: token.text })
    const bracket = this.open.at(-1)
    return bracket === undefined
      ? new FormulaFault('formula.unexpected-end', token.at)
      : new FormulaFault('formula.unclosed-bracket', bracket)
  }
}

function isCondition(node: Node): node is ConditionNode {
  return node.kind === 'comparison' || node.kind === 'and' || node.kind === 'or'
}

function numeric(node: Node, at: Position): NumberNode {
  if (isCondition(node)) throw new FormulaFault('formula.number-expected', at)
  return node
}

function conditional(node: Node, at: Position): ConditionNode {
  if (!isCondition(node)) throw new FormulaFault('formula.condition-expected', at)
  return node
}
