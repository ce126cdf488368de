import type { Repeats } from '../../contract/http/ticket.ts'
import { dayOf, startOfDay } from '../../domain/clock/calendar.ts'
import { isHiddenFromOthers, shownReporters } from '../../domain/cluster/together.ts'
import type { Day, Instant } from '../../domain/kernel/instant.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import type { Account } from '../../store/account/accounts.ts'
import { clustersOf, type MemberRow, membersOf, timesOfPerson } from '../../store/cluster/cluster-rows.ts'
import type { ServerDeps } from '../deps.ts'

export const NO_REPEATS: Repeats = { person: null, matter: null, reporters: null }

/**
 * P32: 此人本月第N次 · 此事今年第N次 · how many people report it. A community worker is a neighbour (P20): told nothing of persons,
 * and of reporters only from three on. Of a confidential ticket only the centre knows how often its person came.
 */
export async function repeatsOf(
  tickets: readonly { readonly ticketId: string; readonly registeredAt: Instant; readonly identity: string }[],
  account: Account,
  { pool, rulebook, clock }: Pick<ServerDeps, 'pool' | 'rulebook' | 'clock'>,
): Promise<ReadonlyMap<string, Repeats>> {
  const policy = rulebook.inForce(clock.now())
  const month = monthOf(dayOf(clock.now(), policy.calendar), policy)
  const neighbour = account.role === 'community-worker'
  const central = rulebook.org.findUnit(account.unit)?.kind === 'centre'
  const named = tickets.filter(({ identity }) => !neighbour && (identity === 'normal' || central))
  const ids = tickets.map(({ ticketId }) => ticketId)
  const [times, clusters] = await Promise.all([
    timesOfPerson(
      pool,
      named.map(({ ticketId }) => ticketId),
      month.from,
      month.to,
    ),
    clustersOf(pool, ids),
  ])
  const members = await membersOf(pool, [...new Set(clusters.values())])
  return new Map(
    tickets.map(({ ticketId, registeredAt }) => {
      const person = times.get(ticketId) ?? null
      const clusterId = clusters.get(ticketId)
      if (clusterId === undefined) return [ticketId, { ...NO_REPEATS, person }]
      const all = visibleMembers(
        members.filter((one) => one.cluster_id === clusterId),
        policy,
      )
      const year = yearOf(dayOf(registeredAt, policy.calendar), policy)
      const sameYear = all.filter((one) => one.registered_at >= year && one.registered_at <= registeredAt)
      const reporters = countReporters(all)
      return [
        ticketId,
        { person, matter: sameYear.length, reporters: neighbour ? shownReporters(reporters) : reporters },
      ]
    }),
  )
}

/** P20: who turned out to be hidden from others after joining is in no count. */
export function visibleMembers(members: readonly MemberRow[], policy: Policy): MemberRow[] {
  return members.filter((one) => !isHiddenFromOthers(one, policy))
}

/** Different people; of whom nothing is known counts each time. */
export function countReporters(members: readonly Pick<MemberRow, 'requester' | 'ticket_id'>[]): number {
  return new Set(members.map((one) => one.requester ?? one.ticket_id)).size
}

function monthOf(day: Day, { calendar }: Policy): { from: Instant; to: Instant } {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
  return { from: startOfDay(`${day.slice(0, 7)}-01`, calendar), to: startOfDay(next, calendar) }
}

function yearOf(day: Day, { calendar }: Policy): Instant {
  return startOfDay(`${day.slice(0, 4)}-01-01`, calendar)
}
