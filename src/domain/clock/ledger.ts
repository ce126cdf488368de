import { type Instant, toInstant, toMs } from '../kernel/instant.ts'
import { type Calendar, compileCalendar } from './calendar.ts'
import { beginDue, type DueTime, isOpen, stepDue } from './due-time.ts'
import type { DutyHours } from './duty-hours.ts'
import { type ClockState, type Ledger, type LedgerEntry, stateOf } from './entry.ts'

export { type Beginning, type ClockState, type GivenDue, type Ledger, type LedgerEntry, stateOf } from './entry.ts'
export { type ClockLeg, type ClockReading, type ClockSegment, readClock, warnAt } from './reading.ts'

/** The state that each kind of entry leads to from each state; what is absent is nonsense. */
const STEPS: Readonly<Record<ClockState, Readonly<Partial<Record<LedgerEntry['kind'], ClockState>>>>> = {
  'not-started': { start: 'running' },
  running: { pause: 'paused', extension: 'running', submit: 'submitted', stop: 'stopped' },
  paused: { resume: 'running', extension: 'paused', stop: 'stopped' },
  submitted: { 'sent-back': 'running', stop: 'stopped' },
  stopped: { 'sent-back': 'running', again: 'running' },
}

/** Whether an entry of this kind makes sense now. */
export function canAppend(ledger: Ledger, kind: LedgerEntry['kind']): boolean {
  return STEPS[stateOf(ledger)][kind] !== undefined
}

/**
 * The ledger with one more entry. Throws (a bug: `decide` refuses before) when the entry is earlier than the last one,
 * when its instant is not canonical text, when it makes no sense in the clock's state — so two starts are impossible
 * and nothing restarts silently (practice.md P7) —, when own and given time are mixed, or when a given due time would
 * shorten the one before it.
 */
export function append(ledger: Ledger, entry: LedgerEntry): Ledger {
  const state = stateOf(ledger)
  const last = ledger.at(-1)
  if (toInstant(toMs(entry.at)) !== entry.at) throw new Error(`not a canonical instant: ${entry.at}`)
  if (last && entry.at < last.at) throw new Error(`${entry.kind} at ${entry.at} is before ${last.kind} at ${last.at}`)
  if (!STEPS[state][entry.kind]) throw new Error(`${entry.kind} makes no sense for a clock that is ${state}`)
  if (entry.kind === 'extension') checkExtension(ledger, entry)
  return [...ledger, entry]
}

function checkExtension(ledger: Ledger, extension: LedgerEntry & { kind: 'extension' }): void {
  let due: Instant | undefined
  for (const entry of ledger) {
    if (entry.kind === 'start' || entry.kind === 'again') due = entry.given?.dueAt
    else if (entry.kind === 'extension') due = entry.given?.dueAt ?? due
  }
  if ((due === undefined) !== (extension.given === undefined)) {
    throw new Error('a given due time is extended by a given one only, and an own one never by a given one')
  }
  if (due && extension.given && toMs(extension.given.dueAt) < toMs(due)) throw new Error('an extension never shortens')
}

/**
 * When the clock's last leg is due: a pure function of ledger, calendar and duty hours, whatever the time is. Null
 * before the start and while paused (what is left is kept, but no instant is fixed), except that a given due time
 * stands through a pause. A submitted or stopped leg keeps its due time.
 */
export function dueAt(ledger: Ledger, calendar: Calendar, dutyHours?: DutyHours): Instant | null {
  const frame = { calendar: compileCalendar(calendar), dutyHours }
  let time: DueTime | null = null
  for (const entry of ledger) {
    if (entry.kind === 'start' || entry.kind === 'again') time = beginDue(entry, frame)
    else if (time) stepDue(time, entry, frame)
  }
  return time === null || isOpen(time) ? null : toInstant(time.due)
}
