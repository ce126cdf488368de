import type { Calendar } from '../../domain/clock/calendar.ts'
import { chinaCalendar } from '../calendar.ts'
import type { manifestTable } from './rule-tables.ts'
import type { Reader, Table } from './table.ts'

/** The published calendar of the manifest's years with the city's own days laid over it. */
export function calendarOf(table: Table<ReturnType<typeof manifestTable.parse>>, reader: Reader): Calendar | undefined {
  const { first_year, last_year, days_off, make_up_days } = table.value.calendar
  const line = table.lineOf(['calendar'])
  const both = days_off.find((day) => make_up_days.includes(day))
  if (both !== undefined) {
    reader.fault('manifest.yaml', line, 1, `${both} 既是放假日又是上班日`, `${both} is both a day off and a workday`)
    return undefined
  }
  try {
    const published = chinaCalendar(first_year, last_year)
    return {
      ...published,
      id: days_off.length + make_up_days.length === 0 ? published.id : `${published.id}+${table.value.id}`,
      holidays: merged(published.holidays, days_off, make_up_days),
      makeUpDays: merged(published.makeUpDays, make_up_days, days_off),
    }
  } catch {
    reader.fault(
      'manifest.yaml',
      line,
      1,
      `${first_year} 年的放假安排尚未公布`,
      `no holidays are published for ${first_year}`,
    )
    return undefined
  }
}

function merged(published: readonly string[], added: readonly string[], removed: readonly string[]): string[] {
  return [...new Set([...published.filter((day) => !removed.includes(day)), ...added])].sort()
}
