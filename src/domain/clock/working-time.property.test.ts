import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Instant } from '../kernel/instant.ts'
import { type Calendar, dayOf, isProvisional, isWorkday, minuteOfDay, startOfDay } from './calendar.ts'
import { type DutyHours, endOfQuiet, isOnDuty, isQuiet, nextDuty, type QuietHours, type Span } from './duty-hours.ts'
import { addLimit, between } from './working-time.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

// A second implementation, slow and plain on purpose: text, UTC getters, and a walk minute by minute or day by day.

const step = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) + minutes * 60_000).toISOString()

function localText(at: Instant, calendar: Calendar): string {
  let minutes = calendar.offsets[0]?.minutes ?? 0
  for (const offset of calendar.offsets) if (offset.from <= at) minutes = offset.minutes
  return step(at, minutes).slice(0, 16)
}

function worked(day: string, calendar: Calendar): boolean {
  if (calendar.makeUpDays.includes(day)) return true
  if (calendar.holidays.includes(day)) return false
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

const nextDay = (day: string): string => step(`${day}T00:00:00.000Z`, 1440).slice(0, 10)

/** First minute at which the wall shows the text or later. */
function whenWallShows(local: string, calendar: Calendar): Instant {
  let at = step(`${local}:00.000Z`, -18 * 60)
  while (localText(at, calendar) < local) at = step(at, 1)
  return at
}

function naiveNaturalDays(from: Instant, n: number, calendar: Calendar): Instant {
  const local = localText(from, calendar)
  let day = local.slice(0, 10)
  for (let i = 0; i < n; i++) day = nextDay(day)
  return whenWallShows(`${day}${local.slice(10)}`, calendar)
}

function naiveWorkingDays(from: Instant, n: number, calendar: Calendar): Instant {
  let [day = '', time = ''] = localText(from, calendar).split('T')
  if (!worked(day, calendar)) time = '00:00'
  while (!worked(day, calendar)) day = nextDay(day)
  for (let i = 0; i < n; i++) {
    do day = nextDay(day)
    while (!worked(day, calendar))
  }
  return whenWallShows(`${day}T${time}`, calendar)
}

function naiveOnDuty(at: Instant, hours: DutyHours, calendar: Calendar): boolean {
  const [day = '', time = ''] = localText(at, calendar).split('T')
  const spans = worked(day, calendar) ? hours.workdays : hours.otherDays
  return spans.some((span) => span.from <= time && time < span.to)
}

function naiveDutyMinutes(from: Instant, n: number, hours: DutyHours, calendar: Calendar): Instant {
  let at = from
  for (let left = n; left > 0; at = step(at, 1)) if (naiveOnDuty(at, hours, calendar)) left--
  return at
}

function naiveQuiet(at: Instant, quiet: QuietHours, calendar: Calendar): boolean {
  const [day = '', time = ''] = localText(at, calendar).split('T')
  if (quiet.holidays && calendar.holidays.includes(day)) return true
  if (quiet.from <= quiet.to) return quiet.from <= time && time < quiet.to
  return time >= quiet.from || time < quiet.to
}

// What is drawn: 2023 and the leap year 2024 are published; instants also lie outside, often near midnight or year ends.

const DAYS = Array.from({ length: 731 }, (_, i) => step('2023-01-01T00:00:00.000Z', i * 1440).slice(0, 10))
const WEEKENDS = DAYS.filter((day) => [0, 6].includes(new Date(`${day}T00:00:00.000Z`).getUTCDay()))

const instant: fc.Arbitrary<Instant> = fc
  .tuple(
    fc.oneof(fc.integer({ min: -20, max: 760 }), fc.constantFrom(-1, 0, 57, 58, 59, 364, 365, 423, 424, 730, 731)),
    fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.constantFrom(0, 1, 959, 960, 961, 1380, 1439)),
  )
  .map(([day, minute]) => step('2023-01-01T00:00:00.000Z', day * 1440 + minute))

const oneOffset = fc.constantFrom(480, 0, -300, 345).map((minutes) => [{ from: '1992-01-01T00:00:00.000Z', minutes }])
/** Changes of offset fall on the hours around the days that instants are drawn from most often. */
const change: fc.Arbitrary<number> = fc
  .tuple(fc.constantFrom(0, 58, 365, 423, 730), fc.integer({ min: -30, max: 30 }))
  .map(([day, hour]) => day * 24 + hour)
const manyOffsets = fc
  .tuple(
    fc.uniqueArray(change, { minLength: 3, maxLength: 8 }),
    fc.constantFrom([480, 540], [540, 480, 540], [0, 60, -60]),
  )
  .map(([hours, minutes]) => [
    { from: '1992-01-01T00:00:00.000Z', minutes: minutes[0] ?? 0 },
    ...hours
      .sort((a, b) => a - b)
      .map((hour, i) => ({
        from: step('2023-01-01T00:00:00.000Z', hour * 60),
        minutes: minutes[(i + 1) % minutes.length] ?? 0,
      })),
  ])

