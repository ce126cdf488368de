const BEIJING_MS = 8 * 3_600_000

/** What a field for day and hour holds, on the city's wall clock, as an instant; null when it is empty or none. */
export function instantOf(wall: string | undefined): string | null {
  const ms = Date.parse(`${wall ?? ''}:00+08:00`)
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}

/** An instant some hours on, as such a field holds it. */
export function wallAfter(now: string, hours: number): string {
  return new Date(Date.parse(now) + BEIJING_MS + hours * 3_600_000).toISOString().slice(0, 16)
}
