import { startOfDay } from '../clock/calendar.ts'
import type { Day } from '../kernel/instant.ts'
import type { Org, UnitCode } from '../org/unit.ts'
import { findCategory, type LimitClass, type Policy } from '../policy/policy.ts'
import { type CatalogueMode, type CataloguePlace, chooseByCatalogue } from './catalogue.ts'

/** A test case that ships with a policy version: given a matter, who gets it and how fast. */
export interface PolicyCase extends CataloguePlace {
  /** Line in cases.csv. */
  readonly row: number
  readonly what: string
  readonly category: string
  readonly accuses: UnitCode | null
  readonly day: Day
  readonly lead: UnitCode
  readonly assisting: readonly UnitCode[]
  readonly limit: LimitClass
  readonly mode: CatalogueMode
}

export interface CaseFailure {
  readonly row: number
  readonly what: string
  readonly field: 'category' | 'unit' | 'lead' | 'assisting' | 'limit' | 'mode'
  readonly expected: string
  readonly got: string
}

/** Runs a version's own cases through its catalogue; a version with a failure cannot be approved (design.md §3.3). */
export function checkCases(cases: readonly PolicyCase[], policy: Policy, org: Org): CaseFailure[] {
  return cases.flatMap((one): CaseFailure[] => {
    const { row, what } = one
    if (!findCategory(policy, one.category)) {
      return [{ row, what, field: 'category', expected: one.category, got: '' }]
    }
    const unknown = unitsOf(one).find((code) => org.findUnit(code) === undefined)
    if (unknown !== undefined) return [{ row, what, field: 'unit', expected: unknown, got: '' }]
    const question = {
      category: one.category,
      place: one,
      accuses: one.accuses,
      at: startOfDay(one.day, policy.calendar),
    }
    const got = chooseByCatalogue(question, policy, org)
    const pairs = [
      { field: 'lead', expected: one.lead, got: got.lead },
      { field: 'assisting', expected: one.assisting.toSorted().join('、'), got: got.assisting.toSorted().join('、') },
      { field: 'limit', expected: one.limit, got: got.limit },
      { field: 'mode', expected: one.mode, got: got.mode },
    ] as const
    return pairs.filter((pair) => pair.expected !== pair.got).map((pair) => ({ row, what, ...pair }))
  })
}

function unitsOf(one: PolicyCase): UnitCode[] {
  const given = [one.district, one.subdistrict, one.community, one.accuses].filter((code) => code !== null)
  return [...given, one.lead, ...one.assisting]
}
