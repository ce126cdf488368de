import type { Day, Instant } from '../kernel/instant.ts'
import { addDays, type Calendar, dayOf, minuteOfDay } from './calendar.ts'

/** P28: the two shifts of a duty roster. */
export const SHIFTS = ['day', 'night'] as const
export type Shift = (typeof SHIFTS)[number]

/** 8:00 and 20:00 on the city's wall clock: quiet hours end with the one and fall into the other (P10). */
const DAY_BEGINS = 8 * 60
const NIGHT_BEGINS = 20 * 60

/** Which shift is on duty at an instant. A night belongs to the day on whose evening it begins. */
export function shiftAt(at: Instant, calendar: Calendar): { readonly day: Day; readonly shift: Shift } {
  const today = dayOf(at, calendar)
  const minute = minuteOfDay(at, calendar)
  if (minute < DAY_BEGINS) return { day: addDays(today, -1), shift: 'night' }
  return { day: today, shift: minute < NIGHT_BEGINS ? 'day' : 'night' }
}
