import { toMs } from '../kernel/instant.ts'
import type { Beginning, LedgerEntry } from './entry.ts'
import { advance, type Frame, isUnpublished, limitEnd, measure } from './working-time.ts'

/** Where a leg's due time stands, in UTC milliseconds; changed in place, for the simulator asks millions of times. */
export interface DueTime {
  beginning: Beginning
  /** The due time, as it stood at the pause while the clock is paused. */
  due: number
  /** The due time had the clock never paused. */
  unpaused: number
  provisional: boolean
  /** Begin of the open pause, or null. */
  pausedAt: number | null
}

export function beginDue(beginning: Beginning, frame: Frame): DueTime {
  const time: DueTime = { beginning, due: 0, unpaused: 0, provisional: false, pausedAt: null }
  const start = toMs(beginning.at)
  time.due = beginning.given ? toMs(beginning.given.dueAt) : limitEnd(start, beginning.limit, frame)
  time.unpaused = time.due
  if (!beginning.given) time.provisional = isUnpublished(start, time.due, beginning.limit.unit, frame)
  return time
}

/** Takes one later entry of the same leg into account; submission and return of a reply move no due time (P9). */
export function stepDue(time: DueTime, entry: LedgerEntry, frame: Frame): void {
  switch (entry.kind) {
    case 'pause':
      time.pausedAt = toMs(entry.at)
      return
    case 'resume':
    case 'stop':
      if (time.pausedAt !== null) endPause(time, time.pausedAt, toMs(entry.at), frame)
      return
    case 'extension':
      extend(time, entry, frame)
      return
  }
}

/**
 * What was left at the pause runs on from the resume, in the limit's own unit: wall units move by exactly the paused
 * span, working days by the working time in it, duty minutes by the duty time in it. Moving a working-day limit by
 * wall time instead would drop it on days that are not worked, and give or take a weekend by chance. What was late
 * at the pause is late by the same wall time after it. A given due time is the source system's and stays.
 */
function endPause(time: DueTime, pausedAt: number, until: number, frame: Frame): void {
  time.pausedAt = null
  const { given, limit } = time.beginning
  if (given) return
  if (pausedAt > time.due) {
    time.due += until - pausedAt
    return
  }
  const left = measure(pausedAt, time.due, limit.unit, frame)
  time.due = Math.max(time.due, advance(until, left, limit.unit, frame))
  time.provisional ||= isUnpublished(until, time.due, limit.unit, frame)
}

function extend(time: DueTime, entry: LedgerEntry & { kind: 'extension' }, frame: Frame): void {
  if (entry.given) {
    time.due = toMs(entry.given.dueAt)
    time.unpaused = time.due
    return
  }
  const before = time.due
  time.due = limitEnd(before, entry.by, frame)
  time.unpaused = limitEnd(time.unpaused, entry.by, frame)
  time.provisional ||= isUnpublished(before, time.due, entry.by.unit, frame)
}

/** Whether no due instant is fixed, because the clock is paused and its limit is our own. */
export function isOpen(time: DueTime): boolean {
  return time.pausedAt !== null && !time.beginning.given
}
