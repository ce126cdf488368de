import type { House } from '../house.ts'
import { fillMillion } from '../simulation/million.ts'
import { makeProgress } from '../terminal.ts'
import { describeMachine, median, percentile, rounded } from './machine.ts'
import { inParallel } from './scratch.ts'
import { wholeLife } from './whole-life.ts'

export interface LifecycleOptions {
  readonly tickets: number
  readonly seconds: number
  readonly clients: number
  readonly rounds: number
}

/** The year that the stored tickets were lived in, before the day of the bench's own. */
const STORED_SPAN = { seed: 7, from: '2025-03-01', days: 365, units: ['110102'] }

/** Whole lives through the command handler, durable, first in an empty database and then among so many stored tickets. */
export async function benchLifecycle(house: House, options: LifecycleOptions) {
  const empty = await measure(house, options)
  const fill = await storeTickets(house, options.tickets)
  const stored = await measure(house, options)
  return {
    bench: 'lifecycle',
    machine: await describeMachine(house.ownerPool),
    clients: options.clients,
    commandsPerLife: wholeLife(0).length,
    empty,
    stored: { tickets: options.tickets, ...stored },
    lossPercent: rounded((1 - stored.livesPerSecond / empty.livesPerSecond) * 100),
    fill,
    aims: { livesPerSecond: 100, lossPercent: 20 },
  }
}

/** Fills up to so many tickets by the bulk path; tells how fast that went. Nothing to do when they are there already. */
export async function storeTickets(house: House, tickets: number) {
  const { rows } = await house.ownerPool.query<{ count: number }>('select count(*)::int as count from ticket')
  const there = rows[0]?.count ?? 0
  if (there >= tickets) return { already: there }
  // The bench's own tickets would end the span: whole lives are stored first in time, whatever the order of the run.
  const bar = makeProgress(`storing ${tickets} tickets`)
  return fillMillion(house, STORED_SPAN, tickets, bar.update, { intoUse: true }).finally(() => bar.stop())
}

async function measure(house: House, { seconds, clients, rounds }: LifecycleOptions) {
  const rates: number[] = []
  const times: number[] = []
  await inParallel(clients, Math.min(2, seconds), (index) => liveOne(house, index))
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    const lives = await inParallel(clients, seconds, (index) => liveOne(house, index))
    rates.push((lives.length * 1000) / (performance.now() - started))
    times.push(...lives)
  }
  return {
    livesPerSecond: rounded(median(rates)),
    rounds: rates.map((rate) => rounded(rate)),
    lifeMs: { p50: rounded(percentile(times, 0.5)), p99: rounded(percentile(times, 0.99)) },
  }
}

async function liveOne({ log }: House, index: number): Promise<void> {
  for (const { submission, at } of wholeLife(index)) {
    const result = await log.submit(submission, at)
    if (!result.ok) throw new Error(`${submission.type} was refused: ${result.rejection.code}`)
  }
}
