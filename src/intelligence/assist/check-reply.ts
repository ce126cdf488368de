import { findPersonal, type PersonalKind } from '../../domain/privacy/personal.ts'
import { sentencesOf, telling } from './sentences.ts'

export interface ReplyDraft {
  readonly text: string
  readonly measures: string
  readonly nextStep: string | null
  readonly claimsSolved: boolean | null
  readonly legalBasis: readonly string[]
}

/** A remark about a draft: a code, facts for its sentence, and where it stands. It stops nobody: a person decides. */
export interface Remark {
  readonly code: RemarkCode
  readonly facts: Readonly<Record<string, string>>
  /** `mend`: should not go out like this; `consider`: may be right as it is. */
  readonly weight: 'mend' | 'consider'
}

export type RemarkCode =
  | 'ask-unanswered'
  | 'no-action'
  | 'no-date'
  | 'no-ground'
  | 'next-step-without-date'
  | 'solved-but-future'
  | 'personal-data'
  | 'name-and-address'
  | 'phrases'
  | 'not-to-them'
  | 'too-short'

/** What somebody did or will do: a reply without any of these tells of no action. */
const ACTION =
  /(?:已|已经|现已|经|将|拟|正在|安排|派|前往|到场|现场)[^，。；]{0,12}?(?:核实|查看|检查|修|更换|清理|清运|拆除|整改|约谈|处罚|责令|协调|联系|安装|恢复|疏通|调解|答复|告知|施工|巡查|劝导|登记|办理|上门|处置|排查|测温|补发|退)/
/** Characters of a name for somebody that a reply to that person should not use. */
const THIRD_PERSON = /诉求人|来电人|反映人|当事人|该市民|投诉人/
const PHRASES = /高度重视|进一步加强|加大力度|积极协调|持续关注|请您理解|感谢您的?(?:理解|支持)|举一反三/g
const DATE =
  /\d{1,4}\s*年|\d{1,2}\s*月\s*\d{0,2}|\d{1,2}\s*[日号](?!楼|院|线)|[一二三四五六七八九十]{1,3}(?:月|日)|今[日天]|昨[日天]|明[日天]|当[日天]|本周|下周|本月|下月|月底|年底|周[一二三四五六日末]|\d+\s*个?(?:工作日|小时|天)内?|即日/
const FUTURE = /将于|预计|计划|后续|下一步|拟于|待[^，。]{1,12}后|尽快/
const GROUND = /《[^》]{2,40}》|根据|依据|按照|规定|条例|办法|第[一二三四五六七八九十百\d]+条/
const ASKS = /希望|请|要求|建议|能不能|能否|可否|是否|什么时候|何时|多久|为什么|为何|怎么|如何|吗|呢|？|\?/
const WHEN = /什么时候|何时|多久|几点|哪天|期限/
const WHY = /为什么|为何|凭什么|原因/
const REASON = /因|由于|原因|系|所致|导致|按照|根据|属于/
/** Asks that only press, or that no reply can take up by itself. */
const EMPTY_ASK =
  /^(?:请|希望|要求|麻烦)?(?:相关|有关)?(?:部门|单位|政府|领导|街道|社区)?(?:尽快|及时|马上|立即|赶紧)?(?:帮忙)?(?:处理|解决|回复|答复|核实|协调|管管|管一管|给个说法|给予答复)(?:一下)?[。！!？?]?$/

const SHORTEST = 20
const MOST_ASKS = 4

/** The sentences of a requester's words that want something said or done, at most four. */
export function asksOf(words: string): string[] {
  return sentencesOf(words)
    .filter((one) => ASKS.test(one))
    .flatMap((one) => one.split(/[，,]/).filter((part) => ASKS.test(part)))
    .map((one) => one.trim())
    .filter((one) => !EMPTY_ASK.test(one) && telling(one).size > 0)
    .slice(0, MOST_ASKS)
}

/**
 * Reads a reply before it goes out: does it take up each ask, say what was done, when and on what ground, and does it leak
 * nothing of a person? `words` null: the reader may not see them, and nothing is said about asks.
 */
export function checkReply(draft: ReplyDraft, words: string | null): Remark[] {
  const remarks: Remark[] = []
  const add = (code: RemarkCode, weight: Remark['weight'], facts: Remark['facts'] = {}): void => {
    remarks.push({ code, weight, facts })
  }
  const all = [draft.text, draft.measures, draft.nextStep ?? ''].join('\n')
  if ([...all.replace(/\s/g, '')].length < SHORTEST) add('too-short', 'mend')
  for (const ask of words === null ? [] : asksOf(words)) if (!takesUp(all, ask)) add('ask-unanswered', 'mend', { ask })
  if (!ACTION.test(all)) add('no-action', 'mend')
  if (!DATE.test(all)) add('no-date', 'mend')
  if (draft.legalBasis.length === 0 && !GROUND.test(all)) add('no-ground', 'consider')
  if (draft.claimsSolved === false && draft.nextStep && !DATE.test(draft.nextStep))
    add('next-step-without-date', 'mend')
  if (draft.claimsSolved === true && FUTURE.test(all)) add('solved-but-future', 'consider')
  for (const remark of leaksIn(all)) remarks.push(remark)
  const phrases = [...new Set(all.match(PHRASES) ?? [])]
  if (phrases.length >= 2) add('phrases', 'consider', { phrases: phrases.join('、') })
  const third = THIRD_PERSON.exec(draft.text)
  // P32: to citizens 您.
  if (third) add('not-to-them', 'consider', { word: third[0] })
  return remarks
}

/** What of a person a text would carry out; the sentence names the kind and shows its ends only. */
function leaksIn(text: string): Remark[] {
  const finds = findPersonal(text)
  const remarks: Remark[] = finds
    .filter(({ kind }) => NUMBERS.has(kind))
    .map(({ kind, from, to }) => ({
      code: 'personal-data',
      weight: 'mend',
      facts: { kind, where: endsOf(text.slice(from, to)) },
    }))
  const name = finds.find(({ kind }) => kind === 'name')
  const address = finds.find(({ kind }) => kind === 'address')
  if (name && address) {
    const facts = {
      name: endsOf(text.slice(name.from, name.to)),
      address: endsOf(text.slice(address.from, address.to)),
    }
    remarks.push({ code: 'name-and-address', weight: 'mend', facts })
  }
  return remarks
}

const NUMBERS: ReadonlySet<PersonalKind> = new Set(['phone', 'identity-number', 'bank-card', 'email'])

function endsOf(text: string): string {
  const characters = [...text]
  if (characters.length <= 3) return `${characters[0]}${'*'.repeat(characters.length - 1)}`
  return `${characters.slice(0, 2).join('')}…${characters.slice(-2).join('')}`
}

/** A third of what tells the ask apart stands in the reply; a question for a time wants a time, one for a reason a reason. */
function takesUp(reply: string, ask: string): boolean {
  if (WHEN.test(ask)) return DATE.test(reply)
  if (WHY.test(ask) && !REASON.test(reply)) return false
  const wanted = telling(ask)
  let met = 0
  for (const pair of wanted) if (reply.includes(pair)) met++
  return met >= Math.max(1, Math.ceil(wanted.size / 3))
}
