import { ROUND_THE_CLOCK } from '../../domain/clock/duty-hours.ts'
import { addLimit } from '../../domain/clock/working-time.ts'
import { type CatalogueDecision, chooseByCatalogue } from '../../domain/dispatch/catalogue.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { CENTRE, type Org, type UnitCode } from '../../domain/org/unit.ts'
import { findCategory, type Policy, type TicketKind } from '../../domain/policy/policy.ts'
import type { DispatchAdvice, Opinion } from '../../domain/ticket/terms.ts'
import { type Classification, LOW_CONFIDENCE, type Message } from '../classify/keywords.ts'
import { guessKind } from '../classify/kind.ts'
import type { Point } from '../place/datum.ts'
import type { GivenPlace } from '../place/gazetteer.ts'
import type { PlaceFinder, PlaceFinding } from '../place/locate.ts'
import { plain } from '../text/plain.ts'
import { categoryOf, combine, type ModelOpinion, type TextModel, type TextOpinion } from './opinion.ts'

/** Why a proposal is as it is, for the person who decides; `words` turns the code and facts into a sentence. */
export interface Reason {
  readonly code:
    | 'category-by-words'
    | 'category-by-model'
    | 'category-abstained'
    | 'category-disagreed'
    | 'category-chosen'
    | 'category-unknown'
    | 'low-confidence'
    | 'may-accuse' // P3: this category can accuse somebody and the message complains, but nobody is named
    | 'place-given'
    | 'place-by-words'
    | 'place-by-point'
    | 'place-slip'
    | 'place-ambiguous'
    | 'place-contradiction'
    | 'place-unknown'
    | 'two-districts'
    | 'catalogue-row'
    | 'recused'
    | 'fallback'
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>
}

export interface DispatchQuestion {
  readonly title: string | null
  readonly words: string
  /** What is known of the place apart from the words. */
  readonly place: GivenPlace & { readonly words?: string | null; readonly point?: Point | null }
  readonly accuses: UnitCode | null
  readonly at: Instant
  /** Chosen by a person: the catalogue follows it, and the readers' own view stands beside it. */
  readonly category?: string | null
}

export interface DispatchSuggestion {
  /** By the keywords alone. */
  readonly keywords: Classification | null
  readonly model: (ModelOpinion & { readonly model: string; readonly second: string | null }) | null
  /** What both readers together propose; null: a person classifies. */
  readonly together: Opinion | null
  readonly kind: TicketKind
  /** What weighed for the proposal, as said. */
  readonly phrases: readonly string[]
  readonly place: PlaceFinding
  /** For the chosen category, else for the proposed one; null when neither is known. */
  readonly decision: CatalogueDecision | null
  readonly reasons: readonly Reason[]
  /** What a dispatch keeps of all this. */
  readonly advice: DispatchAdvice
}

export interface Dispatcher {
  suggest(question: DispatchQuestion): DispatchSuggestion
}

/** Category, place and catalogue in one proposal. Nothing is dispatched by it: a person or a policy's rule does that. */
export function makeDispatcher(parts: {
  readonly policy: Policy
  readonly org: Org
  readonly keywords: (message: Message) => Classification | null
  readonly places: PlaceFinder
  readonly model?: TextModel | null
}): Dispatcher {
  const { policy, org, places, model = null } = parts
  const knows = (category: string) => findCategory(policy, category) !== undefined
  return {
    suggest({ title, words, place: given, accuses, at, category: chosen = null }) {
      const keywords = parts.keywords({ title, words })
      const opinion = model === null ? null : model.classify({ title, text: words })
      const heard = opinion && heardFrom(opinion, model?.name ?? '')
      const together = combine(keywords, heard, knows)
      const kind = keywords?.kind ?? guessKind(plain(words), title === null ? '' : plain(title))
      const { words: address = null, point = null, ...areas } = given
      const place = places.find({
        text: [title, words].filter(Boolean).join('。'),
        address,
        given: areas,
        point,
      })
      const ask = (category: string) => chooseByCatalogue(questionOf(category, place, accuses, at), policy, org)
      const own = together === null ? null : ask(together.category)
      const settled = chosen !== null && knows(chosen) ? chosen : null
      const decision = settled === null ? own : ask(settled)
      const phrases = phrasesOf(together, keywords, heard, opinion)
      const reasons = [
        ...reasonsOfCategory({ policy, keywords, heard, together, chosen: settled, phrases, kind, accuses }),
        ...reasonsOfPlace(place, areas, named(policy, at)),
        ...(decision === null ? [] : reasonsOfDecision(decision)),
      ]
      const advice: DispatchAdvice = {
        keywords: keywords && { category: keywords.category, confidence: keywords.confidence },
        model: heard && {
          category: heard.category,
          confidence: heard.confidence,
          model: heard.model,
          abstained: heard.abstained,
        },
        together,
        place: adviceOfPlace(place, areas),
        lead: own?.lead ?? null,
        row: own?.row ?? null,
        limit: own?.limit ?? null,
      }
      return { keywords, model: heard, together, kind, phrases, place, decision, reasons, advice }
    },
  }
}

