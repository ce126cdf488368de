import { type Fraction, fraction, mul, toDecimal } from '../fraction.ts'
import { parseFormula } from './parser.ts'
import type { NumberNode } from './tree.ts'

export interface FormulaPart {
  /** The name as the formula has it. */
  readonly name: string
  readonly weight: Fraction
}

/**
 * The terms of a formula that is a plain weighted sum, `10% * 响应率 + 50% * 解决率`: what a composite is composed of. Null for any other
 * formula, whose result can't be told apart by its names.
 */
export function weightedParts(formula: string): readonly FormulaPart[] | null {
  const parsed = parseFormula(formula)
  if (!parsed.ok) return null
  const { root } = parsed.value
  const terms = root.kind === 'sum' ? [root.first, ...root.rest.map(({ operand }) => operand)] : [root]
  if (root.kind === 'sum' && root.rest.some(({ sign }) => sign !== '+')) return null
  const parts = terms.map(partOf)
  return parts.every((part) => part !== null) ? (parts as FormulaPart[]) : null
}

/** Points that a part gives at a rate, `weight × rate × 100`, rounded half-up. */
export function pointsOf({ weight }: FormulaPart, rate: Fraction, decimals: number): string {
  return toDecimal(mul(mul(weight, rate), fraction(100)), decimals)
}

function partOf(term: NumberNode): FormulaPart | null {
  if (term.kind === 'name') return { name: term.name, weight: fraction(1) }
  if (term.kind !== 'product' || term.rest.length !== 1 || term.rest[0]?.sign !== '*') return null
  const [a, b] = [term.first, term.rest[0].operand]
  if (a.kind === 'number' && b.kind === 'name') return { name: b.name, weight: a.value }
  if (b.kind === 'number' && a.kind === 'name') return { name: a.name, weight: b.value }
  return null
}
