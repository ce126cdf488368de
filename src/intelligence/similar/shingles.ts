import { plain } from '../text/plain.ts'
import { inFigures } from './figures.ts'

/** What most letters begin, end or go on with: it says nothing about the matter. */
const POLITE =
  /尊敬的[^,，。:：!！]{0,12}[:：,，!！]?|您好|你好|领导|谢谢|感谢|盼复|请(?:有关|相关)?(?:部门)?(?:尽快|及时|予以|给予|帮忙|帮助)?(?:处理|解决|核实|协调|回复)(?:一下)?|希望(?:有关|相关)?部门|来电反映|市民反映|诉求人(?:称|反映)?|来电人(?:称|反映)?|此致敬礼|麻烦/g
const NO_WORD = /[^\p{Script=Han}a-z0-9]+/gu

/** Characters in a run: three of Chinese are about one word and a half. */
const RUN = 3

/** The text as it is compared: polite formulas, signs and spaces gone. */
export function matterText(words: string): string {
  return inFigures(plain(words)).replace(POLITE, '').replace(NO_WORD, '')
}

/** Every run of three characters, once each; a text shorter than that is one run. */
export function shinglesOf(text: string): Set<string> {
  const runs = new Set<string>()
  if (text.length > 0 && text.length < RUN) runs.add(text)
  for (let i = 0; i + RUN <= text.length; i++) runs.add(text.slice(i, i + RUN))
  return runs
}

/**
 * The longest phrases of `text` that the other text has too, longest first, each at least four characters; for the reason that
 * people read.
 */
export function sharedPhrases(text: string, other: ReadonlySet<string>, most = 3): string[] {
  const phrases = new Set<string>()
  let start = -1
  for (let i = 0; i + RUN <= text.length + 1; i++) {
    const shared = i + RUN <= text.length && other.has(text.slice(i, i + RUN))
    if (shared && start < 0) start = i
    if (!shared && start >= 0) {
      const phrase = text.slice(start, i + RUN - 1)
      if (phrase.length > RUN) phrases.add(phrase)
      start = -1
    }
  }
  return [...phrases].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, most)
}
