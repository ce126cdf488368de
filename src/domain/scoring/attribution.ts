import type { Instant } from '../kernel/instant.ts'
import type { AssessmentFact, Standing } from './facts.ts'
import type { PeriodSpan } from './period.ts'

/** Which event puts a ticket's answers into a period: the end of its counted callback, or its dispatch. */
export type Attribution = 'callback' | 'dispatch'

/** What a ticket is from the start; it stands so in the period of its dispatch, whatever happens later. */
export const LASTING: ReadonlySet<Standing> = new Set<Standing>(['anonymous', 'own-entry', 'elsewhere'])

/**
 * The part of a fact that belongs to a period, or null when nothing of it does. The volume belongs to the period of the
 * dispatch and the answers to the one that `attribution` names, so that one ticket may stand in two periods: with its
 * dispatches and as `open` in the first, with its answers and no dispatch in the second. All dispatches to one unit
 * belong to the period of the first. Without a counted callback the dispatch decides.
 */
export function factInPeriod(
  fact: AssessmentFact,
  span: Pick<PeriodSpan, 'from' | 'to'>,
  attribution: Attribution,
): AssessmentFact | null {
  const within = (at: Instant | null) => at !== null && span.from <= at && at < span.to
  const byDispatch = attribution === 'dispatch' || LASTING.has(fact.standing)
  const dispatched = within(fact.dispatchedAt)
  const answered = byDispatch ? dispatched : within(fact.countedAt ?? fact.dispatchedAt)
  if (answered) return dispatched ? fact : { ...fact, dispatches: 0 }
  return dispatched ? stillOpen(fact) : null
}

function stillOpen(fact: AssessmentFact): AssessmentFact {
  return {
    ...fact,
    standing: 'open',
    excludedGround: null,
    afterScore: false,
    contacted: null,
    solved: null,
    satisfied: null,
    countedAt: null,
    onTime: null,
    returned: false,
    repeated: false,
  }
}
