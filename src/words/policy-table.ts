import { hasSentence, type Language, say } from './say.ts'

/** What a table of the rules, or a part of one, is called: `时限（limits.yaml）`. */
export function saySheet(language: Language, file: string, sheet: string): string {
  const part = `policy-sheet.${file}.${sheet}`
  const name = say(language, hasSentence(part) ? part : `policy-sheet.${file}`)
  return language === 'zh' ? `${name}（${file}）` : `${name} (${file})`
}

/** The heading of a column; its own name where no words are needed. */
export function sayColumn(language: Language, column: string): string {
  const code = `policy-column.${column === '' ? 'value' : column}`
  return hasSentence(code) ? say(language, code) : column
}

const LIMIT = /^(\d+) (minutes|hours|natural-days|working-days|duty-minutes)$/

/** A cell in words: `7 natural-days` is 7 个自然日. */
export function sayValue(language: Language, text: string): string {
  const [, amount, unit] = LIMIT.exec(text) ?? []
  if (amount !== undefined && unit !== undefined) return say(language, `policy-limit.${unit}`, { amount })
  if (text === '') return language === 'zh' ? '（空）' : '(empty)'
  return text
}

/** `时限：7 个自然日`. */
export function sayCell(language: Language, column: string, text: string): string {
  if (column === '') return sayValue(language, text)
  return `${sayColumn(language, column)}${language === 'zh' ? '：' : ': '}${sayValue(language, text)}`
}
