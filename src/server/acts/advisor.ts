import type { Policy } from '../../domain/policy/policy.ts'
import { makeClassifier } from '../../intelligence/classify/keywords.ts'
import type { TextModel } from '../../intelligence/dispatch/opinion.ts'
import {
  type Dispatcher,
  type DispatchQuestion,
  type DispatchSuggestion,
  makeDispatcher,
} from '../../intelligence/dispatch/suggest.ts'
import { type Alias, isAliasKind } from '../../intelligence/place/alias.ts'
import { makePlaceFinder, type PlaceFinder } from '../../intelligence/place/locate.ts'
import type { Outlines } from '../../intelligence/place/outline.ts'
import { makePlaceSearcher, type PlaceSearcher } from '../../intelligence/place/search.ts'
import type { Pool } from '../../store/database/connect.ts'
import { entriesRevision, listEntries } from '../../store/gazetteer/entries.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'

export interface AdvisorParts {
  readonly rulebook: Rulebook
  readonly pool: Pool
  readonly outlines?: Outlines | null
  /** Asked each time: a model may be switched while the server runs. */
  readonly textModel?: () => TextModel | null
}

/** How long another process's change of the gazetteer may go unseen, in milliseconds. */
const LOOK_AGAIN_MS = 5_000

/** Proposals for people and rules: category, place and catalogue, under the rules in force and with the operator's own names. */
class Advisor {
  private readonly parts: AdvisorParts
  private places: PlaceFinder | null = null
  private searcher: PlaceSearcher | null = null
  private entered: readonly Alias[] = []
  private revision: string | null = null
  private lookedAt = Number.NEGATIVE_INFINITY
  private dispatchers = new Map<Policy, { readonly model: TextModel | null; readonly dispatcher: Dispatcher }>()
  private looking: Promise<void> | null = null

  constructor(parts: AdvisorParts) {
    this.parts = parts
  }

  async suggest(question: DispatchQuestion): Promise<DispatchSuggestion> {
    const { rulebook, textModel } = this.parts
    const places = await this.finder()
    const policy = rulebook.inForce(question.at)
    const model = textModel?.() ?? null
    const known = this.dispatchers.get(policy)
    if (known?.model === model) return known.dispatcher.suggest(question)
    const dispatcher = makeDispatcher({ policy, org: rulebook.org, keywords: makeClassifier(policy), places, model })
    this.dispatchers.set(policy, { model, dispatcher })
    return dispatcher.suggest(question)
  }

  /** Everything that is known of places, the operator's entries included. */
  async finder(): Promise<PlaceFinder> {
    if (this.places === null || performance.now() - this.lookedAt > LOOK_AGAIN_MS) {
      this.looking ??= this.look().finally(() => {
        this.looking = null
      })
      await this.looking
    }
    if (this.places === null) throw new Error('the gazetteer was not read')
    return this.places
  }

  /** Places by name, as one types. */
  async placeSearcher(): Promise<PlaceSearcher> {
    const finder = await this.finder()
    this.searcher ??= makePlaceSearcher(this.parts.rulebook.org, this.entered, finder)
    return this.searcher
  }

  /** The operator's own names of places. */
  async entries(): Promise<readonly Alias[]> {
    await this.finder()
    return this.entered
  }

  /** After a change that this process made itself: nobody waits to see it. */
  forget(): void {
    this.lookedAt = Number.NEGATIVE_INFINITY
  }

  private async look(): Promise<void> {
    const { pool, rulebook, outlines = null } = this.parts
    const revision = await entriesRevision(pool)
    if (revision !== this.revision || this.places === null) {
      const entries = (await listEntries(pool)).flatMap(({ name, unit, kind, point }): Alias[] =>
        isAliasKind(kind) ? [{ name, unit, kind, point }] : [],
      )
      this.places = makePlaceFinder({ org: rulebook.org, entries, outlines })
      this.entered = entries
      this.searcher = null
      this.revision = revision
      this.dispatchers = new Map()
    }
    this.lookedAt = performance.now()
  }
}

const advisors = new WeakMap<Rulebook, Advisor>()

/** One advisor for all features of a server: its indexes over eight thousand names are made once. */
export function advisorOf(parts: AdvisorParts): Advisor {
  const known = advisors.get(parts.rulebook)
  if (known) return known
  const made = new Advisor(parts)
  advisors.set(parts.rulebook, made)
  return made
}
