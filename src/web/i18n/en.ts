import { ADMINISTRATION } from './en/administration.ts'
import { BULLETIN } from './en/bulletin.ts'
import { CALLBACKS } from './en/callbacks.ts'
import { CLUSTERS } from './en/clusters.ts'
import { CONSOLE } from './en/console.ts'
import { DESK } from './en/desk.ts'
import { DISPATCH } from './en/dispatch.ts'
import { DISPATCH_DESK } from './en/dispatch-desk.ts'
import { FORMS } from './en/forms.ts'
import { HOTSPOTS } from './en/hotspots.ts'
import { MODELS } from './en/models.ts'
import { MONTH } from './en/month.ts'
import { OVERSIGHT } from './en/oversight.ts'
import { OVERVIEW } from './en/overview.ts'
import { PHOTO } from './en/photo.ts'
import { POLICY } from './en/policy.ts'
import { RATES } from './en/rates.ts'
import { SEARCH } from './en/search.ts'
import { SHELL } from './en/shell.ts'
import { SIGNALS } from './en/signals.ts'
import { UNIT } from './en/unit.ts'
import type { ZH } from './zh.ts'

export const EN: Readonly<Record<keyof typeof ZH, string>> = {
  ...SHELL,
  ...ADMINISTRATION,
  ...SEARCH,
  ...PHOTO,
  ...POLICY,
  ...CALLBACKS,
  ...CLUSTERS,
  ...CONSOLE,
  ...DESK,
  ...DISPATCH,
  ...DISPATCH_DESK,
  ...FORMS,
  ...HOTSPOTS,
  ...MODELS,
  ...MONTH,
  ...BULLETIN,
  ...RATES,
  ...OVERVIEW,
  ...OVERSIGHT,
  ...SIGNALS,
  ...UNIT,
}
