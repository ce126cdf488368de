import type { PrecedentView } from '../../../contract/http/dispatch.ts'
import { isWithin } from '../../../domain/org/unit.ts'
import type { GrantScope } from '../../../domain/policy/policy.ts'
import type { TicketEvent } from '../../../domain/ticket/events.ts'
import type { Account } from '../../../store/account/accounts.ts'
import type { PrecedentRow } from '../../../store/read-models/precedents.ts'
import { readTicket } from '../../../store/read-models/ticket-reading.ts'
import type { ServerDeps } from '../../deps.ts'
import { type Readable, unitName } from '../../http/facts.ts'
import { tellCategory, tellReturnGround } from './clause.ts'

/**
 * Precedents in words. P21: of other units' cases one sees what was decided and on which ground, never the ticket and never the
 * words; P18: the words of a confidential ticket's deciders stay where they are.
 */
export async function tellPrecedents(
  rows: readonly PrecedentRow[],
  account: Account,
  scope: GrantScope,
  to: Readable,
  deps: ServerDeps,
): Promise<PrecedentView[]> {
  return Promise.all(rows.map((row) => tell(row, account, scope, to, deps)))
}

async function tell(
  row: PrecedentRow,
  account: Account,
  scope: GrantScope,
  to: Readable,
  { pool, keys, rulebook, clock }: ServerDeps,
): Promise<PrecedentView> {
  const policy = rulebook.inForce(clock.now())
  const named = (code: string) => ({ code, name: unitName(code, to) })
  const isRuling = row.return_decision === null
  const reading = scope === 'any' ? await readTicket(pool, keys.master, row.ticket_id) : null
  const mine = scope !== 'any' && isWithin(rulebook.org, row.lead, account.unit)
  // P3: whoever belongs to the accused unit does not exist for that ticket.
  const accused = reading?.state.accuses ?? null
  const barred = accused !== null && accused !== 'centre' && isWithin(rulebook.org, account.unit, accused)
  return {
    ticketId: (reading && !barred) || mine ? row.ticket_id : null,
    at: row.at,
    kind: isRuling ? 'consult' : 'return',
    category: tellCategory(row.category, policy, to),
    subdistrict: row.subdistrict === null ? null : named(row.subdistrict),
    unit: named(row.lead),
    ground: row.return_ground === null ? null : tellReturnGround(row.return_ground, policy, to),
    decision: row.return_decision ?? 'ruled',
    next: row.next_lead === null ? null : named(row.next_lead),
    reason:
      reading && !barred && reading.state.identity === 'normal' ? reasonOf(row, reading.events, reading.text) : null,
  }
}

/** The decider's own words: of a return the decision's reason, of a ruling the consult's minutes. */
function reasonOf(
  row: PrecedentRow,
  events: readonly TicketEvent[],
  text: (id: string) => string | null,
): string | null {
  if (row.return_decision === null) {
    const ruled = events.findLast((event) => event.type === 'consult-concluded')
    return ruled?.type === 'consult-concluded' ? text(ruled.data.minutes.id) : null
  }
  const decided = row.decided_version === null ? undefined : events[row.decided_version - 1]
  if (
    decided?.type === 'return-accepted' ||
    decided?.type === 'return-rejected' ||
    decided?.type === 'consult-opened'
  ) {
    return decided.data.reason === null ? null : text(decided.data.reason.id)
  }
  return null
}
