import type { UnitCode } from '../org/unit.ts'
import { type Sums, scoreFormula, type UnitScore, valuesOf } from './assess.ts'
import { readCell } from './cells.ts'
import { Chance, Multinomial } from './draws.ts'
import type { ExtraName } from './extras.ts'
import { compileFormula, type FloatFormula } from './formula/compile.ts'
import { namesIn } from './formula/tree.ts'
import { fraction, fromDecimal, fromText, toDecimal, toNumber } from './fraction.ts'
import type { ScoringProfile } from './profile.ts'
import type { Interval, IntervalName, RankRange } from './run.ts'
import { wilson } from './wilson.ts'

/** How often the answers are drawn again (contracts.md, Formulas and intervals). */
const DRAWS = 2_000

/** The smallest Int32: the composite has no value in that draw. */
const NONE = -(2 ** 31)

export interface SpreadUnit {
  readonly score: UnitScore
  readonly sums: Sums
  readonly cells: ReadonlyMap<string, number>
}

export interface Spread {
  readonly intervals: Readonly<Record<IntervalName, Interval | null>>
  readonly rankRange: RankRange | null
}

/**
 * How far chance alone could move the figures of the units of one class. Response and resolution: Wilson. Satisfaction,
 * composite and rank: the period's answers are drawn again 2,000 times for each unit, as many as there were and in the
 * proportions in which they came; volume, punctuality and extras stay as they are. An interval holds all draws but the 2.5 % at
 * either end. Chance is seeded with the run's id, a slash and the unit's code, so that a unit's interval depends on no other's.
 */
export function spreadOf(
  units: readonly SpreadUnit[],
  profile: ScoringProfile,
  profileOf: (judgedUnder: string | null) => ScoringProfile,
  extras: readonly ExtraName[],
  runId: string,
): Map<UnitCode, Spread> {
  const drawn = units.map((unit) => drawUnit(unit, profile, profileOf, extras, `${runId}/${unit.score.unit}`))
  const ranges = rankRanges(
    units.flatMap(({ score }, index) => {
      const points = drawn[index]?.composite
      return score.rank === null || points === undefined ? [] : [{ unit: score.unit, rank: score.rank, points }]
    }),
  )
  return new Map(
    units.map(({ score, sums }, index) => {
      const { response, resolution } = sums.rates
      const byWilson = ({ numerator, denominator }: typeof response): Interval | null => {
        const ends = wilson(toNumber(numerator), toNumber(denominator))
        const text = (end: number) => pointsText(inUnits(end, 10 ** (2 + profile.decimals)), profile)
        return ends && { low: text(ends[0]), high: text(ends[1]) }
      }
      return [
        score.unit,
        {
          intervals: {
            response: byWilson(response),
            resolution: byWilson(resolution),
            satisfaction: middleOf(drawn[index]?.satisfaction, profile),
            composite: score.composite === null ? null : middleOf(drawn[index]?.composite, profile),
          },
          rankRange: ranges.get(score.unit) ?? null,
        },
      ]
    }),
  )
}

interface Drawn {
  /** Points × 10^decimals, one for each draw. */
  readonly satisfaction: Int32Array
  readonly composite: Int32Array
}

/** Answers that are alike to the three rates. */
interface Kind {
  readonly share: number
  readonly contacted: number
  readonly solved: number
  readonly satisfied: number
  readonly opinion: number
}

