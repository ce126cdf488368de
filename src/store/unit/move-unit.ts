import type { Instant } from '../../domain/kernel/instant.ts'
import type { UnitCode } from '../../domain/org/unit.ts'
import type { Actor } from '../../domain/ticket/events.ts'
import { ENDED } from '../../domain/ticket/state.ts'
import type { Sql } from '../database/connect.ts'
import type { TicketLog } from '../ticket/ticket-log.ts'

export interface MoveOutcome {
  readonly moved: number
  /** Tickets that the old unit only sees, as a superior does: nothing about them changes. */
  readonly untouched: number
  /** Tickets that no rule could move, with the reason. */
  readonly refused: readonly { readonly ticket: string; readonly code: string }[]
}

export interface MoveOptions {
  readonly onProgress?: (tickets: number) => void
  /** Tickets to a batch; 200 by default. */
  readonly size?: number
}

/** A merged ticket may be taken apart again, and must then be with a unit that exists. */
const NEVER_AGAIN = ENDED.filter((phase) => phase !== 'merged')

const CANDIDATES = `
  select ticket_id from ticket t
  where ticket_id > coalesce($2, '00000000-0000-0000-0000-000000000000'::uuid) and phase <> all ($3)
    and ($1 in (responsible, subdistrict, community)
      or exists (select from inbox i where i.ticket_id = t.ticket_id and i.unit_id = $1))
  order by ticket_id limit $4`

/**
 * P26: units were merged, split or renamed, and every open ticket of the old one follows, each by an event of its own; what is
 * closed, history and scores stay. One ticket after the other, so that desks go on meanwhile. Cut short, it is run again and
 * finds what is left; `to` must exist in the rulebook.
 */
export async function moveUnit(
  log: TicketLog,
  sql: Sql,
  from: UnitCode,
  to: UnitCode,
  actor: Actor,
  now: Instant,
  { onProgress, size = 200 }: MoveOptions = {},
): Promise<MoveOutcome> {
  let moved = 0
  let untouched = 0
  const refused: { ticket: string; code: string }[] = []
  let after: string | null = null
  while (true) {
    const { rows }: { rows: { ticket_id: string }[] } = await sql.query<{ ticket_id: string }>(CANDIDATES, [
      from,
      after,
      NEVER_AGAIN,
      size,
    ])
    for (const { ticket_id: ticketId } of rows) {
      const submission = { type: 'move-unit', body: { from, to } } as const
      const key = `move-unit/${from}/${to}/${now}`
      const result = await log.submit({ ...submission, ticketId, key, actor }, now)
      if (result.ok) moved++
      else if (result.rejection.code === 'ticket.not-yours') untouched++
      else refused.push({ ticket: ticketId, code: result.rejection.code })
    }
    after = rows.at(-1)?.ticket_id ?? after
    onProgress?.(moved + untouched + refused.length)
    if (rows.length < size) return { moved, untouched, refused }
  }
}
