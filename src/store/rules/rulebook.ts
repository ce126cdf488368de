import { dayOf } from '../../domain/clock/calendar.ts'
import type { Day, Instant } from '../../domain/kernel/instant.ts'
import { makeOrg, type Org } from '../../domain/org/unit.ts'
import { applyUnitChanges, type UnitChange } from '../../domain/org/unit-changes.ts'
import type { Policy } from '../../domain/policy/policy.ts'

/**
 * The released policy versions of a city, and its units: what every decision is judged by. Everything in a process shares one
 * rulebook, so that a version that is released while it runs is known everywhere at once.
 */
export interface Rulebook {
  /** One object for the life of the process, so that whoever holds it sees units change. */
  readonly org: Org
  /** Newest effective date last. */
  readonly versions: readonly Policy[]
  /** The version in force at an instant. @throws when none is yet: a database older than its rules is a bug. */
  inForce(at: Instant): Policy
  /** @throws when the version is unknown. */
  getVersion(id: string): Policy
  /** The texts of a version's files, which a draft begins with; null where the rules were not read from any. */
  filesOf(id: string): ReadonlyMap<string, string> | null
  /** Takes a newly released version in; one that is known already stays as it is. */
  adopt(policy: Policy, files: ReadonlyMap<string, string>): void
  /** Knows a version by its id only: the rules of another city's record are never in force here. */
  keep(policy: Policy): void
  /** Lays what people changed over the shipped units, as it stands on a day. */
  layUnits(changes: readonly UnitChange[], today: Day): void
}

type VersionFiles = ReadonlyMap<string, ReadonlyMap<string, string>>

export function makeRulebook(versions: readonly Policy[], shipped: Org, files: VersionFiles = new Map()): Rulebook {
  let current = shipped
  const org: Org = {
    getUnit: (code) => current.getUnit(code),
    findUnit: (code) => current.findUnit(code),
    units: () => current.units(),
    below: (code) => current.below(code),
  }
  let ordered = inOrder(versions)
  const texts = new Map(files)
  const byId = new Map(ordered.map((policy) => [policy.id, policy]))
  if (ordered.length === 0) throw new Error('no policy version is loaded')
  return {
    org,
    get versions() {
      return ordered
    },
    inForce(at) {
      const [first] = ordered as readonly [Policy, ...Policy[]]
      const day = dayOf(at, first.calendar)
      // Before the first version's date the first one holds: imported history may be older than the rules.
      return ordered.findLast((policy) => policy.effectiveFrom <= day) ?? first
    },
    getVersion(id) {
      const policy = byId.get(id)
      if (!policy) throw new Error(`unknown policy version: ${id}`)
      return policy
    },
    filesOf: (id) => texts.get(id) ?? null,
    adopt(policy, ofVersion) {
      if (byId.has(policy.id)) return
      texts.set(policy.id, ofVersion)
      byId.set(policy.id, policy)
      ordered = inOrder([...ordered, policy])
    },
    keep(policy) {
      byId.set(policy.id, policy)
    },
    layUnits(changes, today) {
      current = changes.length === 0 ? shipped : makeOrg(applyUnitChanges(shipped.units(), changes, today))
    },
  }
}

function inOrder(versions: readonly Policy[]): readonly Policy[] {
  return [...versions].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
}
