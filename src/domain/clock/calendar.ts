import { DAY, type Day, type Instant, MINUTE, toInstant, toMs } from '../kernel/instant.ts'
import { compileZone, dayNumber, dayText, fromWall, toWall, type Zone } from './wall.ts'

/**
 * A city's calendar as plain data given from outside: the domain knows no zone and no holiday by itself. `offsets` are
 * minutes east of UTC in time order (the first also holds before its own start); `holidays` are all days off that the
 * yearly notice names, `makeUpDays` the weekend days it turns into workdays (调休).
 */
export interface Calendar {
  readonly id: string
  readonly offsets: readonly { readonly from: Instant; readonly minutes: number }[]
  readonly firstYear: number
  readonly lastYear: number
  readonly holidays: readonly Day[]
  readonly makeUpDays: readonly Day[]
}

/** A calendar prepared for speed; days are numbered from 1970-01-01. */
export interface CompiledCalendar {
  readonly zone: Zone
  readonly publishedFrom: number
  readonly publishedTo: number
  readonly tableFrom: number
  readonly table: Uint8Array
}

const WORKDAY = 1
const HOLIDAY = 2

const compiled = new WeakMap<Calendar, CompiledCalendar>()

/**
 * Prepares a calendar, once per object: the object must not change afterwards. Throws when the data contradict
 * themselves (a bug of whoever let them in).
 */
export function compileCalendar(calendar: Calendar): CompiledCalendar {
  const known = compiled.get(calendar)
  if (known) return known
  const made = compile(calendar)
  compiled.set(calendar, made)
  return made
}

function compile(calendar: Calendar): CompiledCalendar {
  const publishedFrom = dayNumber(`${calendar.firstYear}-01-01`)
  const publishedTo = dayNumber(`${calendar.lastYear}-12-31`)
  if (publishedTo < publishedFrom) throw new Error(`calendar ${calendar.id} ends before it begins`)
  const holidays = calendar.holidays.map(dayNumber)
  const makeUpDays = calendar.makeUpDays.map(dayNumber)
  // A notice may name days of a neighbouring year (New Year's make-up day on 31 December); they count as well.
  let tableFrom = publishedFrom
  let tableTo = publishedTo
  for (const day of [...holidays, ...makeUpDays]) {
    tableFrom = Math.min(tableFrom, day)
    tableTo = Math.max(tableTo, day)
  }
  const table = Uint8Array.from({ length: tableTo - tableFrom + 1 }, (_, i) => (isWeekend(tableFrom + i) ? 0 : WORKDAY))
  for (const day of holidays) table[day - tableFrom] = HOLIDAY
  for (const day of makeUpDays) {
    if (table[day - tableFrom] === HOLIDAY) {
      throw new Error(`calendar ${calendar.id}: ${dayText(day)} is both a holiday and a make-up day`)
    }
    table[day - tableFrom] = WORKDAY
  }
  return { zone: compileZone(calendar.offsets), publishedFrom, publishedTo, tableFrom, table }
}

/** Monday is 0: 1970-01-01 was a Thursday. */
function weekdayNumber(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

function isWeekend(day: number): boolean {
  return weekdayNumber(day) >= 5
}

/** Whether the day of this number is worked; outside the published years the plain week decides. */
export function isWorkdayNumber(day: number, calendar: CompiledCalendar): boolean {
  const entry = calendar.table[day - calendar.tableFrom]
  return entry === undefined ? !isWeekend(day) : entry === WORKDAY
}

export function isHolidayNumber(day: number, calendar: CompiledCalendar): boolean {
  return calendar.table[day - calendar.tableFrom] === HOLIDAY
}

export function isProvisionalNumber(day: number, calendar: CompiledCalendar): boolean {
  return day < calendar.publishedFrom || day > calendar.publishedTo
}

/** The civil day in the city's zone at that instant. */
export function dayOf(at: Instant, calendar: Calendar): Day {
  return dayText(Math.floor(toWall(toMs(at), compileCalendar(calendar).zone) / DAY))
}

/** The first instant of the day on the city's wall clock (the instant of change when midnight is skipped). */
export function startOfDay(day: Day, calendar: Calendar): Instant {
  return toInstant(fromWall(dayNumber(day) * DAY, compileCalendar(calendar).zone))
}

/** The day `n` days later (earlier when negative). */
export function addDays(day: Day, n: number): Day {
  return dayText(dayNumber(day) + n)
}

/** Monday 1 … Sunday 7 (ISO 8601). */
export function weekdayOf(day: Day): number {
  return weekdayNumber(dayNumber(day)) + 1
}

/** Whether the day is worked: Monday to Friday without the holidays, and the make-up days 调休. */
export function isWorkday(day: Day, calendar: Calendar): boolean {
  return isWorkdayNumber(dayNumber(day), compileCalendar(calendar))
}

/** Whether the published notice names the day as a day off; an ordinary weekend is not a holiday. */
export function isHoliday(day: Day, calendar: Calendar): boolean {
  return isHolidayNumber(dayNumber(day), compileCalendar(calendar))
}

/**
 * Whether the instant lies outside the years whose holidays are published (contracts.md: a working-day due time there
 * is provisional). Years before `firstYear` are unknown in the same way.
 */
export function isProvisional(at: Instant, calendar: Calendar): boolean {
  const prepared = compileCalendar(calendar)
  return isProvisionalNumber(Math.floor(toWall(toMs(at), prepared.zone) / DAY), prepared)
}

/** Minutes since midnight on the city's wall clock, 0 to 1439. */
export function minuteOfDay(at: Instant, calendar: Calendar): number {
  const wall = toWall(toMs(at), compileCalendar(calendar).zone)
  return Math.floor((wall - Math.floor(wall / DAY) * DAY) / MINUTE)
}
