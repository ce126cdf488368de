import { CALLS } from './en/calls.ts'
import { CLUSTERS } from './en/clusters.ts'
import { COMMANDS } from './en/commands.ts'
import { DISPATCH } from './en/dispatch.ts'
import { TERMS } from './en/terms.ts'

/** What a screen of the desks looks up by itself: terms and checks. All else reaches it as sentences from the server. */
export const EN_SCREEN: Readonly<Record<string, string>> = {
  ...CALLS,
  ...CLUSTERS,
  ...COMMANDS,
  ...DISPATCH,
  ...TERMS,
}
