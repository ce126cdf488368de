import type { AssessmentFact } from '../../domain/scoring/facts.ts'
import { assessmentFacts } from '../../domain/ticket/standing.ts'
import type { TicketState } from '../../domain/ticket/state.ts'

/** One row per ticket and scored unit, written in the command's own transaction and rebuilt from the log at any time. */
export interface FactRow {
  readonly unit: string
  readonly role: AssessmentFact['role']
  readonly standing: AssessmentFact['standing']
  readonly dispatchedAt: string | null
  readonly countedAt: string | null
  readonly fact: string
}

export function factRows(state: TicketState): FactRow[] {
  return assessmentFacts(state).map((fact) => ({
    unit: fact.unit,
    role: fact.role,
    standing: fact.standing,
    dispatchedAt: fact.dispatchedAt,
    countedAt: fact.countedAt,
    fact: JSON.stringify(fact),
  }))
}

/** Every instant that puts a fact into a day, before a change or after it: the days whose sums the change moves. */
export function touchedBy(before: readonly FactRow[], after: readonly FactRow[]): string[] {
  const instants = [...before, ...after].flatMap(({ dispatchedAt, countedAt }) => [dispatchedAt, countedAt])
  return [...new Set(instants.filter((at) => at !== null))]
}
