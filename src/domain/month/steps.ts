import { addDays, type Calendar, dayOf } from '../clock/calendar.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { MonthRule } from '../scoring/month-rule.ts'
import type { PeriodSpan } from '../scoring/period.ts'

/** The steps of one month of assessment 月度考核, in their order (domain.md §8.6). */
export const MONTH_STEPS = [
  'counting', // the period runs
  'draft', // 19th: the figures are drawn up for the first time
  'appeals', // units appeal against their figures
  'decisions', // appeals and exclusions are decided, units over the cap audited
  'freeze', // snapshot, hash, seal
  'bulletin', // 通报
] as const
export type MonthStep = (typeof MONTH_STEPS)[number]

export interface DatedStep {
  readonly step: MonthStep
  readonly from: Day
  /** The last day of the step. */
  readonly to: Day
}

/** When each step is due, in the city's days. */
export function datedSteps(span: PeriodSpan, rule: MonthRule): DatedStep[] {
  let begins = span.firstDay
  return MONTH_STEPS.map((step) => {
    const to = step === 'counting' ? span.lastDay : addDays(span.lastDay, rule[step])
    const dated = { step, from: begins, to }
    begins = addDays(to, 1)
    return dated
  })
}

/** The step that the calendar has reached; the last one once all days have passed. */
export function stepOn(at: Instant, span: PeriodSpan, rule: MonthRule, calendar: Calendar): MonthStep {
  const today = dayOf(at, calendar)
  return datedSteps(span, rule).find(({ to }) => today <= to)?.step ?? 'bulletin'
}
