import { type Instant, toMs } from '../kernel/instant.ts'
import type { UnitCode } from '../org/unit.ts'
import type { Signal } from './signal.ts'
import type { Trail } from './trail.ts'

/** A ticket's trail with what only other tables know. */
export interface KnownTicket {
  readonly ticketId: string
  readonly trail: Trail
  /** Tells apart the phones of requesters; null: none is known. No number and no index of one. */
  readonly phone: string | null
  /** The cluster that it stands in. */
  readonly cluster: string | null
}

/** P23: answers that came from a cluster, and registered proxies. */
export function isExempt({ trail, cluster }: KnownTicket): boolean {
  return cluster !== null || trail.onBehalf
}

/** One thing that happened to a ticket, under a unit. */
export interface Sighting {
  readonly ticketId: string
  readonly unit: UnitCode
  readonly at: Instant
}

/** Sightings by what `keyOf` says, each list oldest first. */
export function gather<S extends Sighting>(sightings: readonly S[], keyOf: (one: S) => string): Map<string, S[]> {
  const groups = new Map<string, S[]>()
  for (const one of sightings.toSorted(byTime)) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  return groups
}

function byTime(a: Sighting, b: Sighting): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return a.ticketId < b.ticketId ? -1 : 1
}

/** Tickets in the order of the sightings, each once. */
export function ticketsOf(sightings: readonly Sighting[]): string[] {
  return [...new Set(sightings.map((one) => one.ticketId))]
}

/** What a group of sightings says of itself; `tickets` counts them. Throws on an empty group: a bug. */
export function signalOf(
  code: Signal['code'],
  group: readonly Sighting[],
  key: string,
  facts: Signal['facts'] = {},
): Signal {
  const last = group.at(-1)
  if (!last) throw new Error('a signal rests on something')
  const tickets = ticketsOf(group)
  return { code, unit: last.unit, key, at: last.at, tickets, facts: { ...facts, count: tickets.length } }
}

/** `late` is not before `early`, and at most `ms` after it. */
export function isWithin(early: Instant, late: Instant, ms: number): boolean {
  return early <= late && toMs(late) - toMs(early) <= ms
}
