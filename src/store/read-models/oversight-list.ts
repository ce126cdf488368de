import type { Sql } from '../database/connect.ts'
import { type ListRow, listByIds } from './ticket-list.ts'

export type OversightMark =
  | 'supervised'
  | 'supervision-answered'
  | 'escalated'
  | 'falsely-closed'
  | 'inspection-objected'

const MOST = 200

// The marks are those of index inbox_oversight, word for word, so that the planner may use it: few tickets bear one.
const MARKED = {
  name: 'oversight-list',
  text: `select ticket_id from inbox
    where unit_id = $1 and marks && '{supervised,supervision-answered,escalated,falsely-closed,inspection-objected}'::text[]
      and marks && $2::text[]
    order by registered_at desc, ticket_id limit ${MOST}`,
}

/** Tickets that bear one of these marks of supervision or inspection, ended ones too, newest first. Run as the reading unit. */
export async function listOversight(sql: Sql, unit: string, marks: readonly OversightMark[]): Promise<ListRow[]> {
  const { rows } = await sql.query<{ ticket_id: string }>({ ...MARKED, values: [unit, [...marks]] })
  const ids = rows.map((row) => row.ticket_id)
  const found = new Map((await listByIds(sql, unit, ids)).map((row) => [row.ticket_id, row]))
  return ids.flatMap((id) => found.get(id) ?? [])
}
