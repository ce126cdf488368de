import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CanonicalError, canonical } from './canonical.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const wellFormed = fc.string({ unit: 'binary' })
const text = fc.oneof(
  wellFormed,
  fc.string(),
  fc.constantFrom('诉求人', '𠮷野家', '👨‍👩‍👧', 'a\u0000b', '\u2028', '"\\\u007f'),
)
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(text, tie('json'), { maxKeys: 5 }),
  ),
}))

describe('canonical', () => {
  it('agrees with the package canonicalize byte for byte', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonical(value)).toBe(canonicalize(value))
      }),
      { numRuns },
    )
  })

  it('does not depend on the order of keys and survives parsing', () => {
    fc.assert(
      fc.property(fc.dictionary(text, json, { maxKeys: 8 }), (value) => {
        const backwards = Object.fromEntries(Object.entries(value).reverse())
        expect(canonical(backwards)).toBe(canonical(value))
        expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value))
      }),
      { numRuns },
    )
  })

  it('gives the example of RFC 8785 §3.2.3: keys in order of UTF-16 code units', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
    expect(canonical(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}')
  })

  it('writes numbers as RFC 8785 §3.2.2.3 asks', () => {
    expect(canonical([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    )
  })

  it('keeps emoji and Han beyond the BMP as they are and escapes NUL', () => {
    expect(canonical('𠮷👍🏽\u0000')).toBe('"𠮷👍🏽\\u0000"')
  })

  it('leaves out undefined members', () => {
    expect(canonical({ b: undefined, a: 1 })).toBe('{"a":1}')
  })

  it.each([
    ['a lone surrogate', ['x\ud800'], 'canonical.lone-surrogate'],
    ['a lone surrogate in a key', { '\udc00': 1 }, 'canonical.lone-surrogate'],
    ['surrogates in the wrong order', '\udc00\ud800', 'canonical.lone-surrogate'],
    ['NaN', { a: Number.NaN }, 'canonical.not-finite'],
    ['infinity', [Number.NEGATIVE_INFINITY], 'canonical.not-finite'],
    ['undefined in an array', [1, undefined], 'canonical.not-json'],
    ['a hole in an array', new Array(1), 'canonical.not-json'],
    ['undefined itself', undefined, 'canonical.not-json'],
    ['a bigint', 1n, 'canonical.not-json'],
    ['a function', { a: () => 1 }, 'canonical.not-json'],
    ['a date', new Date(0), 'canonical.not-json'],
    ['bytes', Buffer.of(1), 'canonical.not-json'],
    ['a map', new Map(), 'canonical.not-json'],
  ])('refuses %s', (_, value, code) => {
    expect(() => canonical(value)).toThrowError(expect.objectContaining({ name: 'CanonicalError', code }))
    expect(() => canonical(value)).toThrow(CanonicalError)
  })
})
