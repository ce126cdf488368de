import { type CatalogueDecision, chooseByCatalogue } from '../../domain/dispatch/catalogue.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { CENTRE, type Org, type UnitCode } from '../../domain/org/unit.ts'
import { findCategory, type Policy } from '../../domain/policy/policy.ts'
import { type Classification, LOW_CONFIDENCE, type Message } from '../classify/keywords.ts'
import type { Gazetteer, GivenPlace, PlaceResolution } from '../place/gazetteer.ts'

/** Why a proposal is as it is, for the person who decides; `words` turns the code and facts into a sentence. */
export interface Reason {
  readonly code:
    | 'category-by-words'
    | 'category-unknown'
    | 'low-confidence'
    | 'may-accuse' // P3: this category can accuse somebody and the message complains, but nobody is named
    | 'place-given'
    | 'place-by-words'
    | 'place-ambiguous'
    | 'place-contradiction'
    | 'place-unknown'
    | 'catalogue-row'
    | 'recused'
    | 'fallback'
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>
}

export interface DispatchQuestion {
  readonly title: string | null
  readonly words: string
  /** What is known of the place apart from the words. */
  readonly place: GivenPlace & { readonly words?: string | null }
  readonly accuses: UnitCode | null
  readonly at: Instant
}

export interface DispatchSuggestion {
  readonly classification: Classification | null
  readonly place: PlaceResolution
  /** Null when the category is unknown: the centre classifies by hand. */
  readonly decision: CatalogueDecision | null
  readonly reasons: readonly Reason[]
}

export interface Dispatcher {
  suggest(question: DispatchQuestion): DispatchSuggestion
}

/** Category, place and catalogue in one proposal. Nothing is dispatched by it: a person or a policy's rule does that. */
export function makeDispatcher(parts: {
  readonly policy: Policy
  readonly org: Org
  readonly classify: (message: Message) => Classification | null
  readonly gazetteer: Gazetteer
}): Dispatcher {
  const { policy, org, classify, gazetteer } = parts
  return {
    suggest({ title, words, place: given, accuses, at }) {
      const classification = classify({ title, words })
      // The full stop keeps a name from reaching across from one field into the next.
      const place = gazetteer.resolve([given.words, title, words].filter(Boolean).join('。'), given)
      const reasons = [...reasonsOfCategory(policy, classification, accuses), ...reasonsOfPlace(place, given)]
      if (classification === null) return { classification, place, decision: null, reasons }

      const { subdistrict, community } = place
      const district = place.district ?? (place.level === 'city' ? CENTRE : null)
      const category = classification.category
      const decision = chooseByCatalogue(
        { category, place: { district, subdistrict, community }, accuses, at },
        policy,
        org,
      )
      return { classification, place, decision, reasons: [...reasons, ...reasonsOfDecision(decision)] }
    },
  }
}

function reasonsOfCategory(policy: Policy, found: Classification | null, accuses: UnitCode | null): Reason[] {
  if (found === null) return [{ code: 'category-unknown', facts: {} }]
  const { category, confidence, phrases, second } = found
  const reasons: Reason[] = [{ code: 'category-by-words', facts: { category, confidence, phrases } }]
  if (confidence < LOW_CONFIDENCE) {
    reasons.push({ code: 'low-confidence', facts: { confidence, ...(second === null ? {} : { second }) } })
  }
  const complains = found.kind === 'complaint' || found.kind === 'report'
  if (complains && accuses === null && findCategory(policy, category)?.accuses) {
    reasons.push({ code: 'may-accuse', facts: { category } })
  }
  return reasons
}

function reasonsOfPlace(place: PlaceResolution, given: GivenPlace): Reason[] {
  const reasons: Reason[] = []
  const chosen = given.community ?? given.subdistrict ?? given.district ?? null
  if (chosen !== null) reasons.push({ code: 'place-given', facts: { unit: chosen } })
  for (const { text, unit } of place.matched) reasons.push({ code: 'place-by-words', facts: { text, unit } })
  for (const { text, units } of place.ambiguous) reasons.push({ code: 'place-ambiguous', facts: { text, units } })
  for (const { code, units } of place.contradictions) {
    reasons.push({ code: 'place-contradiction', facts: { contradiction: code, units } })
  }
  if (place.level === 'none') reasons.push({ code: 'place-unknown', facts: {} })
  return reasons
}

function reasonsOfDecision(decision: CatalogueDecision): Reason[] {
  const { row, ground, lead, candidates, fallback } = decision
  const reasons: Reason[] = [{ code: 'catalogue-row', facts: { row, ground, lead } }]
  const recused = candidates.filter((one) => one.why === 'recused').map((one) => one.lead)
  if (recused.length > 0) reasons.push({ code: 'recused', facts: { units: [...new Set(recused)] } })
  if (fallback) reasons.push({ code: 'fallback', facts: { lead } })
  return reasons
}