function drawUnit(
  { sums, cells }: SpreadUnit,
  profile: ScoringProfile,
  profileOf: (judgedUnder: string | null) => ScoringProfile,
  extras: readonly ExtraName[],
  seed: string,
): Drawn {
  const satisfaction = new Int32Array(DRAWS).fill(NONE)
  const composite = new Int32Array(DRAWS).fill(NONE)
  const kinds = kindsOf(cells, profileOf)
  if (kinds.length === 0) return { satisfaction, composite }
  const chance = new Chance(seed)
  const multinomial = new Multinomial(kinds.map(({ count }) => count))
  const counts = new Float64Array(kinds.length)
  const weights = kinds.map(({ kind }) => kind)
  const shares = Float64Array.from(weights, ({ share }) => share)
  const contacts = Float64Array.from(weights, ({ share, contacted }) => share * contacted)
  const solutions = Float64Array.from(weights, ({ share, solved }) => share * solved)
  const praises = Float64Array.from(weights, ({ share, satisfied }) => share * satisfied)
  const opinions = Float64Array.from(weights, ({ share, opinion }) => share * opinion)
  const { formula, values, places } = settingOf(sums, profile, extras)
  const rates = new Float64Array(3)
  const scale = 10 ** (2 + profile.decimals)
  for (let draw = 0; draw < DRAWS; draw++) {
    multinomial.draw(chance, counts)
    let valid = 0
    let contacted = 0
    let solved = 0
    let satisfied = 0
    let asked = 0
    for (let kind = 0; kind < counts.length; kind++) {
      const count = counts[kind] as number
      valid += count * (shares[kind] as number)
      contacted += count * (contacts[kind] as number)
      solved += count * (solutions[kind] as number)
      satisfied += count * (praises[kind] as number)
      asked += count * (opinions[kind] as number)
    }
    rates[0] = contacted / valid
    rates[1] = solved / valid
    rates[2] = satisfied / asked
    for (const { place, rate } of places) values[place] = rates[rate] as number
    satisfaction[draw] = inUnits(rates[2], scale)
    composite[draw] = inUnits(formula(values), scale)
  }
  return { satisfaction, composite }
}

/** The commonest first, equals in the order of their texts. */
function kindsOf(cells: ReadonlyMap<string, number>, profileOf: (judgedUnder: string | null) => ScoringProfile) {
  const byText = new Map<string, { kind: Kind; text: string; count: number }>()
  for (const [text, count] of cells) {
    const cell = readCell(text)
    if (cell.standing !== 'counted') continue
    const profile = profileOf(cell.judgedUnder)
    const factor = (given: string) => toNumber(fromDecimal(given))
    const silent = cell.satisfied === null || cell.satisfied === 'no-opinion'
    const kind: Kind = {
      share: toNumber(fromText(cell.share)),
      contacted: cell.contacted === true ? 1 : 0,
      solved: cell.solved === 'yes' ? 1 : cell.solved === 'partly' ? factor(profile.partialFactor) : 0,
      satisfied: cell.satisfied === 'satisfied' ? 1 : cell.satisfied === 'basically' ? factor(profile.basicFactor) : 0,
      opinion: silent && profile.noOpinion === 'leaves-satisfaction' ? 0 : 1,
    }
    const key = Object.values(kind).join('|')
    const known = byText.get(key)
    byText.set(key, { kind, text: key, count: count + (known?.count ?? 0) })
  }
  return [...byText.values()].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
}

const RATE_NAMES: readonly (readonly string[])[] = [
  ['响应率', 'response'],
  ['解决率', 'resolution'],
  ['满意率', 'satisfaction'],
]

/** The formula with all that a draw does not change already in place. */
function settingOf(sums: Sums, profile: ScoringProfile, extras: readonly ExtraName[]) {
  const read = scoreFormula(profile, extras)
  if (!read.ok) throw new RangeError(`a formula was assessed before it was read: ${read.rejection.code}`)
  const names = namesIn(read.value)
  const fixed = valuesOf(sums)
  const values = Float64Array.from(names, (name) => {
    const value = fixed[name]
    return value === null || value === undefined ? Number.NaN : toNumber(value)
  })
  const places = names.flatMap((name, place) => {
    const rate = RATE_NAMES.findIndex((spellings) => spellings.includes(name))
    return rate < 0 ? [] : [{ place, rate }]
  })
  const formula: FloatFormula = compileFormula(read.value, names)
  return { formula, values, places }
}

/** A share of one in the smallest units that are shown (points × 10^decimals), half up; `NONE` for NaN. */
function inUnits(share: number, scale: number): number {
  return Number.isNaN(share) ? NONE : Math.floor(share * scale + 0.5)
}

function pointsText(units: number, { decimals }: ScoringProfile): string {
  return toDecimal(fraction(units, 10 ** decimals), decimals)
}

