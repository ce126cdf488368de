import type { Org } from '../../domain/org/unit.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import type { Sql } from '../database/connect.ts'
import { inboxUnits } from '../read-models/inbox.ts'

/** Does a command change what can be found, or who may find it? */
export function changesSearch(before: TicketState, units: readonly string[], texts: number, org: Org): boolean {
  if (before.version === 0 || texts > 0) return true
  const known = inboxUnits(before, org)
  return known.length !== units.length || known.some((unit) => !units.includes(unit))
}

/** Has the copies of these tickets made anew, or of all when none are named: after a restore and a rebuild. */
export async function markSearchDue(sql: Sql, ids?: readonly string[]): Promise<void> {
  await sql.query(
    `insert into search_due (ticket_id, version) select ticket_id, version from ticket
     where $1::uuid[] is null or ticket_id = any ($1) on conflict do nothing`,
    [ids ?? null],
  )
}

/** Tickets that wait for the indexer; 0: everything can be found. */
export async function countSearchDue(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: number }>('select count(distinct ticket_id) as count from search_due')
  return rows[0]?.count ?? 0
}
