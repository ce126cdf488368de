/** What in a text points at one person. */
export type PersonalKind = 'phone' | 'identity-number' | 'bank-card' | 'email' | 'name' | 'address'

export interface PersonalFind {
  readonly kind: PersonalKind
  /** Position in the text, in UTF-16 units; `to` is the first position behind it. */
  readonly from: number
  readonly to: number
}

const DIGIT = '[0-9\uff10-\uff19]'
const GAP = '[ \\u3000\\-\\u2010-\\u2015\\u2212.]?'

/** Digits that may stand apart in groups, as people type numbers. */
function spread(count: number): string {
  return Array.from({ length: count }, () => DIGIT).join(GAP)
}

const ALONE_BEFORE = `(?<!${DIGIT})`
const ALONE_AFTER = `(?!${DIGIT})`
const IDENTITY = new RegExp(`${ALONE_BEFORE}(?:${spread(17)}${GAP}[0-9\uff10-\uff19XxＸｘ])(?![0-9\uff10-\uff19])`, 'g')
const CARD = new RegExp(`${ALONE_BEFORE}${spread(16)}(?:${GAP}${DIGIT}){0,3}${ALONE_AFTER}`, 'g')
const MOBILE = new RegExp(
  `${ALONE_BEFORE}(?:(?:\\+|00)?86${GAP})?[1１]${GAP}[3-9３-９]${GAP}${spread(9)}${ALONE_AFTER}`,
  'g',
)
const LANDLINE = new RegExp(
  `${ALONE_BEFORE}[(（]?[0０]${DIGIT}{2,3}[)）]?${GAP}[2-9２-９]${DIGIT}{2,3}${GAP}${DIGIT}{4}${ALONE_AFTER}`,
  'g',
)
const EMAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/g

/** Surnames that begin most names, double ones first. */
const SURNAMES =
  '欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文]'
/** A name follows one of these cues, or a title follows it. Without either a name is a word like any other. */
const NAMED = new RegExp(
  `(?<=(?:我叫|名叫|姓名(?:是|为)?[:：]?|联系人(?:是|为)?[:：]?|本人(?:叫|姓名)?|我是(?=(?:${SURNAMES})[\u4e00-\u9fff]{1,2}(?:[，。,.；;！!]|$))))(?:${SURNAMES})[\u4e00-\u9fff]{1,2}`,
  'g',
)
const TITLED = new RegExp(`(?:${SURNAMES})[\u4e00-\u9fff]{0,2}(?=先生|女士|小姐|大爷|大妈|阿姨|师傅)`, 'g')

const NUMERAL = '[0-9\uff10-\uff19一二三四五六七八九十百零〇]'
/** A dwelling within its building: this names one household; the road and the compound do not. */
const DWELLING = new RegExp(
  `(?:${NUMERAL}{1,5}(?:号院|号楼|栋|幢|座|楼|号))?(?:${NUMERAL}{1,3}(?:单元|门))?${NUMERAL}{1,5}(?:室|户|房间)|${NUMERAL}{1,5}(?:号楼|栋|幢|座|楼)${NUMERAL}{1,3}(?:单元|门)(?:${NUMERAL}{1,5}(?:室|号|户)?)?|${NUMERAL}{1,4}[-—－]${NUMERAL}{1,3}[-—－]${NUMERAL}{2,5}(?!${NUMERAL})`,
  'g',
)

/** Identity numbers and phones are told by their form; a card by its check digit, so that other long numbers stay. */
export function findPersonal(text: string): PersonalFind[] {
  const finds: PersonalFind[] = []
  const taken = new Uint8Array(text.length)
  const add = (kind: PersonalKind, pattern: RegExp, holds: (match: string) => boolean = () => true): void => {
    for (const match of text.matchAll(pattern)) {
      const from = match.index
      const to = from + match[0].length
      if (taken.subarray(from, to).includes(1) || !holds(match[0])) continue
      taken.fill(1, from, to)
      finds.push({ kind, from, to })
    }
  }
  add('email', EMAIL)
  add('identity-number', IDENTITY, (match) => looksBorn(plainDigits(match)))
  add('bank-card', CARD, (match) => passesLuhn(plainDigits(match)))
  add('phone', MOBILE)
  add('phone', LANDLINE)
  add('address', DWELLING)
  add('name', NAMED)
  add('name', TITLED)
  return finds.toSorted((a, b) => a.from - b.from)
}

export interface MaskOptions {
  /** Kinds to cover; all when absent. */
  readonly kinds?: readonly PersonalKind[]
  /** Names that are known to belong to the people of this matter: covered wherever they stand. */
  readonly names?: readonly string[]
  /** What stands in place of a find; by default stars as many as it had characters. */
  readonly cover?: (kind: PersonalKind, length: number) => string
}

/** The text with what points at one person covered. */
export function maskPersonal(text: string, options: MaskOptions = {}): string {
  const { kinds, names = [], cover = (_kind, length) => '*'.repeat(length) } = options
  const known = names
    .filter((name) => [...name].length >= 2)
    .flatMap((name) => occurrences(text, name).map((from) => ({ kind: 'name' as const, from, to: from + name.length })))
  const found = findPersonal(text).filter((one) => !known.some((name) => one.from < name.to && name.from < one.to))
  const all = [...known, ...found]
    .filter(({ kind }) => kinds === undefined || kinds.includes(kind))
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
  let out = ''
  let at = 0
  for (const { kind, from, to } of all) {
    if (from < at) continue
    out += text.slice(at, from) + cover(kind, to - from)
    at = to
  }
  return out + text.slice(at)
}

function occurrences(text: string, word: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) found.push(at)
  return found
}

function plainDigits(text: string): string {
  return [...text.normalize('NFKC')].filter((one) => /[0-9Xx]/.test(one)).join('')
}

/** Month and day of birth stand in the middle of an identity number; without them it is some other number. */
function looksBorn(number: string): boolean {
  const month = Number(number.slice(10, 12))
  const day = Number(number.slice(12, 14))
  return month >= 1 && month <= 12 && day >= 1 && day <= 31
}

function passesLuhn(number: string): boolean {
  let sum = 0
  for (let index = 0; index < number.length; index++) {
    const digit = Number(number[number.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
