import { KEPT_SUMS } from '../assessment/touch.ts'
import type { Sql } from '../database/connect.ts'

/**
 * Left out: whoever is signed in signs in again, the migrations are the program's own, what search has in the clear must be in
 * no backup (contracts.md, Reading and writing under rights), and signatures are made anew from the texts.
 */
const LEFT_OUT: readonly string[] = [
  'session',
  // Who sits where is of the moment.
  'agent_status',
  'migration',
  'ticket_search',
  'search_due',
  'ticket_signature',
  // What a replay and what signals need follows from the log and is made anew when one is asked for.
  'replay_ticket',
  'signal_trail',
  // Calls that were under way; the keyed index of a number in them must outlive nobody's being forgotten.
  'callback_claim',
  // Photos that no ticket has yet are uploaded again.
  'photo_upload',
  'photo_claim',
  // Codes and messages hold for minutes.
  'one_time_code',
  'outgoing_message',
  ...KEPT_SUMS,
]

/** Whatever a server's or a role's settings are, the text of a row is one and the same. */
export async function settleText(sql: Sql): Promise<void> {
  for (const setting of [`timezone = 'UTC'`, `datestyle = 'ISO'`, `bytea_output = 'hex'`, `client_encoding = 'UTF8'`])
    await sql.query(`set local ${setting}`)
}

export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
}

/** Every table of ours with its columns, ordered so that each comes after those that it refers to. */
export async function listTables(sql: Sql): Promise<TableShape[]> {
  const { rows } = await sql.query<{ name: string; columns: string[]; needs: string[] | null }>(
    `select c.relname::text as name,
       (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select array_agg(k.confrelid::regclass::text) from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
     from pg_class c
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> all ($1)
     order by c.relname collate "C"`,
    [LEFT_OUT],
  )
  const ordered: TableShape[] = []
  const left = new Map(rows.map((row) => [row.name, row]))
  while (left.size > 0) {
    const ready = [...left.values()].filter((row) => !(row.needs ?? []).some((need) => left.has(need)))
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left.keys()].join(', ')}`)
    for (const row of ready) {
      left.delete(row.name)
      ordered.push({ name: row.name, columns: row.columns })
    }
  }
  return ordered
}
