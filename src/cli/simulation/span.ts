import { addDays, dayOf, startOfDay } from '../../domain/clock/calendar.ts'
import { type Day, type Instant, toInstant, toMs } from '../../domain/kernel/instant.ts'
import type { UnitCode } from '../../domain/org/unit.ts'
import type { Sql } from '../../store/database/connect.ts'
import { lastEventAt, readFact, writeFact } from '../../store/installation.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'

const HOUR = 3_600_000

/** What is simulated: which units, which days, from which seed. */
export interface SimulatedSpan {
  readonly seed: number
  readonly from: Day
  readonly days: number
  /** The hour at which the last day ends, 1–24. Default: 24, midnight. */
  readonly lastHour?: number
  readonly units: readonly UnitCode[]
}

/** A simulation that must not be: into a log of real events, or back in time. */
export class SimulationRefused extends Error {
  readonly code:
    | 'simulation.real-log'
    | 'simulation.before-last-event'
    | 'simulation.unknown-unit'
    | 'simulation.log-not-empty'
  readonly facts: Readonly<Record<string, string>>

  constructor(code: SimulationRefused['code'], facts: Readonly<Record<string, string>>, message: string) {
    super(message)
    this.name = 'SimulationRefused'
    this.code = code
    this.facts = facts
  }
}

/** `110102`, `110102009`, or a district's English name such as `xicheng`. @throws SimulationRefused */
export function findUnits(names: readonly string[], rulebook: Rulebook): UnitCode[] {
  return names.map((name) => {
    const wanted = name.trim().toLowerCase()
    const found = rulebook.org.findUnit(wanted) ?? findDistrict(wanted, rulebook)
    if (found && (found.kind === 'district' || found.kind === 'subdistrict')) return found.code
    throw new SimulationRefused(
      'simulation.unknown-unit',
      { unit: name },
      `no district or subdistrict is called ${name}`,
    )
  })
}

function findDistrict(wanted: string, { org }: Rulebook) {
  for (const unit of org.units()) {
    if (unit.kind !== 'district') continue
    const english = unit.nameEn.toLowerCase()
    if (english === wanted || english.split(' ')[0] === wanted || unit.name === wanted) return unit
  }
  return undefined
}

export function endOf(span: SimulatedSpan, rulebook: Rulebook): Instant {
  const { calendar } = rulebook.inForce(`${span.from}T00:00:00.000Z`)
  const lastDay = startOfDay(addDays(span.from, span.days - 1), calendar)
  return toInstant(toMs(lastDay) + (span.lastHour ?? 24) * HOUR)
}

/** May this span be lived in this database? @throws SimulationRefused */
export async function checkSpan(sql: Sql, span: SimulatedSpan, rulebook: Rulebook): Promise<void> {
  const last = await lastEventAt(sql)
  if (last === null) return
  if (!(await readFact(sql, 'simulated'))) {
    throw new SimulationRefused(
      'simulation.real-log',
      {},
      'this log holds real events; simulate into another data folder',
    )
  }
  const lastDay = dayOf(last, rulebook.inForce(last).calendar)
  if (span.from <= lastDay) {
    throw new SimulationRefused(
      'simulation.before-last-event',
      { from: span.from, last: lastDay },
      `the simulation would begin on ${span.from}, but this database has lived through ${lastDay}; begin later`,
    )
  }
}

/** The mark that never goes away: from now on the database lives in simulated time. */
export async function markSimulated(sql: Sql, span: SimulatedSpan, rulebook: Rulebook): Promise<void> {
  const before = await readFact(sql, 'simulated')
  await writeFact(sql, 'simulated', {
    seed: before?.seed ?? span.seed,
    from: before?.from ?? span.from,
    now: endOf(span, rulebook),
  })
}
