import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Instant, plus, toMs } from '../kernel/instant.ts'
import type { Calendar } from './calendar.ts'
import type { DutyHours } from './duty-hours.ts'
import { append, canAppend, dueAt, type Ledger, type LedgerEntry, readClock, stateOf, warnAt } from './ledger.ts'
import { between, type Limit } from './working-time.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)
const check = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>) => fc.assert(property, { numRuns })

const beijing: Calendar = {
  id: 'beijing',
  offsets: [{ from: '1992-01-01T00:00:00.000Z', minutes: 480 }],
  firstYear: 2025,
  lastYear: 2025,
  holidays: ['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-06', '2025-10-07', '2025-10-08'],
  makeUpDays: ['2025-09-28', '2025-10-11'],
}
const office: DutyHours = {
  workdays: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ],
  otherDays: [{ from: '10:00', to: '11:00' }],
}

const limit: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({ amount: fc.integer({ min: 1, max: 15 }), unit: fc.constantFrom('natural-days', 'working-days') }),
  fc.record({ amount: fc.integer({ min: 1, max: 48 }), unit: fc.constant('hours') }),
  fc.record({ amount: fc.integer({ min: 1, max: 600 }), unit: fc.constantFrom('minutes', 'duty-minutes') }),
)
const wallLimit = limit.filter((one) => one.unit !== 'working-days' && one.unit !== 'duty-minutes')
const minutes = (max: number) => fc.integer({ min: 0, max }).map((one) => one * 60_000)
const begin: fc.Arbitrary<Instant> = minutes(60 * 24 * 60).map((ms) => plus('2025-09-01T00:00:00.000Z', ms))

interface Move {
  readonly kind: LedgerEntry['kind']
  readonly after: number
  readonly limit: Limit
}
const KINDS = ['pause', 'resume', 'extension', 'submit', 'sent-back', 'stop', 'again'] as const
const moves = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), after: minutes(4 * 24 * 60), limit }), {
  maxLength: 12,
})

function entry(move: Move, at: Instant): LedgerEntry {
  const { kind } = move
  switch (kind) {
    case 'start':
    case 'again':
      return { kind, at, limit: move.limit, class: 'general', ground: kind }
    case 'extension':
      return { kind, at, by: move.limit, ground: kind }
    case 'pause':
    case 'resume':
      return { kind, at, ground: kind }
    default:
      return { kind, at }
  }
}

/** A lawful history: moves that make no sense where they stand are left out. */
const ledgers: fc.Arbitrary<Ledger> = fc.tuple(begin, limit, moves).map(([from, first, later]) => {
  let at = from
  let ledger = append([], entry({ kind: 'start', after: 0, limit: first }, at))
  for (const move of later) {
    if (!canAppend(ledger, move.kind)) continue
    at = plus(at, move.after)
    ledger = append(ledger, entry(move, at))
  }
  return ledger
})
const running = ledgers.filter((ledger) => stateOf(ledger) === 'running')
const lastAt = (ledger: Ledger): Instant => ledger.at(-1)?.at ?? ''
const read = (ledger: Ledger, now: Instant) => readClock(ledger, now, beijing, office)
const due = (ledger: Ledger) => dueAt(ledger, beijing, office) ?? ''

describe('any lawful ledger', { timeout: 300_000 }, () => {
  test('the due time does not depend on when one looks, and the fast path agrees with the reading', () => {
    check(
      fc.property(ledgers, minutes(90 * 24 * 60), minutes(90 * 24 * 60), (ledger, a, b) => {
        const early = read(ledger, plus(lastAt(ledger), Math.min(a, b)))
        const late = read(ledger, plus(lastAt(ledger), Math.max(a, b)))
        expect(late.dueAt).toBe(early.dueAt)
        expect(early.dueAt).toBe(dueAt(ledger, beijing, office))
        expect(late.remainingMs).toBeLessThanOrEqual(early.remainingMs)
        if (early.late) expect(late.late).toBe(true)
      }),
    )
  })

  test('reading changes nothing and repeats itself', () => {
    check(
      fc.property(ledgers, minutes(9 * 24 * 60), (ledger, after) => {
        const copy: Ledger = JSON.parse(JSON.stringify(ledger))
        const now = plus(lastAt(ledger), after)
        const first = read(ledger, now)
        expect(ledger).toEqual(copy)
        expect(read(copy, now)).toEqual(first)
        expect(readClock(copy, now, { ...beijing }, { ...office })).toEqual(first)
      }),
    )
  })

  test('the bar has no gap inside a leg, and its parts add up', () => {
    check(
      fc.property(ledgers, minutes(9 * 24 * 60), (ledger, after) => {
        const now = plus(lastAt(ledger), after)
        const reading = read(ledger, now)
        reading.legs.forEach((leg, index) => {
          const bar = reading.segments.filter((one) => one.leg === index)
          let reached = leg.startedAt
          for (const one of bar) {
            expect(one.from).toBe(reached)
            reached = one.to
          }
          expect(reached).toBe(leg.stoppedAt ?? now)
        })
        const end = reading.stoppedAt ?? now
        expect(reading.ranMs + reading.pausedMs).toBe(toMs(end) - toMs(reading.startedAt ?? end))
      }),
    )
  })

  test('every entry moves the due time later or not at all, until another leg begins', () => {
    check(
      fc.property(ledgers, (ledger) => {
        let before = ''
        ledger.forEach((one, index) => {
          const now = dueAt(ledger.slice(0, index + 1), beijing, office)
          if (now !== null && one.kind !== 'again' && one.kind !== 'start') expect(now >= before).toBe(true)
          before = now ?? before
        })
      }),
    )
  })

  test('a verdict stays whatever happens in later legs', () => {
    check(
      fc.property(ledgers, (ledger) => {
        const turn = ledger.findIndex((one) => one.kind === 'again')
        fc.pre(turn > 0)
        const now = lastAt(ledger)
        expect(read(ledger, now).legs[0]).toEqual(read(ledger.slice(0, turn), now).legs[0])
      }),
    )
  })
})

