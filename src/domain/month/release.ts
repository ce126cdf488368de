import { addDays, type Calendar, startOfDay } from '../clock/calendar.ts'
import type { Instant } from '../kernel/instant.ts'
import type { MonthRule } from '../scoring/month-rule.ts'
import type { PeriodSpan } from '../scoring/period.ts'
import type { MonthState } from './month.ts'

/**
 * May the units read their requesters' answers? From the freeze on, not before (P5): until then an answer could still be worked
 * on. Where nobody holds the month, once the day is over on which its bulletin would have been due.
 */
export function areAnswersReleased(
  state: Pick<MonthState, 'version' | 'frozen'>,
  span: PeriodSpan,
  rule: MonthRule,
  now: Instant,
  calendar: Calendar,
): boolean {
  if (state.frozen !== null) return now >= state.frozen.at
  if (state.version > 0) return false
  return now >= startOfDay(addDays(span.lastDay, rule.bulletin + 1), calendar)
}
