import type { Category, Policy, TicketKind } from '../../domain/policy/policy.ts'
import { makePhraseIndex, type PhraseHit } from '../text/phrases.ts'
import { plain } from '../text/plain.ts'
import { guessKind } from './kind.ts'

export interface Classification {
  /** Code of the best category: a second level, or a first level when only its own words occur. */
  readonly category: string
  /** 0–1. Roughly how often such a proposal holds; below `LOW_CONFIDENCE` a human should look. */
  readonly confidence: number
  /** The runner-up. */
  readonly second: string | null
  /** The phrases that weighed most for the category, at most five. */
  readonly phrases: readonly string[]
  readonly kind: TicketKind
}

export interface Message {
  readonly title: string | null
  readonly words: string
}

/** A proposal below this is a guess among several. */
export const LOW_CONFIDENCE = 0.4

interface Keyword {
  readonly phrase: string
  readonly category: string
  readonly weight: number
}

/** What stands just before a phrase and turns it away: 不是物业的问题, 与供暖无关. */
const DENIED_BEFORE = /(?:不是|并非|不属于|不涉及|而非|除了|不关)[^，。！？；]{0,2}$/
const DENIED_AFTER = /^[^，。！？；]{0,4}(?:无关|没关系|以外|之外)/
/** A first level's own words say less than a second level's. */
const PARENT_SHARE = 0.45
const TITLE_SHARE = 2
/** A phrase inside a longer one (电梯 in 电梯困人) mostly says what the longer one says. */
const COVERED_SHARE = 0.25
const DENIED_SHARE = 0.1
/** Words that tell how somebody asks, not what about: any matter can come as a question. */
const ASKING = /^(?:政策|咨询|想问|怎么申请|在哪里办|规定是什么|手续|材料|证明|其[他它]|综合|反映情况)$/
const ASKING_SHARE = 0.4

/**
 * The first classifier: the categories' keywords, weighed by length and by how few categories use them. It yields
 * null when no keyword occurs (the centre classifies by hand), and a low confidence when several categories compete.
 * It proposes only: people and the catalogue decide.
 */
export function makeClassifier(policy: Pick<Policy, 'categories'>): (input: Message) => Classification | null {
  const keywords = weigh(policy.categories)
  const index = makePhraseIndex(keywords.map((keyword) => [keyword.phrase, keyword] as const))
  const parents = new Map(policy.categories.map((category) => [category.code, category.parent]))

  return ({ title, words }) => {
    const tally = new Tally()
    const text = plain(words)
    const heading = title === null ? '' : plain(title)
    tally.add(index.scan(text), text, 1)
    if (heading !== '') tally.add(index.scan(heading), heading, TITLE_SHARE)
    const ranked = tally.ranked(parents)
    const [first, second] = ranked
    if (!first) return null
    return {
      category: first.category,
      confidence: confidenceOf(first.score, second?.score ?? 0),
      second: second?.category ?? null,
      phrases: tally.phrasesFor(first.category, parents.get(first.category) ?? null),
      kind: guessKind(text, heading),
    }
  }
}

function weigh(categories: readonly Category[]): Keyword[] {
  const phrases = categories.map((category) => ({ category, words: [...new Set(category.keywords.map(plain))] }))
  const all = phrases.map(({ category, words }) => ({ code: category.code, text: words.join('\n') }))
  const usedBy = new Map<string, number>()
  const uses = (phrase: string) => {
    const known = usedBy.get(phrase)
    if (known !== undefined) return known
    const count = all.filter((one) => one.text.includes(phrase)).length
    usedBy.set(phrase, count)
    return count
  }
  return phrases.flatMap(({ category, words }) =>
    words
      .filter((phrase) => phrase.length > 0)
      .map((phrase) => ({
        phrase,
        category: category.code,
        weight:
          (Math.log2(1 + categories.length / uses(phrase)) / 4) *
          Math.min(phrase.length, 5) ** 0.8 *
          (ASKING.test(phrase) ? ASKING_SHARE : 1),
      })),
  )
}

class Tally {
  private readonly byCategory = new Map<string, Map<string, number>>()

  add(hits: readonly PhraseHit<Keyword>[], text: string, share: number): void {
    // Hits come by start, then by length: the last end seen from an earlier or equal start tells what covers what.
    const reach = coverOf(hits)
    hits.forEach((hit, i) => {
      let weight = hit.value.weight * share
      if (reach[i]) weight *= COVERED_SHARE
      if (isDenied(text, hit)) weight *= DENIED_SHARE
      const phrases = this.byCategory.get(hit.value.category) ?? new Map<string, number>()
      this.byCategory.set(hit.value.category, phrases)
      const before = phrases.get(hit.value.phrase) ?? 0
      // Each repetition counts less than the one before it: long complaints repeat themselves.
      phrases.set(hit.value.phrase, before === 0 ? weight : Math.min(before + weight / 3, weight * 2 * share))
    })
  }

  ranked(parents: ReadonlyMap<string, string | null>): { category: string; score: number }[] {
    const own = new Map([...this.byCategory].map(([code, phrases]) => [code, sumOf(phrases)]))
    const withLeaf = new Set([...own.keys()].map((code) => parents.get(code) ?? null))
    return [...own]
      .filter(([code]) => (parents.get(code) ?? null) !== null || !withLeaf.has(code))
      .map(([category, score]) => {
        const parent = parents.get(category) ?? null
        return {
          category,
          score: parent === null ? score * PARENT_SHARE : score + PARENT_SHARE * (own.get(parent) ?? 0),
        }
      })
      .toSorted((a, b) => b.score - a.score || (a.category < b.category ? -1 : 1))
  }

  phrasesFor(category: string, parent: string | null): string[] {
    const own = [...(this.byCategory.get(category) ?? [])]
    const above = parent === null ? [] : [...(this.byCategory.get(parent) ?? [])]
    const all = [...own, ...above.map(([phrase, weight]) => [phrase, weight * PARENT_SHARE] as const)]
    const sorted = all.toSorted((a, b) => b[1] - a[1]).map(([phrase]) => phrase)
    return [...new Set(sorted)].slice(0, 5)
  }
}

function sumOf(phrases: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const weight of phrases.values()) sum += weight
  return sum
}

/** Which hits lie inside a longer one. */
function coverOf(hits: readonly PhraseHit<unknown>[]): boolean[] {
  const longest = new Map<number, number>()
  for (const hit of hits) longest.set(hit.start, Math.max(hit.end, longest.get(hit.start) ?? 0))
  let reach = 0
  let at = -1
  let before = 0
  return hits.map((hit) => {
    if (hit.start !== at) {
      before = reach
      at = hit.start
      reach = Math.max(reach, longest.get(hit.start) ?? 0)
    }
    return hit.end <= before || hit.end < (longest.get(hit.start) ?? 0)
  })
}

function isDenied(text: string, hit: PhraseHit<unknown>): boolean {
  return (
    DENIED_BEFORE.test(text.slice(Math.max(0, hit.start - 6), hit.start)) ||
    DENIED_AFTER.test(text.slice(hit.end, hit.end + 8))
  )
}

/** Much evidence and a clear lead over the runner-up make it sure; neither alone does. Two decimals. */
function confidenceOf(first: number, second: number): number {
  const evidence = 1 - Math.exp(-first / 4)
  const lead = first / (first + second)
  return Math.round(100 * evidence * lead) / 100
}
