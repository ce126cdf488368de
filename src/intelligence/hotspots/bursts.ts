/** An hour in which clearly more came in than in the same hour of the same weekday before. */
export interface Burst {
  /** Beginning of the hour, milliseconds since 1970 UTC. */
  readonly from: number
  readonly seen: number
  /** Weeks that there were to compare with, at most eight. */
  readonly weeks: number
  /** Mean of the same weekday-hour in the weeks before, to a tenth. */
  readonly expected: number
  /** What had to be exceeded: mean + 3 standard deviations. */
  readonly threshold: number
}

const HOUR_MS = 3_600_000
const WEEK_MS = 168 * HOUR_MS
/** Weeks that an hour is held against (domain.md §9.4). */
export const BURST_WEEKS = 8
const FEWEST = 3
/** Fewer weeks to compare with say nothing about what is usual. */
const FEWEST_WEEKS = 2
const DEVIATIONS = 3

/**
 * Bursts among the last `hours` whole hours: more than the mean + 3 standard deviations of the same weekday-hour over eight weeks
 * (domain.md §9.4), and at least three. Where a place is so quiet that it never varies, chance alone still does: the deviation
 * is at least that of a Poisson process. Where the record is younger than two weeks nothing is claimed. `counts` is keyed by the hour's beginning; a zone moves by whole hours, or not at all.
 */
export function findBursts(counts: ReadonlyMap<number, number>, now: number, hours = 24): Burst[] {
  const found: Burst[] = []
  const earliest = Math.min(...counts.keys())
  const last = Math.floor(now / HOUR_MS) * HOUR_MS
  for (let from = last - (hours - 1) * HOUR_MS; from <= last; from += HOUR_MS) {
    const seen = counts.get(from) ?? 0
    if (seen < FEWEST) continue
    const weeks = Math.min(BURST_WEEKS, Math.floor((from - earliest) / WEEK_MS))
    if (weeks < FEWEST_WEEKS) continue
    const before = Array.from({ length: weeks }, (_, week) => counts.get(from - (week + 1) * WEEK_MS) ?? 0)
    const mean = before.reduce((sum, count) => sum + count, 0) / weeks
    const variance = before.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (weeks - 1)
    const threshold = mean + DEVIATIONS * Math.sqrt(Math.max(variance, mean))
    if (seen > threshold) found.push({ from, seen, weeks, expected: round(mean), threshold: round(threshold) })
  }
  return found
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
