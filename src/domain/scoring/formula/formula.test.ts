import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fraction, fromDecimal } from '../fraction.ts'
import { evaluate, type Values } from './evaluator.ts'
import { FORMULA_CODES } from './fault.ts'
import { parseFormula } from './parser.ts'
import { checkFormula, namesIn } from './tree.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

function parsed(text: string) {
  const result = parseFormula(text)
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.rejection)}`)
  return result.value
}

function valueOfText(text: string, values: Values = {}) {
  const result = evaluate(parsed(text), values, '展览路街道')
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.rejection)}`)
  return result.value
}

function refusal(text: string) {
  const result = parseFormula(text)
  return result.ok ? null : { code: result.rejection.code, ...result.rejection.facts }
}

describe('a formula that is read', () => {
  it.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) × 3', '9'],
    ['2 - 3 − 4', '-5'],
    ['100 ÷ 5 / 4', '5'],
    ['-2 * -3', '6'],
    ['--2', '2'],
    ['10%', '0.1'],
    ['12.5 ％ × 8', '1'],
    ['50% - 10%', '0.4'],
    ['min(3, 1, 2)', '1'],
    ['max（3，1，2）', '3'],
    ['min(7)', '7'],
    ['if 1 < 2 then 3 else 4', '3'],
    ['if 1 >= 2 then 3 else if 2 != 2 then 4 else 5 + 1', '6'],
    ['if 1 = 1.0 and (2 > 3 or 3 <= 3) then 1 else 0', '1'],
    ['if 1 = 2 and 1 = 1 or 1 = 1 then 1 else 0', '1'],
    ['if 1 = 1 or 1 = 1 and 1 = 2 then 1 else 0', '1'],
    ['1 +\n\t（2　× 3）', '7'],
    ['0.1 + 0.2', '0.3'],
  ])('%s = %s', (text, expected) => {
    expect(valueOfText(text)).toEqual(fromDecimal(expected))
  })

  it('takes its metrics by their Chinese or Latin names', () => {
    const values = {
      响应率: fraction(99, 100),
      解决率: fraction(93, 100),
      M2: fraction(9175, 10000),
      㐂𠮷: fraction(0),
    }
    expect(valueOfText('10% × 响应率 + 50% × 解决率 + 40% × M2 + 㐂𠮷', values)).toEqual(fromDecimal('0.931'))
    expect(namesIn(parsed('b + 响应率 × b ÷ a'))).toEqual(['b', '响应率', 'a'])
  })

  it('says which name is not allowed and where', () => {
    const formula = parsed('响应率 +\n  𠮷 × 满意度')
    expect(checkFormula(formula, ['响应率', '𠮷', '满意度'])).toEqual({ ok: true, value: formula })
    const expected = { code: 'formula.unknown-name', facts: { name: '满意度', line: 2, column: 7 } }
    expect(checkFormula(formula, ['响应率', '𠮷'])).toEqual({ ok: false, rejection: expected })
    expect(evaluate(formula, { 响应率: null, 𠮷: null }, 'x')).toEqual({ ok: false, rejection: expected })
    expect(evaluate(parsed('constructor'), {}, 'x').ok).toBe(false)
  })

  it('names the subject of a division by zero', () => {
    const result = evaluate(parsed('1 +\n 诉求量 ÷ (2 - 2)'), { 诉求量: fraction(3) }, '展览路街道')
    expect(result).toEqual({
      ok: false,
      rejection: { code: 'formula.division-by-zero', facts: { subject: '展览路街道', line: 2, column: 6 } },
    })
  })

  it('does not compute what is not chosen', () => {
    const values = { n: fraction(0) }
    expect(valueOfText('if n = 0 then 0 else 1 ÷ n', values)).toEqual(fraction(0))
    expect(valueOfText('if n > 0 and 1 ÷ n > 1 then 1 else 2', values)).toEqual(fraction(2))
    expect(valueOfText('if n = 0 or 1 ÷ n > 1 then 1 else 2', values)).toEqual(fraction(1))
  })

  it('keeps no sample as no sample', () => {
    const values = { x: null, one: fraction(1) }
    for (const text of ['x', '-x', 'x + 1', '0 × x', 'x ÷ 0', 'min(1, x)', 'max(x, 1)', 'if x > 0 then 1 else 2']) {
      expect(valueOfText(text, values), text).toBeNull()
    }
    expect(valueOfText('if x > 0 and one = 2 then 1 else 2', values)).toEqual(fraction(2))
    expect(valueOfText('if x > 0 or one = 1 then 1 else 2', values)).toEqual(fraction(1))
    expect(valueOfText('if x > 0 and one = 1 then 1 else 2', values)).toBeNull()
    expect(valueOfText('if one = 1 then 1 else x', values)).toEqual(fraction(1))
    expect(evaluate(parsed('x + 1 ÷ 0'), values, 'u').ok).toBe(false)
  })
})

