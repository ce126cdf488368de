import { maskPersonal } from '../../domain/privacy/personal.ts'
import { clausesOf, sentencesOf } from './sentences.ts'

export interface IntakeDraft {
  readonly words: string
  readonly title: string | null
  /** Is a subdistrict or an address chosen on the form? */
  readonly placed: boolean
  readonly identity: 'normal' | 'confidential' | 'anonymous'
  readonly phone: string | null
}

export type HintCode =
  | 'no-place'
  | 'no-since'
  | 'no-wish'
  | 'no-phone'
  | 'several-matters'
  | 'title-has-person'
  | 'confidential-title'

export interface Hint {
  readonly code: HintCode
  readonly facts: Readonly<Record<string, string>>
}

export interface IntakeAdvice {
  /** Null: nothing in the words would make a better title than none. */
  readonly title: string | null
  /** For reading back (P15): what, since when, what is wished. */
  readonly summary: string | null
  readonly hints: readonly Hint[]
}

const PLACE =
  /[\p{Script=Han}A-Za-z0-9]{2,10}?(?:街道|社区|小区|家园|花园|大街|胡同|大厦|广场|市场|公园|学校|医院|地铁站|路口|\p{Script=Han}路(?![灯面边])|里|园|苑|村|桥)(?:\d{1,4}号(?:院|楼)?)?|\d{1,3}号(?:楼|院)/u
const SINCE =
  /[\d一二三四五六七八九十两半几]+\s*个?(?:小时|天|周|星期|礼拜|月|年)|昨|前天|今天|今早|上周|上个?月|去年|最近|近期|[\d]{1,2}月[\d]{0,2}|每天|每晚|一直|夜里|凌晨|刚才/
const WISH = /希望|请|要求|建议|想问|咨询|能不能|能否|什么时候|怎么办|吗|？|\?/
const FILLER = /^(?:您好|你好|喂|嗯|那个|就是|我想|我要|我们?|来电|市民|反映|一下|这里|这边|是|说)+/
/** What leads up to a place and is no part of its name. */
const LEADING = /^(?:我们?|家?住在?|在|位于|到)+/
const SECOND_MATTER = /另外|还有一个|还有一件|第二个|同时还|顺便/
const LONGEST_TITLE = 24
const LONGEST_SUMMARY = 90

/** What would make the ticket better before it is sent, and a title and summary to take or leave. `cues`: words of the categories. */
export function adviseIntake(draft: IntakeDraft, cues: readonly string[]): IntakeAdvice {
  const { words, title, placed, identity, phone } = draft
  const hints: Hint[] = []
  const add = (code: HintCode, facts: Hint['facts'] = {}): void => {
    hints.push({ code, facts })
  }
  if (words.trim().length < 2) return { title: null, summary: null, hints }
  if (!placed && !PLACE.test(words)) add('no-place')
  if (!SINCE.test(words)) add('no-since')
  if (!WISH.test(words)) add('no-wish')
  // P19: of an anonymous caller no number is kept.
  if (identity !== 'anonymous' && (phone === null || phone.trim() === '')) add('no-phone')
  const second = SECOND_MATTER.exec(words)
  // P11: one call, several matters.
  if (second) add('several-matters', { word: second[0] })
  if (title !== null && maskPersonal(title) !== title) add('title-has-person')
  // P18: the title is what the unit will see.
  if (identity === 'confidential' && title === null) add('confidential-title')
  const confidential = identity === 'confidential'
  return { title: confidential ? null : titleFrom(words, cues), summary: summaryFrom(words), hints }
}

/** The place that is named first, and the clause that holds the most telling cue; nothing of a person. */
function titleFrom(words: string, cues: readonly string[]): string | null {
  const clauses = clausesOf(words)
    .filter((one) => maskPersonal(one) === one)
    .map((one) => one.replace(FILLER, ''))
  const [best] = clauses
    .map((clause, index) => ({ clause, index, cue: longestCue(clause, cues) }))
    .filter(({ cue }) => cue > 0)
    .toSorted((a, b) => b.cue - a.cue || a.index - b.index)
  if (!best) return null
  const place = (PLACE.exec(words)?.[0] ?? '').replace(LEADING, '')
  const named = place !== '' && !best.clause.includes(place) ? `${place}${best.clause}` : best.clause
  return shorten(clean(named), LONGEST_TITLE)
}

function summaryFrom(words: string): string | null {
  const sentences = sentencesOf(words)
  if (sentences.length === 0) return null
  const wish = sentences.findLast((one) => WISH.test(one))
  const first = sentences[0] ?? ''
  const parts = wish === undefined || wish === first ? [first] : [first, wish]
  return shorten(clean(parts.join('')), LONGEST_SUMMARY)
}

function longestCue(clause: string, cues: readonly string[]): number {
  let longest = 0
  for (const cue of cues) if (cue.length > longest && clause.includes(cue)) longest = cue.length
  return longest
}

function clean(text: string): string {
  return maskPersonal(text, { cover: () => '' })
    .replace(/\s+/g, ' ')
    .trim()
}

function shorten(text: string, most: number): string {
  const characters = [...text]
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text
}
