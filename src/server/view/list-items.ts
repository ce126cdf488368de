import type { z } from 'zod'
import type { ticketListItem } from '../../contract/http/ticket.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { ListRow } from '../../store/read-models/ticket-list.ts'
import type { titlesOf } from '../../store/read-models/titles.ts'
import type { Rulebook } from '../../store/rules/rulebook.ts'
import type { Language } from '../../words/say.ts'
import { unitName } from '../http/facts.ts'
import { categoryName } from './timeline.ts'

/** Rows of an inbox as a list shows them. */
export function listItems(
  rows: readonly ListRow[],
  titles: Awaited<ReturnType<typeof titlesOf>>,
  language: Language,
  rulebook: Rulebook,
  now: Instant,
): z.infer<typeof ticketListItem>[] {
  const policy = rulebook.inForce(now)
  const readable = { language, org: rulebook.org, calendar: policy.calendar }
  const named = (code: string) => ({ code, name: unitName(code, readable) })
  return rows.map((row) => ({
    ticketId: row.ticket_id,
    number: row.number,
    title: titles.get(row.ticket_id)?.title ?? null,
    identity: titles.get(row.ticket_id)?.identity ?? 'normal',
    phase: row.phase,
    kind: row.kind,
    category: row.category === null ? null : { code: row.category, name: categoryName(row.category, policy, language) },
    limit: row.limit_class,
    responsible: named(row.responsible),
    subdistrict: row.subdistrict === null ? null : named(row.subdistrict),
    community: row.community === null ? null : named(row.community),
    open: row.open,
    late: row.late,
    marks: row.marks,
    registeredAt: row.registered_at,
    dueAt: row.due_at,
  }))
}
