import { DAY, type Day, type Instant, toInstant, toMs } from '../kernel/instant.ts'

/** The offsets of a city's zone, in time order, in milliseconds; the first also holds before its own start. */
export interface Zone {
  readonly starts: readonly number[]
  readonly offsets: readonly number[]
}

/** Builds the zone from offsets given as data. Throws when there is none, or when they are not in time order. */
export function compileZone(offsets: readonly { readonly from: Instant; readonly minutes: number }[]): Zone {
  if (offsets.length === 0) throw new Error('a calendar needs at least one zone offset')
  const starts = offsets.map((offset) => toMs(offset.from))
  starts.forEach((start, i) => {
    if (i > 0 && start <= (starts[i - 1] ?? 0)) throw new Error(`zone offsets out of order: ${offsets[i]?.from}`)
  })
  return { starts, offsets: offsets.map((offset) => offset.minutes * 60_000) }
}

/** Index of the offset in force at `ms` (UTC milliseconds). */
function periodAt(ms: number, zone: Zone): number {
  let index = zone.starts.length - 1
  while (index > 0 && ms < (zone.starts[index] ?? 0)) index--
  return index
}

/** Milliseconds that the wall clock shows, counted as if it were UTC: its day number is the quotient by `DAY`. */
export function toWall(ms: number, zone: Zone): number {
  return ms + (zone.offsets[periodAt(ms, zone)] ?? 0)
}

/** UTC milliseconds at which the offset in force at `ms` ends; `Infinity` for the last one. */
export function offsetEnd(ms: number, zone: Zone): number {
  return zone.starts[periodAt(ms, zone) + 1] ?? Number.POSITIVE_INFINITY
}

/**
 * The first instant (UTC milliseconds) at which the wall clock shows `wall` or later: a wall time that a change of
 * offset skips becomes the instant of the change, one that it repeats becomes the first of the two.
 */
export function fromWall(wall: number, zone: Zone): number {
  const { starts, offsets } = zone
  // No offset reaches a day, so a period that ended a day before the wall time cannot hold it.
  for (let i = periodAt(wall - DAY, zone); i < starts.length; i++) {
    const reached = wall - (offsets[i] ?? 0)
    const candidate = i === 0 ? reached : Math.max(reached, starts[i] ?? 0)
    if (candidate < (starts[i + 1] ?? Number.POSITIVE_INFINITY)) return candidate
  }
  throw new Error('a zone without a last offset')
}

/** Days since 1970-01-01. Throws on text that is not a day of the Gregorian calendar: a bug, never a user's mistake. */
export function dayNumber(day: Day): number {
  const number = Date.parse(day) / DAY
  if (day.length !== 10 || !Number.isInteger(number) || dayText(number) !== day) throw new Error(`not a day: ${day}`)
  return number
}

export function dayText(number: number): Day {
  return toInstant(number * DAY).slice(0, 10)
}

const CLOCK_TIME = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/

/** Minutes since midnight of `HH:MM`, `24:00` being the end of the day. Throws on anything else. */
export function clockMinutes(time: string): number {
  const match = CLOCK_TIME.exec(time)
  if (!match) throw new Error(`not a time of day: ${time}`)
  return match[1] === undefined ? 1440 : Number(match[1]) * 60 + Number(match[2])
}
