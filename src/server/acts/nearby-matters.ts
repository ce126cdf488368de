import { isHiddenFromOthers, shownReporters } from '../../domain/cluster/together.ts'
import { DAY, type Instant, plus } from '../../domain/kernel/instant.ts'
import { CENTRE } from '../../domain/org/unit.ts'
import { readCluster } from '../../store/cluster/cluster-log.ts'
import { clustersOf, membersOf } from '../../store/cluster/cluster-rows.ts'
import { countFollowers } from '../../store/portal/follows.ts'
import type { MatterTexts } from '../../store/similar/signing.ts'
import type { ServerDeps } from '../deps.ts'
import { countReporters } from '../view/repeats.ts'
import { findSimilar } from './find-similar.ts'

/** A matter that others report too, as far as a neighbour may know: no words, no place finer than the subdistrict, no ticket. */
export interface NearbyMatter {
  readonly clusterId: string
  readonly category: string
  /** Different people, three at least. */
  readonly reporters: number
  /** The first of them. */
  readonly since: Instant
  /** People who follow it and asked to be counted; told apart from those who reported. */
  readonly followers: number
  readonly answeredAt: Instant | null
}

const DAYS_MS = 30 * DAY

/**
 * What others in the subdistrict reported within 30 days that may be this person's matter too. P20: only what stands in a cluster that people
 * confirmed, nothing hidden, nothing below three reporters; a cluster with one hidden member is not shown at all, because its
 * matter may be that member's. Without a subdistrict nothing is near.
 */
export async function nearbyMatters(
  matter: MatterTexts,
  deps: Pick<ServerDeps, 'pool' | 'readerPool' | 'keys' | 'rulebook' | 'clock'>,
): Promise<NearbyMatter[]> {
  const { pool, keys, rulebook, clock } = deps
  if (matter.subdistrict === null) return []
  const now = clock.now()
  const policy = rulebook.inForce(now)
  const hidden = { kind: 'complaint', identity: 'normal', category: matter.category }
  // Who tells a hidden matter is shown no other: that would say what it is taken for.
  if (matter.category !== null && isHiddenFromOthers(hidden, policy)) return []
  const found = await findSimilar(matter, { unit: CENTRE, at: now, ticketId: null }, deps)
  const clusters = await clustersOf(
    pool,
    found.map((one) => one.ticketId),
  )
  const ids = [...new Set(found.flatMap((one) => clusters.get(one.ticketId) ?? []))]
  const members = await membersOf(pool, ids)
  const followers = await countFollowers(pool, ids)
  const matters: NearbyMatter[] = []
  for (const clusterId of ids) {
    const own = members.filter((one) => one.cluster_id === clusterId)
    const near = own.filter((one) => one.subdistrict === matter.subdistrict && one.registered_at >= plus(now, -DAYS_MS))
    const reporters = shownReporters(countReporters(near))
    const [first] = near
    if (own.some((one) => isHiddenFromOthers(one, policy)) || reporters === null || !first?.category) continue
    const reading = await readCluster(pool, keys.master, clusterId)
    const { registered_at: since, category } = first
    const answeredAt = reading?.state.answeredAt ?? null
    matters.push({ clusterId, category, reporters, since, followers: followers.get(clusterId) ?? 0, answeredAt })
  }
  return matters
}
