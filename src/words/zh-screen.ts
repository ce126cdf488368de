import { CALLS } from './zh/calls.ts'
import { CLUSTERS } from './zh/clusters.ts'
import { COMMANDS } from './zh/commands.ts'
import { DISPATCH } from './zh/dispatch.ts'
import { TERMS } from './zh/terms.ts'

/** What a screen of the desks looks up by itself: terms and checks. All else reaches it as sentences from the server. */
export const ZH_SCREEN: Readonly<Record<string, string>> = {
  ...CALLS,
  ...CLUSTERS,
  ...COMMANDS,
  ...DISPATCH,
  ...TERMS,
}
