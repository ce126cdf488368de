import { DAY, type Instant, MINUTE, toInstant, toMs } from '../kernel/instant.ts'
import { type Calendar, type CompiledCalendar, compileCalendar, isHolidayNumber, isWorkdayNumber } from './calendar.ts'
import { clockMinutes, offsetEnd, toWall } from './wall.ts'

/** A part of a day on the city's wall clock, from `HH:MM` to `HH:MM` (excluded), `24:00` being the end of the day. */
export interface Span {
  readonly from: string
  readonly to: string
}

/** When a unit is on duty (practice.md P8, policy per unit class): spans of a workday, and of every other day. */
export interface DutyHours {
  readonly workdays: readonly Span[]
  readonly otherDays: readonly Span[]
}

/** The duty room 值班室, which takes what is urgent at any hour (practice.md P8). */
export const ROUND_THE_CLOCK: DutyHours = {
  workdays: [{ from: '00:00', to: '24:00' }],
  otherDays: [{ from: '00:00', to: '24:00' }],
}

/**
 * When nobody is called about matters that can wait (practice.md P10); over midnight when `from` is later than `to`,
 * no hours at all when they are equal. `holidays`: the days off that the calendar names are quiet as a whole; an
 * ordinary weekend is not a holiday.
 */
export interface QuietHours {
  readonly from: string
  readonly to: string
  readonly holidays: boolean
}

/** Bounds in milliseconds of the day: from, to, from, to … ascending. */
interface CompiledDuty {
  readonly workdays: readonly number[]
  readonly otherDays: readonly number[]
}

const compiled = new WeakMap<DutyHours, CompiledDuty>()

function compileDuty(hours: DutyHours): CompiledDuty {
  const known = compiled.get(hours)
  if (known) return known
  const made = { workdays: compileSpans(hours.workdays), otherDays: compileSpans(hours.otherDays) }
  if (made.workdays.length === 0) throw new Error('duty hours without a span on workdays never run')
  compiled.set(hours, made)
  return made
}

function compileSpans(spans: readonly Span[]): readonly number[] {
  const bounds: number[] = []
  for (const span of spans) {
    const from = clockMinutes(span.from) * MINUTE
    const to = clockMinutes(span.to) * MINUTE
    if (to <= from || from < (bounds.at(-1) ?? 0)) throw new Error(`span out of order: ${span.from}–${span.to}`)
    bounds.push(from, to)
  }
  return bounds
}

/**
 * Walks duty time forward from `from` (UTC ms) until `needed` duty milliseconds have run or `until` is reached.
 * Returns where it ended and how much ran. What counts is what the wall clock shows, so that a change of offset
 * inside a span lengthens or shortens it.
 */
export function walkDuty(
  from: number,
  needed: number,
  until: number,
  hours: DutyHours,
  calendar: CompiledCalendar,
): { at: number; ran: number } {
  const duty = compileDuty(hours)
  let at = from
  let ran = 0
  while (at < until && ran < needed) {
    const wall = toWall(at, calendar.zone)
    const shift = at - wall
    const day = Math.floor(wall / DAY)
    const end = Math.min(until, offsetEnd(at, calendar.zone), (day + 1) * DAY + shift)
    const bounds = isWorkdayNumber(day, calendar) ? duty.workdays : duty.otherDays
    for (let i = 0; i < bounds.length; i += 2) {
      const spanFrom = Math.max(at, day * DAY + (bounds[i] ?? 0) + shift)
      const spanTo = Math.min(end, day * DAY + (bounds[i + 1] ?? 0) + shift)
      if (spanTo <= spanFrom) continue
      if (ran + spanTo - spanFrom >= needed) return { at: spanFrom + needed - ran, ran: needed }
      ran += spanTo - spanFrom
    }
    at = end
  }
  return { at, ran }
}

/** Whether the unit is on duty at that instant. */
export function isOnDuty(at: Instant, hours: DutyHours, calendar: Calendar): boolean {
  return toMs(nextDuty(at, hours, calendar)) === toMs(at)
}

/** The first instant at or after `at` at which the unit is on duty. */
export function nextDuty(at: Instant, hours: DutyHours, calendar: Calendar): Instant {
  const from = toMs(at)
  // The instant at which the first millisecond of duty has run is one millisecond after duty begins.
  return toInstant(walkDuty(from, 1, Number.POSITIVE_INFINITY, hours, compileCalendar(calendar)).at - 1)
}

/** Whether nobody is to be called at that instant about a matter that can wait (practice.md P10). */
export function isQuiet(at: Instant, quiet: QuietHours, calendar: Calendar): boolean {
  return quietUntil(toMs(at), quiet, compileCalendar(calendar)) !== null
}

/** The first instant at or after `at` that is not quiet. */
export function endOfQuiet(at: Instant, quiet: QuietHours, calendar: Calendar): Instant {
  const prepared = compileCalendar(calendar)
  let ms = toMs(at)
  for (let end = quietUntil(ms, quiet, prepared); end !== null; end = quietUntil(ms, quiet, prepared)) ms = end
  return toInstant(ms)
}

/** End of the quiet stretch of one day that holds `ms`, or null when it is not quiet. */
function quietUntil(ms: number, quiet: QuietHours, calendar: CompiledCalendar): number | null {
  const wall = toWall(ms, calendar.zone)
  const day = Math.floor(wall / DAY)
  const time = wall - day * DAY
  const from = clockMinutes(quiet.from) * MINUTE
  const to = clockMinutes(quiet.to) * MINUTE
  let end: number
  if (quiet.holidays && isHolidayNumber(day, calendar)) end = DAY
  else if (from <= to) {
    if (time < from || time >= to) return null
    end = to
  } else if (time < to) end = to
  else if (time >= from) end = DAY
  else return null
  // Counted on from here, not from the wall time: in an hour that is repeated, the wall time also names the first of the two.
  return Math.min(ms + end - time, offsetEnd(ms, calendar.zone))
}
