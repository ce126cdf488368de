import type { House } from '../../house.ts'
import { makeProgress } from '../../terminal.ts'
import { measureFirstTimeRight } from './first-time-right.ts'
import { measureHotspots } from './hotspots.ts'
import { measureRisk } from './risk.ts'
import { measureTextModel, teach } from './text-model.ts'

const MOST = 20_000
const SEED = 1

/** What the machine that reads messages is worth, each number with its protocol in docs/reference/. */
export async function benchIntelligence(
  { rulebook, clock }: Pick<House, 'rulebook' | 'clock'>,
  { tickets, labelled }: { readonly tickets: number; readonly labelled?: string },
): Promise<object> {
  const bar = makeProgress('first time right')
  const firstTimeRight = await measureFirstTimeRight({
    policy: rulebook.inForce(clock.now()),
    org: rulebook.org,
    tickets: Math.min(tickets, MOST),
    seed: SEED,
    train: (examples) => teach(examples, SEED),
    onProgress: bar.update,
  }).finally(() => bar.stop())
  const policy = rulebook.inForce(clock.now())
  const reading = makeProgress('text model')
  const textModel = await measureTextModel({
    seed: SEED,
    onProgress: reading.update,
    ...(labelled === undefined ? {} : { labelled }),
  }).finally(() => reading.stop())
  return { textModel, firstTimeRight, hotspots: measureHotspots(), risk: measureRisk(policy) }
}
