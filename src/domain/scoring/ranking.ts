import type { UnitCode } from '../org/unit.ts'
import { add, compare, div, type Fraction, fraction, fromDecimal, fromText, mul, sub, toText } from './fraction.ts'
import { previousPeriod } from './period.ts'
import type { RankingClass, RankingRule } from './profile.ts'
import type { AssessmentRun, RankingMark, RunUnit } from './run.ts'

type Unit = Omit<RunUnit, 'classes'>
type Marks = Map<UnitCode, Omit<RankingMark, 'class'>>

interface Setting {
  readonly period: string
  /** The units of one class. */
  readonly units: readonly Unit[]
  /** Newest first. */
  readonly previous: readonly AssessmentRun[]
}

/**
 * The ranking classes 四类排名 (domain.md §8.6) of the units of one class, in the policy's order. Ties at the border of a list
 * are all in it. A list never takes more than half of those it chooses from, so that no unit of a small group is both among the
 * best and among the worst. Only ranked units are listed, but for the year's list, which stays for the year (先进 … 治理).
 */
export function rankingMarks(classes: readonly RankingClass[], setting: Setting): Map<UnitCode, RankingMark[]> {
  const found = new Map<string, Marks>()
  for (const one of inOrder(classes)) {
    const barred = new Set(one.notIn.flatMap((code) => [...(found.get(code)?.keys() ?? [])]))
    const units = setting.units.filter(({ unit }) => !barred.has(unit))
    found.set(one.code, marksBy(one.rule, one.code, units, setting))
  }
  const marks = new Map<UnitCode, RankingMark[]>()
  for (const { code } of classes) {
    for (const [unit, mark] of found.get(code) ?? [])
      marks.set(unit, [...(marks.get(unit) ?? []), { class: code, ...mark }])
  }
  return marks
}

/** Classes after those that come first for them; those that wait for each other in the order given. */
function inOrder(classes: readonly RankingClass[]): RankingClass[] {
  const ordered: RankingClass[] = []
  const left = [...classes]
  while (left.length > 0) {
    const free = left.findIndex(({ notIn }) => !left.some(({ code }) => notIn.includes(code)))
    ordered.push(...left.splice(Math.max(free, 0), 1))
  }
  return ordered
}

function marksBy(rule: RankingRule, code: string, units: readonly Unit[], setting: Setting): Marks {
  switch (rule.by) {
    case 'top':
      return topOf(rule, units)
    case 'rise':
      return risesOf(rule, units, setting)
    case 'bottom':
      return bottomOf(rule, units, setting)
    case 'volume':
      return yearListOf(code, setting) ?? mostAsked(rule, units)
  }
}

function topOf(rule: RankingRule & { by: 'top' }, units: readonly Unit[]): Marks {
  const marks: Marks = new Map()
  const fit = ranked(units).filter((unit) => compare(fraction(rule.minimumSample), valid(unit)) <= 0)
  for (const group of groupsOf(fit).values()) {
    const most = Math.min(rule.count, Math.floor(group.length / 2))
    for (const [unit, place] of placesBy(group, points)) {
      if (place > most) continue
      marks.set(unit.unit, { code: 'ranking.top', facts: { place, of: group.length, valid: unit.counts.valid } })
    }
  }
  return marks
}

function risesOf(rule: RankingRule & { by: 'rise' }, units: readonly Unit[], setting: Setting): Marks {
  const before = unitsOf(setting.previous.find(({ period }) => period === previousPeriod(setting.period)))
  const risen = ranked(units).flatMap((unit) => {
    const then = before.get(unit.unit)
    if (!then || then.rank === null || then.composite === null || unit.rank === null) return []
    const rise = rule.measure === 'rank' ? fraction(then.rank - unit.rank) : sub(points(unit), points(then))
    return compare(rise, fraction(0)) > 0 ? [{ unit, then, rise }] : []
  })
  const marks: Marks = new Map()
  for (const [{ unit, then, rise }, place] of placesBy(risen, (one) => one.rise)) {
    if (place > rule.count) continue
    const mark =
      rule.measure === 'rank'
        ? { code: 'ranking.rise-rank' as const, facts: { place, from: then.rank ?? 0, to: unit.rank ?? 0 } }
        : {
            code: 'ranking.rise-score' as const,
            facts: { place, points: toText(rise), before: then.composite ?? '', now: unit.composite ?? '' },
          }
    marks.set(unit.unit, mark)
  }
  return marks
}

