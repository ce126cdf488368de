import { type Calendar, dayOf, minuteOfDay } from '../domain/clock/calendar.ts'
import type { Day, Instant } from '../domain/kernel/instant.ts'
import type { Org, UnitCode } from '../domain/org/unit.ts'
import type { Language } from '../words/say.ts'
import { type Word, word } from './words/word.ts'

/** Who reads: the language and size of letters, and which of them the address itself says (it works without cookies). */
export interface Reader {
  readonly language: Language
  readonly large: boolean
  readonly contrast: boolean
  /** Settings that every link carries on, `lang=en`, `size=large` and `contrast=high`. */
  readonly carried: readonly (readonly [string, string])[]
}

export type Say = (key: Word, facts?: Readonly<Record<string, string | number>>) => string

export function sayTo(reader: Reader): Say {
  return (key, facts) => word(reader.language, key, facts)
}

/** An address inside the site, with the reader's settings. */
export function linkTo(reader: Reader, path: string, query: Readonly<Record<string, string>> = {}): string {
  const [place = '', anchor] = path.split('#')
  const search = new URLSearchParams({ ...query, ...Object.fromEntries(reader.carried) }).toString()
  return place + (search === '' ? '' : `?${search}`) + (anchor === undefined ? '' : `#${anchor}`)
}

/** `11月26日 18:00`, `26 Nov 18:00`; with the year when it is not the one of `now`. */
export function sayWhen(at: Instant, now: Instant, calendar: Calendar, language: Language): string {
  const minutes = minuteOfDay(at, calendar)
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return `${sayDay(dayOf(at, calendar), now, calendar, language)} ${time}`
}

/** `11月26日`, `26 Nov`. P21: to others no instant is finer than the day. */
export function sayDay(on: Day, now: Instant, calendar: Calendar, language: Language): string {
  const [year = '', month = '', day = ''] = on.split('-')
  const other = !dayOf(now, calendar).startsWith(year)
  if (language === 'zh') return `${other ? `${year}年` : ''}${Number(month)}月${Number(day)}日`
  return `${Number(day)} ${MONTHS[Number(month) - 1]}${other ? ` ${year}` : ''}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

export function nameOf(code: UnitCode, org: Org, language: Language): string {
  const unit = org.findUnit(code)
  if (!unit) return code
  return language === 'zh' ? unit.name : unit.nameEn || unit.name
}
