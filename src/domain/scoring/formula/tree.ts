import { done, type Result } from '../../kernel/result.ts'
import type { Fraction } from '../fraction.ts'
import { FormulaFault, type Position } from './fault.ts'

export type NumberNode =
  | { readonly kind: 'number'; readonly value: Fraction }
  | { readonly kind: 'name'; readonly name: string; readonly at: Position }
  | { readonly kind: 'negative'; readonly of: NumberNode }
  /** Chains are flat, so that 2,000 terms do not make 2,000 levels of recursion. */
  | { readonly kind: 'sum'; readonly first: NumberNode; readonly rest: readonly Step<'+' | '-'>[] }
  | { readonly kind: 'product'; readonly first: NumberNode; readonly rest: readonly Step<'*' | '/'>[] }
  | { readonly kind: 'min' | 'max'; readonly of: readonly NumberNode[] }
  | {
      readonly kind: 'choice'
      readonly when: ConditionNode
      readonly chosen: NumberNode
      readonly otherwise: NumberNode
    }

export interface Step<Sign> {
  readonly sign: Sign
  readonly operand: NumberNode
  /** Where the sign stands. */
  readonly at: Position
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

export type ConditionNode =
  | { readonly kind: 'comparison'; readonly sign: Comparison; readonly left: NumberNode; readonly right: NumberNode }
  | { readonly kind: 'and' | 'or'; readonly of: readonly ConditionNode[] }

export type Node = NumberNode | ConditionNode

/** A formula that was read and whose result is a number; whether its names exist is asked by `checkFormula`. */
export interface Formula {
  readonly text: string
  readonly names: readonly { readonly name: string; readonly at: Position }[]
  readonly root: NumberNode
}

/** The names that a formula uses, each once, in the order of their first appearance. */
export function namesIn(formula: Formula): string[] {
  return [...new Set(formula.names.map((use) => use.name))]
}

/** The formula itself when each of its names is allowed, else `formula.unknown-name` at the first that is not. */
export function checkFormula(formula: Formula, allowedNames: Iterable<string>): Result<Formula> {
  const allowed = new Set(allowedNames)
  const unknown = formula.names.find((use) => !allowed.has(use.name))
  if (unknown === undefined) return done(formula)
  return { ok: false, rejection: unknownName(unknown.name, unknown.at).rejection }
}

export function unknownName(name: string, at: Position): FormulaFault {
  return new FormulaFault('formula.unknown-name', at, { name })
}
