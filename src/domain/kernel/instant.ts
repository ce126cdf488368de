/** An instant in UTC to the millisecond, RFC 3339 text such as `2026-10-19T00:30:00.000Z`; text order is time order. */
export type Instant = string

/** A civil day in the city's zone, `2026-10-19`; text order is day order. */
export type Day = string

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Milliseconds since 1970-01-01T00:00Z. Throws on text that is not an instant: a bug, never a user's mistake. */
export function toMs(at: Instant): number {
  const ms = Date.parse(at)
  if (Number.isNaN(ms)) throw new Error(`not an instant: ${at}`)
  return ms
}

export function toInstant(ms: number): Instant {
  return new Date(ms).toISOString()
}

/** The instant `ms` milliseconds later (earlier when negative). */
export function plus(at: Instant, ms: number): Instant {
  return toInstant(toMs(at) + ms)
}

export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b
}