function bottomOf(rule: RankingRule & { by: 'bottom' }, units: readonly Unit[], setting: Setting): Marks {
  const marks: Marks = new Map()
  for (const unit of units) {
    if (hasFallen(rule, unit, setting)) {
      marks.set(unit.unit, { code: 'ranking.falls', facts: { falls: rule.falls, points: rule.points } })
    }
  }
  const all = ranked(units)
  const most = Math.min(rule.count, Math.floor(all.length / 2))
  for (const [unit, place] of placesBy(all, (one) => sub(fraction(0), points(one)))) {
    if (place <= most) marks.set(unit.unit, { code: 'ranking.bottom', facts: { place, of: all.length } })
  }
  return marks
}

/** So many falls in a row, each of more than so many points; a period without a composite ends the row. */
function hasFallen(rule: RankingRule & { by: 'bottom' }, unit: Unit, { period, previous }: Setting): boolean {
  if (rule.falls === 0 || unit.composite === null) return false
  let now = unit.composite
  let at = period
  for (let fall = 0; fall < rule.falls; fall++) {
    at = previousPeriod(at)
    const then = unitsOf(previous.find((run) => run.period === at)).get(unit.unit)?.composite ?? null
    if (then === null) return false
    const lost = sub(fromDecimal(then), fromDecimal(now))
    if (compare(lost, fromDecimal(String(rule.points))) <= 0) return false
    now = then
  }
  return true
}

/** 治理类 stays as the year's first run had it; null when this is that run. */
function yearListOf(code: string, { period, units, previous }: Setting): Marks | null {
  const earlier = previous.find((run) => run.period < period && run.period.slice(0, 4) === period.slice(0, 4))
  if (!earlier) return null
  const before = unitsOf(earlier)
  const marks: Marks = new Map()
  for (const { unit } of units) {
    const mark = before.get(unit)?.classes.find((one) => one.class === code)
    if (mark) marks.set(unit, { code: 'ranking.fixed', facts: { since: mark.facts['since'] ?? earlier.period } })
  }
  return marks
}

function mostAsked(rule: RankingRule & { by: 'volume' }, units: readonly Unit[]): Marks {
  const marks: Marks = new Map()
  const measured = ranked(units).flatMap((unit) => {
    const value = rule.measure === 'dispatches' ? String(unit.volume) : unit.extras['requests-per-10000']?.value
    return value === undefined || value === null ? [] : [{ unit, value }]
  })
  const medians = new Map(
    [...groupsOf(ranked(units))].map(([group, members]) => [group, medianOf(members.map(points))]),
  )
  // Exactly: 7 % of 100 units are 7, where floating point makes 8 of them.
  const share = mul(fromDecimal(String(rule.share)), fraction(measured.length))
  const most = Number((share.n + share.d - 1n) / share.d)
  for (const [{ unit, value }, place] of placesBy(measured, (one) => fromDecimal(one.value))) {
    const median = medians.get(unit.peerGroup)
    if (place > most || !median || compare(points(unit), median) >= 0) continue
    marks.set(unit.unit, {
      code: 'ranking.volume',
      facts: { volume: value, place, of: measured.length, median: toText(median) },
    })
  }
  return marks
}

/** Places from 1, the largest first; equal figures share a place. */
function placesBy<T>(list: readonly T[], figure: (one: T) => Fraction): [T, number][] {
  const sorted = list.map((one) => ({ one, value: figure(one) })).sort((a, b) => compare(b.value, a.value))
  let place = 0
  let last: Fraction | null = null
  return sorted.map(({ one, value }, index) => {
    if (last === null || compare(value, last) !== 0) place = index + 1
    last = value
    return [one, place]
  })
}

function medianOf(list: readonly Fraction[]): Fraction | null {
  const sorted = [...list].sort(compare)
  const low = sorted[Math.floor((sorted.length - 1) / 2)]
  const high = sorted[Math.floor(sorted.length / 2)]
  return low && high ? div(add(low, high), fraction(2)) : null
}

function ranked<U extends Unit>(units: readonly U[]): U[] {
  return units.filter(({ rank }) => rank !== null)
}

function groupsOf<U extends Unit>(units: readonly U[]): Map<string | null, U[]> {
  const groups = new Map<string | null, U[]>()
  for (const unit of units) groups.set(unit.peerGroup, [...(groups.get(unit.peerGroup) ?? []), unit])
  return groups
}

function unitsOf(run: AssessmentRun | undefined): Map<UnitCode, RunUnit> {
  return new Map(run?.units.map((unit) => [unit.unit, unit]))
}

function points({ composite }: Pick<Unit, 'composite'>): Fraction {
  return fromDecimal(composite ?? '0')
}

function valid({ counts }: Unit): Fraction {
  return fromText(counts.valid)
}
