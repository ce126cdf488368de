import { type Instant, toMs } from '../../domain/kernel/instant.ts'
import type { Sql } from '../../store/database/connect.ts'
import type { TicketLog } from '../../store/ticket/ticket-log.ts'

export interface SweepDeps {
  readonly pool: Sql
  readonly log: Pick<TicketLog, 'submit'>
  /** Told of a ticket that could not be swept; the others go on. */
  readonly onFailure?: (error: unknown) => void
}

export interface SweepOutcome {
  /** Tickets that were due. */
  readonly due: number
  /** Things that happened by themselves. */
  readonly happened: number
  /** Seconds by which the oldest due ticket was late when the sweep began. */
  readonly lagSeconds: number
}

const PAGE = 200
const HANDS = 4
/** More than can fall due for one ticket at once; a guard against a rule that never comes to rest. */
const MOST_STEPS = 100
const SWEEPER = { kind: 'rule', rule: 'sweeper', version: '1' } as const

interface DueRow {
  readonly ticket_id: string
  readonly version: number
  readonly next_check_at: Instant
}

const DUE = {
  name: 'sweeper-due',
  text: `select ticket_id, version, next_check_at from ticket
    where next_check_at <= $1 and (next_check_at, ticket_id) > ($2::timestamptz, $3::uuid)
    order by next_check_at, ticket_id limit ${PAGE}`,
}

/**
 * Lets everything happen that fell due by `now`, oldest first, page by page to the end: a ticket that fails never keeps the
 * ones after it waiting (index ticket_next_check). No locks: each step is one conditional append, and of many nodes the
 * losers skip.
 */
export async function sweep(deps: SweepDeps, now: Instant, isStopping = () => false): Promise<SweepOutcome> {
  let after = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }
  let due = 0
  let happened = 0
  let lagSeconds = 0
  while (!isStopping()) {
    const { rows } = await deps.pool.query<DueRow>({ ...DUE, values: [now, after.at, after.id] })
    const last = rows.at(-1)
    if (!last) break
    if (due === 0) lagSeconds = Math.max(0, (toMs(now) - toMs(rows[0]?.next_check_at ?? now)) / 1000)
    due += rows.length
    const queue = rows.values()
    const hand = async () => {
      for (const row of queue) {
        if (isStopping()) return
        happened += await passTime(deps, row, now)
      }
    }
    await Promise.all(Array.from({ length: HANDS }, hand))
    after = { at: last.next_check_at, id: last.ticket_id }
    if (rows.length < PAGE) break
  }
  return { due, happened, lagSeconds }
}

/** Steps until nothing more is due. Conditional on the version: whoever else acted first has decided. */
async function passTime({ log, onFailure }: SweepDeps, row: DueRow, now: Instant): Promise<number> {
  let { version } = row
  let steps = 0
  try {
    for (; steps < MOST_STEPS; steps++) {
      const key = `pass-time/${version}`
      const submission = {
        ticketId: row.ticket_id,
        key,
        actor: SWEEPER,
        expectedVersion: version,
        type: 'pass-time' as const,
        body: {},
      }
      const result = await log.submit(submission, now)
      if (!result.ok || result.value.repeated || result.value.version === version) break
      version = result.value.version
    }
  } catch (error) {
    onFailure?.(error)
  }
  return steps
}
