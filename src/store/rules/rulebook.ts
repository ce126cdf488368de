import { dayOf } from '../../domain/clock/calendar.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Org } from '../../domain/org/unit.ts'
import type { Policy } from '../../domain/policy/policy.ts'

/** The released policy versions of a city, and its units: what every decision is judged by. */
export interface Rulebook {
  readonly org: Org
  /** Newest effective date last. */
  readonly versions: readonly Policy[]
  /** The version in force at an instant. @throws when none is yet: a database older than its rules is a bug. */
  inForce(at: Instant): Policy
  /** @throws when the version is unknown. */
  getVersion(id: string): Policy
}

export function makeRulebook(versions: readonly Policy[], org: Org): Rulebook {
  const ordered = [...versions].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  const byId = new Map(ordered.map((policy) => [policy.id, policy]))
  const [first] = ordered
  if (!first) throw new Error('no policy version is loaded')
  return {
    org,
    versions: ordered,
    inForce(at) {
      const day = dayOf(at, first.calendar)
      // Before the first version's date the first one holds: imported history may be older than the rules.
      return ordered.findLast((policy) => policy.effectiveFrom <= day) ?? first
    },
    getVersion(id) {
      const policy = byId.get(id)
      if (!policy) throw new Error(`unknown policy version: ${id}`)
      return policy
    },
  }
}
