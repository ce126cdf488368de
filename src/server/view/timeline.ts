import type { Facts } from '../../domain/kernel/result.ts'
import { findCategory, findGround, type Ground, type Policy } from '../../domain/policy/policy.ts'
import type { TicketEvent } from '../../domain/ticket/events.ts'
import { INSPECTION_QUESTIONS } from '../../domain/ticket/terms.ts'
import { hasSentence, type Language, say } from '../../words/say.ts'
import { type Readable, unitName, wallTime } from '../http/facts.ts'

/** What a sentence about an event needs besides the event. */
export interface Telling extends Readable {
  /** The version that the event was decided under: it names categories and grounds. */
  readonly policy: Policy
  /** Names of accounts, as far as known. */
  readonly names: ReadonlyMap<string, string>
}

const UNIT_FIELDS = ['unit', 'lead'] as const
const TERM_FIELDS: Readonly<Record<string, string>> = {
  channel: 'channel',
  limit: 'limit',
  mode: 'mode',
  found: 'found',
  desk: 'desk',
  fact: 'fact',
  solved: 'solved',
  satisfied: 'satisfied',
  stance: 'stance',
}
const INSTANT_FIELDS = ['concludeBy', 'reviewOn', 'due', 'dueAt', 'decideBy', 'reviewBy', 'until'] as const
const PLAIN_FIELDS = ['number', 'step', 'round', 'attempt', 'attempts', 'times'] as const

/** The code of an event's sentence: some types have a variant. `hidden`: P5, what the unit may not know yet. */
export function sentenceCode(event: TicketEvent, hidden: boolean): string {
  if (event.type === 'signed' && event.data.automatic) return 'event.signed-automatically'
  const answers = event.type === 'callback-answered' || event.type === 'answer-corrected'
  if (event.type === 'limit-passed' && event.data.of === 'promise') return 'event.promise-passed'
  return answers && hidden ? `event.${event.type}-hidden` : `event.${event.type}`
}

/** The event's data put into words. */
export function eventFacts(event: TicketEvent, telling: Telling): Facts {
  const { language, calendar } = telling
  const data = event.data as Readonly<Record<string, unknown>>
  const facts: Record<string, string | number> = {}
  const text = (name: string): string | null => (typeof data[name] === 'string' ? (data[name] as string) : null)
  for (const name of UNIT_FIELDS) {
    const code = text(name)
    if (code !== null) facts[name] = unitName(code, telling)
  }
  for (const [name, prefix] of Object.entries(TERM_FIELDS)) {
    const value = text(name)
    if (value !== null) facts[name] = say(language, `${prefix}.${value}`)
  }
  for (const name of INSTANT_FIELDS) {
    const at = text(name)
    if (at !== null) facts[name] = name === 'reviewOn' ? wallTime(at, calendar).slice(0, 10) : wallTime(at, calendar)
  }
  for (const name of PLAIN_FIELDS) {
    const value = data[name]
    if (typeof value === 'string' || typeof value === 'number') facts[name] = value
  }
  return { ...facts, ...special(event, telling) }
}

/** Fields whose meaning depends on the event. */
function special(event: TicketEvent, telling: Telling): Facts {
  const { language, policy, names } = telling
  const ground = groundOf(event)
  const named: Facts = ground === null ? {} : { ground: groundName(ground, event, telling) }
  switch (event.type) {
    case 'handed-over':
      return { to: say(language, `line.${event.data.to}`) }
    case 'escalated':
      return { to: say(language, `escalation.${event.data.to}`) }
    case 'unit-moved':
      return { from: unitName(event.data.from, telling), to: unitName(event.data.to, telling) }
    case 'transferred':
      return { from: names.get(event.data.from) ?? event.data.from, to: names.get(event.data.to) ?? event.data.to }
    case 'classified':
      return { category: categoryName(event.data.category, policy, language) }
    case 'contact-recorded':
      return { outcome: say(language, `contact.${event.data.outcome}`) }
    case 'closed':
      return { outcome: say(language, `outcome.${event.data.outcome}`) }
    case 'resumed':
      return { why: say(language, `resume.${event.data.why}`) }
    case 'callback-due':
      return { why: say(language, `callback-why.${event.data.why}`) }
    case 'callback-answered':
    case 'answer-corrected':
      return { contacted: say(language, event.data.contacted ? 'contacted.yes' : 'contacted.no') }
    case 'inspected': {
      const wrong = INSPECTION_QUESTIONS.filter((one) => event.data.verdicts[one] === 'wrong')
      const named = wrong
        .map((one) => say(language, `inspection-question.${one}`))
        .join(language === 'zh' ? '、' : ', ')
      return {
        found: wrong.length === 0 ? say(language, 'inspection.sound') : say(language, 'inspection.wrong', { named }),
      }
    }
    case 'alert-raised':
      return { risks: event.data.risks.map((risk) => riskName(risk, language)).join(language === 'zh' ? '、' : ', ') }
    case 'refused':
      return { ...named, route: routeOf(event.data.ground, policy, language) }
    default:
      return named
  }
}

export function riskName(risk: string, language: Language): string {
  return hasSentence(`risk.${risk}`) ? say(language, `risk.${risk}`) : risk
}

export function categoryName(code: string, policy: Policy, language: Language): string {
  const category = findCategory(policy, code)
  return (language === 'zh' ? category?.name : category?.nameEn) ?? code
}

/** The code of the ground an event stands on; a dispatch cites its line of the catalogue. */
export function groundOf(event: TicketEvent): string | null {
  if (event.type === 'dispatched') return event.data.record.ground
  const { ground } = event.data as { readonly ground?: unknown }
  return typeof ground === 'string' ? ground : null
}

function groundName(code: string, event: TicketEvent, { policy, language }: Telling): string {
  if (event.type === 'dispatched') return hasSentence(`ground.${code}`) ? say(language, `ground.${code}`) : code
  const lists: readonly (readonly Ground[])[] = [
    policy.refusalGrounds,
    policy.returnGrounds,
    policy.exclusionGrounds,
    policy.suspensionGrounds,
  ]
  for (const list of lists) {
    const found = findGround(list, code)
    if (found) return language === 'zh' ? found.name : found.nameEn
  }
  return code
}

function routeOf(ground: string, policy: Policy, language: Language): string {
  const found = findGround(policy.refusalGrounds, ground)
  return (language === 'zh' ? found?.route : found?.routeEn) ?? ground
}
