import type { Day } from '../kernel/instant.ts'
import type { Org } from '../org/unit.ts'
import type { Policy } from './policy.ts'

const beginnings = new WeakMap<Org, Day>()

/**
 * The day on which a version's units are looked at: its first, or the first day of which the register of units knows anything,
 * when the version is older (the statistical codes say nothing of earlier years).
 */
export function dayOfUnits({ effectiveFrom }: Pick<Policy, 'effectiveFrom'>, org: Org): Day {
  const first = beginnings.get(org) ?? beginningOf(org)
  beginnings.set(org, first)
  return first > effectiveFrom ? first : effectiveFrom
}

function beginningOf(org: Org): Day {
  let first: Day | null = null
  for (const { validFrom } of org.units()) if (first === null || validFrom < first) first = validFrom
  return first ?? ''
}
