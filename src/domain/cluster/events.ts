import type { Instant } from '../kernel/instant.ts'

/** What holds a cluster together (domain.md §9.4): one point, one actor (a landlord, a company), one asset (a lift). */
export const CLUSTER_BASES = ['point', 'actor', 'asset'] as const
export type ClusterBasis = (typeof CLUSTER_BASES)[number]

/** What happens to a cluster, in the past tense and for ever. Texts (plan, reason, answer) are kept beside, in the vault. */
export interface ClusterEvents {
  formed: { readonly basis: ClusterBasis; readonly lead: string }
  joined: { readonly member: string }
  left: { readonly member: string }
  'lead-moved': { readonly from: string; readonly to: string }
  /** The text is the plan. */
  planned: Record<never, never>
  /** One answer was given to these members, each by a reply of its own ticket. The text is the answer's. */
  answered: { readonly members: readonly string[] }
  dissolved: Record<never, never>
}
export type ClusterEventType = keyof ClusterEvents

export type ClusterFact = {
  [T in ClusterEventType]: { readonly type: T; readonly data: ClusterEvents[T] }
}[ClusterEventType]

export type ClusterEvent = ClusterFact & { readonly at: Instant }

/** In the clear in the log; ids of tickets are committed, because who is together with whom tells on both. */
export const OPEN_CLUSTER_FIELDS: { readonly [T in ClusterEventType]: readonly string[] } = {
  formed: ['basis'],
  joined: [],
  left: [],
  'lead-moved': [],
  planned: [],
  answered: [],
  dissolved: [],
}

export interface ClusterCommands {
  form: { readonly basis: ClusterBasis; readonly lead: string; readonly members: readonly string[] }
  join: { readonly ticket: string }
  'split-off': { readonly ticket: string }
  'move-lead': { readonly to: string }
  plan: Record<never, never>
  answer: { readonly tickets: readonly string[] }
  dissolve: Record<never, never>
}
export type ClusterCommandType = keyof ClusterCommands
export type ClusterCommand = {
  [T in ClusterCommandType]: { readonly type: T; readonly data: ClusterCommands[T] }
}[ClusterCommandType]
