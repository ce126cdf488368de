import type { Shift } from '../../domain/clock/shift.ts'
import type { Day, Instant } from '../../domain/kernel/instant.ts'
import type { Actor } from '../../domain/ticket/terms.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import { appendRecord, readRecord } from '../record/record-log.ts'
import type { Keys } from '../vault/keys.ts'

/** P28 交接班: what one shift hands to the next. */
export interface HandOver {
  readonly handOverId: string
  readonly day: Day
  readonly shift: Shift
  readonly by: string
  readonly at: Instant
  /** Null when its key is gone. */
  readonly note: string | null
  readonly tickets: readonly string[]
  readonly acknowledgedBy: string | null
  readonly acknowledgedAt: Instant | null
}

export interface NewHandOver {
  readonly handOverId: string
  readonly unit: string
  readonly day: Day
  readonly shift: Shift
  readonly note: string
  readonly tickets: readonly string[]
}

interface By {
  readonly account: string
  readonly actor: Actor
  readonly at: Instant
  readonly policy: string
}

const MADE = 'shift-hand-over.made'
const ACKNOWLEDGED = 'shift-hand-over.acknowledged'

/** Writes a hand-over down as a record, its note in the vault. The same id twice is one hand-over. */
export async function handOver(
  pool: Pool,
  keys: Pick<Keys, 'master'>,
  given: NewHandOver,
  { account, actor, at, policy }: By,
): Promise<void> {
  const { handOverId, unit, day, shift, note, tickets } = given
  await withTransaction(pool, async (sql) => {
    const written = await appendRecord(sql, keys, {
      recordId: handOverId,
      kind: 'shift-hand-over',
      version: 0,
      at,
      policy,
      actor,
      facts: [
        {
          type: MADE,
          data: { unit, day, shift, tickets: [...tickets] },
          open: ['unit', 'day', 'shift'],
          texts: { note },
        },
      ],
    })
    if (!written) return
    await sql.query(
      `insert into hand_over (record_id, unit_id, day, shift, by_account, at, tickets) values ($1, $2, $3, $4, $5, $6, $7)`,
      [handOverId, unit, day, shift, account, at, tickets],
    )
  })
}

interface HandOverRow {
  readonly record_id: string
  readonly day: Day
  readonly shift: Shift
  readonly by_account: string
  readonly at: Instant
  readonly tickets: string[]
  readonly acknowledged_by: string | null
  readonly acknowledged_at: Instant | null
}

/** The newest first: all that nobody has taken on yet, and the last few that were. */
export async function handOversOf(sql: Sql, master: Buffer, unit: string, most: number): Promise<HandOver[]> {
  const { rows } = await sql.query<HandOverRow>(
    `select record_id, day::text, shift, by_account, at, tickets, acknowledged_by, acknowledged_at from hand_over
     where unit_id = $1 order by (acknowledged_at is not null), at desc, record_id limit $2`,
    [unit, most],
  )
  const found: HandOver[] = []
  for (const row of rows) {
    const record = await readRecord(sql, master, row.record_id)
    found.push({
      handOverId: row.record_id,
      day: row.day,
      shift: row.shift,
      by: row.by_account,
      at: row.at,
      note: record?.events.find((event) => event.type === MADE)?.texts['note'] ?? null,
      tickets: row.tickets,
      acknowledgedBy: row.acknowledged_by,
      acknowledgedAt: row.acknowledged_at,
    })
  }
  return found
}

/** `unknown`: not of this unit; `own`: whoever hands over cannot take it on; `taken`: somebody has it already. */
export type Acknowledged = 'done' | 'unknown' | 'own' | 'taken'

export async function acknowledge(
  pool: Pool,
  keys: Pick<Keys, 'master'>,
  unit: string,
  handOverId: string,
  { account, actor, at, policy }: By,
): Promise<Acknowledged> {
  return withTransaction(pool, async (sql) => {
    const { rows } = await sql.query<{ by_account: string; acknowledged_by: string | null }>(
      'select by_account, acknowledged_by from hand_over where record_id = $1 and unit_id = $2 for update',
      [handOverId, unit],
    )
    const [known] = rows
    if (!known) return 'unknown'
    if (known.acknowledged_by !== null) return known.acknowledged_by === account ? 'done' : 'taken'
    if (known.by_account === account) return 'own'
    const facts = [{ type: ACKNOWLEDGED, data: {}, open: [] }]
    await appendRecord(sql, keys, {
      recordId: handOverId,
      kind: 'shift-hand-over',
      version: 1,
      at,
      policy,
      actor,
      facts,
    })
    await sql.query('update hand_over set acknowledged_by = $2, acknowledged_at = $3 where record_id = $1', [
      handOverId,
      account,
      at,
    ])
    return 'done'
  })
}
