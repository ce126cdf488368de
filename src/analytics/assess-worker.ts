import { parentPort, workerData } from 'node:worker_threads'
import { assessCells } from '../domain/scoring/assess-run.ts'
import type { CellCounts } from '../domain/scoring/cells.ts'
import type { AssessmentFrame } from '../domain/scoring/frame.ts'
import { digest } from '../store/assessment/runs.ts'

/** What `assessAside` hands to its thread: a frame without its function. */
export interface AsideOrder {
  readonly cells: CellCounts
  readonly frame: Omit<AssessmentFrame, 'digest'>
}

const { cells, frame } = workerData as AsideOrder
parentPort?.postMessage(assessCells(cells, { ...frame, digest }))
