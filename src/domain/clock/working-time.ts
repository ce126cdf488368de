import { DAY, HOUR, type Instant, MINUTE, toInstant, toMs } from '../kernel/instant.ts'
import {
  type Calendar,
  type CompiledCalendar,
  compileCalendar,
  isProvisionalNumber,
  isWorkdayNumber,
} from './calendar.ts'
import { type DutyHours, walkDuty } from './duty-hours.ts'
import { fromWall, toWall } from './wall.ts'

export type LimitUnit = 'minutes' | 'hours' | 'natural-days' | 'working-days' | 'duty-minutes'

/** A time limit as policy states it: a whole amount from 0 to 1,000,000 of its unit. */
export interface Limit {
  readonly amount: number
  readonly unit: LimitUnit
}

/** What counting needs besides the instants; `dutyHours` only for duty minutes. */
export interface Frame {
  readonly calendar: CompiledCalendar
  readonly dutyHours: DutyHours | undefined
}

const MAX_AMOUNT = 1_000_000

/**
 * The instant at which a limit that begins at `from` ends.
 *
 * - minutes, hours: wall time.
 * - natural-days: the same local time that many days later.
 * - working-days: the same local time that many working days later. A start on a day that is not worked counts from
 *   the start of the next working day: Saturday 10:00 plus one working day is Tuesday 00:00, so Monday is whole.
 * - duty-minutes: run only inside `dutyHours` (practice.md P8); due at the instant the last of them has run.
 *
 * A local time that a change of offset skips becomes the instant of the change. A limit of 0 ends where it begins.
 * `provisional`: the result rests on days whose holidays are not published yet (contracts.md), so it may only be so
 * for working days and duty minutes. Throws on an amount that is no whole number of 0 to 1,000,000, and on duty
 * minutes without duty hours: bugs, for policy is validated before.
 */
export function addLimit(
  from: Instant,
  limit: Limit,
  calendar: Calendar,
  dutyHours?: DutyHours,
): { at: Instant; provisional: boolean } {
  const frame = { calendar: compileCalendar(calendar), dutyHours }
  const start = toMs(from)
  const end = limitEnd(start, limit, frame)
  return { at: toInstant(end), provisional: isUnpublished(start, end, limit.unit, frame) }
}

/**
 * How much of `unit` lies between two instants, as a fraction where it is not whole; negative when `to` is earlier.
 * A day that is not worked measures nothing in working days, time off duty nothing in duty minutes.
 */
export function between(
  from: Instant,
  to: Instant,
  unit: LimitUnit,
  calendar: Calendar,
  dutyHours?: DutyHours,
): number {
  if (to < from) return -between(to, from, unit, calendar, dutyHours)
  const frame = { calendar: compileCalendar(calendar), dutyHours }
  const a = toMs(from)
  const b = toMs(to)
  if (unit === 'natural-days') return (toWall(b, frame.calendar.zone) - toWall(a, frame.calendar.zone)) / DAY
  return measure(a, b, unit, frame) / (unit === 'hours' ? HOUR : unit === 'working-days' ? DAY : MINUTE)
}

/** `addLimit` on UTC milliseconds. */
export function limitEnd(from: number, limit: Limit, frame: Frame): number {
  const { amount, unit } = limit
  if (!Number.isInteger(amount) || amount < 0 || amount > MAX_AMOUNT) throw new Error(`not a limit: ${amount} ${unit}`)
  if (amount === 0) return from
  switch (unit) {
    case 'minutes':
      return from + amount * MINUTE
    case 'hours':
      return from + amount * HOUR
    case 'natural-days':
      return fromWall(toWall(from, frame.calendar.zone) + amount * DAY, frame.calendar.zone)
    case 'working-days':
      return shiftWorking(from, amount * DAY, frame.calendar)
    case 'duty-minutes':
      return advance(from, amount * MINUTE, unit, frame)
  }
}

/** Whether counting from `from` to `to` (UTC ms) looked at days whose holidays are not published. */
export function isUnpublished(from: number, to: number, unit: LimitUnit, frame: Frame): boolean {
  if (unit !== 'working-days' && unit !== 'duty-minutes') return false
  const { calendar } = frame
  const day = (ms: number) => Math.floor(toWall(ms, calendar.zone) / DAY)
  return isProvisionalNumber(day(from), calendar) || isProvisionalNumber(day(to), calendar)
}

/**
 * Milliseconds that run between two instants in a unit: all of them in wall units, those of working days, those on
 * duty. `to` must not be earlier than `from`.
 */
export function measure(from: number, to: number, unit: LimitUnit, frame: Frame): number {
  switch (unit) {
    case 'working-days':
      return workingBetween(from, to, frame.calendar)
    case 'duty-minutes':
      return walkDuty(from, Number.POSITIVE_INFINITY, to, dutyOf(frame), frame.calendar).ran
    default:
      return to - from
  }
}

/** The instant at which `ms` milliseconds have run in the unit since `from`. */
export function advance(from: number, ms: number, unit: LimitUnit, frame: Frame): number {
  if (ms === 0) return from
  switch (unit) {
    case 'working-days':
      return shiftWorking(from, ms, frame.calendar)
    case 'duty-minutes':
      return walkDuty(from, ms, Number.POSITIVE_INFINITY, dutyOf(frame), frame.calendar).at
    default:
      return from + ms
  }
}

function dutyOf(frame: Frame): DutyHours {
  if (!frame.dutyHours) throw new Error('duty minutes need duty hours')
  return frame.dutyHours
}

function nextWorkday(day: number, calendar: CompiledCalendar): number {
  let next = day
  while (!isWorkdayNumber(next, calendar)) next++
  return next
}

/** Moves along the local time of working days alone; an instant on another day stands at the next one's start. */
function shiftWorking(from: number, ms: number, calendar: CompiledCalendar): number {
  const wall = toWall(from, calendar.zone)
  const today = Math.floor(wall / DAY)
  let day = nextWorkday(today, calendar)
  const time = (day === today ? wall - today * DAY : 0) + ms
  for (let left = Math.floor(time / DAY); left > 0; left--) day = nextWorkday(day + 1, calendar)
  return fromWall(day * DAY + (time % DAY), calendar.zone)
}

function workingBetween(from: number, to: number, calendar: CompiledCalendar): number {
  const wallFrom = toWall(from, calendar.zone)
  const wallTo = toWall(to, calendar.zone)
  const firstDay = Math.floor(wallFrom / DAY)
  const lastDay = Math.floor(wallTo / DAY)
  let sum = isWorkdayNumber(lastDay, calendar) ? wallTo - lastDay * DAY : 0
  for (let day = firstDay; day < lastDay; day++) if (isWorkdayNumber(day, calendar)) sum += DAY
  return isWorkdayNumber(firstDay, calendar) ? sum - (wallFrom - firstDay * DAY) : sum
}
