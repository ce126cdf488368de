import { Worker } from 'node:worker_threads'
import type { Result } from '../domain/kernel/result.ts'
import { assessCells } from '../domain/scoring/assess-run.ts'
import type { CellCounts } from '../domain/scoring/cells.ts'
import { type AssessmentFrame, inputsOf } from '../domain/scoring/frame.ts'
import type { AssessmentRun } from '../domain/scoring/run.ts'
import type { AsideOrder } from './assess-worker.ts'

/** Turns counted cells into a run. */
export type Assessing = (
  cells: CellCounts,
  frame: AssessmentFrame,
) => Result<AssessmentRun> | Promise<Result<AssessmentRun>>

/** Below so many cells the draws take less than starting a thread. */
const SMALL = 1_500

/**
 * Assesses on a thread of its own: a city's draws take some hundred milliseconds, in which a server would answer nobody. One city
 * at a time and each run once: the same cells and rules are answered from the last run of that period.
 */
export function makeAside(): Assessing {
  const last = new Map<string, { readonly inputs: string; readonly outcome: Promise<Result<AssessmentRun>> }>()
  return (cells, frame) => {
    if (sizeOf(cells) < SMALL) return assessCells(cells, frame)
    const { digest, ...plain } = frame
    const inputs = digest(inputsOf(frame, cells))
    const key = `${frame.period} ${frame.policy}`
    const known = last.get(key)
    if (known?.inputs === inputs) return known.outcome
    const outcome = onThread({ cells, frame: plain })
    if (last.size >= MOST_KEPT) last.clear()
    last.set(key, { inputs, outcome })
    // What failed is tried again the next time.
    outcome.catch(() => last.delete(key))
    return outcome
  }
}

/** Runs of the last periods that people looked at. */
const MOST_KEPT = 24

function sizeOf(cells: CellCounts): number {
  let size = 0
  for (const own of cells.values()) size += own.size
  return size
}

function onThread(order: AsideOrder): Promise<Result<AssessmentRun>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./assess-worker.ts', import.meta.url), { workerData: order })
    worker.once('message', (outcome: Result<AssessmentRun>) => resolve(outcome))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the assessing thread ended with ${code}`)))
  })
}
