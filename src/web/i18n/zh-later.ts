import { ADMINISTRATION } from './zh/administration.ts'
import { BULLETIN } from './zh/bulletin.ts'
import { CLUSTERS } from './zh/clusters.ts'
import { DISPATCH_QUALITY } from './zh/dispatch-quality.ts'
import { HOTSPOTS } from './zh/hotspots.ts'
import { MODELS } from './zh/models.ts'
import { MONTH } from './zh/month.ts'
import { OVERSIGHT } from './zh/oversight.ts'
import { POLICY } from './zh/policy.ts'
import { SEARCH } from './zh/search.ts'
import { SIGNALS } from './zh/signals.ts'
import { UI } from './zh/ui.ts'

/** Labels of the pages on which no shift begins. */
export const ZH_LATER = {
  ...ADMINISTRATION,
  ...BULLETIN,
  ...CLUSTERS,
  ...HOTSPOTS,
  ...MODELS,
  ...MONTH,
  ...OVERSIGHT,
  ...POLICY,
  ...SEARCH,
  ...SIGNALS,
  ...DISPATCH_QUALITY,
  ...UI,
}
