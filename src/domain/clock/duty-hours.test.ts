import { describe, expect, test } from 'vitest'
import type { Instant } from '../kernel/instant.ts'
import type { Calendar } from './calendar.ts'
import { type DutyHours, endOfQuiet, isOnDuty, isQuiet, nextDuty, type QuietHours } from './duty-hours.ts'

const beijing: Calendar = {
  id: 'beijing',
  offsets: [{ from: '1992-01-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2025,
  lastYear: 2025,
  holidays: ['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-06', '2025-10-07', '2025-10-08'],
  makeUpDays: ['2025-09-28', '2025-10-11'],
}
/** An instant by the wall clock of Beijing. */
const at = (local: string): Instant => new Date(`${local}:00+08:00`).toISOString()
const office: DutyHours = {
  workdays: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ],
  otherDays: [],
}

describe('duty hours (P8)', () => {
  test('on duty from the first minute of a span up to its last, not at lunch, not in the night', () => {
    expect(isOnDuty(at('2025-09-01T09:00'), office, beijing)).toBe(true)
    expect(isOnDuty(at('2025-09-01T12:00'), office, beijing)).toBe(false)
    expect(isOnDuty(at('2025-09-01T17:59'), office, beijing)).toBe(true)
    expect(isOnDuty(at('2025-09-01T18:00'), office, beijing)).toBe(false)
  })

  test('duty begins again after lunch, the next morning, or after the holidays', () => {
    expect(nextDuty(at('2025-09-01T10:00'), office, beijing)).toBe(at('2025-09-01T10:00'))
    expect(nextDuty(at('2025-09-01T12:10'), office, beijing)).toBe(at('2025-09-01T13:00'))
    expect(nextDuty(at('2025-09-01T18:00'), office, beijing)).toBe(at('2025-09-02T09:00'))
    expect(nextDuty(at('2025-09-30T20:00'), office, beijing)).toBe(at('2025-10-09T09:00'))
  })

  test('other days may have hours of their own, up to midnight', () => {
    const late: DutyHours = { ...office, otherDays: [{ from: '20:00', to: '24:00' }] }
    expect(isOnDuty(at('2025-09-06T23:59'), late, beijing)).toBe(true)
    expect(nextDuty(at('2025-09-07T00:00'), late, beijing)).toBe(at('2025-09-07T20:00'))
  })

  test.each([
    ['no span on workdays', [], 'never run'],
    ['a span over midnight', [{ from: '22:00', to: '06:00' }], 'out of order'],
    [
      'spans that overlap',
      [
        { from: '09:00', to: '12:00' },
        { from: '11:00', to: '18:00' },
      ],
      'out of order',
    ],
    ['a time that does not exist', [{ from: '09:00', to: '24:30' }], 'not a time'],
  ])('%s is a bug', (_, workdays, message) => {
    expect(() => nextDuty(at('2025-09-01T10:00'), { workdays, otherDays: [] }, beijing)).toThrow(message)
  })
})

describe('quiet hours (P10)', () => {
  const quiet: QuietHours = { from: '21:00', to: '08:00', holidays: true }

  test('a call at 21:30 waits for 8:00', () => {
    expect(isQuiet(at('2025-09-01T20:59'), quiet, beijing)).toBe(false)
    expect(endOfQuiet(at('2025-09-01T21:30'), quiet, beijing)).toBe(at('2025-09-02T08:00'))
    expect(endOfQuiet(at('2025-09-01T20:59'), quiet, beijing)).toBe(at('2025-09-01T20:59'))
  })

  test('a holiday is quiet all day and the morning after it until 8:00; a plain Sunday is not', () => {
    expect(endOfQuiet(at('2025-10-01T12:00'), quiet, beijing)).toBe(at('2025-10-04T08:00'))
    expect(isQuiet(at('2025-09-07T12:00'), quiet, beijing)).toBe(false)
    expect(isQuiet(at('2025-10-01T12:00'), { ...quiet, holidays: false }, beijing)).toBe(false)
  })

  test('an hour that a change of offset repeats is quiet both times, and never ends before it began', () => {
    const offsets = [
      { from: '1992-01-01T00:00:00.000Z', minutes: 540 },
      { from: '2025-09-01T14:00:00.000Z', minutes: 480 },
    ]
    const early: QuietHours = { from: '21:00', to: '22:30', holidays: false }
    const inTheRepeat = '2025-09-01T14:10:00.000Z'
    expect(endOfQuiet(inTheRepeat, early, { ...beijing, offsets })).toBe('2025-09-01T14:30:00.000Z')
  })

  test('equal times mean no quiet hours', () => {
    expect(isQuiet(at('2025-09-01T00:00'), { from: '00:00', to: '00:00', holidays: false }, beijing)).toBe(false)
  })
})
