import { SIMPLIFIED } from './simplified.ts'

const SPACE = /[\s\u200b-\u200d\u2060\ufeff\u3000]+/g

/**
 * A text as the scanners read it: full-width Latin letters, digits and signs made half-width, lower case, traditional
 * characters that occur in names made simplified, all space removed. Positions differ from the original's.
 */
export function plain(text: string): string {
  let out = ''
  for (const character of text.replace(SPACE, '')) {
    const code = character.charCodeAt(0)
    if (code < 0x80) out += character
    else if (code >= 0xff10 && code <= 0xff5a && /[０-９Ａ-Ｚａ-ｚ]/.test(character)) {
      out += String.fromCharCode(code - 0xfee0)
    } else if (character === '（' || character === '）') out += character === '（' ? '(' : ')'
    else out += SIMPLIFIED.get(character) ?? character
  }
  return out.toLowerCase()
}
