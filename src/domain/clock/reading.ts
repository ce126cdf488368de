import { type Instant, toInstant, toMs } from '../kernel/instant.ts'
import { type Calendar, compileCalendar } from './calendar.ts'
import { beginDue, type DueTime, isOpen, stepDue } from './due-time.ts'
import type { DutyHours } from './duty-hours.ts'
import { type Beginning, type ClockState, type GivenDue, type Ledger, type LedgerEntry, stateOf } from './entry.ts'
import { advance, type Frame, measure } from './working-time.ts'

/** One run of the clock from a start (or another start) to its verdict. A submission has no verdict until it passes. */
export interface ClockLeg {
  readonly class: string
  readonly startedAt: Instant
  readonly dueAt: Instant | null
  readonly stoppedAt: Instant | null
  readonly verdict: 'on-time' | 'late' | 'open'
}

/** A stretch of the clock bar; `leg` is the index into `legs`, `ground` that of the entry which began the stretch. */
export interface ClockSegment {
  readonly leg: number
  readonly from: Instant
  readonly to: Instant
  readonly kind: 'ran' | 'paused'
  readonly ground: string
}

/**
 * What a clock shows. All single values are those of the last leg; `legs` and `segments` hold every leg. Spans are wall
 * milliseconds. `limitMs`: from start to due, extensions included, had it never paused. `remainingMs`: what is left,
 * negative when late, kept while paused or submitted. `late`: later than due; the due instant itself is in time.
 * `stoppedAt`: the submission, or the stop when nothing was submitted.
 */
export interface ClockReading {
  readonly state: ClockState
  readonly class: string | null
  readonly given: GivenDue | null
  readonly startedAt: Instant | null
  readonly dueAt: Instant | null
  readonly provisional: boolean
  readonly limitMs: number
  readonly ranMs: number
  readonly pausedMs: number
  readonly remainingMs: number
  readonly late: boolean
  readonly stoppedAt: Instant | null
  readonly legs: readonly ClockLeg[]
  readonly segments: readonly ClockSegment[]
}

const NOT_STARTED: ClockReading = {
  state: 'not-started',
  class: null,
  given: null,
  startedAt: null,
  dueAt: null,
  provisional: false,
  limitMs: 0,
  ranMs: 0,
  pausedMs: 0,
  remainingMs: 0,
  late: false,
  stoppedAt: null,
  legs: [],
  segments: [],
}

/** A span of one leg in UTC milliseconds; the last one has no end yet and is cut where the leg ends. */
interface Stretch {
  readonly from: number
  to: number
  readonly kind: 'ran' | 'paused'
  readonly ground: string
}

interface Leg {
  readonly time: DueTime
  readonly stretches: Stretch[]
  given: GivenDue | null
  submittedAt: number | null
  stoppedAt: number | null
}

/**
 * Reads the clock at `now`; a `now` before the last entry (another machine's watch) counts as that entry's instant.
 * The reading depends on nothing but its arguments.
 */
export function readClock(ledger: Ledger, now: Instant, calendar: Calendar, dutyHours?: DutyHours): ClockReading {
  const frame = { calendar: compileCalendar(calendar), dutyHours }
  const legs = fold(ledger, frame)
  const leg = legs.at(-1)
  if (!leg) return NOT_STARTED
  const at = Math.max(toMs(now), toMs(ledger.at(-1)?.at ?? now))
  const { time } = leg
  const end = endOf(leg)
  const remainingMs = time.due - (end ?? (isOpen(time) ? time.pausedAt : null) ?? at)
  return {
    state: stateOf(ledger),
    class: time.beginning.class,
    given: leg.given,
    startedAt: time.beginning.at,
    dueAt: isOpen(time) ? null : toInstant(time.due),
    provisional: time.provisional,
    limitMs: time.unpaused - toMs(time.beginning.at),
    ranMs: total(leg, 'ran', at),
    pausedMs: total(leg, 'paused', at),
    remainingMs,
    late: remainingMs < 0,
    stoppedAt: end === null ? null : toInstant(end),
    legs: legs.map(readLeg),
    segments: legs.flatMap((one, index) => segmentsOf(one, index, at)),
  }
}

/**
 * The instant at which `fraction` of the last leg's limit remains, extensions counted and pauses left out: 0.25 for a
 * reminder at the last quarter, 0 the due time, −0.5 half a limit late. It is measured in the limit's own unit. Null
 * when the clock is not running (a paused clock reminds nobody). Throws when `fraction` is above 1.
 */
