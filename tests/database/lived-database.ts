import { join } from 'node:path'
import type { Instant } from '../../src/domain/kernel/instant.ts'
import { type SimulationSummary, simulate } from '../../src/simulator/simulate.ts'
import { BulkLedger } from '../../src/store/bulk/bulk-ledger.ts'
import { copyLives } from '../../src/store/bulk/copy-lives.ts'
import { createPool, type Pool, withTransaction } from '../../src/store/database/connect.ts'
import { fingerprint, newSealKeyPair } from '../../src/store/log/seal.ts'
import { loadRules } from '../../src/store/rules/load-rules.ts'
import type { Rulebook } from '../../src/store/rules/rulebook.ts'
import { TicketNumbers } from '../../src/store/ticket/numbers.ts'
import { TicketLog } from '../../src/store/ticket/ticket-log.ts'
import { newKey } from '../../src/store/vault/cipher.ts'
import type { Keys } from '../../src/store/vault/keys.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

const CITY = join(import.meta.dirname, '..', '..', 'policy', 'beijing')

/** A test database with Beijing's rules and units, keys of its own and a command handler. */
export interface RuledDatabase extends TestDatabase {
  /** As the writer, who can neither change nor delete an event. */
  readonly writer: Pool
  readonly keys: Keys
  readonly rulebook: Rulebook
  readonly log: TicketLog
}

export interface LivesToLive {
  readonly seed: number
  readonly from: string
  readonly days: number
  /** Contacts a day in each subdistrict. */
  readonly volume: Readonly<Record<string, number>>
}

export function newKeys(): Keys {
  const pair = newSealKeyPair()
  return { master: newKey(), seal: { ...pair, fingerprint: fingerprint(pair.publicKey) }, notices: [] }
}

export async function createRuledDatabase(keys: Keys = newKeys()): Promise<RuledDatabase> {
  const database = await createTestDatabase()
  const rulebook = await loadRules(database.pool, CITY)
  const writer = createPool(database.url, { role: 'huying_writer' })
  const { calendar } = rulebook.inForce('2026-10-01T00:00:00.000Z')
  const log = new TicketLog({
    pool: writer,
    keys,
    rulebook,
    numbers: new TicketNumbers(writer, calendar),
    risksIn: () => [],
  })
  const drop = async () => {
    await writer.end()
    await database.drop()
  }
  return { ...database, drop, writer, keys, rulebook, log }
}

/** Lives a few simulated days through the command handler; the same options give the same lives. */
export async function liveDays(database: RuledDatabase, lives: LivesToLive): Promise<SimulationSummary> {
  return simulate({ ...cityOf(database.rulebook, lives), submit: (one, now) => database.log.submit(one, now) })
}

/** The same days by the bulk path. */
export async function copyDays(
  database: Pick<RuledDatabase, 'pool' | 'rulebook'> & { readonly keys: Pick<Keys, 'master'> },
  lives: LivesToLive,
): Promise<SimulationSummary> {
  const { keys, rulebook, pool } = database
  const ledger = new BulkLedger({
    master: keys.master,
    rulebook,
    risksIn: () => [],
    numbering: { from: 1, step: 1 },
  })
  const submit = (one: Parameters<BulkLedger['submit']>[0], now: Instant) => Promise.resolve(ledger.submit(one, now))
  const summary = await simulate({ ...cityOf(rulebook, lives), submit })
  const taken = ledger.take()
  await withTransaction(pool, (client) =>
    copyLives(client, taken.lives, taken.persons, { master: keys.master, rulebook }),
  )
  return summary
}

function cityOf(rulebook: Rulebook, { seed, from, days, volume }: LivesToLive) {
  const policy = rulebook.inForce(`${from}T00:00:00.000Z`)
  return { seed, from, days, volume, units: Object.keys(volume), policy, org: rulebook.org }
}
