import { type Instant, toInstant, toMs } from '../domain/kernel/instant.ts'
import type { Sql } from '../store/database/connect.ts'
import { lastEventAt, readFact } from '../store/installation.ts'

/**
 * The wall's time; in a simulated database its own time, going on from where the simulation or the last event stopped.
 * Nothing acts on the wall clock there.
 */
export class Clock {
  private base: number | null = null
  private since = 0

  static async open(sql: Sql): Promise<Clock> {
    const clock = new Clock()
    await clock.refresh(sql)
    return clock
  }

  get simulated(): boolean {
    return this.base !== null
  }

  now(): Instant {
    if (this.base === null) return toInstant(Date.now())
    return toInstant(this.base + Math.floor(performance.now() - this.since))
  }

  /** Looks again after a simulation has filled the database. */
  async refresh(sql: Sql): Promise<void> {
    const mark = await readFact(sql, 'simulated')
    if (!mark) return
    const last = await lastEventAt(sql)
    this.base = toMs(last !== null && last > mark.now ? last : mark.now)
    this.since = performance.now()
  }
}
