import { ADMINISTRATION } from './zh/administration.ts'
import { ASSESSMENT } from './zh/assessment.ts'
import { ASSIST } from './zh/assist.ts'
import { BULLETIN } from './zh/bulletin.ts'
import { BUNDLE } from './zh/bundle.ts'
import { CALLS } from './zh/calls.ts'
import { CITIZEN } from './zh/citizen.ts'
import { CLUSTERS } from './zh/clusters.ts'
import { COMMANDS } from './zh/commands.ts'
import { DISPATCH } from './zh/dispatch.ts'
import { EVENTS } from './zh/events.ts'
import { INTEGRITY } from './zh/integrity.ts'
import { MONTH } from './zh/month.ts'
import { POLICY } from './zh/policy.ts'
import { RECORDS } from './zh/records.ts'
import { REJECTIONS } from './zh/rejections.ts'
import { ROSTER } from './zh/roster.ts'
import { SERVICE } from './zh/service.ts'
import { TECHNICAL } from './zh/technical.ts'
import { TERMINAL } from './zh/terminal.ts'
import { TERMS } from './zh/terms.ts'

export const ZH: Readonly<Record<string, string>> = {
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
