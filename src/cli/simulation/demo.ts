import { hasEvents, readFact, writeFact } from '../../store/installation.ts'
import { sealDay } from '../../store/log/daily-seal.ts'
import type { House } from '../house.ts'
import { fillSpan } from './fill.ts'
import { endOf, type SimulatedSpan, SimulationRefused } from './span.ts'

/**
 * The demo month: period 2026-10 of 展览路街道 and its neighbours in Xicheng, and on to a Tuesday morning at ten, when every desk
 * has work. Fixed, so that every demo shows the same.
 */
const DEMO_SPAN: SimulatedSpan = {
  seed: 7,
  from: '2026-09-19',
  days: 32,
  lastHour: 10,
  units: ['110102009', '110102'],
}
export const DEMO_PERIOD = '2026-10'

/** Advisory lock `hu`, `de`: not of the family by which processes count each other (presence.ts). */
const FILLING = [0x6875, 0x6465]

export interface DemoOutcome {
  readonly tickets: number
  readonly events: number
  readonly rejections: Readonly<Record<string, number>>
}

/** Fills an empty log with the demo month; null when it was filled before. @throws SimulationRefused on a log in use. */
export async function fillDemo(
  house: Pick<House, 'ownerPool' | 'pool' | 'rulebook' | 'keys'>,
  progress: (done: number, total: number) => void,
): Promise<DemoOutcome | null> {
  const { ownerPool } = house
  const client = await ownerPool.connect()
  try {
    // One at a time: whoever waited here finds the demo filled.
    await client.query('select pg_advisory_lock($1, $2)', FILLING)
    return await fillOnce(house, progress)
  } finally {
    // Closing the session frees the lock.
    client.release(true)
  }
}

async function fillOnce(
  { ownerPool, rulebook, keys }: Pick<House, 'ownerPool' | 'rulebook' | 'keys'>,
  progress: (done: number, total: number) => void,
): Promise<DemoOutcome | null> {
  if (await readFact(ownerPool, 'demo-filled')) return null
  if (await hasEvents(ownerPool)) {
    throw new SimulationRefused('simulation.log-not-empty', {}, 'the demo fills an empty log only; this one has events')
  }
  const now = endOf(DEMO_SPAN, rulebook)
  const { tickets, events, rejections } = await fillSpan(DEMO_SPAN, {
    ownerPool,
    rulebook,
    keys,
    progress,
    alsoWrite: (sql, count) => writeFact(sql, 'demo-filled', { at: now, tickets: count }),
  })
  await sealDay(ownerPool, keys, now, rulebook.inForce(now).calendar)
  return { tickets, events, rejections }
}
