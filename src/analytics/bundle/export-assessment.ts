import { done, type Result, rejected } from '../../domain/kernel/result.ts'
import { assessCells } from '../../domain/scoring/assess-run.ts'
import { DEFAULT_ASSESSMENT_RULE } from '../../domain/scoring/frame.ts'
import { isPeriodId, type PeriodId } from '../../domain/scoring/period.ts'
import type { AssessmentRun } from '../../domain/scoring/run.ts'
import { countAnew } from '../../store/assessment/count-cells.ts'
import { listRuns, readRun, runsBefore } from '../../store/assessment/runs.ts'
import { type Pool, type Sql, withTransaction } from '../../store/database/connect.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'
import { framePartsOf } from '../assessment.ts'
import { assessmentFrame, frameOf } from '../assessment-frame.ts'
import { databaseSource } from './bundle-source.ts'
import { type BundleInput, type BundleOutcome, writeBundle } from './write-bundle.ts'

export interface ExportOptions extends Pick<BundleInput, 'seal' | 'smallestGroup' | 'onProgress'> {
  readonly period: PeriodId
  readonly folder: string
}

export interface ExportOutcome extends BundleOutcome {
  readonly period: PeriodId
  readonly status: 'draft' | 'frozen'
  /** Id of the run. */
  readonly run: string
}

/**
 * Writes the bundle of a period: of the run that holds for it once one is frozen, else of the figures as they are now, marked as
 * a draft. Everything is read in one snapshot.
 *
 * Rejections: `period.malformed`; those of a profile's formula. @throws BundleRefused
 */
export async function exportAssessment(
  pool: Pool,
  rulebook: Rulebook,
  options: ExportOptions,
): Promise<Result<ExportOutcome>> {
  const { period, folder, ...rest } = options
  if (!isPeriodId(period)) return rejected('period.malformed', { period })
  return withTransaction(
    pool,
    async (sql): Promise<Result<ExportOutcome>> => {
      const { policy, span } = frameOf(rulebook, period)
      const { attribution } = { ...DEFAULT_ASSESSMENT_RULE, ...policy.assessment }
      const cells = await countAnew(sql, { period, span, attribution, calendar: policy.calendar })
      const frozen = await frozenRun(sql, period)
      const previous = frozen ? await runsOf(sql, frozen.previous) : await runsBefore(sql, period)
      const frame = assessmentFrame({ ...framePartsOf(rulebook, period, cells), previous })
      const run = frozen ? done(frozen) : assessCells(cells, frame)
      if (!run.ok) return run
      const status = frozen ? 'frozen' : 'draft'
      const source = databaseSource(sql, period, span)
      const outcome = await writeBundle(folder, { ...rest, source, rulebook, frame, run: run.value, status })
      return done({ period, status, run: run.value.id, ...outcome })
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

/** The run that holds: the last one that was frozen for the period. */
async function frozenRun(sql: Sql, period: PeriodId): Promise<AssessmentRun | null> {
  const [newest] = (await listRuns(sql, period))
    .filter(({ number }) => number !== null)
    .sort((a, b) => (b.number ?? 0) - (a.number ?? 0))
  return newest ? readRun(sql, newest.id) : null
}

async function runsOf(sql: Sql, ids: readonly string[]): Promise<AssessmentRun[]> {
  const runs = await Promise.all(ids.map((id) => readRun(sql, id)))
  return runs.filter((run) => run !== null)
}
