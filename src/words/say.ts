import { EN } from './en.ts'
import { type Facts, fill, type Language } from './fill.ts'
import { ZH } from './zh.ts'

export type { Facts, Language } from './fill.ts'

const TABLES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { zh: ZH, en: EN }

/**
 * The sentence of a code with its `{facts}` filled in. Facts arrive ready to be read (a unit's name, not its code). A fact that
 * is missing leaves a dash; a code without a sentence is shown itself, so that nothing is ever hidden.
 */
export function say(language: Language, code: string, facts: Facts = {}): string {
  const sentence = TABLES[language][code]
  return sentence === undefined ? code : fill(sentence, facts)
}

/** Is there a sentence for this code? */
export function hasSentence(code: string): boolean {
  return code in ZH
}

/** The variant for citizens (P32) where there is one, else what staff read. */
export function sayToCitizen(language: Language, code: string, facts: Facts = {}): string {
  const own = `citizen.${code}`
  return say(language, hasSentence(own) ? own : code, facts)
}
