import type { Instant } from '../domain/kernel/instant.ts'
import { done, type Result, rejected } from '../domain/kernel/result.ts'
import { isValidOn, type Unit, type UnitCode } from '../domain/org/unit.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { assessTallies, type CountName, type ScoredUnit, type UnitScore } from '../domain/scoring/assess.ts'
import { factInPeriod } from '../domain/scoring/attribution.ts'
import { type AssessmentFact, STANDINGS, type Standing } from '../domain/scoring/facts.ts'
import { isZero } from '../domain/scoring/fraction.ts'
import { isPeriodId, type PeriodId, type PeriodSpan, periodSpan } from '../domain/scoring/period.ts'
import { volumeOf } from '../domain/scoring/rates.ts'
import { addFact, emptyTally, type Tally } from '../domain/scoring/tally.ts'
import { type Pool, type Sql, withTransaction } from '../store/database/connect.ts'
import { readInBatches } from '../store/database/cursor.ts'
import type { Rulebook } from '../store/rules/rulebook.ts'

/** Rates and ranks of one period: each unit among its own class. Plain data: it can be frozen and hashed. */
export interface PeriodAssessment {
  readonly period: PeriodId
  readonly span: PeriodSpan
  /** The version in force when the period ended: its profiles score the whole of it. */
  readonly policy: string
  /** Facts that belong to the period, one per ticket and scored unit. */
  readonly facts: number
  /** Tickets with a valid callback, in whatever unit. */
  readonly counted: number
  /** Class after class in the policy's order, the units of one class in code order. */
  readonly units: readonly UnitScore[]
  /** Units that have facts but belong to no ranked class, in code order: nothing is dropped silently. */
  readonly unlisted: readonly UnitCode[]
}

export interface AssessOptions {
  /** Only these are returned; ranks are those among all units of their class. */
  readonly units?: readonly UnitCode[]
}

/**
 * Scores a period from the fact rows. Units are those that are valid on its last day, with or without a sample, and those that
 * ceased to be during it and still have facts (P26: scores stay with the old unit).
 *
 * Rejections: `period.malformed`; those of a profile's formula.
 */
export async function assessPeriod(
  pool: Pool,
  rulebook: Rulebook,
  period: PeriodId,
  options: AssessOptions = {},
): Promise<Result<PeriodAssessment>> {
  if (!isPeriodId(period)) return rejected('period.malformed', { period })
  const { policy, span } = frameOf(rulebook, period)
  const tallies = new Map<UnitCode, Tally>()
  let facts = 0
  let counted = 0
  await withTransaction(
    pool,
    async (sql) => {
      for await (const fact of factsOf(sql, span)) {
        const part = factInPeriod(fact, span, ATTRIBUTION)
        if (part === null) continue
        facts++
        if (part.standing === 'counted') counted++
        tallies.set(part.unit, addFact(tallies.get(part.unit) ?? emptyTally(), part))
      }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
  const scores: UnitScore[] = []
  const listed = new Set<UnitCode>()
  for (const kind of policy.rankedKinds) {
    if (!isScored(kind, policy)) continue
    const profile = policy.scoring[kind]
    const units = unitsOf(rulebook, kind, span, tallies)
    for (const unit of units) listed.add(unit.code)
    const own = new Map(units.map((unit) => [unit.code, tallies.get(unit.code) ?? emptyTally()]))
    const assessed = assessTallies(own, units, profile)
    if (!assessed.ok) return assessed
    scores.push(...assessed.value.units)
  }
  const wanted = options.units && new Set(options.units)
  return done({
    period,
    span,
    policy: policy.id,
    facts,
    counted,
    units: wanted ? scores.filter((score) => wanted.has(score.unit)) : scores,
    unlisted: [...tallies.keys()].filter((code) => !listed.has(code)).sort(),
  })
}

function isScored(kind: Unit['kind'], policy: Policy): kind is keyof Policy['scoring'] & Unit['kind'] {
  return Object.hasOwn(policy.scoring, kind)
}

/** What of a unit's figures can be opened: a part of the rates, how tickets stand, the volume, or punctuality. */
export type BehindCount = CountName | Standing | 'volume' | 'onTime' | 'late'

const PARTS: readonly (CountName | 'onTime' | 'late')[] = [
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
]
export const BEHIND_COUNTS: readonly BehindCount[] = [...PARTS, ...STANDINGS, 'volume']

/** The tickets that make one number of one unit, oldest first. Rejection: `period.malformed`. */
export async function ticketsBehind(
  sql: Sql,
  rulebook: Rulebook,
  period: PeriodId,
  unit: UnitCode,
  count: BehindCount,
): Promise<Result<readonly string[]>> {
  if (!isPeriodId(period)) return rejected('period.malformed', { period })
  const { span } = frameOf(rulebook, period)
  const { rows } = await sql.query<FactRow>(`${FACTS} and unit_id = $3 order by ticket_id`, [span.from, span.to, unit])
  const found = new Set<string>()
  for (const { fact } of rows) {
    const part = factInPeriod(fact, span, ATTRIBUTION)
    if (part !== null && isPartOf(part, count)) found.add(fact.ticketId)
  }
  return done([...found])
}

/** Whether a fact adds to a number: by adding it to nothing, so that lists and figures can't differ. */
function isPartOf(fact: AssessmentFact, count: BehindCount): boolean {
  const tally = addFact(emptyTally(), fact)
  if (count === 'volume') return volumeOf(tally) > 0
  if (isStanding(count)) return tally.tickets[count] > 0
  return !isZero(tally[count])
}

function isStanding(count: BehindCount): count is Standing {
  return (STANDINGS as readonly BehindCount[]).includes(count)
}

const ATTRIBUTION = 'callback'

/** The span of a period, by the version in force at its end. */
export function frameOf(rulebook: Rulebook, period: PeriodId): { readonly policy: Policy; readonly span: PeriodSpan } {
  const spanBy = (policy: Policy) => periodSpan(period, policy.period.startDay, policy.calendar)
  const monthBegins: Instant = `${period}-01T00:00:00.000Z`
  const policy = rulebook.inForce(beforeEnd(spanBy(rulebook.inForce(monthBegins))))
  return { policy, span: spanBy(policy) }
}

function beforeEnd({ lastDay }: PeriodSpan): Instant {
  return `${lastDay}T00:00:00.000Z`
}

function unitsOf(
  rulebook: Rulebook,
  kind: Unit['kind'],
  span: PeriodSpan,
  tallies: ReadonlyMap<UnitCode, Tally>,
): ScoredUnit[] {
  const units: ScoredUnit[] = []
  for (const unit of rulebook.org.units()) {
    if (unit.kind !== kind) continue
    const ceased = unit.validTo !== null && unit.validTo > span.firstDay && tallies.has(unit.code)
    if (isValidOn(unit, span.lastDay) || ceased) units.push({ code: unit.code, name: unit.name, class: kind })
  }
  return units.sort((a, b) => (a.code < b.code ? -1 : 1))
}

interface FactRow {
  readonly fact: AssessmentFact
}

/** Facts that may belong to a period; which part of each does is for `factInPeriod` to say. */
const FACTS = `
  select fact from assessment_fact
  where ((dispatched_at >= $1 and dispatched_at < $2) or (counted_at >= $1 and counted_at < $2))`

async function* factsOf(sql: Sql, span: PeriodSpan): AsyncGenerator<AssessmentFact, void, undefined> {
  for await (const batch of readInBatches<{ fact: AssessmentFact }>(sql, 'facts', FACTS, [span.from, span.to])) {
    for (const { fact } of batch) yield fact
  }
}
