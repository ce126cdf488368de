import { type Calendar, dayOf } from '../../domain/clock/calendar.ts'
import { isHiddenFromOthers, shownReporters } from '../../domain/cluster/together.ts'
import type { Day } from '../../domain/kernel/instant.ts'
import type { UnitCode } from '../../domain/org/unit.ts'
import type { TicketEvent } from '../../domain/ticket/events.ts'
import { readCluster } from '../../store/cluster/cluster-log.ts'
import { membersOf } from '../../store/cluster/cluster-rows.ts'
import { countFollowers, type Follow } from '../../store/portal/follows.ts'
import { readTicket } from '../../store/read-models/ticket-reading.ts'
import type { ServerDeps } from '../deps.ts'
import { countReporters } from '../view/repeats.ts'

/** What anybody may know of how far a matter has come: which day (P21), which unit; no words, no person, no ticket. */
export interface PublicStage {
  readonly stage: 'reported' | 'dispatched' | 'answered' | 'closed' | 'reopened'
  readonly day: Day
  readonly unit: UnitCode | null
}

export interface PublicMatter {
  readonly reporters: number
  readonly followers: number
  /** The oldest first. */
  readonly stages: readonly PublicStage[]
}

/**
 * The public stages of a matter that somebody follows, read from the ticket that stands for all. Null where it may not be shown
 * any more: the cluster was dissolved, one of it turned out to be hidden from neighbours, or fewer than three are left (P20).
 */
export async function publicMatter(
  follow: Pick<Follow, 'clusterId' | 'subdistrict'>,
  { pool, keys, rulebook, clock }: Pick<ServerDeps, 'pool' | 'keys' | 'rulebook' | 'clock'>,
): Promise<PublicMatter | null> {
  const policy = rulebook.inForce(clock.now())
  const { clusterId } = follow
  const members = await membersOf(pool, [clusterId])
  const near = members.filter((one) => one.subdistrict === follow.subdistrict)
  const reporters = shownReporters(countReporters(near))
  if (reporters === null || members.some((one) => isHiddenFromOthers(one, policy))) return null
  const cluster = await readCluster(pool, keys.master, clusterId)
  const lead = cluster?.state.lead ?? null
  const reading = lead === null ? null : await readTicket(pool, keys.master, lead)
  const [first] = near
  if (!reading || !first) return null
  const reported: PublicStage = { stage: 'reported', day: dayOf(first.registered_at, policy.calendar), unit: null }
  const followers = (await countFollowers(pool, [clusterId])).get(clusterId) ?? 0
  return { reporters, followers, stages: [reported, ...stagesOf(reading.events, policy.calendar)] }
}

function stagesOf(events: readonly TicketEvent[], calendar: Calendar): PublicStage[] {
  const stages: PublicStage[] = []
  const add = (stage: PublicStage['stage'], at: string, unit: UnitCode | null) => {
    const last = stages.at(-1)
    const next = { stage, day: dayOf(at, calendar), unit }
    // Sent on to another unit: the last one of the day counts.
    if (last?.stage === stage && last.day === next.day) stages.pop()
    stages.push(next)
  }
  let unit: UnitCode | null = null
  for (const event of events) {
    if (event.type === 'dispatched') {
      unit = event.data.lead
      add('dispatched', event.at, unit)
    } else if (event.type === 'reply-passed') add('answered', event.at, unit)
    else if (event.type === 'closed') add('closed', event.at, null)
    else if (event.type === 'reopened' || event.type === 'second-handling-ordered') add('reopened', event.at, unit)
  }
  return stages
}
