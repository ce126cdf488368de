import { chooseByCatalogue } from '../../../domain/dispatch/catalogue.ts'
import { type Instant, toInstant } from '../../../domain/kernel/instant.ts'
import type { Org, UnitCode } from '../../../domain/org/unit.ts'
import type { Policy } from '../../../domain/policy/policy.ts'
import { makeClassifier } from '../../../intelligence/classify/keywords.ts'
import type { TextModel } from '../../../intelligence/dispatch/opinion.ts'
import { type Dispatcher, type DispatchSuggestion, makeDispatcher } from '../../../intelligence/dispatch/suggest.ts'
import { makePlaceFinder } from '../../../intelligence/place/locate.ts'
import { makeCity } from '../../../simulator/city.ts'
import { makeLives } from '../../../simulator/lives.ts'
import type { Matter } from '../../../simulator/matter.ts'

/** One simulated message with what the simulator knows of it. */
export interface KnownTicket {
  readonly title: string
  readonly words: string
  readonly at: Instant
  /** As an agent chooses it from lists; nothing where the caller did not say. */
  readonly form: {
    readonly district: UnitCode
    readonly subdistrict: UnitCode | null
    readonly community: UnitCode | null
  }
  readonly address: string | null
  readonly accuses: UnitCode | null
  readonly category: string
  /** Who should have it: the catalogue for the true category, place and accused unit. */
  readonly lead: UnitCode
}

export interface TrainingExample {
  readonly title: string
  readonly text: string
  readonly label: string
}

export interface FirstTimeRightOptions {
  readonly policy: Policy
  readonly org: Org
  /** Simulated tickets that go to a unit. */
  readonly tickets: number
  readonly seed: number
  /** Trains the text model on messages of another seed; absent: keywords alone are measured. */
  readonly train?: (examples: readonly TrainingExample[]) => TextModel | Promise<TextModel>
  readonly trainingTickets?: number
  readonly onProgress?: (done: number, total: number) => void
}

/** Why a ticket would not have gone to its unit at once. `held`: a person would have been asked, nothing went astray. */
export const MISSES = ['category-unknown', 'category-wrong', 'place-unknown', 'place-wrong', 'accused-unknown'] as const
export type Miss = (typeof MISSES)[number]

export interface Outcome {
  readonly tickets: number
  readonly right: number
  readonly firstTimeRight: number
  /** Not right, but left to the centre or the district instead of being sent astray. */
  readonly held: number
  /** Sent to a unit that would have returned it. */
  readonly astray: number
  readonly categoryRight: number
  readonly misses: Readonly<Record<Miss, number>>
}

export interface FirstTimeRight {
  readonly tickets: number
  readonly seed: number
  readonly trainedOn: number
  /** By what the place is known from, then by who proposes. */
  readonly outcomes: Readonly<Record<'form' | 'words', Readonly<Record<string, Outcome>>>>
}

/** Another part of the simulated world than the one that is measured. */
const TRAINING_SEED = 7_919
const FROM = '2026-03-02'
const DAYS = 180

/**
 * First-time-right on simulated tickets whose unit is known: the catalogue fed by keywords, by the text model, by both. Place by
 * form: as an agent chooses it. Place by words: nothing but what was said, no accused unit named. The simulator's sentences come
 * from a limited stock, so that a model trained on another seed has met many of them: real messages are harder.
 */
export async function measureFirstTimeRight(options: FirstTimeRightOptions): Promise<FirstTimeRight> {
  const { policy, org, tickets, seed, train, trainingTickets = 12_000, onProgress } = options
  const known = knownTickets(policy, org, seed, tickets)
  const keywords = makeClassifier(policy)
  const places = makePlaceFinder({ org })
  const proposers: Record<string, Dispatcher> = { keywords: makeDispatcher({ policy, org, keywords, places }) }
  if (train) {
    const examples = knownTickets(policy, org, seed + TRAINING_SEED, trainingTickets)
    const model = await train(examples.map(({ title, words, category }) => ({ title, text: words, label: category })))
    proposers['model'] = makeDispatcher({ policy, org, keywords: () => null, places, model })
    proposers['both'] = makeDispatcher({ policy, org, keywords, places, model })
  }
  const total = 2 * Object.keys(proposers).length * known.length
  let done = 0
  const outcomes: { form: Record<string, Outcome>; words: Record<string, Outcome> } = { form: {}, words: {} }
  for (const source of ['form', 'words'] as const) {
    for (const [name, dispatcher] of Object.entries(proposers)) {
      const tally = new Tally()
      for (const one of known) {
        tally.add(one, propose(dispatcher, one, source), source, policy, org)
        if (++done % 500 === 0) onProgress?.(done, total)
      }
      outcomes[source][name] = tally.outcome()
    }
  }
  onProgress?.(total, total)
  return { tickets: known.length, seed, trainedOn: train ? trainingTickets : 0, outcomes }
}

