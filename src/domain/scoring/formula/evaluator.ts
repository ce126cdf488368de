import { done, type Result } from '../../kernel/result.ts'
import { add, compare, div, type Fraction, isZero, mul, negate, sub } from '../fraction.ts'
import { FormulaFault } from './fault.ts'
import { type Comparison, type ConditionNode, type Formula, type NumberNode, unknownName } from './tree.ts'

/** Named metrics of one unit; null: no sample, so the metric has no value. */
export type Values = Readonly<Record<string, Fraction | null>>

/**
 * The formula's exact value for one subject (a unit's name, for the sentence of an error).
 *
 * No sample stays no sample, and never turns into 0: arithmetic, min, max and comparisons on null are null, and so is
 * an if-then-else whose condition is null (FEEL takes the else branch there; a missing figure must not choose a rule).
 * `and` and `or` have three values as in FEEL: a false decides an `and`, a true decides an `or`, whatever else is null.
 * Operands are computed from left to right; a decided `and` / `or` and an unchosen branch are not computed, so that
 * `if 诉求量 = 0 then 0 else 1 ÷ 诉求量` is safe. Null ÷ 0 is null.
 *
 * Errors: `formula.division-by-zero`, `formula.unknown-name` (a name without an entry in `values`).
 */
export function evaluate(formula: Formula, values: Values, subject: string): Result<Fraction | null> {
  try {
    return done(numberOf(formula.root, { values, subject }))
  } catch (fault) {
    if (fault instanceof FormulaFault) return { ok: false, rejection: fault.rejection }
    throw fault
  }
}

interface Scope {
  readonly values: Values
  readonly subject: string
}

function numberOf(node: NumberNode, scope: Scope): Fraction | null {
  switch (node.kind) {
    case 'number':
      return node.value
    case 'name':
      return metricOf(node, scope)
    case 'negative': {
      const value = numberOf(node.of, scope)
      return value === null ? null : negate(value)
    }
    case 'sum':
    case 'product':
      return chainOf(node, scope)
    case 'min':
    case 'max':
      return extremeOf(node.of, node.kind === 'min' ? -1 : 1, scope)
    case 'choice': {
      const holds = truthOf(node.when, scope)
      return holds === null ? null : numberOf(holds ? node.chosen : node.otherwise, scope)
    }
  }
}

function metricOf(node: NumberNode & { kind: 'name' }, scope: Scope): Fraction | null {
  const value = Object.hasOwn(scope.values, node.name) ? scope.values[node.name] : undefined
  if (value === undefined) throw unknownName(node.name, node.at)
  return value
}

function chainOf(node: NumberNode & { kind: 'sum' | 'product' }, scope: Scope): Fraction | null {
  let value = numberOf(node.first, scope)
  for (const { sign, operand, at } of node.rest) {
    const right = numberOf(operand, scope)
    if (value === null || right === null) {
      value = null
      continue
    }
    if (sign === '/' && isZero(right)) {
      throw new FormulaFault('formula.division-by-zero', at, { subject: scope.subject })
    }
    value = OPERATIONS[sign](value, right)
  }
  return value
}

const OPERATIONS = { '+': add, '-': sub, '*': mul, '/': div }

function extremeOf(of: readonly NumberNode[], side: -1 | 1, scope: Scope): Fraction | null {
  const values = of.map((node) => numberOf(node, scope))
  return values.reduce((best, value) => {
    if (best === null || value === null) return null
    return compare(value, best) === side ? value : best
  })
}

function truthOf(node: ConditionNode, scope: Scope): boolean | null {
  if (node.kind === 'comparison') {
    const left = numberOf(node.left, scope)
    const right = numberOf(node.right, scope)
    return left === null || right === null ? null : HOLDS[node.sign](compare(left, right))
  }
  const decisive = node.kind === 'or'
  let truth: boolean | null = !decisive
  for (const part of node.of) {
    const value = truthOf(part, scope)
    if (value === decisive) return decisive
    if (value === null) truth = null
  }
  return truth
}

const HOLDS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}
