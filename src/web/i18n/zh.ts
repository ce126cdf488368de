import { ADMINISTRATION } from './zh/administration.ts'
import { BULLETIN } from './zh/bulletin.ts'
import { CALLBACKS } from './zh/callbacks.ts'
import { CLUSTERS } from './zh/clusters.ts'
import { CONSOLE } from './zh/console.ts'
import { DESK } from './zh/desk.ts'
import { DISPATCH } from './zh/dispatch.ts'
import { DISPATCH_DESK } from './zh/dispatch-desk.ts'
import { FORMS } from './zh/forms.ts'
import { HOTSPOTS } from './zh/hotspots.ts'
import { MODELS } from './zh/models.ts'
import { MONTH } from './zh/month.ts'
import { OVERSIGHT } from './zh/oversight.ts'
import { OVERVIEW } from './zh/overview.ts'
import { PHOTO } from './zh/photo.ts'
import { POLICY } from './zh/policy.ts'
import { RATES } from './zh/rates.ts'
import { SEARCH } from './zh/search.ts'
import { SHELL } from './zh/shell.ts'
import { SIGNALS } from './zh/signals.ts'
import { UNIT } from './zh/unit.ts'

/** Labels of the desks; states, events and rejections come from src/words. */
export const ZH = {
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
