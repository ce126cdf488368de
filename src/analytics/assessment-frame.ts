import type { Instant } from '../domain/kernel/instant.ts'
import { isValidOn, type Org, type Unit, type UnitCode } from '../domain/org/unit.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { type AssessmentFrame, DEFAULT_ASSESSMENT_RULE, type FrameClass } from '../domain/scoring/frame.ts'
import { type PeriodId, type PeriodSpan, periodSpan } from '../domain/scoring/period.ts'
import type { AssessmentRun } from '../domain/scoring/run.ts'
import { digest } from '../store/assessment/runs.ts'
import type { Rulebook } from '../store/rules/rulebook.ts'

/** The span of a period, and the version that assesses it: the one in force at its end. */
export function frameOf(rulebook: Rulebook, period: PeriodId): { readonly policy: Policy; readonly span: PeriodSpan } {
  const spanBy = (policy: Policy) => periodSpan(period, policy.period.startDay, policy.calendar)
  const monthBegins: Instant = `${period}-01T00:00:00.000Z`
  const policy = rulebook.inForce(`${spanBy(rulebook.inForce(monthBegins)).lastDay}T00:00:00.000Z`)
  return { policy, span: spanBy(policy) }
}

export interface FrameParts {
  readonly period: PeriodId
  readonly span: PeriodSpan
  /** Assesses the period. May be a draft: a replay asks what would be. */
  readonly policy: Policy
  /** Other versions that judge tickets of the period. */
  readonly judging: readonly Policy[]
  readonly org: Org
  /** Units that have facts in the period: one that ceased during it is listed only then. */
  readonly withFacts: ReadonlySet<UnitCode>
  /** Newest first. */
  readonly previous: readonly AssessmentRun[]
}

/**
 * All that an assessment depends on but the facts. Units are those that are valid on the last day, with or without a sample, and
 * those that ceased to be during the period and still have facts (P26: scores stay with the old unit).
 */
export function assessmentFrame(parts: FrameParts): AssessmentFrame {
  const { period, span, policy, judging, previous } = parts
  const rule = { ...DEFAULT_ASSESSMENT_RULE, ...policy.assessment }
  return {
    period,
    span,
    attribution: rule.attribution,
    policy: policy.id,
    classes: policy.rankedKinds.flatMap((kind): FrameClass[] =>
      isScored(kind, policy) ? [{ class: kind, profile: policy.scoring[kind], units: unitsOf(kind, parts) }] : [],
    ),
    judging: Object.fromEntries(judging.filter(({ id }) => id !== policy.id).map(({ id, scoring }) => [id, scoring])),
    rankingClasses: policy.rankingClasses,
    rule,
    previous,
    digest,
  }
}

function isScored(kind: Unit['kind'], policy: Policy): kind is keyof Policy['scoring'] & Unit['kind'] {
  return Object.hasOwn(policy.scoring, kind)
}

function unitsOf(kind: Unit['kind'], { org, span, withFacts }: FrameParts): FrameClass['units'] {
  const units: { code: UnitCode; name: string }[] = []
  for (const unit of org.units()) {
    if (unit.kind !== kind) continue
    const ceased = unit.validTo !== null && unit.validTo > span.firstDay && withFacts.has(unit.code)
    if (isValidOn(unit, span.lastDay) || ceased) units.push({ code: unit.code, name: unit.name })
  }
  return units.sort((a, b) => (a.code < b.code ? -1 : 1))
}
