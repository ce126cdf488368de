import { compileZone, fromWall, type Zone } from '../../domain/clock/wall.ts'
import { DAY, HOUR, type Instant, MINUTE, SECOND, toInstant } from '../../domain/kernel/instant.ts'

type Part = 'year' | 'month' | 'day' | 'hour' | 'hour12' | 'minute' | 'second' | 'fraction' | 'half'

const PARTS: readonly (readonly [token: string, part: Part, pattern: string])[] = [
  ['yyyy', 'year', '(\\d{4})'],
  ['MM', 'month', '(\\d{1,2})'],
  ['dd', 'day', '(\\d{1,2})'],
  ['HH', 'hour', '(\\d{1,2})'],
  ['hh', 'hour12', '(\\d{1,2})'],
  ['mm', 'minute', '(\\d{2})'],
  ['ss', 'second', '(\\d{2})'],
  ['SSS', 'fraction', '(\\d{1,9})'],
  ['a', 'half', '([AaPp][Mm])'],
]
const TOKEN = /yyyy|MM|dd|HH|hh|mm|ss|SSS|a/g
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/

/**
 * Reads times as another system writes them, on its city's wall clock: yyyy MM dd HH hh mm ss SSS a, everything else as it
 * stands; `zoned` is RFC 3339 with its own zone. Of a time that the wall shows twice the first is meant, one that the change
 * to summer time skips is the instant of the change (`fromWall`). Null for anything else.
 */
export function makeTimeReader(
  formats: readonly string[],
  offsets: readonly { readonly from: Instant; readonly minutes: number }[],
): (text: string) => Instant | null {
  const zone = compileZone(offsets)
  const readers = formats.map((format) => (format === 'zoned' ? readZoned : compile(format, zone)))
  return (text) => {
    for (const read of readers) {
      const found = read(text.trim())
      if (found !== null) return found
    }
    return null
  }
}

function readZoned(text: string): Instant | null {
  const ms = WITH_ZONE.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? null : toInstant(ms)
}

function compile(format: string, zone: Zone): (text: string) => Instant | null {
  const order: Part[] = []
  let pattern = ''
  let from = 0
  for (const match of format.matchAll(TOKEN)) {
    const [, part, one] = PARTS.find(([token]) => token === match[0]) as (typeof PARTS)[number]
    pattern += literally(format.slice(from, match.index)) + one
    order.push(part)
    from = match.index + match[0].length
  }
  const shape = new RegExp(`^${pattern}${literally(format.slice(from))}$`)
  return (text) => {
    const found = shape.exec(text)
    return found ? instantOf(new Map(order.map((part, i) => [part, found[i + 1] ?? ''])), zone) : null
  }
}

function instantOf(parts: ReadonlyMap<Part, string>, zone: Zone): Instant | null {
  const number = (part: Part, otherwise: number) => Number(parts.get(part) ?? otherwise)
  const [year, month, day] = [number('year', 1970), number('month', 1), number('day', 1)]
  const midnight = Date.UTC(year, month - 1, day)
  const back = new Date(midnight)
  if (year < 1900 || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return null
  const half = parts.get('half')?.toLowerCase()
  const hour12 = number('hour12', 12)
  if (parts.has('hour12') && (hour12 < 1 || hour12 > 12)) return null
  const hour = parts.has('hour12') ? (hour12 % 12) + (half === 'pm' ? 12 : 0) : number('hour', 0)
  const [minute, second] = [number('minute', 0), number('second', 0)]
  if (hour > 23 || minute > 59 || second > 59) return null
  const fraction = Math.floor(Number(`0.${parts.get('fraction') ?? '0'}`) * SECOND)
  return toInstant(fromWall(midnight + hour * HOUR + minute * MINUTE + second * SECOND + fraction, zone))
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

const FIRST_YEAR = 1970
const LAST_YEAR = 2037

/** The offsets of a time zone as data, as the machine's own zone tables have them, from 1970 to 2037. @throws on an unknown zone. */
export function offsetsOf(zoneName: string): { readonly from: Instant; readonly minutes: number }[] {
  const shown = new Intl.DateTimeFormat('en-US', {
    timeZone: zoneName,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const minutesAt = (ms: number) => {
    const part = new Map(shown.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
    const at = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0
    const wall = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'))
    return Math.round((wall - ms) / MINUTE)
  }
  const start = Date.UTC(FIRST_YEAR, 0, 1)
  const found = [{ from: toInstant(start), minutes: minutesAt(start) }]
  const step = 7 * DAY
  for (let from = start; from < Date.UTC(LAST_YEAR + 1, 0, 1); from += step) {
    let [low, high] = [from, from + step]
    const before = minutesAt(low)
    if (minutesAt(high) === before) continue
    while (high - low > SECOND) {
      const middle = low + Math.floor((high - low) / 2 / SECOND) * SECOND
      if (minutesAt(middle) === before) low = middle
      else high = middle
    }
    found.push({ from: toInstant(high), minutes: minutesAt(high) })
  }
  return found
}
