import type { Instant } from '../domain/kernel/instant.ts'
import { done, type Result, rejected } from '../domain/kernel/result.ts'
import type { UnitCode } from '../domain/org/unit.ts'
import type { CountName } from '../domain/scoring/assess.ts'
import { assessCells } from '../domain/scoring/assess-run.ts'
import { factInPeriod } from '../domain/scoring/attribution.ts'
import { type CellCounts, versionsIn } from '../domain/scoring/cells.ts'
import { type AssessmentFact, STANDINGS, type Standing } from '../domain/scoring/facts.ts'
import { isZero } from '../domain/scoring/fraction.ts'
import { DEFAULT_ASSESSMENT_RULE } from '../domain/scoring/frame.ts'
import { isPeriodId, type PeriodId } from '../domain/scoring/period.ts'
import { volumeOf } from '../domain/scoring/rates.ts'
import type { AssessmentRun } from '../domain/scoring/run.ts'
import { addFact, emptyTally } from '../domain/scoring/tally.ts'
import { countKept } from '../store/assessment/count-cells.ts'
import { runsBefore } from '../store/assessment/runs.ts'
import type { Pool, Sql } from '../store/database/connect.ts'
import type { Rulebook } from '../store/rules/rulebook.ts'
import type { Assessing } from './assess-aside.ts'
import { assessmentFrame, frameOf } from './assessment-frame.ts'

/**
 * Assesses a period from the fact rows as they are now. Counts only what changed since the last time; the run is the same as from
 * all facts (`assessFacts`). Nothing is stored but sums: `storeRun` keeps the run. A server gives `makeAside()` for `assess`, so
 * that it goes on answering meanwhile.
 *
 * Rejections: `period.malformed`; those of a profile's formula.
 */
export async function assessPeriod(
  pool: Pool,
  rulebook: Rulebook,
  period: PeriodId,
  now: Instant,
  assess: Assessing = assessCells,
): Promise<Result<AssessmentRun>> {
  if (!isPeriodId(period)) return rejected('period.malformed', { period })
  const { policy, span } = frameOf(rulebook, period)
  const { attribution } = { ...DEFAULT_ASSESSMENT_RULE, ...policy.assessment }
  const { cells } = await countKept(pool, { period, span, attribution, calendar: policy.calendar }, now)
  return assess(
    cells,
    assessmentFrame({ ...framePartsOf(rulebook, period, cells), previous: await runsBefore(pool, period) }),
  )
}

/** The frame of a period as the rules in force have it, for cells that were counted before. */
export function framePartsOf(rulebook: Rulebook, period: PeriodId, cells: CellCounts) {
  return {
    period,
    ...frameOf(rulebook, period),
    judging: versionsIn(cells).map((version) => rulebook.getVersion(version)),
    org: rulebook.org,
    withFacts: new Set(cells.keys()),
  }
}

/** What of a unit's figures can be opened: a part of the rates, how tickets stand, the volume, or punctuality. */
export type BehindCount = CountName | Standing | 'volume' | 'onTime' | 'late' | 'returned' | 'repeated'

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
export const BEHIND_COUNTS: readonly BehindCount[] = [...PARTS, ...STANDINGS, 'volume', 'returned', 'repeated']

/** The facts of one unit that make one of its numbers, oldest ticket first. Rejection: `period.malformed`. */
export async function factsBehind(
  sql: Sql,
  rulebook: Rulebook,
  period: PeriodId,
  unit: UnitCode,
  count: BehindCount,
): Promise<Result<readonly AssessmentFact[]>> {
  if (!isPeriodId(period)) return rejected('period.malformed', { period })
  const { span, policy } = frameOf(rulebook, period)
  const { attribution } = { ...DEFAULT_ASSESSMENT_RULE, ...policy.assessment }
  const { rows } = await sql.query<{ fact: AssessmentFact }>(
    `select fact from assessment_fact
     where ((dispatched_at >= $1 and dispatched_at < $2) or (counted_at >= $1 and counted_at < $2)) and unit_id = $3
     order by ticket_id, role`,
    [span.from, span.to, unit],
  )
  const parts = rows.map(({ fact }) => factInPeriod(fact, span, attribution))
  return done(parts.filter((part) => part !== null && isPartOf(part, count)) as AssessmentFact[])
}

/** The tickets behind one number, each once. Rejection: `period.malformed`. */
export async function ticketsBehind(...asked: Parameters<typeof factsBehind>): Promise<Result<readonly string[]>> {
  const found = await factsBehind(...asked)
  return found.ok ? done([...new Set(found.value.map(({ ticketId }) => ticketId))]) : found
}

/** Whether a fact adds to a number: by adding it to nothing, so that lists and figures can't differ. */
function isPartOf(fact: AssessmentFact, count: BehindCount): boolean {
  const tally = addFact(emptyTally(), fact)
  if (count === 'volume') return volumeOf(tally) > 0
  if (count === 'returned' || count === 'repeated') return tally[count] > 0
  if (isStanding(count)) return tally.tickets[count] > 0
  return !isZero(tally[count])
}

function isStanding(count: BehindCount): count is Standing {
  return (STANDINGS as readonly BehindCount[]).includes(count)
}
