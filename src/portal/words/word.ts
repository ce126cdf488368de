import type { Language } from '../../words/say.ts'
import { EN } from './en.ts'
import { ZH } from './zh.ts'

export type Word = keyof typeof ZH

const TABLES = { zh: ZH, en: EN } as const

/** A sentence of the citizens' pages with its `{facts}` filled in. */
export function word(language: Language, key: Word, facts: Readonly<Record<string, string | number>> = {}): string {
  return TABLES[language][key].replace(/\{([a-zA-Z]+)\}/g, (_whole, name: string) => String(facts[name] ?? '—'))
}
