import { describe, expect, test } from 'vitest'
import type { Instant } from '../kernel/instant.ts'
import type { Calendar } from './calendar.ts'
import { type DutyHours, ROUND_THE_CLOCK } from './duty-hours.ts'
import { addLimit, between } from './working-time.ts'

const beijing: Calendar = {
  id: 'beijing',
  offsets: [{ from: '1992-01-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2025,
  lastYear: 2025,
  holidays: ['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-06', '2025-10-07', '2025-10-08'],
  makeUpDays: ['2025-09-28', '2025-10-11'],
}
const office: DutyHours = {
  workdays: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ],
  otherDays: [],
}
/** An instant by the wall clock of Beijing. */
const at = (local: string): Instant => new Date(`${local}:00+08:00`).toISOString()
const due = (from: string, amount: number, unit: Parameters<typeof addLimit>[1]['unit']) =>
  addLimit(at(from), { amount, unit }, beijing, office).at

describe('limits as the rules say them', () => {
  test('24 hours and 7 natural days run through nights and holidays', () => {
    expect(due('2025-09-30T17:30', 24, 'hours')).toBe(at('2025-10-01T17:30'))
    expect(due('2025-09-30T17:30', 7, 'natural-days')).toBe(at('2025-10-07T17:30'))
    expect(due('2025-09-30T17:30', 15, 'minutes')).toBe(at('2025-09-30T17:45'))
  })

  test('working days skip the holiday week and count the make-up Saturday', () => {
    expect(due('2025-09-30T17:30', 1, 'working-days')).toBe(at('2025-10-09T17:30'))
    expect(due('2025-09-30T17:30', 3, 'working-days')).toBe(at('2025-10-11T17:30'))
    expect(due('2025-09-30T17:30', 4, 'working-days')).toBe(at('2025-10-13T17:30'))
  })

  test('a start on a day off leaves the next working day whole', () => {
    expect(due('2025-09-06T10:00', 1, 'working-days')).toBe(at('2025-09-09T00:00'))
    expect(due('2025-09-07T23:59', 1, 'working-days')).toBe(at('2025-09-09T00:00'))
  })

  test('sign-for in duty hours waits for the morning and for lunch (P8)', () => {
    expect(due('2025-09-01T17:00', 120, 'duty-minutes')).toBe(at('2025-09-02T10:00'))
    expect(due('2025-09-01T11:30', 60, 'duty-minutes')).toBe(at('2025-09-01T13:30'))
    expect(due('2025-09-01T16:00', 120, 'duty-minutes')).toBe(at('2025-09-01T18:00'))
    expect(due('2025-09-30T17:30', 60, 'duty-minutes')).toBe(at('2025-10-09T09:30'))
  })

  test('the duty room takes it at any hour (P8)', () => {
    expect(addLimit(at('2025-10-01T23:50'), { amount: 15, unit: 'duty-minutes' }, beijing, ROUND_THE_CLOCK).at).toBe(
      at('2025-10-02T00:05'),
    )
  })

  test('past the last published year working days are provisional, natural days are not', () => {
    const from = at('2025-12-31T10:00')
    expect(addLimit(from, { amount: 1, unit: 'working-days' }, beijing).provisional).toBe(true)
    expect(addLimit(from, { amount: 1, unit: 'natural-days' }, beijing).provisional).toBe(false)
  })

  test('a limit of nothing ends where it begins', () => {
    expect(due('2025-09-06T10:00', 0, 'working-days')).toBe(at('2025-09-06T10:00'))
  })

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1_000_001])('a limit of %s is a bug', (amount) => {
    expect(() => due('2025-09-06T10:00', amount, 'hours')).toThrow('not a limit')
  })

  test('duty minutes without duty hours are a bug', () => {
    expect(() => addLimit(at('2025-09-01T10:00'), { amount: 1, unit: 'duty-minutes' }, beijing)).toThrow('duty hours')
  })

  test('elapsed time in each unit', () => {
    const elapsed = (unit: Parameters<typeof between>[2]) =>
      between(at('2025-09-05T12:00'), at('2025-09-08T12:00'), unit, beijing, office)
    expect(elapsed('minutes')).toBe(4320)
    expect(elapsed('hours')).toBe(72)
    expect(elapsed('natural-days')).toBe(3)
    expect(elapsed('working-days')).toBe(1)
    expect(elapsed('duty-minutes')).toBe(480)
  })
})
