import type { Instant } from '../../domain/kernel/instant.ts'
import { DAY, plus } from '../../domain/kernel/instant.ts'
import { namesIn } from '../../intelligence/similar/names.ts'
import { signatureOf } from '../../intelligence/similar/signature.ts'
import { makeSketcher } from '../../intelligence/similar/sketch.ts'
import { findCandidates } from '../../store/similar/candidates.ts'
import { sketchSecret } from '../../store/similar/signature-row.ts'
import type { ServerDeps } from '../deps.ts'

const LOOKED_BACK_DAYS = 30

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
  const candidates = await findCandidates(pool, keys.master, { unit, signature, at, ticketId: null })
  const same = candidates.filter((one) => one.names.some((name) => buildings.has(name)))
  return { ticketIds: same.map((one) => one.ticketId), since }
}
