import { describe, expect, test } from 'vitest'
import type { Instant } from '../kernel/instant.ts'
import type { Calendar } from './calendar.ts'
import type { DutyHours } from './duty-hours.ts'
import { append, canAppend, dueAt, type Ledger, type LedgerEntry, readClock, stateOf, warnAt } from './ledger.ts'
import type { Limit } from './working-time.ts'

const beijing: Calendar = {
  id: 'beijing',
  offsets: [{ from: '1992-01-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2025,
  lastYear: 2025,
  holidays: [],
  makeUpDays: [],
}
const office: DutyHours = { workdays: [{ from: '09:00', to: '17:00' }], otherDays: [] }

/** An instant of September 2025 by the wall clock of Beijing; the 1st is a Monday. */
const at = (day: number, time: string): Instant =>
  new Date(`2025-09-${String(day).padStart(2, '0')}T${time}:00+08:00`).toISOString()
const HOURS = 3_600_000
const days = (amount: number): Limit => ({ amount, unit: 'natural-days' })
const workingDays = (amount: number): Limit => ({ amount, unit: 'working-days' })
const start = (when: Instant, limit: Limit): LedgerEntry => ({
  kind: 'start',
  at: when,
  limit,
  class: 'general',
  ground: 'dispatched',
})
const pause = (when: Instant): LedgerEntry => ({ kind: 'pause', at: when, ground: 'season' })
const resume = (when: Instant): LedgerEntry => ({ kind: 'resume', at: when, ground: 'review-date' })
const extend = (when: Instant, by: Limit): LedgerEntry => ({ kind: 'extension', at: when, by, ground: 'complex' })
const submit = (when: Instant): LedgerEntry => ({ kind: 'submit', at: when })
const sentBack = (when: Instant): LedgerEntry => ({ kind: 'sent-back', at: when })
const stop = (when: Instant): LedgerEntry => ({ kind: 'stop', at: when })
const ledgerOf = (...entries: LedgerEntry[]): Ledger => entries.reduce<Ledger>(append, [])
const read = (ledger: Ledger, now: Instant) => readClock(ledger, now, beijing, office)

describe('a general matter with seven natural days', () => {
  const running = ledgerOf(start(at(1, '10:00'), days(7)))

  test('before the start nothing is due', () => {
    expect(read([], at(1, '10:00'))).toMatchObject({ state: 'not-started', dueAt: null, late: false, legs: [] })
    expect(dueAt([], beijing)).toBeNull()
    expect(warnAt([], 0.25, beijing)).toBeNull()
  })

  test('what runs, what remains, and late only after the due instant', () => {
    expect(read(running, at(2, '10:00'))).toMatchObject({
      state: 'running',
      dueAt: at(8, '10:00'),
      limitMs: 168 * HOURS,
      ranMs: 24 * HOURS,
      remainingMs: 144 * HOURS,
    })
    expect(read(running, at(8, '10:00')).late).toBe(false)
    expect(read(running, at(8, '10:01'))).toMatchObject({ late: true, remainingMs: -60_000 })
  })

  test('submission stops the clock, the verdict comes when it is passed (P9)', () => {
    const submitted = append(running, submit(at(8, '09:00')))
    expect(read(submitted, at(20, '00:00'))).toMatchObject({
      state: 'submitted',
      late: false,
      stoppedAt: at(8, '09:00'),
      remainingMs: HOURS,
    })
    expect(read(submitted, at(20, '00:00')).legs[0]?.verdict).toBe('open')
    const passed = append(submitted, stop(at(9, '12:00')))
    expect(read(passed, at(20, '00:00')).legs).toEqual([
      {
        class: 'general',
        startedAt: at(1, '10:00'),
        dueAt: at(8, '10:00'),
        stoppedAt: at(8, '09:00'),
        verdict: 'on-time',
      },
    ])
  })

  test('a submission at the due instant is on time, a minute later it is late', () => {
    const submittedAt = (time: string) =>
      ledgerOf(start(at(1, '10:00'), days(7)), submit(at(8, time)), stop(at(9, '10:00')))
    expect(read(submittedAt('10:00'), at(10, '10:00')).legs[0]?.verdict).toBe('on-time')
    expect(read(submittedAt('10:01'), at(10, '10:00')).legs[0]?.verdict).toBe('late')
  })

  test('a reply that is sent back leaves a clock that never stopped (P9)', () => {
    const back = ledgerOf(start(at(1, '10:00'), days(7)), submit(at(8, '09:00')), sentBack(at(8, '11:00')))
    expect(read(back, at(8, '12:00'))).toEqual(read(running, at(8, '12:00')))
  })

  test('a passed reply that is retracted leaves a clock that never stopped (P27)', () => {
    const back = ledgerOf(
      start(at(1, '10:00'), days(7)),
      submit(at(3, '09:00')),
      stop(at(3, '10:00')),
      sentBack(at(4, '10:00')),
    )
    expect(read(back, at(5, '12:00'))).toEqual(read(running, at(5, '12:00')))
  })

  test('a second handling is a new leg; the first verdict stays', () => {
    const again = ledgerOf(start(at(1, '10:00'), days(7)), stop(at(9, '10:00')), {
      kind: 'again',
      at: at(12, '10:00'),
      limit: days(7),
      class: 'general',
      ground: 'second-handling',
    })
    const reading = read(again, at(13, '10:00'))
    expect(reading.legs.map((leg) => leg.verdict)).toEqual(['late', 'open'])
    expect(reading).toMatchObject({
      startedAt: at(12, '10:00'),
      dueAt: at(19, '10:00'),
      ranMs: 24 * HOURS,
      late: false,
    })
    expect(reading.segments).toEqual([
      { leg: 0, from: at(1, '10:00'), to: at(9, '10:00'), kind: 'ran', ground: 'dispatched' },
      { leg: 1, from: at(12, '10:00'), to: at(13, '10:00'), kind: 'ran', ground: 'second-handling' },
    ])
  })
})

describe('pauses (挂账)', () => {
  const paused = ledgerOf(start(at(1, '10:00'), days(7)), pause(at(3, '10:00')))

  test('while paused no instant is due and what is left is kept', () => {
    expect(dueAt(paused, beijing)).toBeNull()
    expect(read(paused, at(25, '10:00'))).toMatchObject({
      state: 'paused',
      dueAt: null,
      remainingMs: 120 * HOURS,
      pausedMs: 22 * 24 * HOURS,
      late: false,
    })
  })

  test('the due time moves by exactly the paused span', () => {
    const resumed = append(paused, resume(at(6, '13:30')))
    expect(dueAt(resumed, beijing)).toBe(at(11, '13:30'))
    expect(read(resumed, at(7, '13:30')).segments.map(({ kind, ground }) => [kind, ground])).toEqual([
      ['ran', 'dispatched'],
      ['paused', 'season'],
      ['ran', 'review-date'],
    ])
  })

  test('a working-day limit moves by the working time paused: a weekend in the pause gives nothing', () => {
    const running = ledgerOf(start(at(1, '10:00'), workingDays(5)))
    expect(dueAt(running, beijing)).toBe(at(8, '10:00'))
    const overWeekend = ledgerOf(...running, pause(at(5, '10:00')), resume(at(8, '10:00')))
    expect(dueAt(overWeekend, beijing)).toBe(at(9, '10:00'))
    const inWeekend = ledgerOf(...running, pause(at(6, '10:00')), resume(at(7, '10:00')))
    expect(dueAt(inWeekend, beijing)).toBe(at(8, '10:00'))
    const onThursday = ledgerOf(start(at(1, '10:00'), workingDays(4)), pause(at(4, '10:00')), resume(at(5, '10:00')))
    expect(dueAt(onThursday, beijing)).toBe(at(8, '10:00'))
  })

  test('a pause never brings the due time forward, even one inside a weekend in which it is due', () => {
    const dueOnSaturday = ledgerOf(start(at(1, '10:00'), workingDays(4)), extend(at(2, '10:00'), days(1)))
    expect(dueAt(dueOnSaturday, beijing)).toBe(at(6, '10:00'))
    const paused = ledgerOf(...dueOnSaturday, pause(at(6, '08:00')), resume(at(6, '09:00')))
    expect(dueAt(paused, beijing)).toBe(at(6, '10:00'))
  })

  test('duty minutes left at the pause run on in duty hours', () => {
    const ledger = ledgerOf(
      start(at(1, '16:00'), { amount: 120, unit: 'duty-minutes' }),
      pause(at(1, '16:30')),
      resume(at(2, '16:30')),
    )
    expect(dueAt(ledger, beijing, office)).toBe(at(3, '10:00'))
  })

  test('what was late at the pause is as late after it', () => {
    const ledger = ledgerOf(start(at(1, '10:00'), workingDays(4)), pause(at(6, '10:00')), resume(at(9, '10:00')))
    expect(read(ledger, at(9, '10:00'))).toMatchObject({ late: true, remainingMs: -24 * HOURS })
  })

  test('a stop ends a pause; the verdict is that of the moment of the pause', () => {
    const stopped = append(paused, stop(at(20, '10:00')))
    expect(read(stopped, at(25, '10:00')).legs[0]).toMatchObject({ verdict: 'on-time', stoppedAt: at(20, '10:00') })
    expect(read(append(stopped, sentBack(at(21, '10:00'))), at(22, '10:00'))).toMatchObject({
      state: 'running',
      remainingMs: (120 - 48) * HOURS,
      pausedMs: 17 * 24 * HOURS,
    })
  })
})

describe('extensions', () => {
  test('an extension counts from the due time, in its own unit', () => {
    const ledger = ledgerOf(start(at(1, '10:00'), days(7)), extend(at(5, '09:00'), workingDays(5)))
    expect(dueAt(ledger, beijing)).toBe(at(15, '10:00'))
    expect(read(ledger, at(5, '10:00')).limitMs).toBe(14 * 24 * HOURS)
  })

  test('one that is decided during a pause holds after it', () => {
    const ledger = ledgerOf(
      start(at(1, '10:00'), days(7)),
      pause(at(2, '10:00')),
      extend(at(3, '10:00'), days(7)),
      resume(at(4, '10:00')),
    )
    expect(stateOf(ledger.slice(0, 3))).toBe('paused')
    expect(dueAt(ledger, beijing)).toBe(at(17, '10:00'))
  })
})

describe('past the last published year (contracts.md)', () => {
  const provisional = (...entries: LedgerEntry[]) =>
    read(ledgerOf(start(at(1, '10:00'), workingDays(5)), ...entries), at(9, '10:00')).provisional

  test('the due time is provisional when it came to lie there by start, extension or pause', () => {
    const newYear = '2026-01-02T02:00:00.000Z'
    expect(provisional()).toBe(false)
    expect(read(ledgerOf(start(newYear, workingDays(5))), newYear).provisional).toBe(true)
    expect(read(ledgerOf(start(newYear, days(5))), newYear).provisional).toBe(false)
    expect(provisional(extend(at(2, '10:00'), workingDays(200)))).toBe(true)
    expect(provisional(extend(at(2, '10:00'), days(200)))).toBe(false)
    expect(provisional(pause(at(2, '10:00')), resume(newYear))).toBe(true)
  })
})

describe('a limit given by the city’s system', () => {
  const city = (day: number) => ({ dueAt: at(day, '18:00'), system: 'city' })
  const given = ledgerOf({
    kind: 'start',
    at: at(1, '10:00'),
    limit: days(7),
    class: 'general',
    ground: 'imported',
    given: city(5),
  })

  test('it is never recomputed, not even by a pause', () => {
    const paused = append(given, pause(at(2, '10:00')))
    expect(dueAt(given, beijing)).toBe(at(5, '18:00'))
    expect(dueAt(paused, beijing)).toBe(at(5, '18:00'))
    expect(read(paused, at(5, '19:00'))).toMatchObject({
      state: 'paused',
      late: true,
      given: city(5),
      provisional: false,
    })
    expect(dueAt(append(paused, resume(at(3, '10:00'))), beijing)).toBe(at(5, '18:00'))
  })

  test('only a later given one replaces it', () => {
    const later: LedgerEntry = { kind: 'extension', at: at(2, '10:00'), by: days(0), ground: 'city', given: city(9) }
    expect(dueAt(append(given, later), beijing)).toBe(at(9, '18:00'))
    expect(read(append(given, later), at(3, '10:00')).given).toEqual(city(9))
    expect(() => append(given, { ...later, given: city(4) })).toThrow('never shortens')
    expect(() => append(given, extend(at(2, '10:00'), days(7)))).toThrow('given')
    expect(() => append(ledgerOf(start(at(1, '10:00'), days(7))), later)).toThrow('given')
  })

  test('reminders count from its due time', () => {
    expect(warnAt(given, 0.25, beijing)).toBe(at(4, '16:00'))
  })
})

describe('reminders', () => {
  test('a quarter of the limit before the due time, pauses left out', () => {
    const running = ledgerOf(start(at(1, '10:00'), days(8)))
    expect(warnAt(running, 0.25, beijing)).toBe(at(7, '10:00'))
    const early = ledgerOf(...running, pause(at(3, '10:00')), resume(at(5, '10:00')))
    expect(warnAt(early, 0.25, beijing)).toBe(at(9, '10:00'))
    const lateOn = ledgerOf(...running, pause(at(8, '10:00')), resume(at(20, '10:00')))
    expect(warnAt(lateOn, 0.25, beijing)).toBe(at(7, '10:00'))
    expect(warnAt(running, -0.5, beijing)).toBe(at(13, '10:00'))
    expect(warnAt(running, 1, beijing)).toBe(at(1, '10:00'))
  })

  test('working days are reminded by working days', () => {
    expect(warnAt(ledgerOf(start(at(1, '10:00'), workingDays(10))), 0.5, beijing)).toBe(at(8, '10:00'))
  })

  test('a clock that does not run reminds nobody', () => {
    const running = ledgerOf(start(at(1, '10:00'), days(8)))
    for (const entry of [pause, submit, stop])
      expect(warnAt(append(running, entry(at(2, '10:00'))), 0.25, beijing)).toBeNull()
    expect(() => warnAt(running, 25, beijing)).toThrow('fraction')
  })
})

describe('nothing restarts silently (P7)', () => {
  const running = ledgerOf(start(at(1, '10:00'), days(7)))
  const again: LedgerEntry = { kind: 'again', at: at(3, '10:00'), limit: days(7), class: 'general', ground: 'reopened' }

  test.each<[string, Ledger, LedgerEntry]>([
    ['a second start', running, start(at(2, '10:00'), days(7))],
    ['a start after a stop', append(running, stop(at(2, '10:00'))), start(at(3, '10:00'), days(7))],
    ['another leg while one runs', running, again],
    ['another leg while a reply is with the reviewer', append(running, submit(at(2, '10:00'))), again],
    ['anything before the start', [], pause(at(1, '10:00'))],
    ['a pause in a pause', append(running, pause(at(2, '10:00'))), pause(at(3, '10:00'))],
    ['a resume without a pause', running, resume(at(2, '10:00'))],
    ['a reply sent back that was not submitted', running, sentBack(at(2, '10:00'))],
    ['an extension after submission', append(running, submit(at(2, '10:00'))), extend(at(3, '10:00'), days(7))],
    ['a submission in a pause', append(running, pause(at(2, '10:00'))), submit(at(3, '10:00'))],
    ['two stops', append(running, stop(at(2, '10:00'))), stop(at(3, '10:00'))],
  ])('%s is nonsense', (_, ledger, entry) => {
    expect(canAppend(ledger, entry.kind)).toBe(false)
    expect(() => append(ledger, entry)).toThrow('makes no sense')
  })

  test('time does not run backwards, and instants are written one way only', () => {
    expect(() => append(running, pause(at(1, '09:59')))).toThrow('is before')
    expect(() => append(running, pause('2025-09-02T10:00:00+08:00'))).toThrow('canonical')
    expect(append(running, pause(at(1, '10:00')))).toHaveLength(2)
  })

  test('a watch behind the last entry reads as that entry’s instant', () => {
    expect(read(running, at(1, '09:00'))).toEqual(read(running, at(1, '10:00')))
  })
})
