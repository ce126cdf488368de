/** A stretch of time as people say it: the two largest parts, never more. */
export interface Span {
  readonly days: number
  readonly hours: number
  readonly minutes: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Two largest parts of a span, cut down to whole minutes: from ten days days only, from ten hours no minutes. */
export function spanOf(ms: number): Span {
  const size = Math.abs(ms)
  const days = Math.floor(size / DAY)
  const hours = days >= 10 ? 0 : Math.floor((size % DAY) / HOUR)
  const minutes = days > 0 || hours >= 10 ? 0 : Math.floor((size % HOUR) / MINUTE)
  return { days, hours, minutes }
}

/** `1天4小时`, `40分钟`; English `1 d 4 h`, `40 min`. Less than a minute is said as such. */
export function saySpan(ms: number, language: 'zh' | 'en'): string {
  const { days, hours, minutes } = spanOf(ms)
  const [day, hour, minute, gap] = language === 'zh' ? ['天', '小时', '分钟', ''] : [' d', ' h', ' min', ' ']
  const parts = [days > 0 && `${days}${day}`, hours > 0 && `${hours}${hour}`, minutes > 0 && `${minutes}${minute}`]
  const said = parts.filter((part) => part !== false).join(gap)
  return said === '' ? (language === 'zh' ? '不到1分钟' : 'under a minute') : said
}

export type Urgency = 'late' | 'soon' | 'calm' | 'paused'

/** Due within this is `soon`: a day's work for most tickets, and a whole urgent limit. */
const MARGIN = DAY

/** How a time left is shown. A word and a shape always go with the colour. */
export function urgencyOf(remainingMs: number, paused: boolean): Urgency {
  if (paused) return 'paused'
  if (remainingMs < 0) return 'late'
  return remainingMs <= MARGIN ? 'soon' : 'calm'
}
