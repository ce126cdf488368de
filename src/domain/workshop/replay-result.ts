import { addDays, type Calendar, startOfDay } from '../clock/calendar.ts'
import type { Day, Instant } from '../kernel/instant.ts'
import type { UnitCode } from '../org/unit.ts'
import type { Policy } from '../policy/policy.ts'
import type { PeriodSpan } from '../scoring/period.ts'
import type { ReplaySums } from './replay-count.ts'

/** What a draft would have changed over a range of days. Plain data: it is stored, hashed, and what approvers sign for. */
export interface ReplayResult extends ReplaySums {
  readonly format: 'huying-replay/1'
  /** Id of the version that the draft would be, and SHA-256 over its files. */
  readonly draft: string
  readonly checksum: string
  /** The version in force on the last day, whose scores are the ones before. */
  readonly base: string
  readonly firstDay: Day
  readonly lastDay: Day
  /** Clocks that still ran were judged as of this instant. */
  readonly asOf: Instant
  /** Every unit with tickets in the range, ranked among its own class. */
  readonly units: readonly ReplayUnit[]
  readonly unitChanges: { readonly score: number; readonly rank: number; readonly class: number }
  /** Tables that differ although no replay can show their effect: history holds no other acts than those that happened. */
  readonly notReplayed: readonly UnreplayedTable[]
}

export interface ReplayUnit {
  readonly unit: UnitCode
  readonly name: string
  readonly class: string
  readonly before: ReplayUnitSide | null
  readonly after: ReplayUnitSide | null
}

export interface ReplayUnitSide {
  readonly volume: number
  readonly composite: string | null
  readonly rank: number | null
  /** 按期率 in percent. */
  readonly onTime: string | null
  /** Codes of the ranking classes 四类排名 that it is in; those that need an earlier period are not derived. */
  readonly classes: readonly string[]
}

const PART_OF = {
  'callback.yaml': (policy) => policy.callback,
  'roles.yaml': (policy) => policy.roles,
  'risk-words.yaml': (policy) => policy.riskWords,
  'duty-hours.yaml': (policy) => [policy.dutyHours, policy.quietHours],
  'refusal-grounds.csv': (policy) => policy.refusalGrounds,
  'return-grounds.csv': (policy) => policy.returnGrounds,
  'exclusion-grounds.csv': (policy) => policy.exclusionGrounds,
  'suspension-grounds.csv': (policy) => policy.suspensionGrounds,
} as const satisfies Readonly<Record<string, (policy: Policy) => unknown>>
export type UnreplayedTable = keyof typeof PART_OF

export function notReplayed(before: Policy, after: Policy): UnreplayedTable[] {
  return (Object.keys(PART_OF) as UnreplayedTable[]).filter(
    (table) => JSON.stringify(PART_OF[table](before)) !== JSON.stringify(PART_OF[table](after)),
  )
}

/** From the first midnight to the midnight after the last day. */
export function spanOf(firstDay: Day, lastDay: Day, calendar: Calendar): PeriodSpan {
  return { from: startOfDay(firstDay, calendar), to: startOfDay(addDays(lastDay, 1), calendar), firstDay, lastDay }
}
