import type { UnitCode } from '../org/unit.ts'
import type { Rates } from '../scoring/rates.ts'
import type { AssessmentRun, RankingMark, RankRange, RunUnit } from '../scoring/run.ts'
import { type ExclusionStatistics, exclusionStatistics } from './figures.ts'

/** One unit's line of the bulletin 通报. Percentages and composites are points as the run has them; null: no sample. */
export interface BulletinLine {
  readonly unit: UnitCode
  readonly volume: number
  /** Valid callbacks: the n of every rate. */
  readonly valid: string
  readonly rates: Readonly<Record<Exclude<keyof Rates, 'punctuality'>, RunUnit['rates']['response']>>
  readonly intervals: RunUnit['intervals']
  readonly composite: string | null
  readonly rank: number | null
  readonly rankRange: RankRange | null
  readonly reason: RunUnit['reason']
  readonly classes: readonly RankingMark[]
  /** The same figures of the period before; null when the unit was not in that run. */
  readonly before: { readonly composite: string | null; readonly rank: number | null } | null
}

export interface BulletinClass {
  readonly class: string
  /** Ranked units by rank, then the others by code: those without enough sample are shown, not ranked. */
  readonly lines: readonly BulletinLine[]
  readonly ranked: number
}

export interface Bulletin {
  readonly classes: readonly BulletinClass[]
  readonly exclusions: ExclusionStatistics
}

/** What a bulletin says of a run, beside the run of the period before it. Units without any facts are left to the run. */
export function bulletinOf(run: AssessmentRun, before: AssessmentRun | null): Bulletin {
  const old = new Map((before?.units ?? []).map((unit) => [unit.unit, unit]))
  const classes = [...new Set(run.units.map((unit) => unit.class))].map((code): BulletinClass => {
    const units = run.units.filter((unit) => unit.class === code && unit.volume > 0)
    const lines = units.map((unit) => lineOf(unit, old.get(unit.unit))).sort(byRank)
    return { class: code, lines, ranked: lines.filter(({ rank }) => rank !== null).length }
  })
  return { classes: classes.filter(({ lines }) => lines.length > 0), exclusions: exclusionStatistics(run) }
}

function lineOf(unit: RunUnit, before: RunUnit | undefined): BulletinLine {
  const { response, resolution, satisfaction } = unit.rates
  return {
    unit: unit.unit,
    volume: unit.volume,
    valid: unit.counts.valid,
    rates: { response, resolution, satisfaction },
    intervals: unit.intervals,
    composite: unit.composite,
    rank: unit.rank,
    rankRange: unit.rankRange,
    reason: unit.reason,
    classes: unit.classes,
    before: before ? { composite: before.composite, rank: before.rank } : null,
  }
}

function byRank(a: BulletinLine, b: BulletinLine): number {
  const last = Number.POSITIVE_INFINITY
  return (a.rank ?? last) - (b.rank ?? last) || (a.unit < b.unit ? -1 : 1) || 0
}

/** Points gained or lost against the period before, as a difference of two published figures; null without either. */
export function changeOf({ composite, before }: Pick<BulletinLine, 'composite' | 'before'>): string | null {
  if (composite === null || before === null || before.composite === null) return null
  const decimals = composite.split('.')[1]?.length ?? 0
  const scale = 10 ** decimals
  const units = Math.round(Number(composite) * scale) - Math.round(Number(before.composite) * scale)
  return (units / scale).toFixed(decimals)
}
