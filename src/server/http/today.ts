import { addDays, dayOf, startOfDay } from '../../domain/clock/calendar.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'

/** The city's day around an instant: its first instant, and the next day's. */
export function todayOf(now: Instant, rulebook: Rulebook): { readonly from: Instant; readonly to: Instant } {
  const { calendar } = rulebook.inForce(now)
  const day = dayOf(now, calendar)
  return { from: startOfDay(day, calendar), to: startOfDay(addDays(day, 1), calendar) }
}
