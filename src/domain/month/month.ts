import type { Instant } from '../kernel/instant.ts'
import type { UnitCode } from '../org/unit.ts'
import type { PeriodId } from '../scoring/period.ts'

/** Why a unit disputes its figure: its ticket should not count, or a number is not what the tickets say. */
export const APPEAL_SUBJECTS = ['exclusion', 'figure'] as const
export type AppealSubject = (typeof APPEAL_SUBJECTS)[number]

export interface Appeal {
  /** 1, 2, 3 … within the month. */
  readonly number: number
  readonly unit: UnitCode
  readonly by: string
  readonly ticketId: string | null
  readonly about: AppealSubject
  /** Code of the exclusion's ground; null when the figure is disputed. */
  readonly ground: string | null
  readonly at: Instant
  readonly decision: { readonly upheld: boolean; readonly by: string; readonly at: Instant } | null
}

/** A computed run, by its id and the hash of its canonical JSON: the month knows no figures itself. */
export interface RunRef {
  readonly id: string
  readonly hash: string
}

/** A new run that was ordered after the freeze; the frozen one stays as it is. */
export interface Rerun {
  readonly run: RunRef
  /** Units whose figures differ from the run before. */
  readonly differing: readonly UnitCode[]
  readonly by: string
  readonly at: Instant
}

export interface MonthState {
  readonly version: number
  readonly period: PeriodId | null
  readonly draft: (RunRef & { readonly at: Instant }) | null
  readonly appeals: readonly Appeal[]
  /** Units whose exclusions passed the cap and were looked into. */
  readonly audited: readonly { readonly unit: UnitCode; readonly by: string; readonly at: Instant }[]
  readonly frozen: (RunRef & { readonly by: string; readonly at: Instant }) | null
  readonly reruns: readonly Rerun[]
  readonly published: { readonly run: string; readonly by: string; readonly at: Instant } | null
}

export const UNOPENED: MonthState = {
  version: 0,
  period: null,
  draft: null,
  appeals: [],
  audited: [],
  frozen: null,
  reruns: [],
  published: null,
}

/** What happened in a month: past tense, for ever. Texts (an appeal's grounds, reasons) stand beside it in the vault. */
export type MonthFact =
  | {
      readonly type: 'month.drafted'
      readonly data: { readonly period: PeriodId; readonly run: string; readonly hash: string }
    }
  | {
      readonly type: 'month.appealed'
      readonly data: {
        readonly number: number
        readonly unit: UnitCode
        readonly ticketId: string | null
        readonly about: AppealSubject
        readonly ground: string | null
        readonly by: string
      }
    }
  | {
      readonly type: 'month.appeal-decided'
      readonly data: { readonly number: number; readonly upheld: boolean; readonly by: string }
    }
  | { readonly type: 'month.audited'; readonly data: { readonly unit: UnitCode; readonly by: string } }
  | {
      readonly type: 'month.frozen'
      readonly data: { readonly run: string; readonly hash: string; readonly by: string }
    }
  | {
      readonly type: 'month.rerun'
      readonly data: {
        readonly run: string
        readonly hash: string
        readonly differing: readonly UnitCode[]
        readonly by: string
      }
    }
  | { readonly type: 'month.published'; readonly data: { readonly run: string; readonly by: string } }

/** Fields that stand in the clear: figures and units are published anyway; who acted and which ticket never are. */
export const MONTH_OPEN_FIELDS: Readonly<Record<MonthFact['type'], readonly string[]>> = {
  'month.drafted': ['period', 'run', 'hash'],
  'month.appealed': ['number', 'unit', 'about', 'ground'],
  'month.appeal-decided': ['number', 'upheld'],
  'month.audited': ['unit'],
  'month.frozen': ['run', 'hash'],
  'month.rerun': ['run', 'hash', 'differing'],
  'month.published': ['run'],
}

export function evolveMonth(state: MonthState, { type, data }: MonthFact, at: Instant): MonthState {
  const next = { ...state, version: state.version + 1 }
  switch (type) {
    case 'month.drafted':
      return { ...next, period: data.period, draft: { id: data.run, hash: data.hash, at } }
    case 'month.appealed': {
      const { number, unit, ticketId, about, ground, by } = data
      return { ...next, appeals: [...state.appeals, { number, unit, ticketId, about, ground, by, at, decision: null }] }
    }
    case 'month.appeal-decided': {
      const decision = { upheld: data.upheld, by: data.by, at }
      return {
        ...next,
        appeals: state.appeals.map((one) => (one.number === data.number ? { ...one, decision } : one)),
      }
    }
    case 'month.audited':
      return { ...next, audited: [...state.audited, { unit: data.unit, by: data.by, at }] }
    case 'month.frozen':
      return { ...next, frozen: { id: data.run, hash: data.hash, by: data.by, at } }
    case 'month.rerun': {
      const { run: id, hash, differing, by } = data
      return { ...next, reruns: [...state.reruns, { run: { id, hash }, differing, by, at }], published: null }
    }
    case 'month.published':
      return { ...next, published: { run: data.run, by: data.by, at } }
  }
}

/** The run that is valid now: the newest after the freeze, the frozen one, or the draft. */
export function validRun(state: MonthState): RunRef | null {
  return state.reruns.at(-1)?.run ?? state.frozen ?? state.draft
}
