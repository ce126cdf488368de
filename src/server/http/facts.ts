import { type Calendar, dayOf, minuteOfDay } from '../../domain/clock/calendar.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Facts } from '../../domain/kernel/result.ts'
import type { Org } from '../../domain/org/unit.ts'
import { hasSentence, type Language, say } from '../../words/say.ts'

/** What turns codes into words that a person reads: unit names, wall-clock times, terms. */
export interface Readable {
  readonly language: Language
  readonly org: Org
  readonly calendar: Calendar
}

/** The fact names whose values are unit codes. */
const UNITS: ReadonlySet<string> = new Set(['unit', 'accused', 'suggested', 'lead', 'from', 'to'])
/** The fact names whose values are terms, with the prefix of their words. */
const TERMS: Readonly<Record<string, string>> = {
  phase: 'phase',
  command: 'command',
  limit: 'limit',
  fact: 'fact',
  status: 'draft-status',
}
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** `2026-10-19 08:30` on the city's wall clock. */
export function wallTime(at: Instant, calendar: Calendar): string {
  const minutes = minuteOfDay(at, calendar)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${dayOf(at, calendar)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

export function unitName(code: string, { org, language }: Readable): string {
  const unit = org.findUnit(code)
  if (!unit) return code
  return language === 'zh' ? unit.name : unit.nameEn || unit.name
}

/** Facts of a rejection with every code put into words. */
export function readableFacts(facts: Facts, readable: Readable): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value]
      if (UNITS.has(name)) return [name, unitName(value, readable)]
      const term = TERMS[name] === undefined ? '' : `${TERMS[name]}.${value}`
      if (hasSentence(term)) return [name, say(readable.language, term)]
      return [name, INSTANT.test(value) ? wallTime(value, readable.calendar) : value]
    }),
  )
}
