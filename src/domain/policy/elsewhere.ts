import type { Calendar } from '../clock/calendar.ts'
import { ROUND_THE_CLOCK } from '../clock/duty-hours.ts'
import type { Category, Policy } from './policy.ts'

/** A city whose record is kept by another system and was imported. */
export interface CityElsewhere {
  /** Short name of the other system: `baltimore`. */
  readonly system: string
  readonly name: string
  readonly nameEn: string
  readonly offsets: Calendar['offsets']
  readonly categories: readonly { readonly code: string; readonly name: string }[]
}

/** Id of the rules under which a city's record stands. */
export function policyIdElsewhere(system: string): string {
  return `${system}/elsewhere`
}

export const DUTY_HOURS_ELSEWHERE = 'elsewhere'

/**
 * The rules under which another city's record stands here: its own categories and zone, no holidays and no limits of ours —
 * due times are given by its record —, nothing that happens by itself, no risk alarms about what is long past. What a ticket
 * cannot do without (roles, windows) is as in `base`.
 */
export function policyElsewhere(base: Policy, city: CityElsewhere): Policy {
  return {
    ...base,
    id: policyIdElsewhere(city.system),
    city: city.system,
    name: city.name,
    effectiveFrom: '1900-01-01',
    calendar: {
      id: policyIdElsewhere(city.system),
      offsets: city.offsets,
      firstYear: 1900,
      lastYear: 1900,
      holidays: [],
      makeUpDays: [],
    },
    dutyHours: { ...base.dutyHours, [DUTY_HOURS_ELSEWHERE]: ROUND_THE_CLOCK },
    categories: city.categories.map(
      ({ code, name }): Category => ({
        code,
        parent: null,
        name,
        nameEn: name,
        limit: 'general',
        sevenFive: '',
        accuses: false,
        dutyKind: 'government',
        keywords: [],
        hiddenFromNeighbours: false,
      }),
    ),
    catalogue: [],
    sectors: {},
    riskWords: {},
    elsewhere: true,
  }
}
