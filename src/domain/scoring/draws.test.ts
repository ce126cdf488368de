import { describe, expect, it } from 'vitest'
import { Chance, Multinomial } from './draws.ts'
import { wilson } from './wilson.ts'

describe('chance', () => {
  it('is the published generator, seeded as the reference says', () => {
    const chance = new Chance('2026-10.0123456789abcdef/110102009')
    expect([chance.next(), chance.next(), chance.next()]).toEqual([1_782_280_862, 886_337_313, 1_542_235_835])
    const other = new Chance('2026-10.0123456789abcdef/110102010')
    expect(other.next()).not.toBe(1_782_280_862)
  })

  it('spreads evenly over all its bits', () => {
    const chance = new Chance('even')
    const ones = new Array<number>(32).fill(0)
    for (let i = 0; i < 20_000; i++) {
      const bits = chance.next()
      for (let bit = 0; bit < 32; bit++) ones[bit] = (ones[bit] ?? 0) + ((bits >>> bit) & 1)
    }
    // Five standard deviations of a fair coin thrown 20,000 times.
    for (const count of ones) expect(Math.abs(count - 10_000)).toBeLessThan(354)
  })
})

describe('a multinomial', () => {
  it('draws as many things as there were, in the proportions and with the spread that it should have', () => {
    const counts = [700, 200, 90, 9, 1]
    const all = counts.reduce((sum, count) => sum + count, 0)
    const multinomial = new Multinomial(counts)
    const chance = new Chance('spread')
    const drawn = new Float64Array(counts.length)
    const sums = counts.map(() => 0)
    const squares = counts.map(() => 0)
    const draws = 20_000
    for (let draw = 0; draw < draws; draw++) {
      multinomial.draw(chance, drawn)
      expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(all)
      for (const [kind, count] of drawn.entries()) {
        sums[kind] = (sums[kind] ?? 0) + count
        squares[kind] = (squares[kind] ?? 0) + count * count
      }
    }
    for (const [kind, count] of counts.entries()) {
      const mean = (sums[kind] ?? 0) / draws
      const variance = (squares[kind] ?? 0) / draws - mean * mean
      const expected = count * (1 - count / all)
      expect(Math.abs(mean - count)).toBeLessThan(5 * Math.sqrt(expected / draws))
      expect(variance / expected).toBeGreaterThan(0.95)
      expect(variance / expected).toBeLessThan(1.05)
    }
  })

  it('has nothing to choose where all answers are alike', () => {
    const drawn = new Float64Array(1)
    new Multinomial([12]).draw(new Chance('alike'), drawn)
    expect([...drawn]).toEqual([12])
  })
})

describe('the Wilson interval', () => {
  it('is what the textbook gives', () => {
    const rounded = (ends: readonly [number, number] | null) => ends?.map((end) => Math.round(end * 10_000) / 10_000)
    expect(rounded(wilson(186, 200))).toEqual([0.8859, 0.9578])
    expect(rounded(wilson(10, 10))).toEqual([0.7225, 1])
    expect(rounded(wilson(0, 10))).toEqual([0, 0.2775])
    expect(wilson(0, 0)).toBeNull()
  })
})
