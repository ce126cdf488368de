import type { House } from '../../house.ts'
import { makeProgress } from '../../terminal.ts'
import { benchSearch } from '../search.ts'
import { measureFirstTimeRight } from './first-time-right.ts'
import { measureHotspots } from './hotspots.ts'
import { measureRisk } from './risk.ts'
import { benchSimilar } from './similar.ts'
import { measureTextModel, teach } from './text-model.ts'

const MOST = 20_000
const SEED = 1

/** What the machine that reads messages is worth, each number with its protocol in docs/reference/. */
export async function benchIntelligence(
  house: House,
  { tickets, seconds, labelled }: { readonly tickets: number; readonly seconds: number; readonly labelled?: string },
): Promise<object> {
  const { rulebook, clock } = house
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
  const similar = await benchSimilar(house, { tickets, seconds })
  const search = await benchSearch(house, { tickets, seconds })
  return { textModel, firstTimeRight, hotspots: measureHotspots(), risk: measureRisk(policy), similar, search }
}
