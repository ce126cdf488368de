import { plain } from '../text/plain.ts'

/** What of an entry is compared with the words of a person, most telling first. */
export interface Findable {
  readonly title: string
  /** Words that lead here by themselves. */
  readonly cues: readonly string[]
  readonly text: string
}

export interface Found<T> {
  readonly entry: T
  readonly score: number
  /** The cues that stand in the words: the reason shown to the person. */
  readonly because: readonly string[]
}

const CUE = 6
const TITLE = 8
const TEXT = 1
/** Below it too little of the words is met: an answer that fits nothing is worse than none. */
const LEAST = 3

/**
 * Entries that fit what a person typed, best first: by cues that stand in it, by the share of its character pairs in the title,
 * and in the text. Short questions (路灯) and whole stories alike.
 */
export function lookUp<T>(
  words: string,
  entries: readonly T[],
  findable: (entry: T) => Findable,
  size: number,
): Found<T>[] {
  const asked = plain(words)
  const pairs = pairsOf(asked)
  if (pairs.size === 0) return []
  return entries
    .map((entry) => {
      const { title, cues, text } = findable(entry)
      const because = cues.filter((cue) => contains(asked, plain(cue)))
      const titlePairs = pairsOf(plain(title))
      const inTitle = shareOf(titlePairs, pairs)
      const whole =
        asked.length >= 2 && asked.length <= 40 && plain(`${title}\n${cues.join('\n')}\n${text}`).includes(asked)
      const score =
        because.reduce((sum, cue) => sum + CUE * Math.min(2, cue.length / 2), 0) +
        TITLE * inTitle +
        TEXT * shareOf(pairs, pairsOf(plain(text))) * 2 +
        (whole ? 4 : 0)
      return { entry, score, because }
    })
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, size)
}

function contains(asked: string, cue: string): boolean {
  return cue.length >= 2 && asked.includes(cue)
}

function pairsOf(text: string): Set<string> {
  const characters = [...text]
  return new Set(characters.slice(1).map((one, index) => `${characters[index]}${one}`))
}

/** How much of `of` is in `within`, 0 to 1. */
function shareOf(of: ReadonlySet<string>, within: ReadonlySet<string>): number {
  if (of.size === 0) return 0
  let met = 0
  for (const pair of of) if (within.has(pair)) met++
  return met / of.size
}
