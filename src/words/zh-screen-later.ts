import { ADMINISTRATION } from './zh/administration.ts'
import { ASSESSMENT } from './zh/assessment.ts'
import { INTEGRITY } from './zh/integrity.ts'
import { MONTH } from './zh/month.ts'
import { POLICY } from './zh/policy.ts'
import { TECHNICAL } from './zh/technical.ts'

/** The same for pages on which no shift begins. */
export const ZH_SCREEN_LATER: Readonly<Record<string, string>> = {
  ...ADMINISTRATION,
  ...ASSESSMENT,
  ...INTEGRITY,
  ...MONTH,
  ...POLICY,
  ...TECHNICAL,
}
