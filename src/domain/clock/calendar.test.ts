import { describe, expect, test } from 'vitest'
import {
  addDays,
  type Calendar,
  compileCalendar,
  dayOf,
  isHoliday,
  isProvisional,
  isWorkday,
  minuteOfDay,
  startOfDay,
  weekdayOf,
} from './calendar.ts'

const beijing: Calendar = {
  id: 'beijing',
  offsets: [{ from: '1992-01-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2024,
  lastYear: 2025,
  holidays: ['2024-10-01', '2025-01-01'],
  makeUpDays: ['2024-10-12'],
}

/** Summer time: an hour forward at 2025-03-30T01:00Z, back at 2025-10-26T01:00Z. */
const summer: Calendar = {
  ...beijing,
  id: 'summer',
  offsets: [
    { from: '2024-10-27T01:00:00.000Z', minutes: 60 },
    { from: '2025-03-30T01:00:00.000Z', minutes: 120 },
    { from: '2025-10-26T01:00:00.000Z', minutes: 60 },
  ],
}

describe('days', () => {
  test('midnight of the city, not of UTC, divides the days', () => {
    expect(dayOf('2025-03-09T15:59:59.999Z', beijing)).toBe('2025-03-09')
    expect(dayOf('2025-03-09T16:00:00.000Z', beijing)).toBe('2025-03-10')
    expect(startOfDay('2025-03-10', beijing)).toBe('2025-03-09T16:00:00.000Z')
    expect(minuteOfDay('2025-03-09T16:00:00.000Z', beijing)).toBe(0)
    expect(minuteOfDay('2025-03-09T15:59:59.999Z', beijing)).toBe(1439)
  })

  test('the year turns at the city’s midnight', () => {
    expect(dayOf('2024-12-31T16:00:00.000Z', beijing)).toBe('2025-01-01')
  })

  test('adding days passes leap days and year ends', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2025-02-28', 1)).toBe('2025-03-01')
    expect(addDays('2025-01-01', -1)).toBe('2024-12-31')
  })

  test('weekdays run from Monday 1 to Sunday 7, before 1970 too', () => {
    expect(weekdayOf('2025-03-10')).toBe(1)
    expect(weekdayOf('2025-03-09')).toBe(7)
    expect(weekdayOf('1969-12-29')).toBe(1)
  })

  test('text that is no day is a bug', () => {
    expect(() => addDays('2025-02-30', 1)).toThrow('not a day')
    expect(() => addDays('10/03/2025', 1)).toThrow('not a day')
  })
})

describe('workdays', () => {
  test('a holiday on a Tuesday is not worked, a make-up Saturday is', () => {
    expect(isWorkday('2024-10-01', beijing)).toBe(false)
    expect(isWorkday('2024-10-12', beijing)).toBe(true)
    expect(isWorkday('2024-10-13', beijing)).toBe(false)
    expect(isWorkday('2024-10-14', beijing)).toBe(true)
  })

  test('a plain weekend is no holiday', () => {
    expect(isHoliday('2024-10-13', beijing)).toBe(false)
    expect(isHoliday('2025-01-01', beijing)).toBe(true)
  })

  test('outside the published years the plain week decides, provisionally', () => {
    expect(isWorkday('2026-01-01', beijing)).toBe(true)
    expect(isWorkday('2026-01-03', beijing)).toBe(false)
    expect(isProvisional('2025-12-31T15:59:59.999Z', beijing)).toBe(false)
    expect(isProvisional('2025-12-31T16:00:00.000Z', beijing)).toBe(true)
    expect(isProvisional('2023-12-31T15:59:59.999Z', beijing)).toBe(true)
  })

  test('a notice’s make-up day in the year before counts', () => {
    const spilling = { ...beijing, makeUpDays: ['2023-12-31'] }
    expect(isWorkday('2023-12-31', spilling)).toBe(true)
    expect(isWorkday('2023-12-30', spilling)).toBe(false)
  })
})

describe('a zone whose offset changes', () => {
  test('the offset in force decides the day and the minute', () => {
    expect(minuteOfDay('2025-03-30T00:59:00.000Z', summer)).toBe(119)
    expect(minuteOfDay('2025-03-30T01:00:00.000Z', summer)).toBe(180)
    expect(dayOf('2025-03-30T22:00:00.000Z', summer)).toBe('2025-03-31')
    expect(startOfDay('2025-03-31', summer)).toBe('2025-03-30T22:00:00.000Z')
    expect(startOfDay('2025-10-27', summer)).toBe('2025-10-26T23:00:00.000Z')
  })

  test('a day whose midnight is skipped starts at the change', () => {
    const skipping: Calendar = {
      ...beijing,
      offsets: [
        { from: '2000-01-01T00:00:00.000Z', minutes: 0 },
        { from: '2025-05-01T00:00:00.000Z', minutes: 60 },
      ],
    }
    expect(startOfDay('2025-05-01', skipping)).toBe('2025-05-01T00:00:00.000Z')
    expect(minuteOfDay('2025-05-01T00:00:00.000Z', skipping)).toBe(60)
  })

  test('a midnight that turns back to 23:00 begins no day; the next one does', () => {
    const repeating: Calendar = {
      ...beijing,
      offsets: [
        { from: '2000-01-01T00:00:00.000Z', minutes: 60 },
        { from: '2025-10-31T23:00:00.000Z', minutes: 0 },
      ],
    }
    expect(dayOf('2025-10-31T23:00:00.000Z', repeating)).toBe('2025-10-31')
    expect(startOfDay('2025-11-01', repeating)).toBe('2025-11-01T00:00:00.000Z')
  })

  test('the offset before a change rules up to the change, far east of UTC too', () => {
    const east: Calendar = {
      ...beijing,
      offsets: [
        { from: '2000-01-01T00:00:00.000Z', minutes: 480 },
        { from: '2025-05-01T00:00:00.000Z', minutes: 540 },
      ],
    }
    expect(startOfDay('2025-05-01', east)).toBe('2025-04-30T16:00:00.000Z')
  })
})

describe('data that contradict themselves are refused', () => {
  test.each([
    ['no offset', { offsets: [] }, 'at least one'],
    ['offsets out of order', { offsets: [...summer.offsets].reverse() }, 'out of order'],
    ['a last year before the first', { lastYear: 2020 }, 'ends before'],
    ['a holiday that is a make-up day', { makeUpDays: ['2024-10-01'] }, 'both a holiday'],
    ['a day that does not exist', { holidays: ['2025-02-29'] }, 'not a day'],
  ])('%s', (_, change, message) => {
    expect(() => compileCalendar({ ...beijing, ...change })).toThrow(message)
  })
})
