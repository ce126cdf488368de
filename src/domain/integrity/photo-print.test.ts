import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distanceOf, isTelling, printOf } from './photo-print.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const grey = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 72, maxLength: 72 })
const print = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) => bits.toString(16).padStart(16, '0'))

describe('printOf', () => {
  it('has a bit for each place that is brighter than its right neighbour', () => {
    const falling = Array.from({ length: 72 }, (_, place) => 100 - (place % 9))
    expect(printOf(falling)).toBe('ffffffffffffffff')
    expect(printOf(falling.toReversed())).toBe('0000000000000000')
    const once = Array.from({ length: 72 }, (_, place) => (place === 0 ? 9 : place % 9))
    expect(printOf(once)).toBe('8000000000000000')
  })

  it('does not change with the light, as long as nothing is cut off', () => {
    fc.assert(
      fc.property(grey, fc.integer({ min: 1, max: 5 }), fc.integer({ min: -40, max: 40 }), (places, more, shift) => {
        expect(printOf(places.map((one) => one * more + shift))).toBe(printOf(places))
      }),
      { numRuns },
    )
  })

  it('changes by at most two bits when one place changes', () => {
    fc.assert(
      fc.property(grey, fc.nat({ max: 71 }), fc.integer({ min: 0, max: 255 }), (places, at, value) => {
        expect(distanceOf(printOf(places), printOf(places.with(at, value)))).toBeLessThanOrEqual(2)
      }),
      { numRuns },
    )
  })

  it('refuses another number of places', () => {
    expect(() => printOf([])).toThrow(RangeError)
    expect(() => printOf(Array.from({ length: 64 }, () => 1))).toThrow(RangeError)
  })
})

describe('distanceOf', () => {
  it('is a distance: nothing to itself, the same both ways, never shorter by a detour', () => {
    fc.assert(
      fc.property(print, print, print, (a, b, c) => {
        expect(distanceOf(a, a)).toBe(0)
        expect(distanceOf(a, b)).toBe(distanceOf(b, a))
        expect(distanceOf(a, c)).toBeLessThanOrEqual(distanceOf(a, b) + distanceOf(b, c))
      }),
      { numRuns },
    )
  })

  it('counts the bits that differ', () => {
    fc.assert(
      fc.property(print, fc.uniqueArray(fc.nat({ max: 63 })), (a, flipped) => {
        const bits = flipped.reduce((sum, bit) => sum ^ (1n << BigInt(bit)), BigInt(`0x${a}`))
        expect(distanceOf(a, bits.toString(16).padStart(16, '0'))).toBe(flipped.length)
      }),
      { numRuns },
    )
  })

  it('refuses what is no print', () => {
    expect(() => distanceOf('', '0000000000000000')).toThrow(RangeError)
    expect(() => distanceOf('0000000000000000', 'xyz')).toThrow(RangeError)
  })
})

describe('isTelling', () => {
  it('knows a bare wall', () => {
    expect(isTelling('0000000000000000')).toBe(false)
    expect(isTelling('ffffffffffffffff')).toBe(false)
    expect(isTelling('00000000000000ff')).toBe(true)
    expect(isTelling('5a3c9e0f12ab77d4')).toBe(true)
  })
})
