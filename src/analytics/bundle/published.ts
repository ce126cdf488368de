import type { Policy } from '../../domain/policy/policy.ts'
import type { AssessmentFrame } from '../../domain/scoring/frame.ts'
import type { AssessmentRun } from '../../domain/scoring/run.ts'
import type { FileEntry } from './bundle-file.ts'

export const BUNDLE_FORMAT = 'huying-assessment-bundle/1'

/** What is signed: names every other file by its SHA-256. */
export interface Manifest {
  readonly format: typeof BUNDLE_FORMAT
  readonly period: string
  readonly firstDay: string
  readonly lastDay: string
  readonly status: 'draft' | 'frozen'
  readonly smallestGroup: number
  readonly lines: number
  /** Merkle root over the lines of `lines.jsonl`, in their order; lower-case hex. */
  readonly root: string
  /** The newest daily seal of the log when the bundle was made; null when there was none. */
  readonly seal: { readonly number: number; readonly hash: string } | null
  readonly files: readonly FileEntry[]
}

/**
 * A run without its id and the digest of its inputs. Both are plain hashes over how many tickets have which answers: with all
 * other counts open, the few closed ones could be guessed and the guess tried against them.
 */
export function publicRun({ id: _id, inputs: _inputs, previous: _previous, span, ...rest }: AssessmentRun) {
  const { firstDay, lastDay } = span
  return { ...rest, span: { firstDay, lastDay } }
}

/** The rules and units from which the figures follow. */
export function frameOfBundle(frame: AssessmentFrame) {
  const { period, span, attribution, policy, classes, judging, rankingClasses, rule } = frame
  const { firstDay, lastDay } = span
  return {
    period,
    span: { firstDay, lastDay },
    attribution,
    policy,
    classes,
    judging,
    rankingClasses,
    rule,
  }
}

/** The calendar in days: the zone's name stands for its offsets, which are instants. */
export function calendarOf({ zone, calendar }: Policy) {
  const { id, firstYear, lastYear, holidays, makeUpDays } = calendar
  return { id, zone, firstYear, lastYear, holidays, makeUpDays }
}

/** The grounds of one policy version, to read the codes in the lines by. */
export function groundsOf({ id, name, effectiveFrom, exclusionGrounds, suspensionGrounds }: Policy) {
  return { policy: id, name, effectiveFrom, exclusions: exclusionGrounds, suspensions: suspensionGrounds }
}

/** What was set aside, unit by unit and ground by ground; what was applied for after the score stands apart (P4). */
export function setAsideOf({ units }: AssessmentRun) {
  return units.flatMap(({ unit, excluded, suspended }) => [
    ...excluded.map((one) => ({ unit, kind: 'excluded', ...one })),
    ...suspended.map((one) => ({ unit, kind: 'suspended', ...one })),
  ])
}
