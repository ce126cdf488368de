import type { z } from 'zod'
import type { listQuery } from '../../contract/http/ticket.ts'
import { DAY, type Instant, plus } from '../../domain/kernel/instant.ts'
import type { Account } from '../../store/account/accounts.ts'
import type { ListQuestion } from '../../store/read-models/ticket-list.ts'
import type { ServerDeps } from '../deps.ts'
import { todayOf } from '../http/today.ts'

type Query = Omit<z.infer<typeof listQuery>, 'q' | 'cursor' | 'size' | 'order'>

/** A query's filters as the store asks them; days are the city's, `me` is who asks. */
export function filtersOf(
  query: Query,
  account: Account,
  now: Instant,
  { rulebook }: Pick<ServerDeps, 'rulebook'>,
): Omit<ListQuestion, 'unit' | 'order' | 'size'> {
  const { open, phase, kind, category, limit, late, mark, responsible, subdistrict, community } = query
  const today = todayOf(now, rulebook)
  const holders: Readonly<Record<string, string | null>> = { me: account.accountId, nobody: null }
  const { assignee } = query
  return {
    ...{ open, phase, kind, category, limit, late, mark, responsible, subdistrict, community },
    dueBefore: query.due === undefined ? undefined : query.due === 'today' ? today.to : plus(now, DAY),
    arrivedSince: query.arrived === undefined ? undefined : today.from,
    assignee: assignee === undefined || !(assignee in holders) ? assignee : holders[assignee],
    ticketIds: query.tickets,
  }
}
