import { done, type Result, rejected } from '../kernel/result.ts'
import type { Org, UnitCode } from '../org/unit.ts'
import type { PeriodId } from '../scoring/period.ts'
import { type AppealSubject, type MonthFact, type MonthState, type RunRef, validRun } from './month.ts'
import type { MonthStep } from './steps.ts'

export type MonthCommand =
  | { readonly type: 'draft'; readonly period: PeriodId; readonly run: RunRef }
  | {
      readonly type: 'appeal'
      readonly unit: UnitCode
      readonly ticketId: string | null
      readonly about: AppealSubject
      readonly ground: string | null
    }
  | { readonly type: 'decide-appeal'; readonly number: number; readonly upheld: boolean }
  | { readonly type: 'audit'; readonly unit: UnitCode }
  | { readonly type: 'freeze'; readonly run: RunRef }
  | { readonly type: 'rerun'; readonly run: RunRef; readonly differing: readonly UnitCode[] }
  | { readonly type: 'publish' }

/** What the decision needs besides the month's own state; figures and tickets are read by the caller. */
export interface MonthContext {
  /** The step that the calendar has reached. */
  readonly step: MonthStep
  readonly account: string
  /** The actor's own unit. */
  readonly unit: UnitCode
  readonly org: Org
  /** Exclusions of the period's tickets that are applied for and not decided. */
  readonly pendingExclusions: number
  /** Units whose exclusions passed the cap. */
  readonly overCap: readonly UnitCode[]
}

/**
 * One command on a month. Order is enforced, and the days that units have for their appeals; other dates are not
 * waited for where waiting would only lose time. An appeal is possible until the freeze.
 *
 * Rejections: `month.running` (the period is not over) · `month.no-draft` · `month.frozen` · `month.not-frozen` ·
 * `month.appeal-unknown` · `month.appeal-decided` · `month.appeal-own` (P4: not by the appealing line of command) ·
 * `month.appeal-open` · `month.appeals-open` · `month.appeal-days` (units may still appeal) · `month.exclusions-open` · `month.audit-open` · `month.audit-not-due` · `month.audit-own` ·
 * `month.run-changed` (the figures moved since the draft that is to be frozen) · `month.rerun-same` · `month.published`.
 */
export function decideMonth(
  state: MonthState,
  command: MonthCommand,
  context: MonthContext,
): Result<readonly MonthFact[]> {
  if (context.step === 'counting') return rejected('month.running')
  switch (command.type) {
    case 'draft':
      return draft(state, command)
    case 'appeal':
      return appeal(state, command, context)
    case 'decide-appeal':
      return decideAppeal(state, command, context)
    case 'audit':
      return audit(state, command, context)
    case 'freeze':
      return freeze(state, command, context)
    case 'rerun':
      return rerun(state, command, context)
    case 'publish':
      return publish(state, context)
  }
}

type Of<T extends MonthCommand['type']> = Extract<MonthCommand, { type: T }>

function draft(state: MonthState, { period, run }: Of<'draft'>): Result<readonly MonthFact[]> {
  if (state.frozen) return rejected('month.frozen')
  if (state.draft?.hash === run.hash) return done([])
  return done([{ type: 'month.drafted', data: { period, run: run.id, hash: run.hash } }])
}

function appeal(state: MonthState, command: Of<'appeal'>, { account }: MonthContext): Result<readonly MonthFact[]> {
  if (!state.draft) return rejected('month.no-draft')
  if (state.frozen) return rejected('month.frozen')
  const { unit, ticketId, about, ground } = command
  const same = state.appeals.some(
    (one) => one.decision === null && one.unit === unit && one.ticketId === ticketId && one.about === about,
  )
  if (same) return rejected('month.appeal-open')
  const number = state.appeals.length + 1
  return done([{ type: 'month.appealed', data: { number, unit, ticketId, about, ground, by: account } }])
}

function decideAppeal(
  state: MonthState,
  { number, upheld }: Of<'decide-appeal'>,
  { account, unit, org }: MonthContext,
): Result<readonly MonthFact[]> {
  const found = state.appeals.find((one) => one.number === number)
  if (!found) return rejected('month.appeal-unknown', { number })
  if (found.decision) return rejected('month.appeal-decided', { number })
  if (found.by === account || !isOutside(org, unit, found.unit)) return rejected('month.appeal-own')
  return done([{ type: 'month.appeal-decided', data: { number, upheld, by: account } }])
}

function audit(state: MonthState, command: Of<'audit'>, context: MonthContext): Result<readonly MonthFact[]> {
  if (state.frozen) return rejected('month.frozen')
  if (!context.overCap.includes(command.unit)) return rejected('month.audit-not-due', { unit: command.unit })
  if (!isOutside(context.org, context.unit, command.unit)) return rejected('month.audit-own')
  if (state.audited.some((one) => one.unit === command.unit)) return done([])
  return done([{ type: 'month.audited', data: { unit: command.unit, by: context.account } }])
}

function freeze(state: MonthState, { run }: Of<'freeze'>, context: MonthContext): Result<readonly MonthFact[]> {
  if (state.frozen) return rejected('month.frozen')
  if (!state.draft) return rejected('month.no-draft')
  if (context.step === 'draft' || context.step === 'appeals') return rejected('month.appeal-days')
  const open = state.appeals.filter((one) => one.decision === null).length
  if (open > 0) return rejected('month.appeals-open', { count: open })
  if (context.pendingExclusions > 0) return rejected('month.exclusions-open', { count: context.pendingExclusions })
  const unaudited = unauditedUnits(state, context.overCap)
  if (unaudited.length > 0) return rejected('month.audit-open', { count: unaudited.length, unit: unaudited[0] ?? '' })
  // What is frozen must be what everybody could see: a draft that moved is drawn up again first.
  if (state.draft.hash !== run.hash) return rejected('month.run-changed')
  return done([{ type: 'month.frozen', data: { run: run.id, hash: run.hash, by: context.account } }])
}

function rerun(
  state: MonthState,
  { run, differing }: Of<'rerun'>,
  { account }: MonthContext,
): Result<readonly MonthFact[]> {
  if (!state.frozen) return rejected('month.not-frozen')
  if (validRun(state)?.hash === run.hash) return rejected('month.rerun-same')
  return done([{ type: 'month.rerun', data: { run: run.id, hash: run.hash, differing, by: account } }])
}

function publish(state: MonthState, { account }: MonthContext): Result<readonly MonthFact[]> {
  const run = state.frozen && validRun(state)
  if (!run) return rejected('month.not-frozen')
  if (state.published?.run === run.id) return rejected('month.published')
  return done([{ type: 'month.published', data: { run: run.id, by: account } }])
}

/** P4: the centre and supervision stand outside every unit's line of command, save their own. */
function isOutside(org: Org, unit: UnitCode, of: UnitCode): boolean {
  const kind = org.findUnit(unit)?.kind
  return unit !== of && (kind === 'centre' || kind === 'supervision')
}

/** Units over the cap that nobody has looked into yet. */
export function unauditedUnits(state: MonthState, overCap: readonly UnitCode[]): UnitCode[] {
  return overCap.filter((unit) => !state.audited.some((one) => one.unit === unit))
}
