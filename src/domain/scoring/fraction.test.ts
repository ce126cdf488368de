import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  compare,
  div,
  type Fraction,
  fraction,
  fromDecimal,
  fromText,
  isDecimal,
  isZero,
  mul,
  negate,
  ONE,
  sub,
  toDecimal,
  toNumber,
  toText,
  ZERO,
} from './fraction.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const big = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
const fractions: fc.Arbitrary<Fraction> = fc
  .oneof(fc.tuple(big, big), fc.tuple(fc.bigInt({ min: -20n, max: 20n }), fc.bigInt({ min: -20n, max: 20n })))
  .filter(([, d]) => d !== 0n)
  .map(([n, d]) => fraction(n, d))

describe('fraction', () => {
  it('is kept in lowest terms with a positive denominator', () => {
    expect(fraction(6, -4)).toEqual({ n: -3n, d: 2n })
    expect(fraction(0, -7)).toEqual(ZERO)
    expect(() => fraction(1, 0)).toThrow(RangeError)
    expect(() => div(ONE, ZERO)).toThrow(RangeError)
  })

  it('reads decimals exactly', () => {
    expect(fromDecimal('0.9')).toEqual({ n: 9n, d: 10n })
    expect(fromDecimal('-0.25')).toEqual({ n: -1n, d: 4n })
    expect(fromDecimal('007')).toEqual(fraction(7))
    for (const text of ['', '.5', '1.', '1e3', '+1', '--1', ' 1', '1,5', '０', '1/2']) {
      expect(isDecimal(text), text).toBe(false)
      expect(() => fromDecimal(text), text).toThrow(RangeError)
    }
  })

  it.each([
    ['0.005', 2, '0.01'],
    ['-0.005', 2, '-0.01'],
    ['-0.004', 2, '0.00'],
    ['0.00499999999999999999', 2, '0.00'],
    ['91.745', 2, '91.75'],
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['99.995', 2, '100.00'],
    ['12', 3, '12.000'],
  ] as const)('rounds %s to %i places as %s', (text, places, expected) => {
    expect(toDecimal(fromDecimal(text), places)).toBe(expected)
  })

  it('writes exact text and reads it back', () => {
    expect(toText(fraction(367, 2))).toBe('183.5')
    expect(toText(fraction(-1, 3))).toBe('-1/3')
    expect(toText(fraction(12))).toBe('12')
    expect(() => fromText('1/0')).toThrow(RangeError)
    fc.assert(
      fc.property(fractions, (a) => {
        expect(fromText(toText(a))).toEqual(a)
      }),
      { numRuns },
    )
  })

  it('obeys the laws of a field', () => {
    fc.assert(
      fc.property(fractions, fractions, fractions, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a))
        expect(mul(a, b)).toEqual(mul(b, a))
        expect(add(add(a, b), c)).toEqual(add(a, add(b, c)))
        expect(mul(mul(a, b), c)).toEqual(mul(a, mul(b, c)))
        expect(mul(a, add(b, c))).toEqual(add(mul(a, b), mul(a, c)))
        expect(add(a, ZERO)).toEqual(a)
        expect(mul(a, ONE)).toEqual(a)
        expect(sub(add(a, b), b)).toEqual(a)
        expect(add(a, negate(a))).toEqual(ZERO)
        if (!isZero(b)) expect(mul(div(a, b), b)).toEqual(a)
      }),
      { numRuns },
    )
  })

  it('orders totally and agrees with subtraction', () => {
    fc.assert(
      fc.property(fractions, fractions, fractions, (a, b, c) => {
        expect(compare(a, b) + compare(b, a)).toBe(0)
        expect(compare(a, b)).toBe(compare(sub(a, b), ZERO))
        expect(compare(a, b) === 0).toBe(a.n === b.n && a.d === b.d)
        expect(compare(add(a, c), add(b, c))).toBe(compare(a, b))
      }),
      { numRuns },
    )
  })

  it('rounds to within half a unit, and symmetrically', () => {
    fc.assert(
      fc.property(fractions, fc.integer({ min: 0, max: 6 }), (a, places) => {
        const text = toDecimal(a, places)
        const off = sub(fromDecimal(text), a)
        const half = fraction(1n, 2n * 10n ** BigInt(places))
        expect(compare(off, half)).toBeLessThanOrEqual(0)
        expect(compare(off, negate(half))).toBeGreaterThanOrEqual(0)
        expect(fromDecimal(toDecimal(negate(a), places))).toEqual(negate(fromDecimal(text)))
      }),
      { numRuns },
    )
  })

  it('becomes the nearest float, also when its parts exceed the float range', () => {
    expect(toNumber(fraction(1, 3))).toBe(1 / 3)
    expect(toNumber(fraction(10n ** 400n + 1n, 3n * 10n ** 400n))).toBe(1 / 3)
    expect(toNumber(fraction(-(10n ** 400n), 7n))).toBe(-Infinity)
    expect(toNumber(fraction(7n, 10n ** 400n))).toBe(0)
    const justAboveHalf = fraction((2n ** 53n + 1n) * 3n ** 100n + 1n, 3n ** 100n)
    expect(toNumber(justAboveHalf)).toBe(2 ** 53 + 2)
    const longest = 10n ** 60n
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: longest }), fc.bigInt({ min: 1n, max: longest }), (n, d) => {
        // A decimal text with 40 significant digits, read by the engine's own correctly rounding reader.
        const scale = BigInt(Math.max(0, d.toString().length - n.toString().length + 1) + 40)
        const text = `${(n * 10n ** scale) / d}e-${scale}`
        expect(toNumber(fraction(n, d))).toBe(Number(text))
      }),
      { numRuns },
    )
  })
})
