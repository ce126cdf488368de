import { isHiddenFromOthers } from '../../domain/cluster/together.ts'
import { DAY, type Instant, plus } from '../../domain/kernel/instant.ts'
import type { TicketEvent } from '../../domain/ticket/events.ts'
import type { TicketState } from '../../domain/ticket/state.ts'
import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import { readTicket, type TicketReading } from '../read-models/ticket-reading.ts'
import type { Rulebook } from '../rules/rulebook.ts'
import type { Committed } from '../ticket/ticket-log.ts'
import { REACH_DAYS, sketchBytes, storedKeys, type TicketSignature } from './signature-row.ts'

/** What is read of a ticket before it is compared with others. */
export interface MatterTexts {
  readonly words: string
  readonly title: string | null
  readonly address: string | null
  readonly category: string | null
  readonly community: string | null
  readonly subdistrict: string | null
}

export interface SigningDeps {
  readonly pool: Pool
  readonly keys: { readonly master: Buffer }
  readonly rulebook: Rulebook
  readonly sign: (matter: MatterTexts) => TicketSignature
  /** Told what could not be signed; the next round tries again. */
  readonly onFailure?: (error: unknown) => void
}

/** A change of how texts are read makes all signatures anew. */
const READING = 1
const BATCH = 200

/** Events after which a ticket may be found by other things than before, or by nobody any more. */
const CHANGES: ReadonlySet<TicketEvent['type']> = new Set(['registered', 'classified', 'fact-corrected'])

/**
 * Keeps signatures after the commands that change them, never inside: nobody waits for them. What a stopped process left
 * undone, a bulk copy or a restore, `catchUp` finds.
 */
export class Signing {
  private readonly deps: SigningDeps
  private readonly due = new Set<string>()
  private running: Promise<void> | null = null
  private stopping = false

  constructor(deps: SigningDeps) {
    this.deps = deps
  }

  /** To be told of each commit. */
  note({ state, events }: Pick<Committed, 'state' | 'events'>): void {
    if (!events.some((event) => CHANGES.has(event.type))) return
    this.due.add(state.ticketId)
    this.running ??= this.run().finally(() => {
      this.running = null
    })
  }

  /** Lets go of what is left; the next process finds it. */
  stop(): void {
    this.stopping = true
  }

  /** Resolves when nothing is left to sign. */
  async settled(): Promise<void> {
    while (this.running !== null) await this.running
  }

  /** Signs what has no signature and can still be a candidate; lets go of what no longer can. Returns how many it signed. */
  async catchUp(now: Instant): Promise<number> {
    const { pool } = this.deps
    const since = plus(now, -2 * REACH_DAYS * DAY)
    await pool.query('delete from ticket_signature where registered_at < $1', [since])
    let signed = 0
    let after = '00000000-0000-0000-0000-000000000000'
    while (!this.stopping) {
      const { rows } = await pool.query<{ ticket_id: string }>(
        `select ticket_id from ticket t where registered_at >= $1 and ticket_id > $2
           and not exists (select from ticket_signature s where s.ticket_id = t.ticket_id and s.reading = $3)
         order by ticket_id limit ${BATCH}`,
        [since, after, READING],
      )
      for (const row of rows) if (!this.stopping) await this.sign(row.ticket_id)
      signed += rows.length
      after = rows.at(-1)?.ticket_id ?? after
      if (rows.length < BATCH) break
    }
    return signed
  }

  private async run(): Promise<void> {
    // The command that told of it is still answering: let it.
    await Promise.resolve()
    for (const ticketId of this.due) {
      if (this.stopping) return
      this.due.delete(ticketId)
      await this.sign(ticketId)
    }
  }

  private async sign(ticketId: string): Promise<void> {
    try {
      await withTransaction(this.deps.pool, (sql) => signTicket(sql, ticketId, this.deps))
    } catch (error) {
      this.deps.onFailure?.(error)
    }
  }
}

/** Within a transaction: the key is held, so that a ticket that is being forgotten is not signed behind its back. */
async function signTicket(sql: Sql, ticketId: string, { keys, rulebook, sign }: SigningDeps): Promise<void> {
  // A signature that is lost is made again: nobody waits for the disk.
  await sql.query('set local synchronous_commit = off')
  await sql.query('select from ticket_secret where ticket_id = $1 for share', [ticketId])
  const reading = await readTicket(sql, keys.master, ticketId)
  if (!reading) return
  const { state } = reading
  const matter = isHiddenFromOthers(state, rulebook.inForce(state.lastAt)) ? null : matterOf(reading)
  const signature = matter && sign(matter)
  await sql.query(
    `insert into ticket_signature (ticket_id, registered_at, reading, sketch, size, keys) values ($1, $2, $3, $4, $5, $6)
     on conflict (ticket_id) do update set reading = excluded.reading, sketch = excluded.sketch, size = excluded.size,
       keys = excluded.keys`,
    [
      ticketId,
      state.registeredAt,
      READING,
      signature && sketchBytes(signature.sketch),
      signature?.sketch.size ?? 0,
      signature ? storedKeys(keys.master, signature, state.registeredAt).map(String) : [],
    ],
  )
}

/** Null of a forgotten ticket. */
export function matterOf({ state, text }: TicketReading): MatterTexts | null {
  const words = state.words && text(state.words.id)
  if (words === null) return null
  return {
    words,
    title: state.title && text(state.title.id),
    address: state.place.address && text(state.place.address.id),
    ...placeOf(state),
  }
}

function placeOf({ category, place }: TicketState) {
  return { category, community: place.community, subdistrict: place.subdistrict }
}
