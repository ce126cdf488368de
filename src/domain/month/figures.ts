import type { UnitCode } from '../org/unit.ts'
import type { MonthRule } from '../scoring/month-rule.ts'
import type { AssessmentRun, RunUnit } from '../scoring/run.ts'

export interface ExcludedShare {
  readonly unit: UnitCode
  readonly excluded: number
  /** Tickets that counted or would have counted. */
  readonly of: number
}

/** Grounds that follow from where a ticket went; nobody applied for them, and no cap speaks of them. */
const NOT_APPLIED_FOR: ReadonlySet<string> = new Set(['merged', 'moved', 'redirected'])

/** Units whose excluded tickets exceed the cap: an audit is due before the freeze (domain.md §8.5 guards). */
export function unitsOverCap(run: AssessmentRun, { exclusionCap }: Pick<MonthRule, 'exclusionCap'>): ExcludedShare[] {
  return run.units
    .map(({ unit, excluded: grounds, tickets }) => {
      const excluded = grounds
        .filter(({ ground }) => !NOT_APPLIED_FOR.has(ground))
        .reduce((sum, { before, after }) => sum + before + after, 0)
      return { unit, excluded, of: excluded + tickets.counted }
    })
    .filter(({ excluded, of }) => excluded > exclusionCap * of)
}

/**
 * What was excluded or suspended, by ground: stands beside the rates (P4, P6). A ticket for which two units answer is counted for
 * each, as it is in their rates.
 */
export interface ExclusionStatistics {
  readonly grounds: readonly { readonly ground: string; readonly before: number; readonly after: number }[]
  readonly suspended: readonly { readonly ground: string; readonly before: number; readonly after: number }[]
  readonly withdrawn: number
}

export function exclusionStatistics(run: AssessmentRun): ExclusionStatistics {
  return {
    grounds: summed(run.units.map((unit) => unit.excluded)),
    suspended: summed(run.units.map((unit) => unit.suspended)),
    withdrawn: run.units.reduce((sum, { tickets }) => sum + tickets.withdrawn, 0),
  }
}

function summed(lists: readonly RunUnit['excluded'][]): ExclusionStatistics['grounds'] {
  const byGround = new Map<string, { before: number; after: number }>()
  for (const { ground, before, after } of lists.flat()) {
    const sum = byGround.get(ground) ?? { before: 0, after: 0 }
    byGround.set(ground, { before: sum.before + before, after: sum.after + after })
  }
  return [...byGround].map(([ground, sum]) => ({ ground, ...sum })).sort((a, b) => (a.ground < b.ground ? -1 : 1))
}

export const DIFFERING_FIGURES = [
  'volume',
  'valid',
  'response',
  'resolution',
  'satisfaction',
  'composite',
  'rank',
  'classes',
  'excluded',
] as const
export type DifferingFigure = (typeof DIFFERING_FIGURES)[number]

/** One figure of one unit that a later run has otherwise; null: no sample, not ranked, or the unit is not in that run. */
export interface Difference {
  readonly unit: UnitCode
  readonly figure: DifferingFigure
  readonly before: string | null
  readonly after: string | null
}

/** Everything published that differs between two runs of one period: what an ordered new run has to list. */
export function differencesBetween(before: AssessmentRun, after: AssessmentRun): Difference[] {
  const old = new Map(before.units.map((unit) => [unit.unit, unit]))
  const codes = new Set([...before.units, ...after.units].map(({ unit }) => unit))
  const now = new Map(after.units.map((unit) => [unit.unit, unit]))
  const found: Difference[] = []
  for (const unit of [...codes].sort()) {
    for (const figure of DIFFERING_FIGURES) {
      const was = figureOf(old.get(unit), figure)
      const is = figureOf(now.get(unit), figure)
      if (was !== is) found.push({ unit, figure, before: was, after: is })
    }
  }
  return found
}

function figureOf(unit: RunUnit | undefined, figure: DifferingFigure): string | null {
  if (!unit) return null
  switch (figure) {
    case 'volume':
      return String(unit.volume)
    case 'valid':
      return unit.counts.valid
    case 'response':
    case 'resolution':
    case 'satisfaction':
      return unit.rates[figure].percent
    case 'composite':
      return unit.composite
    case 'rank':
      return unit.rank === null ? null : String(unit.rank)
    case 'classes':
      return unit.classes.length === 0 ? null : unit.classes.map((mark) => mark.class).join(' ')
    case 'excluded':
      return String(unit.tickets.excluded)
  }
}
