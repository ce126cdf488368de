import { done, type Result } from '../kernel/result.ts'
import type { UnitCode } from '../org/unit.ts'
import { assessSums, type ScoredUnit, type Sums } from './assess.ts'
import { type CellCounts, countCells, readCell, talliesByVersion, versionsIn } from './cells.ts'
import { type ExtraName, extraOf } from './extras.ts'
import type { AssessmentFact } from './facts.ts'
import { div, fraction, isZero, mul, toDecimal, toText } from './fraction.ts'
import { type AssessmentFrame, type FrameClass, inputsOf } from './frame.ts'
import { peerGroups } from './peers.ts'
import type { ScoringProfile } from './profile.ts'
import { rankingMarks } from './ranking.ts'
import { mergeRates, ratesOf, volumeOf } from './rates.ts'
import { type AssessmentRun, type ExtraFigure, RUN_FORMAT, type RunUnit } from './run.ts'
import { spreadOf } from './spread.ts'
import { emptyTally, mergeTallies } from './tally.ts'

/**
 * One run from the facts, which are read once and not kept; those that do not belong to the period are passed over. The same
 * facts in any order give the same run, to the byte.
 *
 * Errors: those of the profiles' formulas (`FORMULA_CODES`); a division by zero carries the unit's name, and there is no run then,
 * since ranks without one of the units would mislead. @throws RangeError when a unit is in the frame twice or a factor is not a
 * decimal: policy data is checked before.
 */
export function assessFacts(facts: Iterable<AssessmentFact>, frame: AssessmentFrame): Result<AssessmentRun> {
  return assessCells(countCells(facts, frame), frame)
}

/** The same from facts that were counted elsewhere: in parts, day by day, or by the store. */
export function assessCells(cells: CellCounts, frame: AssessmentFrame): Result<AssessmentRun> {
  const { period, span, attribution, policy, previous } = frame
  const inputs = frame.digest(inputsOf(frame, cells))
  const id = `${period}.${inputs.replace(/^sha256:/, '').slice(0, 16)}`
  const units: RunUnit[] = []
  const listed = new Set<UnitCode>()
  for (const one of frame.classes) {
    for (const { code } of one.units) listed.add(code)
    const assessed = assessClass(one, cells, frame, id)
    if (!assessed.ok) return assessed
    units.push(...assessed.value)
  }
  return done({
    format: RUN_FORMAT,
    id,
    period,
    span,
    attribution,
    policy,
    judgedUnder: versionsIn(cells),
    inputs,
    previous: previous.map((run) => run.id),
    facts: countOf(cells, () => true),
    counted: countOf(cells, (text) => readCell(text).standing === 'counted'),
    units,
    unlisted: [...cells.keys()].filter((code) => !listed.has(code)).sort(),
  })
}

function assessClass(one: FrameClass, cells: CellCounts, frame: AssessmentFrame, id: string): Result<RunUnit[]> {
  const { profile } = one
  const { extras } = frame.rule
  const profileOf = (judgedUnder: string | null): ScoringProfile =>
    frame.judging[judgedUnder ?? '']?.[one.class] ?? profile
  const sums = new Map<UnitCode, Sums>()
  for (const { code } of one.units) {
    const own = cells.get(code)
    if (own) sums.set(code, sumsOf(own, profileOf, extras, frame.rule.residents[code] ?? null))
  }
  const groups = peerGroups(
    new Map([...sums].map(([code, { tally }]) => [code, volumeOf(tally)])),
    frame.rule.peerBands,
  )
  const asked: ScoredUnit[] = one.units.map(({ code, name }) => {
    const peerGroup = groups.get(code)
    return { code, name, class: one.class, ...(peerGroup === undefined ? {} : { peerGroup }) }
  })
  const assessed = assessSums(sums, asked, profile, extras)
  if (!assessed.ok) return assessed
  const none = {
    sums: { tally: emptyTally(), rates: ratesOf(emptyTally(), profile), extras: new Map() },
    cells: new Map(),
  }
  const scored = assessed.value.units.map((score) => {
    const own = sums.get(score.unit)
    return own ? { score, sums: own, cells: cells.get(score.unit) ?? new Map() } : { score, ...none }
  })
  const spread = spreadOf(scored, profile, profileOf, extras, id)
  const units = scored.map(({ score, sums: own }) => ({
    ...score,
    ...(spread.get(score.unit) ?? NO_SPREAD),
    extras: figuresOf(own, profile),
  }))
  const marks = rankingMarks(frame.rankingClasses, { period: frame.period, units, previous: frame.previous })
  return done(units.map((unit) => ({ ...unit, classes: marks.get(unit.unit) ?? [] })))
}

const NO_SPREAD = {
  intervals: { response: null, resolution: null, satisfaction: null, composite: null },
  rankRange: null,
}

/** Each version's answers by that version's factors, the unit's figures over all of them. */
function sumsOf(
  cells: ReadonlyMap<string, number>,
  profileOf: (judgedUnder: string | null) => ScoringProfile,
  extras: readonly ExtraName[],
  residents: number | null,
): Sums {
  let tally = emptyTally()
  let rates = ratesOf(tally, profileOf(null))
  for (const [version, part] of talliesByVersion(cells)) {
    tally = mergeTallies(tally, part)
    rates = mergeRates(rates, ratesOf(part, profileOf(version)))
  }
  return { tally, rates, extras: new Map(extras.map((name) => [name, extraOf(name, tally, residents)])) }
}

function figuresOf({ extras }: Sums, { decimals }: ScoringProfile): RunUnit['extras'] {
  return Object.fromEntries(
    [...extras].map(([name, { numerator, denominator, scale }]): [ExtraName, ExtraFigure] => [
      name,
      {
        numerator: toText(numerator),
        denominator: toText(denominator),
        scale,
        value: isZero(denominator) ? null : toDecimal(mul(div(numerator, denominator), fraction(scale)), decimals),
      },
    ]),
  )
}

function countOf(cells: CellCounts, isMeant: (text: string) => boolean): number {
  let count = 0
  for (const own of cells.values()) for (const [text, facts] of own) if (isMeant(text)) count += facts
  return count
}
