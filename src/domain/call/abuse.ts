import { done, type Result, rejected } from '../kernel/result.ts'

/**
 * P17: warn, then hand to the shift leader, then a rest for the agent. Each step is a person's, dated, and can be appealed. None
 * of them keeps a call from ringing: nothing in this program blocks a number.
 */
export const ABUSE_MEASURES = ['warn', 'hand-to-leader', 'give-rest'] as const
export type AbuseMeasure = (typeof ABUSE_MEASURES)[number]

export const ABUSE_STAGES = ['warned', 'with-leader', 'rested'] as const
export type AbuseStage = (typeof ABUSE_STAGES)[number]

export const APPEAL_STATES = ['none', 'open', 'upheld', 'lifted'] as const
export type AppealState = (typeof APPEAL_STATES)[number]

export interface AbuseCase {
  readonly stage: AbuseStage | null
  readonly appeal: AppealState
  /** Accounts that took a measure in it. */
  readonly by: readonly string[]
}

export const NO_CASE: AbuseCase = { stage: null, appeal: 'none', by: [] }

const STEPS: Readonly<Record<AbuseMeasure, { readonly from: AbuseStage | null; readonly to: AbuseStage }>> = {
  warn: { from: null, to: 'warned' },
  'hand-to-leader': { from: 'warned', to: 'with-leader' },
  'give-rest': { from: 'with-leader', to: 'rested' },
}

/** @returns the stage reached; `abuse.not-now` when a step before it is missing or it was taken. */
export function decideMeasure(state: AbuseCase, measure: AbuseMeasure): Result<AbuseStage> {
  const { from, to } = STEPS[measure]
  return state.stage === from ? done(to) : rejected('abuse.not-now')
}

/** The caller disagrees; whoever is on the line takes it down. Once for a case. */
export function decideAppeal(state: AbuseCase): Result<'open'> {
  if (state.stage === null) return rejected('abuse.unknown')
  return state.appeal === 'none' ? done('open') : rejected('abuse.appealed')
}

/** By somebody who took none of the measures that it is about. */
export function decideOnAppeal(state: AbuseCase, account: string, lift: boolean): Result<'upheld' | 'lifted'> {
  if (state.appeal !== 'open') return rejected('abuse.no-appeal')
  if (state.by.includes(account)) return rejected('abuse.own-measure')
  return done(lift ? 'lifted' : 'upheld')
}
