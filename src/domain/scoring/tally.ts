import type { UnitCode } from '../org/unit.ts'
import { type AssessmentFact, STANDINGS, type Standing } from './facts.ts'
import { add, type Fraction, fraction, fromText, mul, ONE, ZERO } from './fraction.ts'

/** Tickets set aside on one ground, by whether that was applied for before or after the callback (P4). */
export interface GroundTally {
  readonly before: number
  readonly after: number
}

/**
 * Sums over facts. Tallies add up: those of parts of the facts, in any order, make that of the whole, and those of a
 * district's units make the district's. Dispatches and tickets are whole; the rest are sums of shares.
 */
export interface Tally {
  readonly dispatches: Readonly<Record<Standing, number>>
  readonly tickets: Readonly<Record<Standing, number>>
  readonly excluded: ReadonlyMap<string, GroundTally>
  readonly suspended: ReadonlyMap<string, GroundTally>
  /** Tickets whose return was accepted, and tickets asked again; the unit's own entries are in neither. */
  readonly returned: number
  readonly repeated: number
  /** V: with a valid callback. All of the following but `onTime` and `late` are parts of it. */
  readonly valid: Fraction
  readonly contacted: Fraction
  readonly solved: Fraction
  readonly partly: Fraction
  readonly satisfied: Fraction
  readonly basic: Fraction
  readonly dissatisfied: Fraction
  readonly noOpinion: Fraction
  readonly onTime: Fraction
  readonly late: Fraction
}

/** The key of an exclusion whose fact names no ground. */
export const NO_GROUND = 'unstated'

/** Standings in which the unit's punctuality counts; what is set aside enters no denominator. */
const TIMED: ReadonlySet<Standing> = new Set<Standing>(['counted', 'no-callback', 'unreachable', 'open'])

const PARTS = [
  'valid',
  'contacted',
  'solved',
  'partly',
  'satisfied',
  'basic',
  'dissatisfied',
  'noOpinion',
  'onTime',
  'late',
] as const satisfies readonly (keyof Tally)[]
type Part = (typeof PARTS)[number]

export function emptyTally(): Tally {
  return { dispatches: noneByStanding(), tickets: noneByStanding(), ...NOTHING }
}

const NOTHING = {
  returned: 0,
  repeated: 0,
  excluded: new Map<string, GroundTally>(),
  suspended: new Map<string, GroundTally>(),
  ...partsOf(() => ZERO),
}

/** What a tally takes from a fact: all but whose it is and when. */
export type CountedFact = Pick<
  AssessmentFact,
  | 'share'
  | 'dispatches'
  | 'standing'
  | 'excludedGround'
  | 'afterScore'
  | 'contacted'
  | 'solved'
  | 'satisfied'
  | 'onTime'
  | 'returned'
  | 'repeated'
>

/** The tally with one fact more. Does not look at the fact's unit: keep one tally per unit (`tallyByUnit`). */
export function addFact(tally: Tally, fact: CountedFact): Tally {
  return addFacts(tally, fact, 1)
}

/** The same for `count` (≥ 1) facts that are alike. */
export function addFacts(tally: Tally, fact: CountedFact, count: number): Tally {
  const { standing } = fact
  const one = fact.share === '1' ? ONE : fromText(fact.share)
  const share = count === 1 ? one : mul(one, fraction(count))
  const own = standing === 'own-entry'
  const sums: Partial<Record<Part, Fraction>> = {}
  for (const part of partsOfFact(fact)) sums[part] = add(tally[part], share)
  return {
    ...tally,
    dispatches: { ...tally.dispatches, [standing]: tally.dispatches[standing] + fact.dispatches * count },
    tickets: { ...tally.tickets, [standing]: tally.tickets[standing] + count },
    ...(standing === 'excluded' || standing === 'suspended'
      ? { [standing]: withGround(tally[standing], fact, count) }
      : {}),
    returned: tally.returned + (fact.returned && !own ? count : 0),
    repeated: tally.repeated + (fact.repeated && !own ? count : 0),
    ...sums,
  }
}

function withGround(grounds: Tally['excluded'], fact: CountedFact, count: number): Tally['excluded'] {
  const one = fact.afterScore ? { before: 0, after: count } : { before: count, after: 0 }
  return mergeGrounds(grounds, new Map([[fact.excludedGround ?? NO_GROUND, one]]))
}

function partsOfFact(fact: CountedFact): Part[] {
  const parts: Part[] = []
  if (TIMED.has(fact.standing) && fact.onTime !== null) parts.push(fact.onTime ? 'onTime' : 'late')
  if (fact.standing !== 'counted') return parts
  parts.push('valid')
  if (fact.contacted === true) parts.push('contacted')
  if (fact.solved === 'yes') parts.push('solved')
  if (fact.solved === 'partly') parts.push('partly')
  parts.push(SATISFACTION[fact.satisfied ?? 'no-opinion'])
  return parts
}

const SATISFACTION = {
  satisfied: 'satisfied',
  basically: 'basic',
  dissatisfied: 'dissatisfied',
  'no-opinion': 'noOpinion',
} as const satisfies Record<NonNullable<AssessmentFact['satisfied']>, Part>

export function mergeTallies(a: Tally, b: Tally): Tally {
  return {
    dispatches: mergeCounts(a.dispatches, b.dispatches),
    tickets: mergeCounts(a.tickets, b.tickets),
    excluded: mergeGrounds(a.excluded, b.excluded),
    suspended: mergeGrounds(a.suspended, b.suspended),
    returned: a.returned + b.returned,
    repeated: a.repeated + b.repeated,
    ...partsOf((part) => add(a[part], b[part])),
  }
}

/** One tally per unit that has a fact, reading the facts once and keeping none. */
export function tallyByUnit(facts: Iterable<AssessmentFact>): Map<UnitCode, Tally> {
  const tallies = new Map<UnitCode, Tally>()
  for (const fact of facts) tallies.set(fact.unit, addFact(tallies.get(fact.unit) ?? emptyTally(), fact))
  return tallies
}

function noneByStanding(): Record<Standing, number> {
  return Object.fromEntries(STANDINGS.map((standing) => [standing, 0])) as Record<Standing, number>
}

function partsOf(value: (part: Part) => Fraction): Record<Part, Fraction> {
  return Object.fromEntries(PARTS.map((part) => [part, value(part)])) as Record<Part, Fraction>
}

function mergeCounts(a: Tally['tickets'], b: Tally['tickets']): Record<Standing, number> {
  const sum = noneByStanding()
  for (const standing of STANDINGS) sum[standing] = a[standing] + b[standing]
  return sum
}

function mergeGrounds(a: Tally['excluded'], b: Tally['excluded']): Map<string, GroundTally> {
  const merged = new Map(a)
  for (const [ground, { before, after }] of b) {
    const known = merged.get(ground)
    merged.set(ground, { before: before + (known?.before ?? 0), after: after + (known?.after ?? 0) })
  }
  return merged
}
