import { ADMINISTRATION } from './en/administration.ts'
import { ASSESSMENT } from './en/assessment.ts'
import { ASSIST } from './en/assist.ts'
import { BULLETIN } from './en/bulletin.ts'
import { BUNDLE } from './en/bundle.ts'
import { CALLS } from './en/calls.ts'
import { CITIZEN } from './en/citizen.ts'
import { CLUSTERS } from './en/clusters.ts'
import { COMMANDS } from './en/commands.ts'
import { DISPATCH } from './en/dispatch.ts'
import { EVENTS } from './en/events.ts'
import { INTEGRITY } from './en/integrity.ts'
import { MONTH } from './en/month.ts'
import { POLICY } from './en/policy.ts'
import { RECORDS } from './en/records.ts'
import { REJECTIONS } from './en/rejections.ts'
import { ROSTER } from './en/roster.ts'
import { SERVICE } from './en/service.ts'
import { TECHNICAL } from './en/technical.ts'
import { TERMINAL } from './en/terminal.ts'
import { TERMS } from './en/terms.ts'

export const EN: Readonly<Record<string, string>> = {
  ...ADMINISTRATION,
  ...ASSESSMENT,
  ...ASSIST,
  ...BUNDLE,
  ...DISPATCH,
  ...POLICY,
  ...RECORDS,
  ...REJECTIONS,
  ...SERVICE,
  ...TECHNICAL,
  ...TERMINAL,
  ...TERMS,
  ...COMMANDS,
  ...EVENTS,
  ...MONTH,
  ...BULLETIN,
  ...CALLS,
  ...CITIZEN,
  ...CLUSTERS,
  ...INTEGRITY,
  ...ROSTER,
}
