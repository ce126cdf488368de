import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plus } from '../kernel/instant.ts'
import { type BarInput, layBar } from './bar.ts'

const START = '2026-10-19T00:00:00.000Z'
const HOUR = 3_600_000
const at = (hours: number): string => plus(START, hours * HOUR)

const running = (hours: number): BarInput => ({
  startedAt: START,
  dueAt: at(10),
  remainingMs: (10 - hours) * HOUR,
  stoppedAt: null,
  segments: [{ from: START, to: at(hours), kind: 'ran', ground: 'dispatch' }],
  marks: [{ at: at(1), what: 'signed' }],
})

describe('clock bar', () => {
  it('is as long as the limit while nothing is late', () => {
    const bar = layBar(running(4), at(4))
    expect(bar).toMatchObject({ due: 100, now: 40, cut: false })
    expect(bar.stretches).toMatchObject([{ left: 0, width: 40, late: false }])
    expect(bar.ticks).toMatchObject([{ left: 10, what: 'signed' }])
  })

  it('splits the stretch that crosses the due time', () => {
    const bar = layBar(running(20), at(20))
    expect(bar.due).toBe(50)
    expect(bar.stretches.map(({ left, width, late }) => ({ left, width, late }))).toEqual([
      { left: 0, width: 50, late: false },
      { left: 50, width: 50, late: true },
    ])
  })

  it('keeps two fifths for the limit when a ticket is very late, and says that the rest is cut', () => {
    expect(layBar(running(1000), at(1000))).toMatchObject({ due: 40, now: 100, cut: true })
  })

  it('finds the end of a paused limit from what remains', () => {
    const paused: BarInput = {
      ...running(4),
      dueAt: null,
      remainingMs: 6 * HOUR,
      segments: [
        { from: START, to: at(4), kind: 'ran', ground: 'dispatch' },
        { from: at(4), to: at(9), kind: 'paused', ground: 'H02' },
      ],
    }
    const bar = layBar(paused, at(9))
    expect(bar.now).toBe(60)
    expect(bar.stretches[1]?.left).toBeCloseTo(26.67)
    expect(bar.due).toBe(100)
  })

  it('has no line for now once it has stopped', () => {
    expect(layBar({ ...running(4), stoppedAt: at(4) }, at(9))).toMatchObject({ now: null, due: 100 })
  })

  it('stays inside itself and in order, whatever it is given', () => {
    const hours = fc.integer({ min: 0, max: 400 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.array(hours, { maxLength: 6 }), hours, (limit, cuts, now) => {
        const points = [0, ...cuts.filter((cut) => cut < now), now].toSorted((a, b) => a - b)
        const segments = points.slice(1).map((to, index) => ({
          from: at(points[index] ?? 0),
          to: at(to),
          kind: index % 2 === 0 ? ('ran' as const) : ('paused' as const),
          ground: 'any',
        }))
        const bar = layBar({ ...running(now), dueAt: at(limit), segments, marks: [] }, at(now))
        let reached = 0
        for (const one of bar.stretches) {
          expect(one.left).toBeGreaterThanOrEqual(reached - 1e-9)
          reached = one.left + one.width
        }
        expect(reached).toBeLessThanOrEqual(100 + 1e-9)
        expect(bar.due).toBeGreaterThanOrEqual(40 - 1e-9)
        expect(bar.now).toBeLessThanOrEqual(100)
      }),
      { numRuns: Number(process.env['HUYING_RUNS'] ?? 200) },
    )
  })
})
