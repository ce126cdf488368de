import type { UnitCode } from '../../domain/org/unit.ts'
import type { AssessmentFact } from '../../domain/scoring/facts.ts'
import { add, type Fraction, fromDecimal, fromText, mul, toText, ZERO } from '../../domain/scoring/fraction.ts'
import type { ScoringProfile } from '../../domain/scoring/profile.ts'
import { canonical } from '../../store/log/canonical.ts'
import type { BundleLine } from './line.ts'

/** What people outside might know of a request besides its answers, as far as a line shows it. */
export type Quasi = Pick<
  BundleLine,
  'unit' | 'role' | 'share' | 'dispatches' | 'judgedUnder' | 'onTime' | 'returned' | 'repeated'
>

/** Lines with the same key look alike but for their answers. */
export function groupKey(line: Quasi): string {
  return canonical([
    line.unit,
    line.role,
    line.share,
    line.dispatches,
    line.judgedUnder,
    line.onTime,
    line.returned,
    line.repeated,
  ])
}

/**
 * Counts the lines that are alike and says whose answers stay closed. A group with fewer than `smallest` lines would show a
 * neighbour's answers to whoever knows that much of the request, so it is given as a part of the unit's sum; and a sum over one
 * line would be that line, so that whole groups are added, smallest first, until the sum covers `smallest` lines or all of the
 * unit. A unit's own total is public by policy: with fewer lines than `smallest` in all, its sum is its figure.
 */
export class SmallGroups {
  private readonly units = new Map<UnitCode, Map<string, number>>()

  /** A line that counts; its answers are not looked at. */
  add(line: Quasi & { readonly unit: UnitCode }): void {
    const groups = this.units.get(line.unit) ?? new Map<string, number>()
    const key = groupKey(line)
    groups.set(key, (groups.get(key) ?? 0) + 1)
    this.units.set(line.unit, groups)
  }

  /** Keys of the groups whose answers are withheld. */
  withheld(smallest: number): ReadonlySet<string> {
    const closed = new Set<string>()
    for (const groups of this.units.values()) {
      const ordered = [...groups].sort(([a, n], [b, m]) => n - m || (a < b ? -1 : 1))
      let lines = 0
      for (const [key, count] of ordered) {
        if (count >= smallest && (lines === 0 || lines >= smallest)) break
        closed.add(key)
        lines += count
      }
    }
    return closed
  }
}

/** The parts of a unit's figures that its closed lines make; exact texts as `toText` writes them. */
export interface BundleSum {
  readonly unit: UnitCode
  readonly lines: number
  readonly contacted: string
  readonly solved: string
  readonly partly: string
  readonly satisfied: string
  readonly basic: string
  readonly dissatisfied: string
  readonly noOpinion: string
  /** Weighed by each ticket's own version: solved + factor × partly; satisfied + factor × basic; those with an opinion. */
  readonly weighedSolved: string
  readonly weighedSatisfied: string
  readonly opinions: string
}

const PARTS = [
  'contacted',
  'solved',
  'partly',
  'satisfied',
  'basic',
  'dissatisfied',
  'noOpinion',
  'weighedSolved',
  'weighedSatisfied',
  'opinions',
] as const satisfies readonly (keyof BundleSum)[]
type Part = (typeof PARTS)[number]

/** Adds up the answers of closed lines, unit by unit. */
export class Sums {
  private readonly units = new Map<UnitCode, { lines: number; parts: Record<Part, Fraction> }>()

  add(fact: AssessmentFact, profile: ScoringProfile): void {
    const known = this.units.get(fact.unit)
    const sum = known ?? {
      lines: 0,
      parts: Object.fromEntries(PARTS.map((part) => [part, ZERO])) as Record<Part, Fraction>,
    }
    if (!known) this.units.set(fact.unit, sum)
    sum.lines += 1
    const share = fromText(fact.share)
    const put = (part: Part, weight: Fraction = share) => {
      sum.parts[part] = add(sum.parts[part], weight)
    }
    if (fact.contacted === true) put('contacted')
    if (fact.solved === 'yes' || fact.solved === 'partly') put(fact.solved === 'yes' ? 'solved' : 'partly')
    put(SATISFACTION[fact.satisfied ?? 'no-opinion'])
    if (fact.solved === 'yes') put('weighedSolved')
    if (fact.solved === 'partly') put('weighedSolved', mul(share, fromDecimal(profile.partialFactor)))
    if (fact.satisfied === 'satisfied') put('weighedSatisfied')
    if (fact.satisfied === 'basically') put('weighedSatisfied', mul(share, fromDecimal(profile.basicFactor)))
    const silent = (fact.satisfied ?? 'no-opinion') === 'no-opinion'
    if (!silent || profile.noOpinion === 'counts-in-sample') put('opinions')
  }

  /** In code order. */
  list(): BundleSum[] {
    return [...this.units]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([unit, { lines, parts }]) => ({
        unit,
        lines,
        ...(Object.fromEntries(PARTS.map((part) => [part, toText(parts[part])])) as Record<Part, string>),
      }))
  }
}

const SATISFACTION = {
  satisfied: 'satisfied',
  basically: 'basic',
  dissatisfied: 'dissatisfied',
  'no-opinion': 'noOpinion',
} as const satisfies Record<NonNullable<AssessmentFact['satisfied']>, Part>
