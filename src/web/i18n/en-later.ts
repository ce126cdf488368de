import { ADMINISTRATION } from './en/administration.ts'
import { BULLETIN } from './en/bulletin.ts'
import { CLUSTERS } from './en/clusters.ts'
import { DISPATCH_QUALITY } from './en/dispatch-quality.ts'
import { HOTSPOTS } from './en/hotspots.ts'
import { MODELS } from './en/models.ts'
import { MONTH } from './en/month.ts'
import { OVERSIGHT } from './en/oversight.ts'
import { POLICY } from './en/policy.ts'
import { SEARCH } from './en/search.ts'
import { SIGNALS } from './en/signals.ts'
import { UI } from './en/ui.ts'
import type { ZH_LATER } from './zh-later.ts'

/** Labels of the pages on which no shift begins. */
export const EN_LATER: Readonly<Record<keyof typeof ZH_LATER, string>> = {
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
