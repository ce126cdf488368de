import { type CaseFailure, checkCases } from '../../domain/dispatch/cases.ts'
import type { Org } from '../../domain/org/unit.ts'
import type { Finding } from '../../domain/policy/finding.ts'
import { lintPolicy } from '../../domain/policy/lint.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { PolicyFault } from './fault.ts'
import { parsePolicy } from './parse-policy.ts'

/** All that a machine can tell of a version's tables. */
export interface CheckedVersion {
  /** Null while a table cannot be read. */
  readonly policy: Policy | null
  /** Cells that cannot be read. While there are any, nothing else is looked at. */
  readonly faults: readonly PolicyFault[]
  /** Tables that do not agree with each other, with the units or with the rules that no policy may break. */
  readonly findings: readonly Finding[]
  readonly cases: number
  readonly failures: readonly CaseFailure[]
}

/** Reads the tables, lints them and runs their own cases (design.md §3.3): what a version must pass to be approved. */
export function checkVersion(files: ReadonlyMap<string, string>, org: Org): CheckedVersion {
  const read = parsePolicy(files)
  if (!read.ok) return { policy: null, faults: read.faults, findings: [], cases: 0, failures: [] }
  const { policy, cases, locate } = read.value
  const findings = lintPolicy(policy, org, locate)
  const sound = !findings.some((finding) => finding.severity === 'error')
  // A catalogue that names what is not there answers no case.
  const failures = sound ? checkCases(cases, policy, org) : []
  return { policy, faults: [], findings, cases: cases.length, failures }
}

/** Faults and errors together: while there is one, the version cannot be approved. */
export function errorsIn({ faults, findings }: Pick<CheckedVersion, 'faults' | 'findings'>): number {
  return faults.length + findings.filter((finding) => finding.severity === 'error').length
}
