import { ADMINISTRATION } from './en/administration.ts'
import { ASSESSMENT } from './en/assessment.ts'
import { CALLS } from './en/calls.ts'
import { CLUSTERS } from './en/clusters.ts'
import { COMMANDS } from './en/commands.ts'
import { DISPATCH } from './en/dispatch.ts'
import { INTEGRITY } from './en/integrity.ts'
import { MONTH } from './en/month.ts'
import { POLICY } from './en/policy.ts'
import { TECHNICAL } from './en/technical.ts'
import { TERMS } from './en/terms.ts'

/** What a screen of the desks looks up by itself: terms and checks. All else reaches it as sentences from the server. */
export const EN_SCREEN: Readonly<Record<string, string>> = {
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
