import { type Calendar, startOfDay } from '../../domain/clock/calendar.ts'
import { HOUR, type Instant, MINUTE, plus, SECOND, toInstant } from '../../domain/kernel/instant.ts'

/** A citizen's message as it was left elsewhere. */
export interface Message {
  readonly uid: string
  readonly title: string | null
  readonly text: string
  /** When it was written, by its own word; null when it doesn't say or nobody can tell what it says. */
  readonly saidAt: Instant | null
}

export type MessageFault =
  | 'not-json'
  | 'not-an-object'
  | 'uid-missing'
  | 'uid-not-text'
  | 'uid-too-long'
  | 'text-missing'
  | 'text-not-text'
  | 'text-empty'
  | 'title-not-text'
  | 'time-not-text'
  | 'nul-character'
  | 'broken-character'

const LONGEST_UID = 80
/** A heading that is longer than any heading is part of the message. */
const LONGEST_TITLE = 500

/** Reads one line: `uid` and `text` are needed, `title` and `time` may be null or absent, everything else is left aside. */
export function parseMessage(line: string, calendar: Calendar): Message | MessageFault {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'not-json'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'not-an-object'
  const { uid, title = null, text, time = null } = value as Readonly<Record<string, unknown>>
  if (uid === undefined || uid === null || uid === '') return 'uid-missing'
  if (typeof uid !== 'string') return 'uid-not-text'
  if (text === undefined || text === null) return 'text-missing'
  if (typeof text !== 'string') return 'text-not-text'
  if (title !== null && typeof title !== 'string') return 'title-not-text'
  if (time !== null && typeof time !== 'string') return 'time-not-text'
  for (const one of [uid, title ?? '', text]) {
    if (one.includes('\0')) return 'nul-character'
    if (/\p{Surrogate}/u.test(one)) return 'broken-character'
  }
  if (uid.trim() === '') return 'uid-missing'
  if (uid.length > LONGEST_UID) return 'uid-too-long'
  if (text.trim() === '') return 'text-empty'
  const heading = title?.trim() || null
  const isHeading = heading === null || heading.length <= LONGEST_TITLE
  return {
    uid: uid.trim(),
    title: isHeading ? heading : null,
    text: isHeading ? text.trim() : `${heading}\n${text.trim()}`,
    saidAt: time === null ? null : parseTime(time, calendar),
  }
}

const LOCAL =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]+(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?(?:\.\d+)?秒?)?$/
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/

/** A time on the city's wall clock, or one that names its zone; null for anything else, such as the 31st of June. */
export function parseTime(text: string, calendar: Calendar): Instant | null {
  const time = text.trim()
  if (WITH_ZONE.test(time)) {
    const ms = Date.parse(time)
    return Number.isNaN(ms) ? null : toInstant(ms)
  }
  const parts = LOCAL.exec(time)
  if (!parts) return null
  const [year, month, date, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const midnight = new Date(Date.UTC(year, month - 1, date))
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== date || year < 1900) return null
  if (hour > 23 || minute > 59 || second > 59) return null
  const day = midnight.toISOString().slice(0, 10)
  return plus(startOfDay(day, calendar), hour * HOUR + minute * MINUTE + second * SECOND)
}