function heardFrom(opinion: TextOpinion, model: string) {
  const { label, confidence, abstained, second } = opinion
  return { category: categoryOf(label), confidence, abstained, second: second && categoryOf(second), model }
}

function questionOf(category: string, place: PlaceFinding, accuses: UnitCode | null, at: Instant) {
  const { subdistrict, community } = place
  const district = place.district ?? (place.level === 'city' ? CENTRE : null)
  return { category, place: { district, subdistrict, community }, accuses, at }
}

function phrasesOf(
  together: Opinion | null,
  keywords: Classification | null,
  heard: ModelOpinion | null,
  opinion: TextOpinion | null,
): readonly string[] {
  if (together === null) return []
  const own = keywords?.category === together.category ? keywords.phrases : []
  const learnt = heard?.category === together.category ? (opinion?.phrases() ?? []) : []
  return [...new Set([...own, ...learnt])].slice(0, 6)
}

function adviceOfPlace(place: PlaceFinding, chosen: GivenPlace): DispatchAdvice['place'] {
  const isChosen = [chosen.community, chosen.subdistrict, chosen.district].some((unit) => unit != null)
  return {
    level: place.level,
    from: [...(isChosen ? (['chosen'] as const) : []), ...(place.matched.length > 0 ? (['words'] as const) : [])],
    contradictions: place.contradictions.map((one) => one.code),
    question: place.question?.code ?? null,
  }
}

function reasonsOfCategory(it: {
  readonly policy: Policy
  readonly keywords: Classification | null
  readonly heard: DispatchSuggestion['model']
  readonly together: Opinion | null
  readonly chosen: string | null
  readonly phrases: readonly string[]
  readonly kind: TicketKind
  readonly accuses: UnitCode | null
}): Reason[] {
  const { policy, keywords, heard, together, chosen, kind, accuses } = it
  const reasons: Reason[] = []
  const tell = (code: Reason['code'], facts: Reason['facts']) => reasons.push({ code, facts })
  if (chosen !== null) tell('category-chosen', { category: chosen })
  if (keywords) {
    const { category, confidence, phrases } = keywords
    tell('category-by-words', { category, confidence, phrases })
  }
  if (heard) {
    const { category, confidence } = heard
    tell(heard.abstained ? 'category-abstained' : 'category-by-model', { category, confidence })
    if (keywords && keywords.category !== category && !heard.abstained) {
      tell('category-disagreed', { category: keywords.category, other: category })
    }
  }
  if (together === null) tell('category-unknown', {})
  else if (together.confidence < LOW_CONFIDENCE && chosen === null) {
    const second = keywords?.second ?? heard?.second ?? null
    tell('low-confidence', { confidence: together.confidence, ...(second === null ? {} : { second }) })
  }
  const settled = chosen ?? together?.category ?? null
  const complains = kind === 'complaint' || kind === 'report'
  if (settled !== null && complains && accuses === null && findCategory(policy, settled)?.accuses) {
    tell('may-accuse', { category: settled })
  }
  return reasons
}

/** P25: by when the centre names one lead of two districts; it never closes. */
function named(policy: Policy, at: Instant): Instant {
  return addLimit(at, policy.twoDistricts, policy.calendar, ROUND_THE_CLOCK).at
}

function reasonsOfPlace(place: PlaceFinding, given: GivenPlace, namedBy: Instant): Reason[] {
  const reasons: Reason[] = []
  const tell = (code: Reason['code'], facts: Reason['facts']) => reasons.push({ code, facts })
  const chosen = given.community ?? given.subdistrict ?? given.district ?? null
  if (chosen !== null) tell('place-given', { unit: chosen })
  for (const { text, unit } of place.matched) tell('place-by-words', { text, unit })
  if (place.point?.district != null) tell('place-by-point', { unit: place.point.district, near: place.point.near })
  for (const { text, units } of place.slips) tell('place-slip', { text, units })
  for (const { text, units } of place.ambiguous) tell('place-ambiguous', { text, units })
  for (const one of place.contradictions) {
    tell('place-contradiction', { contradiction: one.code, units: one.units, ...('of' in one ? { of: one.of } : {}) })
    if (one.code === 'two-districts') tell('two-districts', { units: one.units, by: namedBy })
  }
  if (place.level === 'none') tell('place-unknown', {})
  return reasons
}

function reasonsOfDecision(decision: CatalogueDecision): Reason[] {
  const { row, ground, groundEn, lead, candidates, fallback } = decision
  const reasons: Reason[] = [{ code: 'catalogue-row', facts: { row, ground, groundEn, lead } }]
  const recused = candidates.filter((one) => one.why === 'recused').map((one) => one.lead)
  if (recused.length > 0) reasons.push({ code: 'recused', facts: { units: [...new Set(recused)] } })
  if (fallback) reasons.push({ code: 'fallback', facts: { lead } })
  return reasons
}
