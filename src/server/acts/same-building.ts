import type { Instant } from '../../domain/kernel/instant.ts'
import { DAY, plus } from '../../domain/kernel/instant.ts'
import { namesIn } from '../../intelligence/similar/names.ts'
import { signatureOf } from '../../intelligence/similar/signature.ts'
import { makeSketcher } from '../../intelligence/similar/sketch.ts'
import { findCandidates, type Neighbour } from '../../store/similar/candidates.ts'
import { sketchSecret } from '../../store/similar/signature-row.ts'
import type { ServerDeps } from '../deps.ts'

const LOOKED_BACK_DAYS = 30
/** More than these about one building in a month tell nothing else. */
const MOST = 120

/** Tickets of one unit's inbox about the same building (a point and a number) in the last 30 days; ids only. */
export async function ticketsOfBuilding(
  { address, community, subdistrict }: { address: string; community: string | null; subdistrict: string | null },
  unit: string,
  at: Instant,
  { pool, keys }: Pick<ServerDeps, 'pool' | 'keys'>,
): Promise<{ readonly ticketIds: readonly string[]; readonly since: Instant }> {
  const since = plus(at, -LOOKED_BACK_DAYS * DAY)
  const buildings = new Set(
    namesIn('', address)
      .filter(({ kind }) => kind === 'building')
      .map(({ kind, key }) => `${kind}/${key}`),
  )
  if (buildings.size === 0) return { ticketIds: [], since }
  const matter = { words: address, title: null, address, category: null, community, subdistrict }
  const signature = signatureOf(matter, makeSketcher(sketchSecret(keys.master)))
  const isSame = (one: Neighbour) => one.names.some((name) => buildings.has(name))
  const nearness = (one: Neighbour) => (isSame(one) ? 1 : 0)
  const question = { unit, signature, at, ticketId: null, nearness, most: MOST }
  const same = (await findCandidates(pool, keys.master, question)).filter(isSame)
  return { ticketIds: same.map((one) => one.ticketId), since }
}
