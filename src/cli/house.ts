import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayOf } from '../domain/clock/calendar.ts'
import type { Policy } from '../domain/policy/policy.ts'
import { makeRiskScanner } from '../intelligence/risk/risk-words.ts'
import { readSettings, type Settings, type SettingsOutcome } from '../server/config.ts'
import { createPool, type Pool } from '../store/database/connect.ts'
import { type Database, openDatabase } from '../store/database/launch.ts'
import { migrate } from '../store/database/migrate.ts'
import { readFact, removeFact } from '../store/installation.ts'
import { loadLibrary } from '../store/knowledge/shipped.ts'
import { type PhotoFiles, photoFolder } from '../store/photo/photo-files.ts'
import { PhotoVault } from '../store/photo/photo-vault.ts'
import { rebuildReadModels } from '../store/rebuild.ts'
import { loadRules } from '../store/rules/load-rules.ts'
import type { Rulebook } from '../store/rules/rulebook.ts'
import { TicketNumbers } from '../store/ticket/numbers.ts'
import { TicketLog } from '../store/ticket/ticket-log.ts'
import { adoptUnitLayer } from '../store/unit/unit-changes.ts'
import { type Keys, loadKeys } from '../store/vault/keys.ts'
import { Clock } from './clock.ts'

const PROJECT = join(import.meta.dirname, '..', '..')

/** Everything a command works with: settings, database, rules, keys and the command handler. */
export interface House {
  readonly settings: Settings
  readonly database: Database
  /** As the owner: migrations, bulk copies, backups, verification. */
  readonly ownerPool: Pool
  /** As the writer: appends, but can neither change nor delete an event. */
  readonly pool: Pool
  readonly keys: Keys
  readonly rulebook: Rulebook
  readonly log: TicketLog
  readonly photoFiles: PhotoFiles
  readonly photos: PhotoVault
  readonly clock: Clock
  close(): Promise<void>
}

export type Flags = Readonly<Record<string, string | number | undefined>>

export function settingsFrom(flags: Flags): SettingsOutcome {
  const readFile = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)
  return readSettings({ flags, env: process.env, readFile })
}

export function policyFolder(settings: Settings): string {
  return join(PROJECT, 'policy', settings.policy)
}

/** Whether there is one to open; a command that only asks makes none. */
export function hasDatabase({ databaseUrl, data }: Settings): boolean {
  return databaseUrl !== undefined || existsSync(join(data, 'database', 'cluster', 'PG_VERSION'))
}

/** Where bundles of frozen periods are published from. */
export function publishedFolder(settings: Settings): string {
  return join(settings.data, 'published')
}

/** Opens (or joins) the database, brings the schema up to date, loads rules and keys. Close it, also after an error. */
export async function openHouse(
  settings: Settings,
  role: 'serve' | 'command',
  notice = (_line: string) => {},
): Promise<House> {
  const database = await openDatabase({
    dataDir: settings.data,
    role,
    onNotice: notice,
    ...(settings.databaseUrl === undefined ? {} : { databaseUrl: settings.databaseUrl }),
    // Any free port (0) is not known before it is bound.
    ...(role === 'serve' && settings.port !== 0 ? { servingPort: settings.port } : {}),
  })
  const pools: Pool[] = []
  const close = async () => {
    await Promise.all(pools.map((pool) => pool.end()))
    await database.stop()
  }
  try {
    const ownerPool = createPool(database.url, { name: 'huying-owner', max: 4 })
    pools.push(ownerPool)
    const migrated = await migrate(ownerPool)
    for (const one of migrated.applied) notice(`migration ${one}`)
    const rulebook = await loadRules(ownerPool, policyFolder(settings))
    const due = await readFact(ownerPool, 'rebuild-due')
    if (due !== null) {
      notice(`read models are made anew from the log (${due})`)
      await rebuildReadModels(ownerPool, { rulebook })
      await removeFact(ownerPool, 'rebuild-due')
    }
    const keys = await loadKeys({
      dataDir: settings.data,
      ...(settings.masterKey === undefined ? {} : { masterKey: settings.masterKey }),
      ...(settings.masterKeyFile === undefined ? {} : { masterKeyFile: settings.masterKeyFile }),
    })
    // Every hot statement is prepared, and its plan does not depend on its values: planning it anew each time, as the
    // database does for arrays of unknown length, took longer than running it.
    const prepared = { plan_cache_mode: 'force_generic_plan' }
    const pool = createPool(database.url, { role: 'huying_writer', max: 20, settings: prepared })
    const personPool = createPool(database.url, {
      role: 'huying_writer',
      max: 8,
      settings: { ...prepared, synchronous_commit: 'off' },
    })
    pools.push(pool, personPool)
    const clock = await Clock.open(ownerPool)
    await loadLibrary(ownerPool, policyFolder(settings), clock.now())
    const policy = rulebook.inForce(clock.now())
    await adoptUnitLayer(ownerPool, rulebook, dayOf(clock.now(), policy.calendar))
    const photoFiles = photoFolder(join(settings.data, 'photos'))
    const photos = new PhotoVault({ pool, keys, files: photoFiles })
    const log = new TicketLog({
      photos,
      pool,
      personPool,
      keys,
      rulebook,
      numbers: new TicketNumbers(pool, policy.calendar),
      risksIn: (words) => risksUnder(rulebook.inForce(clock.now()))(words),
    })
    return { settings, database, ownerPool, pool, keys, rulebook, log, photoFiles, photos, clock, close }
  } catch (error) {
    await close()
    throw error
  }
}

const scanners = new WeakMap<Policy, (words: string) => string[]>()

/** A version may come into force while the program runs, with risk words of its own. */
function risksUnder(policy: Policy): (words: string) => string[] {
  const known = scanners.get(policy)
  if (known) return known
  const made = makeRiskScanner(policy)
  scanners.set(policy, made)
  return made
}
