import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AssessmentFrame } from '../../src/domain/scoring/frame.ts'
import type { Interval, RankRange } from '../../src/domain/scoring/run.ts'

/** The stored months of a simulated city, in their order: each is compared with those before it. */
export const PERIODS = ['2026-08', '2026-09', '2026-10'] as const

/** All that a run depends on, and what came of it on the day it was stored. */
export interface Replay {
  readonly frame: Omit<AssessmentFrame, 'digest' | 'previous'>
  readonly cells: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** `sha256:…` over the run's canonical bytes. */
  readonly hash: string
  /** A few of its figures, so that a difference can be read. */
  readonly figures: readonly {
    readonly unit: string
    readonly composite: string | null
    readonly rank: number | null
    readonly rankRange: RankRange | null
    readonly interval: Interval | null
  }[]
}

export function readReplay(period: string): Replay {
  return JSON.parse(readFileSync(join(import.meta.dirname, `${period}.json`), 'utf8')) as Replay
}