const calendarWith = (offsets: fc.Arbitrary<Calendar['offsets']>): fc.Arbitrary<Calendar> =>
  fc
    .tuple(offsets, fc.subarray(DAYS, { maxLength: 80 }), fc.subarray(WEEKENDS, { maxLength: 30 }))
    .map(([zone, holidays, makeUps]) => ({
      id: 'drawn',
      offsets: zone,
      firstYear: 2023,
      lastYear: 2024,
      holidays,
      makeUpDays: makeUps.filter((day) => !holidays.includes(day)),
    }))
const steady = calendarWith(oneOffset)
const anyCalendar = fc.oneof(steady, calendarWith(manyOffsets))

const clockText = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const spans = (least: number): fc.Arbitrary<readonly Span[]> =>
  fc
    .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 1440 }), fc.constantFrom(0, 540, 720, 780, 1080, 1440)), {
      minLength: least * 2,
      maxLength: 6,
    })
    .map((minutes) => {
      const bounds = minutes.sort((a, b) => a - b).map(clockText)
      return Array.from({ length: Math.floor(bounds.length / 2) }, (_, i) => ({
        from: bounds[2 * i] ?? '',
        to: bounds[2 * i + 1] ?? '',
      }))
    })
const dutyHours: fc.Arbitrary<DutyHours> = fc.record({ workdays: spans(1), otherDays: spans(0) })
const quietHours: fc.Arbitrary<QuietHours> = fc.record({
  from: fc.integer({ min: 0, max: 1439 }).map(clockText),
  to: fc.integer({ min: 0, max: 1439 }).map(clockText),
  holidays: fc.boolean(),
})

const check = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>) => fc.assert(property, { numRuns })

describe('against a second, plain implementation', { timeout: 300_000 }, () => {
  test('day, minute of the day, workday', () => {
    check(
      fc.property(instant, anyCalendar, (at, calendar) => {
        const [day = '', time = ''] = localText(at, calendar).split('T')
        expect(dayOf(at, calendar)).toBe(day)
        expect(clockText(minuteOfDay(at, calendar))).toBe(time)
        expect(isWorkday(day, calendar)).toBe(worked(day, calendar))
        expect(startOfDay(day, calendar)).toBe(whenWallShows(`${day}T00:00`, calendar))
        expect(isProvisional(at, calendar)).toBe(day < '2023' || day >= '2025')
      }),
    )
  })

  test('natural days', () => {
    check(
      fc.property(instant, fc.integer({ min: 1, max: 20 }), anyCalendar, (from, amount, calendar) => {
        const due = addLimit(from, { amount, unit: 'natural-days' }, calendar)
        expect(due).toEqual({ at: naiveNaturalDays(from, amount, calendar), provisional: false })
      }),
    )
  })

  test('working days, provisional outside the published years', () => {
    check(
      fc.property(instant, fc.integer({ min: 1, max: 20 }), anyCalendar, (from, amount, calendar) => {
        const at = naiveWorkingDays(from, amount, calendar)
        const provisional = localText(from, calendar) < '2023' || localText(at, calendar) >= '2025'
        expect(addLimit(from, { amount, unit: 'working-days' }, calendar)).toEqual({ at, provisional })
      }),
    )
  })

  test('duty minutes there and back', () => {
    check(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 900 }),
        dutyHours,
        anyCalendar,
        (from, amount, hours, calendar) => {
          const limit = { amount, unit: 'duty-minutes' } as const
          fc.pre(hours.workdays.some((span) => naiveLength(span) >= 60))
          const { at } = addLimit(from, limit, calendar, hours)
          expect(at).toBe(naiveDutyMinutes(from, amount, hours, calendar))
          expect(between(from, at, 'duty-minutes', calendar, hours)).toBe(amount)
          expect(between(at, from, 'duty-minutes', calendar, hours)).toBe(-amount)
        },
      ),
    )
  })

  test('working time between two instants is the sum of its minutes', () => {
    check(
      fc.property(instant, fc.integer({ min: 0, max: 4_500 }), steady, (from, minutes, calendar) => {
        let sum = 0
        for (let i = 0; i < minutes; i++) {
          if (worked(localText(step(from, i), calendar).slice(0, 10), calendar)) sum++
        }
        expect(between(from, step(from, minutes), 'working-days', calendar) * 1440).toBeCloseTo(sum, 6)
      }),
    )
  })

  test('on duty, and when duty begins again', () => {
    check(
      fc.property(instant, dutyHours, anyCalendar, (at, hours, calendar) => {
        expect(isOnDuty(at, hours, calendar)).toBe(naiveOnDuty(at, hours, calendar))
        let next = at
        while (!naiveOnDuty(next, hours, calendar)) next = step(next, 1)
        expect(nextDuty(at, hours, calendar)).toBe(next)
      }),
    )
  })

  test('quiet hours, and when they end (P10)', () => {
    check(
      fc.property(instant, quietHours, anyCalendar, (at, quiet, calendar) => {
        expect(isQuiet(at, quiet, calendar)).toBe(naiveQuiet(at, quiet, calendar))
        let end = at
        while (naiveQuiet(end, quiet, calendar)) end = step(end, 1)
        expect(endOfQuiet(at, quiet, calendar)).toBe(end)
      }),
    )
  })
})

function naiveLength(span: Span): number {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  return minutes(span.to) - minutes(span.from)
}
