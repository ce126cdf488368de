import { type Calendar, isHoliday, isWorkday, weekdayOf } from '../domain/clock/calendar.ts'
import type { Day } from '../domain/kernel/instant.ts'
import { type Random, randomOf } from './random.ts'

/** What a day is like for everybody in the city. */
export interface DayMood {
  /** 0 dry, 1 rain, 2 downpour. */
  readonly rain: 0 | 1 | 2
  /** How much oftener than usual people complain about heating: test run and first days of the season 6. */
  readonly heating: number
  /** How many contacts come, against an ordinary working day. */
  readonly volume: number
}

/** Share of rainy days by month, January first; Beijing's rain falls in summer. */
const RAIN = [0.03, 0.05, 0.07, 0.12, 0.15, 0.28, 0.38, 0.35, 0.2, 0.12, 0.08, 0.03]

/** Mondays bring 15 % more (domain.md §11.4), weekends and holidays fewer. */
const MONDAY = 1.15
const WEEKEND = 0.72
const HOLIDAY = 0.5

export function moodOf(day: Day, seed: number, calendar: Calendar): DayMood {
  const random = randomOf(seed, `weather/${day}`)
  const month = Number(day.slice(5, 7))
  const wet = random.chance(RAIN[month - 1] ?? 0)
  const rain = !wet ? 0 : random.chance(month >= 6 && month <= 8 ? 0.3 : 0.08) ? 2 : 1
  return { rain, heating: heatingOf(day.slice(5)), volume: volumeOf(day, calendar) * (rain === 2 ? 1.2 : 1) }
}

/** Test run from 7 November, heating from the 15th, over on 15 March (domain.md §9.4). */
function heatingOf(monthDay: string): number {
  if (monthDay >= '11-07' && monthDay <= '11-25') return 6
  if (monthDay > '11-25' || monthDay <= '03-15') return 1.6
  return monthDay >= '10-20' && monthDay < '11-07' ? 0.8 : 0.05
}

function volumeOf(day: Day, calendar: Calendar): number {
  if (isHoliday(day, calendar)) return HOLIDAY
  if (!isWorkday(day, calendar)) return WEEKEND
  return weekdayOf(day) === 1 ? MONDAY : 1
}

/** Contacts by hour of the day: two peaks, 9 to 11 and 14 to 16. */
const HOURS = [5, 3, 2, 2, 2, 4, 12, 28, 62, 98, 96, 74, 46, 58, 92, 90, 72, 58, 48, 46, 44, 34, 20, 10]
const HOURS_SUM = HOURS.reduce((sum, one) => sum + one, 0)

/** A time of day in milliseconds after midnight. */
export function timeOfDay(random: Random): number {
  let left = random.next() * HOURS_SUM
  let hour = 0
  while (hour < 23 && left >= (HOURS[hour] ?? 0)) {
    left -= HOURS[hour] ?? 0
    hour++
  }
  return Math.floor((hour + random.next()) * 3_600_000)
}

/** A whole number of arrivals whose mean is `mean` (Knuth for small means, rounded normal for large ones). */
export function arrivalsOf(mean: number, random: Random): number {
  if (mean > 60)
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * (random.next() + random.next() + random.next() - 1.5) * 2))
  let product = random.next()
  let count = 0
  for (const floor = Math.exp(-mean); product > floor; product *= random.next()) count++
  return count
}
