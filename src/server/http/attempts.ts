import { type Instant, toMs } from '../../domain/kernel/instant.ts'

const MOST_KEYS = 50_000

/** Counts attempts per key in a sliding window, by the injected clock. */
export class Attempts {
  private readonly most: number
  private readonly windowMs: number
  private readonly byKey = new Map<string, number[]>()

  constructor(most: number, windowMs: number) {
    this.most = most
    this.windowMs = windowMs
  }

  /** Seconds to wait before the next attempt; 0 when this one may go ahead (and is counted). */
  take(key: string, now: Instant): number {
    const at = toMs(now)
    const recent = (this.byKey.get(key) ?? []).filter((one) => one > at - this.windowMs)
    const [oldest] = recent
    if (oldest !== undefined && recent.length >= this.most) {
      this.byKey.set(key, recent)
      return Math.max(1, Math.ceil((oldest + this.windowMs - at) / 1000))
    }
    if (this.byKey.size >= MOST_KEYS) this.byKey.clear()
    this.byKey.set(key, [...recent, at])
    return 0
  }

  forgive(key: string): void {
    this.byKey.delete(key)
  }
}
