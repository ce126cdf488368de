import { type Pool, type Sql, withTransaction } from '../database/connect.ts'
import type { Rulebook } from '../rules/rulebook.ts'
import type { Keys } from '../vault/keys.ts'
import { checkPersons } from './check-persons.ts'
import { checkPhotos, type PhotoChecks } from './check-photos.ts'
import { checkRecords } from './check-records.ts'
import { checkReleases } from './check-releases.ts'
import { checkSeals } from './check-seals.ts'
import { checkTicket } from './check-ticket.ts'
import { type DatabaseFault, FaultList } from './fault-list.ts'
import { readStoredTickets } from './stored-tickets.ts'

export interface Verification {
  readonly tickets: number
  readonly events: number
  readonly seals: number
  readonly persons: number
  /** Photos that the log names; none are looked for where nobody said where they lie. */
  readonly photos: number
  /** Streams beside tickets. */
  readonly records: number
  /** All faults found; `faults` lists the first thousand. */
  readonly faultCount: number
  readonly faults: readonly DatabaseFault[]
}

export interface VerifyOptions {
  readonly rulebook: Rulebook
  /** Told after each batch; `total` is an estimate by the tickets' rows. */
  readonly onProgress?: (tickets: number, total: number) => void
  /** Fingerprints of signers besides the own one: of a former key, or of the database that a restored one came from. */
  readonly signers?: readonly string[]
  readonly photos?: PhotoChecks
  /** Tickets to a batch; 500 by default. */
  readonly batch?: number
}

/**
 * Walks a whole database in one snapshot and a bounded amount of memory: every event, its chain and its commitments, the texts
 * in the vault, the seals over all heads, and every row that is made from the log. Writers are not disturbed.
 */
export async function verifyDatabase(
  pool: Pool,
  keys: Pick<Keys, 'master' | 'seal'>,
  options: VerifyOptions,
): Promise<Verification> {
  return withTransaction(pool, (sql) => verifyWithin(sql, keys, options), {
    isolation: 'repeatable read',
    readOnly: true,
  })
}

/** The same inside a transaction of the caller, for what must not be committed unless it verifies. */
export async function verifyWithin(
  sql: Sql,
  keys: { readonly master: Buffer; readonly seal: Pick<Keys['seal'], 'fingerprint'> },
  { rulebook, onProgress, signers = [], photos: photoChecks, batch: size = 500 }: VerifyOptions,
): Promise<Verification> {
  await sql.query(`set local timezone = 'UTC'`)
  const faults = new FaultList()
  const report = faults.add.bind(faults)
  const { rows } = await sql.query<{ count: number }>('select count(*) as count from ticket')
  const total = rows[0]?.count ?? 0
  let tickets = 0
  let events = 0
  let photos = 0
  for await (const batch of readStoredTickets(sql, size)) {
    for (const ticket of batch) {
      const sound = checkTicket(ticket, { master: keys.master, rulebook, report })
      if (sound && photoChecks)
        photos += await checkPhotos(sound.events, ticket.photos, sound.secrets, photoChecks, report)
      tickets++
      events += ticket.events.length
    }
    onProgress?.(tickets, Math.max(total, tickets))
  }
  const records = await checkRecords(sql, keys.master, report)
  await checkReleases(sql, keys.master, report)
  const seals = await checkSeals(sql, new Set([keys.seal.fingerprint, ...signers]), report)
  const persons = await checkPersons(sql, keys.master, report)
  return { tickets, events, seals, persons, photos, records, faultCount: faults.count, faults: faults.listed }
}
