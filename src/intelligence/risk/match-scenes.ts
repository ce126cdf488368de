import { makePhraseIndex, type PhraseHit } from '../text/phrases.ts'
import type { RiskRules, RiskScene, Vocabulary } from './rule.ts'

const SENTENCE = /[。！？!?；;\n]/g

interface Scenery extends RiskScene {
  readonly kind: string
}

/** Kinds of which a scene stands in one sentence of a text that `plain` has read. One walk finds the words of all kinds. */
export function makeSceneMatcher(shared: Vocabulary, rules: readonly RiskRules[]): (text: string) => Set<string> {
  const scenes: Scenery[] = []
  const words = new Map(Object.entries(shared))
  for (const { kind, words: own, scenes: seen } of rules) {
    const named = (name: string) => (name in own ? `${kind}/${name}` : name)
    for (const [name, list] of Object.entries(own)) words.set(`${kind}/${name}`, list)
    for (const scene of seen) {
      scenes.push({ ...scene, kind, of: scene.of.map(named), unless: (scene.unless ?? []).map(named) })
    }
  }
  for (const name of scenes.flatMap(({ of, unless = [] }) => [...of, ...unless])) {
    if (!words.has(name)) throw new Error(`risk: no words for ${name}`)
  }
  const all = [...words].flatMap(([name, list]) => list.map((word) => [word, name] as const))
  const index = makePhraseIndex(all.filter((pair): pair is [string, string] => typeof pair[0] === 'string'))
  const patterns = all.filter((pair): pair is [RegExp, string] => typeof pair[0] !== 'string')

  return (text) => {
    const kinds = new Set<string>()
    for (const byClass of inSentences(text, [...index.scan(text), ...matchesOf(text, patterns)])) {
      for (const scene of scenes) {
        if (kinds.has(scene.kind) || scene.unless?.some((name) => byClass.has(name))) continue
        const places = scene.of.map((name) => byClass.get(name))
        if (places.every((found) => found !== undefined) && fits(places, [], scene.within)) kinds.add(scene.kind)
      }
    }
    return kinds
  }
}

function matchesOf(text: string, patterns: readonly (readonly [RegExp, string])[]): PhraseHit<string>[] {
  return patterns.flatMap(([pattern, value]) =>
    [...text.matchAll(pattern)].map((found) => ({ start: found.index, end: found.index + found[0].length, value })),
  )
}

/** Hits of each sentence by class. */
function inSentences(
  text: string,
  hits: readonly PhraseHit<string>[],
): Iterable<ReadonlyMap<string, readonly PhraseHit<string>[]>> {
  const ends = [...text.matchAll(SENTENCE)].map((match) => match.index)
  const sentences: Map<string, PhraseHit<string>[]>[] = []
  let at = 0
  for (const hit of hits.toSorted((a, b) => a.start - b.start)) {
    while (at < ends.length && hit.start >= (ends[at] ?? 0)) at++
    sentences[at] ??= new Map()
    const byClass = sentences[at]
    const list = byClass?.get(hit.value)
    if (list) list.push(hit)
    else byClass?.set(hit.value, [hit])
  }
  return sentences.filter((one) => one !== undefined)
}

/** Whether one place of each class can be taken so that none overlap and all lie within the distance. */
function fits(
  places: readonly (readonly PhraseHit<string>[])[],
  taken: readonly PhraseHit<string>[],
  within: number,
): boolean {
  const [first, ...rest] = places
  if (!first) return true
  return first.some((hit) => {
    if (taken.some((one) => hit.start < one.end && one.start < hit.end)) return false
    const all = [...taken, hit]
    const span = Math.max(...all.map((one) => one.end)) - Math.min(...all.map((one) => one.start))
    return span <= within && fits(rest, all, within)
  })
}
