import { describe, expect, it } from 'vitest'
import { findBursts } from './bursts.ts'

const HOUR = 3_600_000
const NOW = Date.UTC(2026, 9, 19, 10, 30)
const hour = (back: number) => Math.floor(NOW / HOUR) * HOUR - back * HOUR
const weekly = (each: readonly number[], back = 0) =>
  each.map((count, week): [number, number] => [hour(back + (week + 1) * 168), count])

describe('bursts', () => {
  it('are told with what was expected', () => {
    const counts = new Map([[hour(2), 12], ...weekly([2, 3, 2, 1, 2, 3, 2, 1], 2)])
    expect(findBursts(counts, NOW)).toEqual([{ from: hour(2), seen: 12, weeks: 8, expected: 2, threshold: 6.2 }])
  })

  it('are held against the same weekday-hour alone', () => {
    const busy = new Map([[hour(0), 12], ...weekly([11, 12, 13, 12, 11, 12, 13, 12])])
    expect(findBursts(busy, NOW)).toEqual([])
    const busyBefore = new Map([[hour(0), 12], ...weekly([11, 12, 13, 12, 11, 12, 13, 12], 1)])
    expect(findBursts(busyBefore, NOW)).toHaveLength(1)
  })

  it('are none where two came in a quiet place, or long ago', () => {
    const since = [hour(9 * 168 + 1), 1] as const
    expect(findBursts(new Map([since, [hour(0), 2]]), NOW)).toEqual([])
    expect(findBursts(new Map([since, [hour(30), 20]]), NOW)).toEqual([])
    expect(findBursts(new Map([since, [hour(0), 3]]), NOW)).toHaveLength(1)
  })

  it('are not claimed of a record that is younger than two weeks', () => {
    expect(
      findBursts(
        new Map([
          [hour(0), 30],
          [hour(300), 1],
        ]),
        NOW,
      ),
    ).toEqual([])
    expect(findBursts(new Map(), NOW)).toEqual([])
  })
})
