import { type Calendar, minuteOfDay } from '../clock/calendar.ts'
import type { Instant } from '../kernel/instant.ts'
import type { DayPart } from './terms.ts'

/** Hour of the city's wall clock at which each part of the day begins; the last ends with the day. */
export const DAY_PART_FROM = { morning: 0, afternoon: 12, evening: 18 } as const satisfies Record<DayPart, number>

export function dayPartAt(at: Instant, calendar: Calendar): DayPart {
  const hour = minuteOfDay(at, calendar) / 60
  if (hour < DAY_PART_FROM.afternoon) return 'morning'
  return hour < DAY_PART_FROM.evening ? 'afternoon' : 'evening'
}
