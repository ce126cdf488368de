import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { averageLinkage, type Edge } from './linkage.ts'

const runs = Number(process.env['HUYING_RUNS'] ?? 200)

/** The same in the plain way: all pairs of groups, every time. */
function plainLinkage(size: number, edges: readonly Edge[], least: number): number[] {
  let groups = Array.from({ length: size }, (_, i) => [i])
  const of = new Map(edges.map(([a, b, s]) => [`${Math.min(a, b)}-${Math.max(a, b)}`, s]))
  for (;;) {
    let best: [number, number, number] | null = null
    for (let i = 0; i < groups.length; i++) {
      for (let j = i + 1; j < groups.length; j++) {
        const [a, b] = [groups[i] ?? [], groups[j] ?? []]
        let sum = 0
        for (const x of a) for (const y of b) sum += of.get(`${Math.min(x, y)}-${Math.max(x, y)}`) ?? 0
        const average = sum / (a.length * b.length)
        if (average >= least && (best === null || average > best[2] + 1e-12)) best = [i, j, average]
      }
    }
    if (best === null) break
    const [i, j] = best
    const joined = [...(groups[i] ?? []), ...(groups[j] ?? [])]
    groups = groups.filter((_, at) => at !== j).map((group, at) => (at === i ? joined : group))
  }
  const result: number[] = []
  for (const group of groups) for (const member of group) result[member] = Math.min(...group)
  return result
}

describe('average linkage', () => {
  it('is what comparing all groups with each other gives', () => {
    const pairs = fc.integer({ min: 2, max: 9 }).chain((size) => {
      const all = Array.from({ length: size }, (_, a) =>
        Array.from({ length: size - a - 1 }, (_x, b) => [a, a + b + 1] as const),
      )
      return fc.record({
        size: fc.constant(size),
        // Distinct likenesses: of equal ones either order is right.
        edges: fc
          .uniqueArray(fc.integer({ min: 1, max: 10_007 }), {
            minLength: all.flat().length,
            maxLength: all.flat().length,
          })
          .map((likeness) => all.flat().map(([a, b], i): Edge => [a, b, (likeness[i] ?? 0) / 10_007])),
      })
    })
    fc.assert(
      fc.property(pairs, fc.double({ min: 0.2, max: 0.9, noNaN: true }), ({ size, edges }, least) => {
        const kept = edges.filter(([, , likeness]) => likeness > 0.3)
        expect([...averageLinkage(size, kept, least)]).toEqual(plainLinkage(size, kept, least))
      }),
      { numRuns: runs },
    )
  })

  it('makes no chain of things that are only alike in pairs', () => {
    const chain: Edge[] = [
      [0, 1, 0.5],
      [1, 2, 0.49],
      [2, 3, 0.48],
    ]
    expect([...averageLinkage(4, chain, 0.4)]).toEqual([0, 0, 2, 2])
  })
})