export function warnAt(ledger: Ledger, fraction: number, calendar: Calendar, dutyHours?: DutyHours): Instant | null {
  if (!(fraction <= 1)) throw new Error(`not a fraction of a limit: ${fraction}`)
  if (stateOf(ledger) !== 'running') return null
  const frame = { calendar: compileCalendar(calendar), dutyHours }
  const leg = fold(ledger, frame).at(-1)
  if (!leg) return null
  const { beginning, unpaused } = leg.time
  const start = toMs(beginning.at)
  const unit = beginning.given ? 'minutes' : beginning.limit.unit
  let needed = Math.round((1 - fraction) * measure(start, unpaused, unit, frame))
  if (beginning.given) return toInstant(start + needed)
  for (const stretch of leg.stretches) {
    if (stretch.kind === 'paused') continue
    const runs = stretch.to === Number.POSITIVE_INFINITY ? needed : measure(stretch.from, stretch.to, unit, frame)
    if (runs >= needed) return toInstant(advance(stretch.from, needed, unit, frame))
    needed -= runs
  }
  return null
}

function fold(ledger: Ledger, frame: Frame): readonly Leg[] {
  const legs: Leg[] = []
  for (const entry of ledger) {
    const leg = legs.at(-1)
    if (entry.kind === 'start' || entry.kind === 'again') legs.push(beginLeg(entry, frame))
    else if (leg) stepLeg(leg, entry, frame)
  }
  return legs
}

function beginLeg(beginning: Beginning, frame: Frame): Leg {
  const leg: Leg = {
    time: beginDue(beginning, frame),
    stretches: [],
    given: beginning.given ?? null,
    submittedAt: null,
    stoppedAt: null,
  }
  turn(leg, toMs(beginning.at), 'ran', beginning.ground)
  return leg
}

/** Ends the stretch that is open and begins another. */
function turn(leg: Leg, at: number, kind: Stretch['kind'], ground: string): void {
  const open = leg.stretches.at(-1)
  if (open) open.to = at
  leg.stretches.push({ from: at, to: Number.POSITIVE_INFINITY, kind, ground })
}

function stepLeg(leg: Leg, entry: LedgerEntry, frame: Frame): void {
  const at = toMs(entry.at)
  const wasPaused = leg.time.pausedAt !== null
  stepDue(leg.time, entry, frame)
  switch (entry.kind) {
    case 'pause':
      turn(leg, at, 'paused', entry.ground)
      break
    case 'resume':
      turn(leg, at, 'ran', entry.ground)
      break
    case 'extension':
      leg.given = entry.given ?? leg.given
      break
    case 'submit':
      leg.submittedAt = at
      break
    case 'sent-back':
      leg.submittedAt = null
      leg.stoppedAt = null
      break
    case 'stop':
      leg.stoppedAt = at
      // A stop ends the pause, so that a retracted one (P27) leaves a clock that runs.
      if (wasPaused) turn(leg, at, 'ran', leg.time.beginning.ground)
      break
  }
}

/** What the leg is judged by: the submission (practice.md P9), else the stop; null while it may still run. */
function endOf(leg: Leg): number | null {
  return leg.submittedAt ?? leg.stoppedAt
}

function total(leg: Leg, kind: Stretch['kind'], now: number): number {
  const limit = endOf(leg) ?? now
  let sum = 0
  for (const one of leg.stretches) if (one.kind === kind) sum += Math.max(0, Math.min(one.to, limit) - one.from)
  return sum
}

function segmentsOf(leg: Leg, index: number, now: number): ClockSegment[] {
  const limit = endOf(leg) ?? now
  return leg.stretches
    .map((one) => ({ ...one, to: Math.min(one.to, limit) }))
    .filter((one) => one.to > one.from)
    .map(({ from, to, kind, ground }) => ({ leg: index, from: toInstant(from), to: toInstant(to), kind, ground }))
}

function readLeg(leg: Leg): ClockLeg {
  const end = endOf(leg)
  return {
    class: leg.time.beginning.class,
    startedAt: leg.time.beginning.at,
    dueAt: isOpen(leg.time) ? null : toInstant(leg.time.due),
    stoppedAt: end === null ? null : toInstant(end),
    verdict: leg.stoppedAt === null || end === null ? 'open' : end <= leg.time.due ? 'on-time' : 'late',
  }
}
