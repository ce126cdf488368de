import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '../clock/calendar.ts'
import { DAY, plus, toInstant, toMs } from '../kernel/instant.ts'
import { isPeriodId, nextPeriod, periodOf, periodSpan, previousPeriod } from './period.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

const beijing: Calendar = {
  id: 'beijing',
  offsets: [{ from: '1991-09-14T17:00:00.000Z', minutes: 480 }],
  firstYear: 2024,
  lastYear: 2026,
  holidays: [],
  makeUpDays: [],
}

describe('assessment period', () => {
  it('runs from the 19th of the month before to the 18th, by the wall clock of the city', () => {
    expect(periodSpan('2026-10', 19, beijing)).toEqual({
      from: '2026-09-18T16:00:00.000Z',
      to: '2026-10-18T16:00:00.000Z',
      firstDay: '2026-09-19',
      lastDay: '2026-10-18',
    })
    expect(periodOf('2026-10-18T15:59:59.999Z', 19, beijing)).toBe('2026-10')
    expect(periodOf('2026-10-18T16:00:00.000Z', 19, beijing)).toBe('2026-11')
  })

  it('crosses the turn of the year', () => {
    expect(periodSpan('2026-01', 19, beijing)).toMatchObject({ firstDay: '2025-12-19', lastDay: '2026-01-18' })
    expect(periodOf('2025-12-20T00:00:00.000Z', 19, beijing)).toBe('2026-01')
    expect(periodSpan('2025-12', 1, beijing)).toMatchObject({ firstDay: '2025-12-01', lastDay: '2025-12-31' })
    expect(periodOf('2025-12-31T16:00:00.000Z', 1, beijing)).toBe('2026-01')
  })

  it('has a day more in a leap year', () => {
    const days = (id: string, startDay: number) => {
      const { from, to } = periodSpan(id, startDay, beijing)
      return (toMs(to) - toMs(from)) / DAY
    }
    expect([days('2023-03', 19), days('2024-03', 19)]).toEqual([28, 29])
    expect(periodSpan('2024-02', 1, beijing).lastDay).toBe('2024-02-29')
    expect(periodSpan('2025-02', 1, beijing).lastDay).toBe('2025-02-28')
    expect(periodOf('2024-02-29T04:00:00.000Z', 19, beijing)).toBe('2024-03')
    expect(periodSpan('2024-03', 28, beijing)).toMatchObject({ firstDay: '2024-02-28', lastDay: '2024-03-27' })
  })

  it('takes the offset from the calendar', () => {
    const urumqi = { ...beijing, offsets: [{ from: '1991-09-14T17:00:00.000Z', minutes: 360 }] }
    expect(periodSpan('2026-10', 19, urumqi).from).toBe('2026-09-18T18:00:00.000Z')
  })

  it('refuses ids and start days that do not exist', () => {
    expect(['2026-00', '2026-13', '2026-1', '202610', '2026-10-01', '', '２０２６-10'].some(isPeriodId)).toBe(false)
    expect(() => periodSpan('2026-13', 19, beijing)).toThrow(RangeError)
    expect(() => periodSpan('x', 1, beijing)).toThrow(RangeError)
    for (const startDay of [0, 29, 1.5, Number.NaN]) {
      expect(() => periodOf('2026-10-18T16:00:00.000Z', startDay, beijing)).toThrow(RangeError)
      expect(() => periodSpan('2026-10', startDay, beijing)).toThrow(RangeError)
    }
  })

  it('cuts time without gap or overlap', () => {
    const instants = fc.integer({ min: toMs('2000-01-01T00:00:00.000Z'), max: toMs('2099-12-31T00:00:00.000Z') })
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 28 }), (ms, startDay) => {
        const at = toInstant(ms)
        const id = periodOf(at, startDay, beijing)
        const span = periodSpan(id, startDay, beijing)
        expect(span.from <= at && at < span.to).toBe(true)
        expect(periodSpan(nextPeriod(id), startDay, beijing).from).toBe(span.to)
        expect(periodSpan(previousPeriod(id), startDay, beijing).to).toBe(span.from)
        expect(periodOf(span.from, startDay, beijing)).toBe(id)
        expect(periodOf(plus(span.to, -1), startDay, beijing)).toBe(id)
        expect(previousPeriod(nextPeriod(id))).toBe(id)
      }),
      { numRuns },
    )
  })
})
