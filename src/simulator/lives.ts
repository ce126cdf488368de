import { addDays } from '../domain/clock/calendar.ts'
import type { Day } from '../domain/kernel/instant.ts'
import type { UnitCode } from '../domain/org/unit.ts'
import type { City } from './city.ts'
import { live } from './life.ts'
import type { Episode } from './matter.ts'
import { planEpisode } from './plan.ts'
import type { Random } from './random.ts'
import type { Desk, Step } from './thread.ts'
import { arrivalsOf, timeOfDay } from './weather.ts'

/** The days that a simulation covers. */
export interface Span {
  readonly from: Day
  readonly days: number
  /** The hour at which the last day ends, 1–24. Default: 24, midnight. */
  readonly lastHour?: number
}

export interface LivesOptions extends Span {
  /**
   * False: every life is one ticket, without repeats that are merged and second matters that are split off. True: a
   * life may hold up to two tickets, whose steps come interleaved in time order.
   */
  readonly relations?: boolean
  /** Steps at or after this instant (UTC milliseconds) are left out. Default: none. */
  readonly until?: number
}

/** Makes lives by their number, each by itself: for bulk filling, in any order, on any number of workers. */
export interface Lives {
  /** The story of the life with this number, 0 and up. The same number is always the same story. */
  planOf(index: number): Episode
  /** All its steps; the caller keeps the desk (see `Desk`), which may be new for each life. */
  liveOf(index: number, desk: Desk): Generator<Step>
}

/**
 * Lives spread over the span as the city's people would spread them: by sub-district, by weekday, holiday and weather,
 * by hour. Memory does not grow with the numbers asked for.
 */
export function makeLives(city: City, options: LivesOptions): Lives {
  const days = Array.from({ length: options.days }, (_, i) => addDays(options.from, i))
  const dayWeights = ascending(days.map((day) => city.moodOf(day).volume))
  const unitWeights = ascending(city.subdistricts.map((code) => city.volumeOf(code)))
  const relations = options.relations ?? true
  const planOf = (index: number): Episode => {
    const name = `life/${index}`
    const random = city.random(`arrival/${name}`)
    const day = days[find(dayWeights, random)] ?? options.from
    const unit = city.subdistricts[find(unitWeights, random)] as UnitCode
    return planEpisode(city, unit, city.startOf(day) + timeOfDay(random), name, relations)
  }
  return { planOf, liveOf: (index, desk) => live(planOf(index), city, desk, options.until) }
}

function ascending(weights: readonly number[]): number[] {
  let sum = 0
  return weights.map((weight) => {
    sum += weight
    return sum
  })
}

function find(sums: readonly number[], random: Random): number {
  const at = random.next() * (sums.at(-1) ?? 0)
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return low
}

/** The stories that begin on one day, in time order; each sub-district's do not depend on which others there are. */
export function episodesOn(day: Day, city: City): Episode[] {
  const start = city.startOf(day)
  const { volume } = city.moodOf(day)
  return city.subdistricts
    .flatMap((unit) => {
      const random = city.random(`day/${unit}/${day}`)
      const count = arrivalsOf(city.volumeOf(unit) * volume, random)
      return Array.from({ length: count }, (_, i) =>
        planEpisode(city, unit, start + timeOfDay(random), `${unit}/${day}/${i}`, true),
      )
    })
    .sort((a, b) => a.first.at - b.first.at)
}
