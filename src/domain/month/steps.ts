import { addDays, type Calendar, dayOf } from '../clock/calendar.ts'
import type { Day, Instant } from '../kernel/instant.ts'
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

/** Days after the period's last day on which each step ends; the steps' dates follow. Policy data. */
export interface MonthRule {
  readonly draft: number
  readonly appeals: number
  readonly decisions: number
  readonly freeze: number
  readonly bulletin: number
  /** Share of its counted tickets above which a unit's exclusions are audited before the freeze (P4), 0 to 1. */
  readonly exclusionCap: number
}

/**
 * 19th draft, 20th to 21st appeals, 22nd decisions, 23rd freeze, 25th bulletin; a cap of 5 %. Values without a public
 * source (domain.md §8.5, §8.6): a policy version may name its own.
 */
export const USUAL_MONTH: MonthRule = { draft: 1, appeals: 3, decisions: 4, freeze: 5, bulletin: 7, exclusionCap: 0.05 }

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
