import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, compare, div, type Fraction, fraction, fromDecimal, isZero, mul, negate, sub } from '../fraction.ts'
import { evaluate, type Values } from './evaluator.ts'
import { parseFormula } from './parser.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

function read(text: string) {
  const result = parseFormula(text)
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.rejection)}`)
  return result.value
}

// A second evaluator: it computes a generated tree directly, without text, with none of the code under test but the
// fractions, and says 'zero' where the other must refuse.
type Tree =
  | { op: 'value'; text: string }
  | { op: 'name'; name: string }
  | { op: '+' | '-' | '*' | '/' | 'min' | 'max'; a: Tree; b: Tree }
  | { op: 'negative'; a: Tree }
  | { op: 'if'; test: Test; a: Tree; b: Tree }
type Test = { op: '=' | '!=' | '<' | '<=' | '>' | '>='; a: Tree; b: Tree } | { op: 'and' | 'or'; p: Test; q: Test }
type Naive = Fraction | null | 'zero'

function naive(tree: Tree, values: Values): Naive {
  if (tree.op === 'value') return tree.text.endsWith('%') ? percent(tree.text) : fromDecimal(tree.text)
  if (tree.op === 'name') return values[tree.name] ?? null
  if (tree.op === 'if') {
    const holds = naiveTest(tree.test, values)
    if (typeof holds !== 'boolean') return holds
    return naive(holds ? tree.a : tree.b, values)
  }
  const a = naive(tree.a, values)
  if (a === 'zero') return a
  if (tree.op === 'negative') return a === null ? null : negate(a)
  const b = naive(tree.b, values)
  if (b === 'zero') return b
  if (a === null || b === null) return null
  if (tree.op === '+') return add(a, b)
  if (tree.op === '-') return sub(a, b)
  if (tree.op === '*') return mul(a, b)
  if (tree.op === '/') return isZero(b) ? 'zero' : div(a, b)
  return compare(a, b) < 0 === (tree.op === 'min') ? a : b
}

function percent(text: string): Fraction {
  return mul(fromDecimal(text.slice(0, -1)), fraction(1, 100))
}

function naiveTest(test: Test, values: Values): boolean | null | 'zero' {
  if ('p' in test) {
    const p = naiveTest(test.p, values)
    if (p === 'zero' || p === (test.op === 'or')) return p
    const q = naiveTest(test.q, values)
    if (q === 'zero' || q === (test.op === 'or')) return q
    return p === null || q === null ? null : test.op === 'and'
  }
  const a = naive(test.a, values)
  if (a === 'zero') return a
  const b = naive(test.b, values)
  if (b === 'zero') return b
  if (a === null || b === null) return null
  const order = compare(a, b)
  const holds = {
    '=': order === 0,
    '!=': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  }
  return holds[test.op]
}

// Brackets around everything, or only where binding demands them: both spellings must mean the tree.
const BINDING = { '+': 1, '-': 1, '*': 2, '/': 2 }

function written(tree: Tree, sparse: boolean, floor = 0): string {
  if (tree.op === 'value') return tree.text
  if (tree.op === 'name') return tree.name
  if (tree.op === 'min' || tree.op === 'max') {
    return `${tree.op}（${written(tree.a, sparse)}，${written(tree.b, sparse)}）`
  }
  const bracket = (text: string, needed: boolean) => (needed || !sparse ? `(${text})` : text)
  if (tree.op === 'negative') return bracket(`-${written(tree.a, sparse, 3)}`, false)
  if (tree.op === 'if') {
    const branches = `then ${written(tree.a, sparse)} else ${written(tree.b, sparse)}`
    return bracket(`if ${writtenTest(tree.test, sparse)} ${branches}`, floor > 0)
  }
  const binding = BINDING[tree.op]
  const text = `${written(tree.a, sparse, binding)} ${tree.op} ${written(tree.b, sparse, binding + 1)}`
  return bracket(text, binding < floor)
}

function writtenTest(test: Test, sparse: boolean, floor = 0): string {
  if ('p' in test) {
    const binding = test.op === 'or' ? 1 : 2
    const text = `${writtenTest(test.p, sparse, binding)} ${test.op} ${writtenTest(test.q, sparse, binding + 1)}`
    return binding < floor || !sparse ? `(${text})` : text
  }
  return `${written(test.a, sparse, 1)} ${test.op} ${written(test.b, sparse, 1)}`
}

const { tree: trees } = fc.letrec<{ tree: Tree; test: Test }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.record({ op: fc.constant('value' as const), text: fc.constantFrom('0', '1', '2', '0.9', '10%', '33.3%', '7') }),
    fc.record({ op: fc.constant('name' as const), name: fc.constantFrom('响应率', 'x', '空', '零') }),
    fc.record({
      op: fc.constantFrom('+', '-', '*', '/', 'min', 'max') as fc.Arbitrary<'+' | '-' | '*' | '/' | 'min' | 'max'>,
      a: tie('tree'),
      b: tie('tree'),
    }),
    fc.record({ op: fc.constant('negative' as const), a: tie('tree') }),
    fc.record({ op: fc.constant('if' as const), test: tie('test'), a: tie('tree'), b: tie('tree') }),
  ),
  test: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({
      op: fc.constantFrom('=', '!=', '<', '<=', '>', '>=') as fc.Arbitrary<'=' | '!=' | '<' | '<=' | '>' | '>='>,
      a: tie('tree'),
      b: tie('tree'),
    }),
    fc.record({ op: fc.constantFrom('and', 'or') as fc.Arbitrary<'and' | 'or'>, p: tie('test'), q: tie('test') }),
  ),
}))

describe('a generated formula', () => {
  it('means what a naive evaluator of its tree says', () => {
    const values: Values = { 响应率: fraction(99, 100), x: fraction(-7, 3), 空: null, 零: fraction(0) }
    const seen = { zero: 0, none: 0, some: 0 }
    fc.assert(
      fc.property(trees, fc.boolean(), (tree, sparse) => {
        const text = written(tree, sparse)
        fc.pre(text.length <= 4_000)
        const expected = naive(tree, values)
        seen[expected === 'zero' ? 'zero' : expected === null ? 'none' : 'some'] += 1
        const result = evaluate(read(text), values, 'u')
        if (expected === 'zero') expect(result).toMatchObject({ rejection: { code: 'formula.division-by-zero' } })
        else expect(result).toEqual({ ok: true, value: expected })
      }),
      { numRuns },
    )
    expect(Math.min(seen.zero, seen.none, seen.some)).toBeGreaterThan(0)
  })
})
