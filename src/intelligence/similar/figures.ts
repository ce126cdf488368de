const NUMERAL: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const SPOKEN_NUMBER = /[零一二两三四五六七八九十]{1,3}(?=号|栋|幢|单元|层|楼|座|期|区|#)/g

/** 十二号楼 → 12号楼: numbers before what is counted or numbered. */
export function inFigures(text: string): string {
  return text.replace(SPOKEN_NUMBER, (said) => {
    const [tens, ones] = said.split('十')
    if (ones === undefined) return [...said].map((one) => NUMERAL[one] ?? '').join('')
    return String((tens === '' ? 1 : (NUMERAL[tens ?? ''] ?? 1)) * 10 + (ones === '' ? 0 : (NUMERAL[ones] ?? 0)))
  })
}