/** Simulated tickets of the whole city that go to a unit, and who that is. */
export function knownTickets(policy: Policy, org: Org, seed: number, count: number): KnownTicket[] {
  const districts = [...org.units()].filter((unit) => unit.kind === 'district').map((unit) => unit.code)
  const city = makeCity({ seed, units: districts, policy, org })
  const lives = makeLives(city, { from: FROM, days: DAYS, relations: false })
  const found: KnownTicket[] = []
  for (let index = 0; found.length < count; index++) {
    const { first } = lives.planOf(index)
    if (first.fate.does === 'dispatch') found.push(known(first, policy, org))
  }
  return found
}

function known(matter: Matter, policy: Policy, org: Org): KnownTicket {
  const { title, words, district, subdistrict, community, address, accuses, category } = matter
  const at = toInstant(matter.at)
  const place = truePlace(matter, org)
  const { lead } = chooseByCatalogue({ category, place, accuses, at }, policy, org)
  return { title, words, at, form: { district, subdistrict, community }, address, accuses, category, lead }
}

/** Who did not say where lives where it happens: the agent would find out. */
function truePlace({ district, subdistrict, community, resident }: Matter, org: Org) {
  if (subdistrict !== null || community !== null) return { district, subdistrict, community }
  const home = resident.community
  return {
    district: org.findUnit(home?.code ?? '')?.district ?? district,
    subdistrict: home?.superior ?? null,
    community: home?.code ?? null,
  }
}

function propose(dispatcher: Dispatcher, one: KnownTicket, source: 'form' | 'words'): DispatchSuggestion {
  const { title, words, at, accuses } = one
  const place = source === 'form' ? { ...one.form, words: one.address } : {}
  // A title is what an agent writes; who only writes words has none.
  return dispatcher.suggest({
    title: source === 'form' ? title : null,
    words,
    place,
    accuses: source === 'form' ? accuses : null,
    at,
  })
}

class Tally {
  private tickets = 0
  private right = 0
  private held = 0
  private categoryRight = 0
  private readonly misses: Record<Miss, number> = {
    'category-unknown': 0,
    'category-wrong': 0,
    'place-unknown': 0,
    'place-wrong': 0,
    'accused-unknown': 0,
  }

  add(one: KnownTicket, found: DispatchSuggestion, source: 'form' | 'words', policy: Policy, org: Org): void {
    this.tickets++
    if (found.together?.category === one.category) this.categoryRight++
    if (found.decision?.lead === one.lead) {
      this.right++
      return
    }
    const kind = found.decision === null ? 'centre' : org.findUnit(found.decision.lead)?.kind
    if (kind === 'centre' || kind === 'district') this.held++
    this.misses[missOf(one, found, source, policy, org)]++
  }

  outcome(): Outcome {
    const { tickets, right, held, categoryRight, misses } = this
    return {
      tickets,
      right,
      firstTimeRight: tickets === 0 ? 0 : right / tickets,
      held,
      astray: tickets - right - held,
      categoryRight,
      misses,
    }
  }
}

/** The first of category, place and accused unit that leads elsewhere although the others are as they were proposed. */
function missOf(one: KnownTicket, found: DispatchSuggestion, source: 'form' | 'words', policy: Policy, org: Org): Miss {
  const category = found.together?.category
  if (category === undefined) return 'category-unknown'
  const { district, subdistrict, community } = found.place
  const leadOf = (asked: string, accuses: UnitCode | null) =>
    chooseByCatalogue(
      { category: asked, place: { district, subdistrict, community }, accuses, at: one.at },
      policy,
      org,
    ).lead
  const withCategory = leadOf(one.category, source === 'form' ? one.accuses : null)
  if (category !== one.category && withCategory === one.lead) return 'category-wrong'
  if (source === 'words' && one.accuses !== null && leadOf(one.category, one.accuses) === one.lead)
    return 'accused-unknown'
  if (subdistrict === null) return 'place-unknown'
  return subdistrict === one.form.subdistrict && category !== one.category ? 'category-wrong' : 'place-wrong'
}
