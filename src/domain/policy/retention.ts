/**
 * How long what people wrote and who they are is kept. Nothing of it is in a published text that we know of: the ten years of an
 * order follow domain.md §10 (INF), and a city sets its own in the manifest of its rules.
 */
export interface RetentionRule {
  /** Years after a ticket was closed or withdrawn until its words are forgotten. */
  readonly ticketYears: number
  /** Years after the last ticket of a person until name and phone are forgotten. */
  readonly personYears: number
}

export const DEFAULT_RETENTION: RetentionRule = { ticketYears: 10, personYears: 10 }

/** What a version of the rules says, and the default for what it leaves out. */
export function retentionOf(policy: { readonly retention?: Partial<RetentionRule> }): RetentionRule {
  return { ...DEFAULT_RETENTION, ...policy.retention }
}
