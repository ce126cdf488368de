import { touchAll } from './assessment/touch.ts'
import { rebuildClusterMembers } from './cluster/cluster-log.ts'
import { type Pool, type Sql, withTransaction } from './database/connect.ts'
import { FACT_COLUMNS, foldLog, INBOX_COLUMNS, type ReadModels, readModelsOf } from './read-models/from-log.ts'
import { HOP_COLUMNS } from './read-models/hop.ts'
import { TICKET_COLUMNS } from './read-models/ticket-row.ts'
import type { Rulebook } from './rules/rulebook.ts'
import { markSearchDue } from './search/due.ts'

export interface RebuildOptions {
  readonly rulebook: Rulebook
  readonly onProgress?: (tickets: number, total: number) => void
  /** Tickets to a transaction; 200 by default. */
  readonly size?: number
}

interface LogRow {
  readonly ticket_id: string
  readonly bytes: string[]
  readonly opening: string[]
  readonly head: string
}

/**
 * Makes every read model anew from the log, in place and a batch at a time: commands on other tickets go on meanwhile, those on
 * the batch wait for it. Needs no key. Can be cut short and run again. Returns the number of tickets.
 * @throws when a ticket's log cannot be folded: `verifyDatabase` says where it is at fault.
 */
export async function rebuildReadModels(pool: Pool, options: RebuildOptions): Promise<number> {
  const { rulebook, onProgress, size = 200 } = options
  const { rows } = await pool.query<{ count: number }>('select count(*) as count from event where version = 1')
  const total = rows[0]?.count ?? 0
  let after: string | null = null
  let tickets = 0
  while (true) {
    const done: string[] = await withTransaction(pool, (sql) => rebuildBatch(sql, after, size, rulebook))
    after = done.at(-1) ?? after
    tickets += done.length
    onProgress?.(tickets, Math.max(total, tickets))
    if (done.length < size) break
  }
  await rebuildClusterMembers(pool)
  return tickets
}

async function rebuildBatch(sql: Sql, after: string | null, size: number, rulebook: Rulebook): Promise<string[]> {
  const { rows: found } = await sql.query<{ ticket_id: string }>(
    `select distinct ticket_id from event where $1::uuid is null or ticket_id > $1 order by ticket_id limit $2`,
    [after, size],
  )
  const ids = found.map((row) => row.ticket_id)
  if (ids.length === 0) return ids
  await sql.query('select from ticket where ticket_id = any($1) order by ticket_id for update', [ids])
  const { rows } = await sql.query<LogRow>(
    `select ticket_id, array_agg(bytes order by version) as bytes, array_agg(opening order by version) as opening,
       (array_agg(hash order by version desc))[1] as head
     from event where ticket_id = any($1) group by ticket_id`,
    [ids],
  )
  const models = rows.map((row) => {
    const log = row.bytes.map((bytes, index) => ({ bytes, opening: row.opening[index] ?? '' }))
    return { ticketId: row.ticket_id, ...readModelsOf(foldLog(row.ticket_id, log), row.head, rulebook) }
  })
  await writeModels(sql, ids, models)
  await touchAll(sql, ids[0] ?? '')
  return ids
}

async function writeModels(
  sql: Sql,
  ids: readonly string[],
  models: readonly (ReadModels & { readonly ticketId: string })[],
): Promise<void> {
  const columns = ['ticket_id', ...TICKET_COLUMNS]
  await sql.query(
    `insert into ticket (${columns.join(', ')})
     select ${columns.join(', ')} from jsonb_populate_recordset(null::ticket, $1)
     on conflict (ticket_id) do update set ${TICKET_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [JSON.stringify(models.map((one) => ({ ticket_id: one.ticketId, ...one.ticket })))],
  )
  await sql.query(
    `insert into ticket_number (number, ticket_id) select number, ticket_id from ticket where ticket_id = any($1)
     on conflict (number) do nothing`,
    [ids],
  )
  const inbox = models.flatMap((one) => one.inbox.map((row) => ({ ticket_id: one.ticketId, ...row })))
  await replaceRows(sql, 'inbox', ['ticket_id', ...INBOX_COLUMNS], ids, inbox)
  const facts = models.flatMap((one) =>
    one.facts.map((row) => ({ ticket_id: one.ticketId, ...row, fact: JSON.parse(String(row.fact)) as unknown })),
  )
  await replaceRows(sql, 'assessment_fact', ['ticket_id', ...FACT_COLUMNS], ids, facts)
  const hops = models.flatMap((one) => one.hops.map((row) => ({ ticket_id: one.ticketId, ...row })))
  await replaceRows(sql, 'dispatch_hop', ['ticket_id', ...HOP_COLUMNS], ids, hops)
  // The copies that are searched need keys: the indexer makes them.
  await markSearchDue(sql, ids)
}

async function replaceRows(
  sql: Sql,
  table: 'inbox' | 'assessment_fact' | 'dispatch_hop',
  columns: readonly string[],
  ids: readonly string[],
  rows: readonly object[],
): Promise<void> {
  await sql.query(`delete from ${table} where ticket_id = any($1)`, [ids])
  await sql.query(
    `insert into ${table} (${columns.join(', ')})
     select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1)`,
    [JSON.stringify(rows)],
  )
}
