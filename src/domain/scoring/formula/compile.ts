import { toNumber } from '../fraction.ts'
import type { Comparison, ConditionNode, Formula, NumberNode } from './tree.ts'

/** Values by the place of their name in `names`; NaN: no sample. */
export type FloatFormula = (values: Float64Array) => number

/**
 * The formula on doubles, for the thousands of draws behind an interval; scores are never computed with it. NaN stands for
 * "no value": a metric without a sample, what follows from it, and a division by zero.
 */
export function compileFormula(formula: Formula, names: readonly string[]): FloatFormula {
  const places = new Map(names.map((name, place) => [name, place]))
  return numberOf(formula.root, places)
}

type Places = ReadonlyMap<string, number>

function numberOf(node: NumberNode, places: Places): FloatFormula {
  switch (node.kind) {
    case 'number': {
      const value = toNumber(node.value)
      return () => value
    }
    case 'name': {
      const place = places.get(node.name)
      return place === undefined ? () => Number.NaN : (values) => values[place] ?? Number.NaN
    }
    case 'negative': {
      const of = numberOf(node.of, places)
      return (values) => -of(values)
    }
    case 'sum':
    case 'product': {
      const first = numberOf(node.first, places)
      const steps = node.rest.map(({ sign, operand }) => STEPS[sign](numberOf(operand, places)))
      return (values) => {
        let value = first(values)
        for (const step of steps) value = step(value, values)
        return value
      }
    }
    case 'min':
    case 'max': {
      const parts = node.of.map((part) => numberOf(part, places))
      // Both give NaN as soon as one part is NaN, which is what "no value" demands.
      const pick = node.kind === 'min' ? Math.min : Math.max
      return (values) => parts.map((part) => part(values)).reduce((best, value) => pick(best, value))
    }
    case 'choice': {
      const when = truthOf(node.when, places)
      const chosen = numberOf(node.chosen, places)
      const otherwise = numberOf(node.otherwise, places)
      return (values) => {
        const holds = when(values)
        if (holds === null) return Number.NaN
        return holds ? chosen(values) : otherwise(values)
      }
    }
  }
}

/** Goes on from the value of what stands left of it. */
type FloatStep = (left: number, values: Float64Array) => number

const STEPS: Readonly<Record<'+' | '-' | '*' | '/', (of: FloatFormula) => FloatStep>> = {
  '+': (of) => (left, values) => left + of(values),
  '-': (of) => (left, values) => left - of(values),
  '*': (of) => (left, values) => left * of(values),
  '/': (of) => (left, values) => {
    const right = of(values)
    return right === 0 ? Number.NaN : left / right
  },
}

function truthOf(node: ConditionNode, places: Places): (values: Float64Array) => boolean | null {
  if (node.kind === 'comparison') {
    const left = numberOf(node.left, places)
    const right = numberOf(node.right, places)
    const holds = HOLDS[node.sign]
    return (values) => {
      const a = left(values)
      const b = right(values)
      return Number.isNaN(a) || Number.isNaN(b) ? null : holds(a, b)
    }
  }
  const decisive = node.kind === 'or'
  const parts = node.of.map((part) => truthOf(part, places))
  return (values) => {
    let truth: boolean | null = !decisive
    for (const part of parts) {
      const value = part(values)
      if (value === decisive) return decisive
      if (value === null) truth = null
    }
    return truth
  }
}

const HOLDS: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}
