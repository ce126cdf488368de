import type { Sql } from '../database/connect.ts'

/** What a unit has in hand: its open tickets, and how many of them are late. */
export interface Load {
  readonly open: number
  readonly late: number
}

const LOADS = {
  name: 'unit-loads',
  text: `select unit_id, count(*) as open, count(*) filter (where late) as late
    from inbox where unit_id = any($1) and open group by unit_id`,
}

/** Of each of these units; one without an open ticket is missing. Figures only, so for any reader (P21). */
export async function loadsOf(sql: Sql, units: readonly string[]): Promise<ReadonlyMap<string, Load>> {
  const { rows } = await sql.query<Load & { readonly unit_id: string }>({ ...LOADS, values: [[...new Set(units)]] })
  return new Map(rows.map(({ unit_id, open, late }) => [unit_id, { open, late }]))
}
