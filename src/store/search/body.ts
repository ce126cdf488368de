import { maskPersonal } from '../../domain/privacy/personal.ts'

/** Characters of one ticket that can be found; a longer history is found by what came first. */
const LONGEST = 6_000

/** Numbers that lead straight to a person have no place in a copy in the clear; places stay, they are what is searched for. */
const COVERED = ['phone', 'identity-number', 'bank-card', 'email'] as const

/** The copy of a ticket's texts that search looks through: folded, masked, one line per text. */
export function searchBody(texts: readonly string[]): string {
  const lines = texts.map((text) => foldForSearch(maskPersonal(text, { kinds: COVERED })))
  return lines
    .filter((line) => line !== '')
    .join('\n')
    .slice(0, LONGEST)
    .replace(/[\ud800-\udbff]$/, '')
}

/** Full-width Latin letters, digits and spaces become half-width and runs of space one; the rest stays as it was written. */
export function foldForSearch(text: string): string {
  return text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000\u200b-\u200d\u2060\ufeff]+/g, ' ')
    .trim()
}
