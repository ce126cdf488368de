/** Days after the period's last day on which each step of its assessment ends; the steps' dates follow. Policy data. */
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
 * source (domain.md §8.5, §8.6): a policy version may name its own (`month` in its `scoring.yaml`).
 */
export const USUAL_MONTH: MonthRule = { draft: 1, appeals: 3, decisions: 4, freeze: 5, bulletin: 7, exclusionCap: 0.05 }

/** The month as a policy version has it; what it leaves out is usual. */
export function monthRuleOf({ month }: { readonly month?: Partial<MonthRule> }): MonthRule {
  return { ...USUAL_MONTH, ...month }
}
