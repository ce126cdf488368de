import type { RiskSlots } from './rule.ts'

const SENTENCE = /[。！？!?；;\n]+/

/** Whether one sentence of a text holds one word of every slot, all of them within the distance, in whatever order. */
export function matchSlots(text: string, rule: RiskSlots): boolean {
  return text.split(SENTENCE).some((sentence) => holds(sentence, rule))
}

function holds(sentence: string, { slots, within, unless }: RiskSlots): boolean {
  const places: (readonly (readonly [from: number, to: number])[])[] = []
  for (const slot of slots) {
    const found = [...sentence.matchAll(slot)].map((match) => [match.index, match.index + match[0].length] as const)
    if (found.length === 0) return false
    places.push(found)
  }
  if (unless?.test(sentence)) return false
  return reach(places, Number.POSITIVE_INFINITY, 0, within)
}

/** Takes one place of each slot so that the span from the first to the last is short enough. */
function reach(
  places: readonly (readonly (readonly [number, number])[])[],
  from: number,
  to: number,
  within: number,
): boolean {
  const [first, ...rest] = places
  if (!first) return true
  return first.some(([start, end]) => {
    const [low, high] = [Math.min(from, start), Math.max(to, end)]
    return high - low <= within && reach(rest, low, high, within)
  })
}
