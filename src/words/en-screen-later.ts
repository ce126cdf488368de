import { ADMINISTRATION } from './en/administration.ts'
import { ASSESSMENT } from './en/assessment.ts'
import { INTEGRITY } from './en/integrity.ts'
import { MONTH } from './en/month.ts'
import { POLICY } from './en/policy.ts'
import { TECHNICAL } from './en/technical.ts'

/** The same for pages on which no shift begins. */
export const EN_SCREEN_LATER: Readonly<Record<string, string>> = {
  ...ADMINISTRATION,
  ...ASSESSMENT,
  ...INTEGRITY,
  ...MONTH,
  ...POLICY,
  ...TECHNICAL,
}
