import type { UnitCode } from '../../domain/org/unit.ts'
import { LOW_CONFIDENCE } from '../classify/keywords.ts'
import type { DispatchSuggestion, Reason } from './suggest.ts'

/** Reasons of the proposal that a person must look at one by one: contradictions, open questions, no row of its own. */
const OPEN: ReadonlySet<Reason['code']> = new Set([
  'may-accuse',
  'place-slip',
  'place-ambiguous',
  'place-contradiction',
  'two-districts',
  'fallback',
])

/** The same where nobody but a machine chose the category: one reader abstained, or two readers differ. */
const OPEN_BY_MACHINE: ReadonlySet<Reason['code']> = new Set([
  'category-abstained',
  'category-disagreed',
  'low-confidence',
])

/** What the readers cannot know by themselves. */
const HELD_BY_TICKET = ['not-classified', 'category-unsure', 'category-differs', 'given-back'] as const
type HeldByTicket = (typeof HELD_BY_TICKET)[number]
export type Held = Reason['code'] | HeldByTicket

export interface Standing {
  readonly category: string | null
  /** 0 to 1 from a classifier; null: a person chose the category. */
  readonly confidence: number | null
  readonly returnedBy: readonly UnitCode[]
}

/**
 * Why this ticket may not go out among many, as the proposal stands; empty: it may. Nobody looks at a ticket in a bundle one by
 * one, so whatever is contradictory, uncertain or was given back before is taken out and left to a person.
 */
export function heldBack(found: DispatchSuggestion, ticket: Standing): Held[] {
  const { category, confidence, returnedBy } = ticket
  if (category === null) return ['not-classified']
  const { decision, together } = found
  const byMachine = confidence !== null
  const held = new Set<Held>()
  for (const { code } of found.reasons) {
    if (OPEN.has(code) || (byMachine && OPEN_BY_MACHINE.has(code))) held.add(code)
  }
  if (byMachine && confidence < LOW_CONFIDENCE) held.add('category-unsure')
  if (together !== null && together.category !== category && together.confidence >= LOW_CONFIDENCE) {
    held.add('category-differs')
  }
  if (decision !== null && returnedBy.includes(decision.lead)) held.add('given-back')
  return [...held]
}
