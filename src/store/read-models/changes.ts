import type { ChangeKind } from '../../contract/http/overview.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { TicketEventType } from '../../domain/ticket/events.ts'
import type { Sql } from '../database/connect.ts'

const KIND_OF: Readonly<Partial<Record<TicketEventType, ChangeKind>>> = {
  'alert-raised': 'alert',
  'limit-passed': 'late',
  'falsely-closed': 'falsely-closed',
  'second-handling-ordered': 'second-handling',
  reopened: 'repeat',
  absorbed: 'repeat',
  supervised: 'supervised',
  escalated: 'escalated',
  urged: 'urged',
  suspended: 'suspended',
  refused: 'refused',
}

export interface Change {
  readonly kind: ChangeKind
  readonly ticketId: string
  /** The newest event of this kind. */
  readonly at: Instant
}

// The list of types is that of index event_notable, word for word, so that the planner may use it.
const CHANGES = {
  name: 'overview-changes',
  text: `select e.ticket_id, e.type, max(e.at) as at
    from event e join inbox i on i.ticket_id = e.ticket_id and i.unit_id = $1
    where e.type in (
        'answered', 'refused', 'closed', 'limit-passed', 'second-handling-ordered', 'reopened', 'absorbed', 'urged', 'suspended',
        'alert-raised', 'supervised', 'escalated', 'falsely-closed'
      ) and e.type not in ('answered', 'closed') and e.at >= $2 and e.at <= $3
    group by e.ticket_id, e.type order by at desc, e.ticket_id`,
}

/** What happened in one unit's scope between two instants, each kind once per ticket, newest first. Run as the reading unit. */
export async function changesIn(sql: Sql, unit: string, from: Instant, to: Instant): Promise<Change[]> {
  const { rows } = await sql.query<{ ticket_id: string; type: TicketEventType; at: Instant }>({
    ...CHANGES,
    values: [unit, from, to],
  })
  const seen = new Set<string>()
  return rows.flatMap(({ ticket_id: ticketId, type, at }) => {
    const kind = KIND_OF[type]
    const key = `${kind}/${ticketId}`
    if (kind === undefined || seen.has(key)) return []
    seen.add(key)
    return [{ kind, ticketId, at }]
  })
}
