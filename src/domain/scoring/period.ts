import { addDays, type Calendar, dayOf, startOfDay } from '../clock/calendar.ts'
import type { Day, Instant } from '../kernel/instant.ts'

/** An assessment period, `2026-10`: named after the month in which it ends; text order is time order. */
export type PeriodId = string

export interface PeriodSpan {
  readonly from: Instant
  /** The first instant that no longer belongs to it. */
  readonly to: Instant
  readonly firstDay: Day
  readonly lastDay: Day
}

const PERIOD = /^[0-9]{4}-(?:0[1-9]|1[0-2])$/

export function isPeriodId(text: string): boolean {
  return PERIOD.test(text)
}

/**
 * The period to which an instant belongs. With `startDay` 19 (domain.md §8.6) period 2026-10 runs from 19 September to
 * 18 October; with 1 it is the calendar month. Day borders are the calendar's midnights.
 *
 * @param startDay 1 to 28, since later days do not exist in every month. @throws RangeError on another.
 */
export function periodOf(at: Instant, startDay: number, calendar: Calendar): PeriodId {
  checkStartDay(startDay)
  const day = dayOf(at, calendar)
  const month = day.slice(0, 7)
  return startDay > 1 && Number(day.slice(8)) >= startDay ? nextPeriod(month) : month
}

/** @throws RangeError on a malformed id (callers ask `isPeriodId` first) or a `startDay` outside 1 to 28. */
export function periodSpan(id: PeriodId, startDay: number, calendar: Calendar): PeriodSpan {
  checkStartDay(startDay)
  const firstDay = dayIn(startDay > 1 ? previousPeriod(id) : id, startDay)
  const dayAfter = dayIn(startDay > 1 ? id : nextPeriod(id), startDay)
  return {
    from: startOfDay(firstDay, calendar),
    to: startOfDay(dayAfter, calendar),
    firstDay,
    lastDay: addDays(dayAfter, -1),
  }
}

/** @throws RangeError on a malformed id. */
export function previousPeriod(id: PeriodId): PeriodId {
  return shifted(id, -1)
}

/** @throws RangeError on a malformed id. */
export function nextPeriod(id: PeriodId): PeriodId {
  return shifted(id, 1)
}

function shifted(id: PeriodId, months: number): PeriodId {
  if (!isPeriodId(id)) throw new RangeError(`not a period: ${id}`)
  const count = Number(id.slice(0, 4)) * 12 + Number(id.slice(5)) - 1 + months
  return `${Math.floor(count / 12)
    .toString()
    .padStart(4, '0')}-${twoDigits((count % 12) + 1)}`
}

function dayIn(month: string, day: number): Day {
  if (!isPeriodId(month)) throw new RangeError(`not a period: ${month}`)
  return `${month}-${twoDigits(day)}`
}

function twoDigits(value: number): string {
  return value.toString().padStart(2, '0')
}

function checkStartDay(startDay: number): void {
  if (!Number.isInteger(startDay) || startDay < 1 || startDay > 28) {
    throw new RangeError(`a period starts on a day from 1 to 28, not on ${startDay}`)
  }
}