describe('a formula that is refused', () => {
  it.each([
    ['', 'formula.empty', 1, 1],
    [' \n　', 'formula.empty', 2, 2],
    ['1 + ', 'formula.unexpected-end', 1, 5],
    ['if 1 < 2 then 3', 'formula.unexpected-end', 1, 16],
    ['1 + (2 × (3 + 4)', 'formula.unclosed-bracket', 1, 5],
    ['min(1,\n(', 'formula.unclosed-bracket', 2, 1],
    ['1 2', 'formula.unexpected-token', 1, 3],
    ['(1))', 'formula.unexpected-token', 1, 4],
    ['()', 'formula.unexpected-token', 1, 2],
    ['min()', 'formula.unexpected-token', 1, 5],
    ['min + 1', 'formula.unexpected-token', 1, 5],
    ['(1, 2)', 'formula.unexpected-token', 1, 3],
    ['10%%', 'formula.unexpected-token', 1, 4],
    ['响应率%', 'formula.unexpected-token', 1, 4],
    ['1 + if 1 < 2 then 3 else 4', 'formula.unexpected-token', 1, 5],
    ['if 1 < 2 < 3 then 1 else 2', 'formula.unexpected-token', 1, 10],
    ['2a', 'formula.unexpected-token', 1, 2],
    ['1 == 2', 'formula.unexpected-token', 1, 4],
    ['.5', 'formula.unexpected-character', 1, 1],
    ['1.', 'formula.unexpected-character', 1, 2],
    ['a_b', 'formula.unexpected-character', 1, 2],
    ['2 ^ 3', 'formula.unexpected-character', 1, 3],
    ['１', 'formula.unexpected-character', 1, 1],
    ['a ! b', 'formula.unexpected-character', 1, 3],
    ['a; b', 'formula.unexpected-character', 1, 2],
    ['1\r+\r\n  ~', 'formula.unexpected-character', 3, 3],
    ['1 < 2', 'formula.number-expected', 1, 1],
    ['1 + (2 < 3)', 'formula.number-expected', 1, 5],
    [' (2 < 3) × 1', 'formula.number-expected', 1, 2],
    ['if (2 < 3) = 1 then 1 else 2', 'formula.number-expected', 1, 4],
    ['min(1, 2 > 3)', 'formula.number-expected', 1, 8],
    ['if 1 < 2 then 1 = 1 else 2', 'formula.number-expected', 1, 15],
    ['if 1 then 2 else 3', 'formula.condition-expected', 1, 4],
    ['if 1 < 2 and 3 then 2 else 3', 'formula.condition-expected', 1, 14],
    ['1 or 2', 'formula.condition-expected', 1, 1],
    ['sum(1, 2)', 'formula.unknown-function', 1, 1],
    ['1 + 平均(1)', 'formula.unknown-function', 1, 5],
    ['1 // 2', 'formula.not-allowed', 1, 3],
    ['1 /* 2 */', 'formula.not-allowed', 1, 3],
    ['2 ** 3', 'formula.not-allowed', 1, 3],
    ['"a"', 'formula.not-allowed', 1, 1],
    ['“a”', 'formula.not-allowed', 1, 1],
    ['[1, 2]', 'formula.not-allowed', 1, 1],
    ['{a: 1}', 'formula.not-allowed', 1, 1],
    ['单位.响应率', 'formula.not-allowed', 1, 3],
    ['for i in a return i', 'formula.not-allowed', 1, 1],
    ['not(1 < 2)', 'formula.not-allowed', 1, 1],
    ['null', 'formula.not-allowed', 1, 1],
  ])('%j: %s at %i:%i', (text, code, line, column) => {
    expect(refusal(text)).toMatchObject({ code, line, column })
  })

  it('says what it found, invisible characters by their number', () => {
    expect(refusal('1 + 𝟙')).toMatchObject({ found: '𝟙' })
    expect(refusal('a\u200b+ 1')).toMatchObject({ code: 'formula.unexpected-character', found: 'U+200B' })
    expect(refusal('a\ud800')).toMatchObject({ found: 'U+D800' })
    expect(refusal('every x')).toMatchObject({ what: 'word', found: 'every' })
    expect(refusal('a.b')).toMatchObject({ what: 'property' })
  })

  it('reads 100 levels and no more, whichever construct nests', () => {
    const nests: [string, string][] = [
      ['(', ')'],
      ['-', ''],
      ['min(', ')'],
      ['if 1<2 then 3 else ', ''],
    ]
    for (const [before, after] of nests) {
      const nested = (depth: number) => `${before.repeat(depth)}1${after.repeat(depth)}`
      expect(refusal(nested(100))).toBeNull()
      expect(refusal(nested(101))).toMatchObject({ code: 'formula.too-deep', deepest: 100, line: 1 })
    }
    expect(refusal('('.repeat(3_999))).toMatchObject({ code: 'formula.too-deep', column: 102 })
  })

  it('refuses 10,000 brackets, and any text above 4,000 characters, by its length', () => {
    expect(refusal('('.repeat(10_000))).toEqual({ code: 'formula.too-long', longest: 4000, line: 1, column: 4001 })
    expect(refusal('9'.repeat(4_000))).toBeNull()
    expect(refusal('9'.repeat(4_001))).toMatchObject({ code: 'formula.too-long' })
    expect(refusal('1\n'.repeat(50_000))).toMatchObject({ code: 'formula.too-long', line: 2001, column: 1 })
  })

  it('counts levels, not brackets', () => {
    expect(valueOfText(Array.from({ length: 500 }, () => '(1)').join('+'))).toEqual(fraction(500))
  })

  it('computes the longest chains without deep recursion', () => {
    expect(valueOfText(`1${'+1'.repeat(1_999)}`)).toEqual(fraction(2_000))
    expect(valueOfText(`1${'/1'.repeat(1_999)}`)).toEqual(fraction(1))
  })

  it('never throws, and refuses only with a listed code and a position inside the text', () => {
    const pieces =
      '0 1.5 % 响应率 a + - * × / ÷ = != < <= > >= and or if then else min max ( ) （ ， . " # for \n'.split(' ')
    const soup = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join(' ')),
      // Any code points, lone surrogates too; `fc.string` with such a unit takes seconds to set up.
      fc
        .array(fc.oneof(fc.nat(0x7f), fc.nat(0x10ffff)), { maxLength: 40 })
        .map((codes) => String.fromCodePoint(...codes)),
    )
    fc.assert(
      fc.property(soup, (text) => {
        const found = refusal(text)
        if (found === null) return
        expect(FORMULA_CODES).toContain(found.code)
        const { line, column } = found as unknown as { line: number; column: number }
        const lines = text.split(/\r\n|\r|\n/u)
        expect(line).toBeLessThanOrEqual(lines.length)
        expect(column).toBeGreaterThanOrEqual(1)
        expect(column).toBeLessThanOrEqual([...(lines[line - 1] ?? '')].length + 1)
      }),
      { numRuns },
    )
  })
})
