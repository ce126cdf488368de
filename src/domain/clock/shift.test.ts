import { describe, expect, test } from 'vitest'
import type { Calendar } from './calendar.ts'
import { shiftAt } from './shift.ts'

const BEIJING: Calendar = {
  id: 'beijing',
  offsets: [{ from: '1992-01-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2026,
  lastYear: 2026,
  holidays: [],
  makeUpDays: [],
}

describe('the shift on duty', () => {
  test.each([
    ['2026-10-19T00:00:00.000Z', '2026-10-19', 'day'],
    ['2026-10-18T23:59:59.999Z', '2026-10-18', 'night'],
    ['2026-10-19T11:59:59.999Z', '2026-10-19', 'day'],
    ['2026-10-19T12:00:00.000Z', '2026-10-19', 'night'],
    ['2026-10-19T17:00:00.000Z', '2026-10-19', 'night'],
  ])('%s', (at, day, shift) => {
    expect(shiftAt(at, BEIJING)).toEqual({ day, shift })
  })
})
