import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evaluateFormula } from '../../../tests/bundle/verifier.ts'
import { evaluate } from '../../domain/scoring/formula/evaluator.ts'
import { parseFormula } from '../../domain/scoring/formula/parser.ts'
import { checkFormula } from '../../domain/scoring/formula/tree.ts'
import { fraction, toText } from '../../domain/scoring/fraction.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

const NAMES = ['响应率', '解决率', 'response', '诉求量', 'volume', '无样本']
const VALUES = {
  响应率: fraction(2, 3),
  解决率: fraction(0),
  response: fraction(1, 2),
  诉求量: fraction(120),
  volume: fraction(-7),
  无样本: null,
}

const { formula } = fc.letrec<{ formula: string; test: string }>((tie) => {
  const part = tie('formula')
  const joined = (signs: readonly string[], of: fc.Arbitrary<string>) =>
    fc.tuple(of, fc.constantFrom(...signs), of).map(([a, sign, b]) => `${a} ${sign} ${b}`)
  return {
    formula: fc.oneof(
      { maxDepth: 5 },
      fc.oneof(fc.constantFrom('0', '1', '0.25', '12.5', '10%', '3 %', '100％'), fc.constantFrom(...NAMES)),
      joined(['+', '-', '−', '*', '×', '/', '÷'], part),
      part.map((a) => `(${a})`),
      part.map((a) => `（${a}）`),
      part.map((a) => `-${a}`),
      fc
        .tuple(fc.constantFrom('min', 'max'), fc.array(part, { minLength: 1, maxLength: 3 }))
        .map(([name, list]) => `${name}(${list.join(', ')})`),
      fc.tuple(tie('test'), part, part).map(([when, a, b]) => `if ${when} then ${a} else ${b}`),
    ),
    test: fc.oneof(
      { maxDepth: 3 },
      joined(['=', '!=', '<', '<=', '>', '>='], part),
      joined(['and', 'or'], tie('test')),
      tie('test').map((a) => `(${a})`),
    ),
  }
})

/** As the program computes it: an exact text, `null`, or `refused`. */
function ofProgram(text: string): string {
  const read = parseFormula(text)
  const checked = read.ok ? checkFormula(read.value, NAMES) : read
  const value = checked.ok ? evaluate(checked.value, VALUES, 'a unit') : checked
  return value.ok ? (value.value === null ? 'null' : toText(value.value)) : 'refused'
}

function ofVerifier(text: string): string {
  try {
    const value = evaluateFormula(text, VALUES)
    return value === null ? 'null' : toText(value)
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw error
    return 'refused'
  }
}

it('a formula has the value, or is refused, in the verifier as in the program', () => {
  let computed = 0
  fc.assert(
    fc.property(formula, (text) => {
      const expected = ofProgram(text)
      if (expected !== 'refused') computed++
      expect([text, ofVerifier(text)]).toEqual([text, expected])
    }),
    { numRuns: numRuns * 5 },
  )
  expect(computed).toBeGreaterThan(numRuns)
})

it('a formula that was damaged is refused by both or read by both alike', () => {
  const damage = fc.tuple(
    fc.nat(),
    fc.constantFrom('', ' ', '(', ')', '%', '.', ',', '#', '"', '[', 'if', 'x', '１', '\n', '//', '1'),
  )
  fc.assert(
    fc.property(formula, damage, (text, [at, put]) => {
      const damaged = text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1)
      expect([damaged, ofVerifier(damaged)]).toEqual([damaged, ofProgram(damaged)])
    }),
    { numRuns: numRuns * 5 },
  )
})

it.each([
  '',
  '响应',
  '('.repeat(10_000),
  `${'('.repeat(101)}1${')'.repeat(101)}`,
  `${'('.repeat(100)}1${')'.repeat(100)}`,
  '-'.repeat(200),
  '1 ÷ 0',
  'if 诉求量 = 0 then 1 ÷ 0 else 1',
  'if 无样本 > 1 then 1 else 2',
  '无样本 > 1',
  '1 > 2 > 3',
  'for x in 响应率 return x',
  '"a"',
  '{a: 1}',
  '[1]',
  '响应率 ** 2',
  '响应率。',
  '1 + 1 // two',
  '__proto__',
  'toString',
  'x'.repeat(4_001),
  Array.from({ length: 1_500 }, () => '1').join('+'),
])('%s', (text) => {
  expect(ofVerifier(text)).toBe(ofProgram(text))
})
