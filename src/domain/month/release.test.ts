import { expect, test } from 'vitest'
import type { Calendar } from '../clock/calendar.ts'
import { USUAL_MONTH } from '../scoring/month-rule.ts'
import { periodSpan } from '../scoring/period.ts'
import { UNOPENED } from './month.ts'
import { areAnswersReleased } from './release.ts'

const CALENDAR: Calendar = {
  id: 'test',
  offsets: [{ from: '2000-01-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2026,
  lastYear: 2026,
  holidays: [],
  makeUpDays: [],
}
const SPAN = periodSpan('2026-10', 19, CALENDAR)
const released = (state: Parameters<typeof areAnswersReleased>[0], now: string) =>
  areAnswersReleased(state, SPAN, USUAL_MONTH, now, CALENDAR)
const at = '2026-10-23T02:00:00.000Z'
const frozen = { version: 3, frozen: { id: 'r', hash: 'h', by: 'assessor', at } }

test('the freeze releases the answers, not a day before and not a day count', () => {
  expect(released(frozen, '2026-10-23T01:59:59.999Z')).toBe(false)
  expect(released(frozen, at)).toBe(true)
  expect(released({ version: 2, frozen: null }, '2027-06-01T00:00:00.000Z')).toBe(false)
})

test('a month that nobody holds is released the day after its bulletin would have been due', () => {
  expect(released(UNOPENED, '2026-10-25T15:59:59.999Z')).toBe(false)
  expect(released(UNOPENED, '2026-10-25T16:00:00.000Z')).toBe(true)
})
