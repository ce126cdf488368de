import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { Calendar } from '../domain/clock/calendar.ts'

const HOLIDAYS: Readonly<Record<string, string>> = published.holidays
const MAKE_UP_DAYS: Readonly<Record<string, string>> = published.workdays

/** A year is published when the notice of the State Council's office gave it a National Day holiday. */
function isPublished(year: number): boolean {
  return `${year}-10-01` in HOLIDAYS
}

/**
 * China's calendar: holidays and make-up days (调休) as the package `chinese-days` publishes them, and the one offset
 * of Asia/Shanghai since summer time ended in 1991. The years are cut to those that are published without a gap from
 * `firstYear` on, so `lastYear` of the result may be earlier than asked; throws when none is. The package's own
 * functions read days in the machine's zone, therefore its plain lists are used.
 */
export function chinaCalendar(firstYear: number, lastYear: number): Calendar {
  if (!isPublished(firstYear)) throw new Error(`no holidays are published for ${firstYear}`)
  let last = firstYear
  while (last < lastYear && isPublished(last + 1)) last++
  const within = (day: string) => day >= `${firstYear}-01-01` && day <= `${last}-12-31`
  return {
    id: `china-${firstYear}-${last}`,
    offsets: [{ from: '1992-01-01T00:00:00.000Z', minutes: 480 }],
    firstYear,
    lastYear: last,
    holidays: Object.keys(HOLIDAYS).filter(within).sort(),
    makeUpDays: Object.keys(MAKE_UP_DAYS).filter(within).sort(),
  }
}
