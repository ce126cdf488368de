import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Calendar } from '../clock/calendar.ts'
import { isQuiet } from '../clock/duty-hours.ts'
import { dayPartAt } from '../ticket/day-part.ts'
import { DAY_PARTS } from '../ticket/terms.ts'
import { compareRechecks } from './compare.ts'
import { isRechecked, planCallbacks, slotOf, turnOf } from './plan.ts'

/** Not cryptography, but as even: the server hands SHA-256 in. */
function hash(text: string): string {
  const words = [0x9e3779b9, 0x85ebca6b]
  for (const char of text) {
    for (const [index, word] of words.entries()) {
      const mixed = Math.imul(word ^ (char.codePointAt(0) ?? 0), index === 0 ? 0x01000193 : 0x5bd1e995)
      words[index] = mixed ^ (mixed >>> 15)
    }
  }
  const [a = 0, b = 0] = words.map((word) => Math.imul(word ^ (word >>> 13), 0xc2b2ae35))
  const finish = (value: number) => ((value ^ (value >>> 16)) >>> 0).toString(16).padStart(8, '0')
  return finish(a) + finish(b)
}

const RUNS = { numRuns: Number(process.env['HUYING_RUNS'] ?? 200) }
const QUIET = { from: '21:00', to: '08:00', holidays: true }
const CALENDAR: Calendar = {
  id: 'test',
  offsets: [{ from: '2000-01-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2026,
  lastYear: 2026,
  holidays: ['2026-10-01', '2026-10-02', '2026-10-03'],
  makeUpDays: [],
}
const span = {
  from: '2026-10-18T16:00:00.000Z',
  to: '2026-11-18T16:00:00.000Z',
  firstDay: '2026-10-19',
  lastDay: '2026-11-18',
}
const request = { period: '2026-11', seed: 's', share: 1, recheckShare: 0.02, span, acceptLate: false }

describe('a turn', () => {
  test('is the same each time, whoever asks, and another under another seed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.uuid(), (seed, ticketId) => {
        const turn = turnOf({ seed, share: 0.5 }, ticketId, hash)
        expect(turnOf({ seed, share: 0.5 }, ticketId, hash)).toEqual(turn)
        expect(turn.order).toBeGreaterThanOrEqual(0)
        expect(turn.order).toBeLessThan(1)
      }),
      RUNS,
    )
    const ids = Array.from({ length: 300 }, (_, i) => `ticket-${i}`)
    const orders = (seed: string) => ids.toSorted((a, b) => order(seed, a) - order(seed, b))
    const order = (seed: string, id: string) => turnOf({ seed, share: 1 }, id, hash).order
    expect(orders('one')).toEqual(orders('one'))
    expect(orders('one')).not.toEqual(orders('two'))
  })

  test('everybody is called at share 1, nobody at share 0; a larger share only adds people', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.double({ min: 0, max: 1, noNaN: true }), (ticketId, share) => {
        const called = (value: number) => turnOf({ seed: 's', share: value }, ticketId, hash).called
        expect(called(1)).toBe(true)
        expect(called(0)).toBe(false)
        if (called(share)) expect(called(Math.min(1, share + 0.1))).toBe(true)
      }),
      RUNS,
    )
  })

  test('is even: shares and parts of the day come out as planned, and alike for every unit', () => {
    const plan = { seed: 'an even seed', share: 0.3, recheckShare: 0.02 }
    const units = Array.from({ length: 4 }, (_, unit) =>
      Array.from({ length: 5000 }, (_, i) => `019a-${unit}-${i}`).map((id) => ({ id, ...turnOf(plan, id, hash) })),
    )
    for (const turns of units) {
      expect(turns.filter(({ called }) => called).length / 5000).toBeCloseTo(0.3, 1)
      for (const part of DAY_PARTS) {
        expect(Math.abs(turns.filter((one) => one.part === part).length / 5000 - 1 / 3)).toBeLessThan(0.03)
      }
      const checked = turns.filter(({ id }) => isRechecked(plan, id, hash)).length / 5000
      expect(Math.abs(checked - 0.02)).toBeLessThan(0.01)
    }
  })
})

describe('the part of the day', () => {
  test('begins at a decent hour of the city, not before the callback is due, never on a holiday (P10)', () => {
    const slot = (part: (typeof DAY_PARTS)[number], from: string) => slotOf(part, from, QUIET, CALENDAR)
    expect(slot('morning', '2026-10-19T16:30:00.000Z')).toBe('2026-10-20T00:00:00.000Z')
    expect(slot('afternoon', '2026-10-20T02:00:00.000Z')).toBe('2026-10-20T04:00:00.000Z')
    expect(slot('evening', '2026-10-20T12:59:00.000Z')).toBe('2026-10-20T12:59:00.000Z')
    expect(slot('evening', '2026-10-20T13:00:00.000Z')).toBe('2026-10-21T10:00:00.000Z')
    expect(slot('morning', '2026-09-30T05:00:00.000Z')).toBe('2026-10-04T00:00:00.000Z')
    expect(slot('evening', '2026-09-30T14:00:00.000Z')).toBe('2026-10-04T10:00:00.000Z')
  })

  test('is kept at any instant', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-01'), noInvalidDate: true }),
        fc.constantFrom(...DAY_PARTS),
        (date, part) => {
          const from = date.toISOString()
          const at = slotOf(part, from, QUIET, CALENDAR)
          expect(at >= from).toBe(true)
          expect(dayPartAt(at, CALENDAR)).toBe(part)
          expect(isQuiet(at, QUIET, CALENDAR)).toBe(false)
        },
      ),
      RUNS,
    )
  })
})

describe('a plan', () => {
  test('is stored before its period begins, once', () => {
    const before = planCallbacks(null, { ...request, now: '2026-10-18T15:59:59.999Z' })
    expect(before).toMatchObject({ ok: true, value: { late: false, period: '2026-11' } })
    const after = planCallbacks(null, { ...request, now: '2026-10-18T16:00:00.000Z' })
    expect(after).toMatchObject({ ok: false, rejection: { code: 'callback-plan.too-late' } })
    const late = planCallbacks(null, { ...request, now: '2026-10-20T00:00:00.000Z', acceptLate: true })
    expect(late).toMatchObject({ ok: true, value: { late: true } })
    const again = planCallbacks(before.ok ? before.value : null, { ...request, now: '2026-10-18T15:00:00.000Z' })
    expect(again).toMatchObject({ ok: false, rejection: { code: 'callback-plan.exists' } })
  })
})

describe('first answers against second ones', () => {
  const first = { contacted: true, solved: 'yes', satisfied: 'satisfied' } as const
  test('agree in so many of those reached, with an interval; nobody reached is no disagreement', () => {
    const again = { ...first, satisfied: 'dissatisfied' } as const
    const compared = compareRechecks([
      ...Array.from({ length: 9 }, () => ({ first, again: first })),
      { first, again },
      { first, again: null },
    ])
    expect(compared).toMatchObject({
      drawn: 11,
      reached: 10,
      satisfied: { same: 9, of: 10 },
      solved: { same: 10, of: 10 },
      all: { same: 9, of: 10 },
    })
    expect(compared.satisfied.interval?.map((end) => Math.round(end * 1000))).toEqual([596, 982])
    expect(compareRechecks([]).all).toEqual({ same: 0, of: 0, interval: null })
  })
})
