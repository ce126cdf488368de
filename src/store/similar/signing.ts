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
/** Signed in one transaction: while one is under way the next are gathered, so that a rush costs little more than a trickle. */
const TOGETHER = 40

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
      const ids = rows.map((row) => row.ticket_id)
      for (let from = 0; from < ids.length && !this.stopping; from += TOGETHER) {
        await this.sign(ids.slice(from, from + TOGETHER))
      }
      signed += rows.length
      after = rows.at(-1)?.ticket_id ?? after
      if (rows.length < BATCH) break
    }
    return signed
  }

  private async run(): Promise<void> {
    // The command that told of it is still answering: let it.
    await Promise.resolve()
    while (this.due.size > 0 && !this.stopping) {
      const ids = [...this.due].slice(0, TOGETHER)
      for (const ticketId of ids) this.due.delete(ticketId)
      await this.sign(ids)
    }
  }

  private async sign(ids: readonly string[]): Promise<void> {
    try {
      await withTransaction(this.deps.pool, (sql) => signTickets(sql, ids, this.deps))
    } catch (error) {
      // One that cannot be read keeps no other from being found.
      if (ids.length > 1) for (const ticketId of ids) await this.sign([ticketId])
      else this.deps.onFailure?.(error)
    }
  }
}

/** Within a transaction: the keys are held, so that no ticket that is being forgotten is signed behind its back. */
async function signTickets(
  sql: Sql,
  ids: readonly string[],
  { keys: { master }, rulebook, sign }: SigningDeps,
): Promise<void> {
  // A signature that is lost is made again: nobody waits for the disk.
  await sql.query('set local synchronous_commit = off')
  await sql.query({
    name: 'signing-hold',
    text: 'select from ticket_secret where ticket_id = any ($1::uuid[]) order by ticket_id for share',
    values: [ids],
  })
  const made: { id: string; at: Instant; sketch: Buffer | null; size: number; keys: string }[] = []
  for (const id of ids) {
    const reading = await readTicket(sql, master, id)
    if (!reading) continue
    const { state } = reading
    const at = state.registeredAt
    const matter = isHiddenFromOthers(state, rulebook.inForce(state.lastAt)) ? null : matterOf(reading)
    const signature = matter && sign(matter)
    if (signature === null) made.push({ id, at, sketch: null, size: 0, keys: '{}' })
    else {
      const { sketch } = signature
      made.push({
        id,
        at,
        sketch: sketchBytes(sketch),
        size: sketch.size,
        keys: `{${storedKeys(master, signature, at)}}`,
      })
    }
  }
  await sql.query({
    name: 'signing-keep',
    text: `insert into ticket_signature (ticket_id, registered_at, reading, sketch, size, keys)
     select id, at, $1, sketch, size, keys::bigint[]
     from unnest($2::uuid[], $3::timestamptz[], $4::bytea[], $5::int[], $6::text[]) as made (id, at, sketch, size, keys)
     on conflict (ticket_id) do update set reading = excluded.reading, sketch = excluded.sketch, size = excluded.size,
       keys = excluded.keys`,
    values: [
      READING,
      made.map((one) => one.id),
      made.map((one) => one.at),
      made.map((one) => one.sketch),
      made.map((one) => one.size),
      made.map((one) => one.keys),
    ],
  })
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