describe('a running clock', { timeout: 300_000 }, () => {
  test('submitted and sent back is the same as never submitted (P9)', () => {
    check(
      fc.property(running, minutes(9 * 24 * 60), minutes(9 * 24 * 60), minutes(9 * 24 * 60), (ledger, a, b, c) => {
        const submitted = append(ledger, { kind: 'submit', at: plus(lastAt(ledger), a) })
        const back = append(submitted, { kind: 'sent-back', at: plus(lastAt(submitted), b) })
        const now = plus(lastAt(back), c)
        expect(read(back, now)).toEqual(read(ledger, now))
        expect(warnAt(back, 0.25, beijing, office)).toBe(warnAt(ledger, 0.25, beijing, office))
      }),
    )
  })

  test('pause and resume move a wall limit by exactly the paused span, before and after the due time', () => {
    check(
      fc.property(begin, wallLimit, minutes(40 * 24 * 60), minutes(200 * 24 * 60), (at, first, ran, span) => {
        const ledger = append([], entry({ kind: 'start', after: 0, limit: first }, at))
        const paused = append(ledger, { kind: 'pause', at: plus(at, ran), ground: 'pause' })
        const resumed = append(paused, { kind: 'resume', at: plus(at, ran + span), ground: 'resume' })
        expect(due(resumed)).toBe(plus(due(ledger), span))
        expect(dueAt(paused, beijing, office)).toBeNull()
      }),
    )
  })

  test('pause and resume before the due time move any limit by what was paused in its own unit', () => {
    check(
      fc.property(begin, limit, minutes(20 * 24 * 60), minutes(60 * 24 * 60), (at, first, ran, span) => {
        const ledger = append([], entry({ kind: 'start', after: 0, limit: first }, at))
        const from = plus(at, ran)
        const to = plus(from, span)
        fc.pre(from <= due(ledger))
        const paused = append(ledger, { kind: 'pause', at: from, ground: 'pause' })
        const resumed = append(paused, { kind: 'resume', at: to, ground: 'resume' })
        const moved = between(due(ledger), due(resumed), first.unit, beijing, office)
        expect(moved).toBeCloseTo(between(from, to, first.unit, beijing, office), 9)
        expect(due(resumed) >= to).toBe(true)
      }),
    )
  })

  test('late before a pause is late after it, in time before it is in time at the resume', () => {
    check(
      fc.property(running, minutes(20 * 24 * 60), minutes(60 * 24 * 60), (ledger, ran, span) => {
        const from = plus(lastAt(ledger), ran)
        const paused = append(ledger, { kind: 'pause', at: from, ground: 'pause' })
        const resumed = append(paused, { kind: 'resume', at: plus(from, span), ground: 'resume' })
        expect(read(resumed, plus(from, span)).late).toBe(read(ledger, from).late)
      }),
    )
  })

  test('a longer extension is never due earlier than a shorter one, nor than none', () => {
    check(
      fc.property(running, limit, fc.integer({ min: 0, max: 15 }), (ledger, by, more) => {
        const extended = (amount: number) =>
          due(append(ledger, { kind: 'extension', at: lastAt(ledger), by: { ...by, amount }, ground: 'complex' }))
        expect(extended(by.amount) >= due(ledger)).toBe(true)
        expect(extended(by.amount + more) >= extended(by.amount)).toBe(true)
      }),
    )
  })

  test('reminders come in order: start, quarter left, due', () => {
    check(
      fc.property(begin, wallLimit, moves, (at, first, later) => {
        let ledger = append([], entry({ kind: 'start', after: 0, limit: first }, at))
        for (const move of later) {
          const inTime = plus(lastAt(ledger), move.after) <= (dueAt(ledger, beijing) ?? '9')
          if ((move.kind !== 'pause' && move.kind !== 'resume') || !canAppend(ledger, move.kind) || !inTime) continue
          ledger = append(ledger, entry(move, plus(lastAt(ledger), move.after)))
        }
        fc.pre(stateOf(ledger) === 'running')
        const warnings = [1, 0.5, 0.25, 0].map((fraction) => warnAt(ledger, fraction, beijing) ?? '')
        expect(warnings).toEqual([...warnings].sort())
        expect(warnings[0]).toBe(at)
        expect(toMs(warnings[3] ?? '') <= toMs(due(ledger))).toBe(true)
      }),
    )
  })
})