/** What is left without the 2.5 % at either end. */
function middleOf(drawn: Int32Array | undefined, profile: ScoringProfile): Interval | null {
  if (drawn === undefined) return null
  const values = drawn.includes(NONE) ? drawn.filter((value) => value !== NONE) : drawn
  if (values.length === 0) return null
  const cut = cutOf(values.length)
  const [low, high] = placesOf(values, cut, values.length - 1 - cut)
  return { low: pointsText(low, profile), high: pointsText(high, profile) }
}

/** The values at two places of the ascending order, by counting each: draws lie close together. */
function placesOf(values: Int32Array, first: number, second: number): [number, number] {
  let least = values[0] as number
  let most = least
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  // A formula may stretch the scale without end; then they are sorted.
  if (most - least > 1_000_000) {
    const sorted = values.toSorted()
    return [sorted[first] as number, sorted[second] as number]
  }
  const counts = new Uint32Array(most - least + 1)
  for (const value of values) counts[value - least] = (counts[value - least] as number) + 1
  return [least + rankAt(counts, first), least + rankAt(counts, second)]
}

function cutOf(count: number): number {
  return Math.floor(count / 40)
}

interface Contender {
  readonly unit: UnitCode
  readonly rank: number
  readonly points: Int32Array
}

/** The ranks of all draws without the 2.5 % at either end, and in any case the rank that the unit has. */
function rankRanges(contenders: readonly Contender[]): Map<UnitCode, RankRange> {
  const counts = countRanks(contenders.map(({ points }) => points))
  return new Map(
    contenders.map(({ unit, rank }, index) => {
      const own = counts[index] ?? new Uint32Array()
      const all = own.reduce((sum, count) => sum + count, 0)
      const from = rankAt(own, cutOf(all))
      const to = rankAt(own, all - 1 - cutOf(all))
      return [unit, { from: Math.min(rank, from), to: Math.max(rank, to) }]
    }),
  )
}

/** How often each had each rank: one more than those with more points in the same draw; none where it has no value. */
function countRanks(drawn: readonly Int32Array[]): Uint32Array[] {
  const ranks = drawn.map(() => new Uint32Array(drawn.length + 1))
  const now = new Int32Array(drawn.length)
  const rankOf = rankingOf(drawn)
  for (let draw = 0; draw < DRAWS; draw++) {
    for (let index = 0; index < now.length; index++) now[index] = (drawn[index] as Int32Array)[draw] as number
    const rank = rankOf(now)
    for (let index = 0; index < now.length; index++) {
      const points = now[index] as number
      if (points === NONE) continue
      const own = ranks[index] as Uint32Array
      const place = rank(points)
      own[place] = (own[place] as number) + 1
    }
  }
  return ranks
}

/** Widths up to so many times the number of units are counted through; wider ones are sorted. */
const NARROW = 32

/** The rank of so many points in one draw. Draws lie close together, and counting them is many times faster than sorting. */
function rankingOf(drawn: readonly Int32Array[]): (now: Int32Array) => (points: number) => number {
  const [least, most] = endsOf(drawn)
  const width = most - least + 1
  if (width < 1 || width > drawn.length * NARROW) {
    return (now) => {
      const sorted = now.slice().sort()
      return (points) => sorted.length - firstAbove(sorted, points) + 1
    }
  }
  const places = new Uint32Array(width)
  const rank = (points: number) => places[points - least] as number
  return (now) => {
    places.fill(0)
    for (const points of now) {
      if (points !== NONE) places[points - least] = (places[points - least] as number) + 1
    }
    for (let place = width - 1, above = 1; place >= 0; place--) {
      const here = places[place] as number
      places[place] = above
      above += here
    }
    return rank
  }
}

/** The least and the most of all values; `[Infinity, -Infinity]` when there is none. */
function endsOf(drawn: readonly Int32Array[]): [number, number] {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const points of drawn) {
    for (const value of points) {
      if (value === NONE) continue
      if (value < least) least = value
      if (value > most) most = value
    }
  }
  return [least, most]
}

/** The index at which this many and one more have been counted. */
function rankAt(counts: Uint32Array, place: number): number {
  let seen = 0
  for (let index = 0; index < counts.length; index++) {
    seen += counts[index] as number
    if (seen > place) return index
  }
  return counts.length - 1
}

/** The first place in ascending order whose value is larger. */
function firstAbove(sorted: Int32Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
