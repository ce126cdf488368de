import { ADMINISTRATION } from './zh/administration.ts'
import { ASSESSMENT } from './zh/assessment.ts'
import { CALLS } from './zh/calls.ts'
import { CLUSTERS } from './zh/clusters.ts'
import { COMMANDS } from './zh/commands.ts'
import { DISPATCH } from './zh/dispatch.ts'
import { INTEGRITY } from './zh/integrity.ts'
import { MONTH } from './zh/month.ts'
import { POLICY } from './zh/policy.ts'
import { TECHNICAL } from './zh/technical.ts'
import { TERMS } from './zh/terms.ts'

/** What a screen of the desks looks up by itself: terms and checks. All else reaches it as sentences from the server. */
export const ZH_SCREEN: Readonly<Record<string, string>> = {
  ...ADMINISTRATION,
  ...ASSESSMENT,
  ...CALLS,
  ...CLUSTERS,
  ...COMMANDS,
  ...DISPATCH,
  ...INTEGRITY,
  ...MONTH,
  ...POLICY,
  ...TECHNICAL,
  ...TERMS,
}
