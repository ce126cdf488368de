import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawFrom } from './draw.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const ids = fc.uniqueArray(fc.uuid(), { maxLength: 60 })

describe('a sample', () => {
  it('is a part of the population, each at most once, and as large as asked', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 0, max: 80 }), fc.string(), (population, size, seed) => {
        const drawn = drawFrom(population, size, seed)
        expect(drawn).toHaveLength(Math.min(size, population.length))
        expect(new Set(drawn).size).toBe(drawn.length)
        expect(drawn.every((id) => population.includes(id))).toBe(true)
      }),
      { numRuns },
    )
  })

  it('follows from seed and population alone, in whatever order that is told', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 0, max: 20 }), fc.string(), (population, size, seed) => {
        expect(drawFrom(population.toReversed(), size, seed)).toEqual(drawFrom(population, size, seed))
      }),
      { numRuns },
    )
  })

  it('gives each ticket its chance: over many seeds none is left out and none is favoured', () => {
    const population = Array.from({ length: 20 }, (_, index) => `ticket-${index}`)
    const times = new Map(population.map((id) => [id, 0]))
    for (let seed = 0; seed < 2000; seed++)
      for (const id of drawFrom(population, 5, `seed-${seed}`)) times.set(id, (times.get(id) ?? 0) + 1)
    // 500 expected, standard deviation 19: five of them on either side.
    for (const [id, count] of times) expect(Math.abs(count - 500), id).toBeLessThan(97)
  })
})
