import { describe, expect, test } from 'vitest'
import { dayOf, isHoliday, isProvisional, isWorkday, minuteOfDay } from '../domain/clock/calendar.ts'
import { chinaCalendar } from './calendar.ts'

const china = chinaCalendar(2024, 2026)

describe('China’s calendar', () => {
  test('the National Day week of 2026 is off, the make-up days around it are worked', () => {
    for (let day = 1; day <= 7; day++) expect(isWorkday(`2026-10-0${day}`, china)).toBe(false)
    expect(isHoliday('2026-10-01', china)).toBe(true)
    expect(isWorkday('2026-09-20', china)).toBe(true)
    expect(isWorkday('2026-10-10', china)).toBe(true)
  })

  test('known make-up days of the Spring Festival are worked, the festival is not', () => {
    for (const day of ['2024-02-04', '2024-02-18', '2025-01-26', '2025-02-08', '2026-02-14', '2026-02-28']) {
      expect(isWorkday(day, china), day).toBe(true)
    }
    expect(isWorkday('2025-01-29', china)).toBe(false)
    expect(isWorkday('2026-02-17', china)).toBe(false)
  })

  test('the last year is the last published one, whatever was asked', () => {
    const long = chinaCalendar(2024, 9999)
    expect(long.lastYear).toBeGreaterThanOrEqual(2026)
    expect(long.lastYear).toBeLessThan(2100)
    expect(long.id).toBe(`china-2024-${long.lastYear}`)
    expect(long.holidays.some((day) => day.startsWith(`${long.lastYear}-10-01`))).toBe(true)
    expect(isProvisional(`${long.lastYear + 1}-06-01T00:00:00.000Z`, long)).toBe(true)
    expect(isProvisional(`${long.lastYear}-06-01T00:00:00.000Z`, long)).toBe(false)
  })

  test('only the asked years are in it', () => {
    const year = chinaCalendar(2025, 2025)
    expect(year).toMatchObject({ firstYear: 2025, lastYear: 2025 })
    for (const day of [...year.holidays, ...year.makeUpDays]) expect(day.slice(0, 4)).toBe('2025')
  })

  test('a first year without a published notice is refused', () => {
    expect(() => chinaCalendar(1999, 2026)).toThrow('no holidays are published for 1999')
  })

  test('its offset is that of Asia/Shanghai', () => {
    const wall = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'short',
    })
    for (const at of ['2004-01-01T15:59:00.000Z', '2024-02-29T16:00:00.000Z', '2026-12-31T16:30:00.000Z']) {
      const [day, time = ''] = wall.format(new Date(at)).split(' ')
      expect(dayOf(at, china)).toBe(day)
      expect(minuteOfDay(at, china)).toBe(Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
    }
  })
})
