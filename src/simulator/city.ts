import { dayOf, startOfDay } from '../domain/clock/calendar.ts'
import { endOfQuiet, isOnDuty, nextDuty, ROUND_THE_CLOCK } from '../domain/clock/duty-hours.ts'
import { type CatalogueDecision, chooseByCatalogue } from '../domain/dispatch/catalogue.ts'
import { type Day, HOUR, type Instant, MINUTE, toInstant, toMs } from '../domain/kernel/instant.ts'
import { CENTRE, isValidOn, type Org, type Unit, type UnitCode } from '../domain/org/unit.ts'
import type { Policy } from '../domain/policy/policy.ts'
import type { Actor } from '../domain/ticket/events.ts'
import type { TicketState } from '../domain/ticket/state.ts'
import { accountOf, staffOf, subdistrictsOf } from './cast.ts'
import { type Character, characterOf } from './character.ts'
import type { Random } from './random.ts'
import { randomOf } from './random.ts'
import { type DayMood, moodOf } from './weather.ts'

/** Contacts a day: a factor on the built-in volumes, or a number for each subdistrict (others get none). */
export type Volume = number | Readonly<Record<UnitCode, number>>

export interface CityOptions {
  readonly seed: number
  /** Districts or subdistricts; a district means all its subdistricts. */
  readonly units: readonly UnitCode[]
  readonly volume?: Volume
  readonly policy: Policy
  readonly org: Org
}

/** What everybody in the simulation shares: rules, units, their characters, weather. */
export interface City {
  readonly seed: number
  readonly policy: Policy
  readonly org: Org
  readonly subdistricts: readonly UnitCode[]
  /** Mean contacts on an ordinary working day. */
  readonly volumeOf: (subdistrict: UnitCode) => number
  readonly random: (name: string) => Random
  readonly characterOf: (unit: UnitCode) => Character
  readonly moodOf: (day: Day) => DayMood
  readonly startOf: (day: Day) => number
  readonly communitiesOf: (subdistrict: UnitCode) => readonly Unit[]
  readonly officesOf: (subdistrict: UnitCode) => readonly Unit[]
  readonly choose: (state: TicketState, at: number) => CatalogueDecision
  /** The first moment at or after `ms` at which the unit works. */
  readonly dutyTime: (ms: number, unit: UnitCode, random: Random) => number
  /** The first moment at or after `ms` at which people may be called about matters that can wait (P10). */
  readonly callTime: (ms: number, random: Random) => number
  /** One person of that role in that unit, always the same for the same number. */
  readonly person: (role: string, unit: UnitCode, number: number) => Actor & { readonly kind: 'person' }
}

/** 展览路 gets 30 to 60 dispatched tickets a day out of some 100 contacts (domain.md §1.3); its neighbours fewer. */
const KNOWN_VOLUMES: Readonly<Record<UnitCode, number>> = { '110102009': 95 }

export function makeCity(options: CityOptions): City {
  const { seed, policy, org } = options
  const { calendar } = policy
  const characters = memo((unit: UnitCode) => characterOf(unit, seed, org))
  const moods = memo((day: Day) => moodOf(day, seed, calendar))
  const starts = memo((day: Day) => toMs(startOfDay(day, calendar)))
  const communities = memo((code: UnitCode) => org.below(code).filter((unit) => unit.kind === 'community'))
  const offices = memo((code: UnitCode) => org.below(code).filter((unit) => unit.kind === 'office'))
  const choices = new Map<string, CatalogueDecision>()
  const volumes = memo((code: UnitCode) => volumeOf(code, options))

  return {
    seed,
    policy,
    org,
    subdistricts: subdistrictsOf(org, options.units),
    volumeOf: volumes,
    random: (name) => randomOf(seed, name),
    characterOf: characters,
    moodOf: moods,
    startOf: starts,
    communitiesOf: communities,
    officesOf: offices,
    choose(state, at) {
      const { district, subdistrict, community } = state.place
      const key = `${state.category}/${subdistrict ?? district}/${state.accuses}`
      const known = choices.get(key)
      // Units come and go: what is remembered holds while the unit does.
      if (known && isValidOn(org.getUnit(known.lead), dayOf(toInstant(at), calendar))) return known
      const question = {
        category: state.category ?? '',
        place: { district, subdistrict, community },
        accuses: state.accuses,
        at: toInstant(at),
      }
      const made = chooseByCatalogue(question, policy, org)
      choices.set(key, made)
      return made
    },
    dutyTime(ms, unit, random) {
      const table = org.getUnit(unit).dutyHours
      const hours = policy.dutyHours[table] ?? ROUND_THE_CLOCK
      const at = toInstant(ms)
      if (isOnDuty(at, hours, calendar)) return ms
      return toMs(nextDuty(at, hours, calendar)) + random.int(1, 70) * MINUTE
    },
    callTime(ms, random) {
      const at = toInstant(ms)
      const free: Instant = endOfQuiet(at, policy.quietHours, calendar)
      // Nobody begins to phone on the stroke of the hour.
      return free === at ? ms : toMs(free) + random.int(5, 150) * MINUTE
    },
    person(role, unit, number) {
      const staff = Math.max(1, staffOf(org.getUnit(unit).kind, role))
      return { kind: 'person', account: accountOf(role, unit, (number % staff) + 1), unit, role }
    },
  }
}

function volumeOf(code: UnitCode, { seed, volume = 1 }: CityOptions): number {
  if (typeof volume !== 'number') return volume[code] ?? 0
  return volume * (KNOWN_VOLUMES[code] ?? 3 + randomOf(seed, `volume/${code}`).next() * 5)
}

function memo<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make(key)
    known.set(key, made)
    return made
  }
}

/** The centre's own people by number. */
export function ofCentre(city: City, role: string, number: number): Actor & { readonly kind: 'person' } {
  return city.person(role, CENTRE, number)
}

/** Hours as milliseconds, with a fraction. */
export function hours(count: number): number {
  return Math.round(count * HOUR)
}

/** Minutes as milliseconds, with a fraction. */
export function minutes(count: number): number {
  return Math.round(count * MINUTE)
}
