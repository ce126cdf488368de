import fc from 'fast-check'
import { evaluate as evaluateFeel } from 'feelin'
import { describe, expect, it } from 'vitest'
import { fraction, fromDecimal, toNumber } from '../fraction.ts'
import { compileFormula } from './compile.ts'
import { evaluate, type Values } from './evaluator.ts'
import { parseFormula } from './parser.ts'
import { namesIn } from './tree.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

/**
 * Values and divisors are such that doubles are exact (halves, quarters), so that a comparison cannot fall to one side here and to the
 * other there. Percentages and the signs × ÷ − are ours alone; a formula without them is plain FEEL.
 */
const NAMES = { 响应率: '0.75', 解决率: '0.5', 满意率: '1', volume: '12', x: '-2.25' }

const { number: formulas } = fc.letrec<{ number: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'formula' },
    fc.constantFrom('0', '1', '2', '0.5', '7', ...Object.keys(NAMES)),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number')).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(tie('number'), fc.constantFrom('1', '2', '4', '0.5')).map(([a, b]) => `${a} / ${b}`),
    fc.tuple(tie('number'), fc.constantFrom('+', '-'), tie('number')).map(([a, sign, b]) => `${a} ${sign} (${b})`),
    tie('number').map((a) => `-(${a})`),
    fc.tuple(fc.constantFrom('min', 'max'), tie('number'), tie('number')).map(([name, a, b]) => `${name}(${a}, ${b})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([when, a, b]) => `(if ${when} then ${a} else ${b})`),
  ),
  condition: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'formula' },
    fc
      .tuple(tie('number'), fc.constantFrom('=', '!=', '<', '<=', '>', '>='), tie('number'))
      .map(([a, sign, b]) => `(${a}) ${sign} (${b})`),
    fc
      .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
      .map(([p, word, q]) => `(${p}) ${word} (${q})`),
  ),
}))

const values: Values = Object.fromEntries(Object.entries(NAMES).map(([name, text]) => [name, fromDecimal(text)]))
const numbers = Object.fromEntries(Object.entries(NAMES).map(([name, text]) => [name, Number(text)]))

describe('a formula that is plain FEEL', () => {
  it('means what feelin says, exactly and on doubles', () => {
    fc.assert(
      fc.property(formulas, (text) => {
        fc.pre(text.length <= 4_000)
        const read = parseFormula(text)
        if (!read.ok) throw new Error(`${text}: ${read.rejection.code}`)
        const ours = evaluate(read.value, values, 'u')
        if (!ours.ok || ours.value === null) throw new Error(text)
        const theirs: unknown = evaluateFeel(text, numbers).value
        expect(toNumber(ours.value), text).toBe(Number(theirs) + 0)
        const names = namesIn(read.value)
        const onDoubles = compileFormula(read.value, names)(Float64Array.from(names, (name) => numbers[name] ?? NaN))
        expect(onDoubles + 0, text).toBe(toNumber(ours.value))
      }),
      { numRuns },
    )
  })

  it('has no value where feelin has none: a division by zero, a name without a sample', () => {
    expect(evaluateFeel('1 / (volume - 12)', numbers).value).toBeNull()
    const zero = parseFormula('1 / (volume - 12)')
    expect(zero.ok && evaluate(zero.value, values, '展览路街道')).toMatchObject({
      ok: false,
      rejection: { code: 'formula.division-by-zero', facts: { subject: '展览路街道', line: 1, column: 3 } },
    })
    expect(zero.ok && compileFormula(zero.value, ['volume'])(Float64Array.of(12))).toBeNaN()
    expect(evaluateFeel('min(1, y) + 1', { y: null }).value).toBeNull()
    const none = parseFormula('min(1, y) + 1')
    expect(none.ok && evaluate(none.value, { y: null }, 'u')).toEqual({ ok: true, value: null })
    expect(none.ok && compileFormula(none.value, ['y'])(Float64Array.of(Number.NaN))).toBeNaN()
  })

  it('keeps the exact value where doubles lose it', () => {
    const read = parseFormula('0.1 + 0.2')
    expect(read.ok && evaluate(read.value, {}, 'u')).toEqual({ ok: true, value: fraction(3, 10) })
  })
})
