import type { Instant } from '../domain/kernel/instant.ts'
import type { Sql } from './database/connect.ts'

/** Facts about the database itself. `simulated` is a mark that never goes away: such a database carries its own clock. */
export interface InstallationFacts {
  readonly simulated: { readonly seed: number; readonly from: string; readonly now: Instant }
  readonly 'demo-filled': { readonly at: Instant; readonly tickets: number }
  /** A migration changed what the read models hold: they are made anew from the log at the next start. */
  readonly 'rebuild-due': string
  readonly 'last-backup': { readonly at: Instant; readonly rows: number }
  readonly 'last-verify': { readonly at: Instant; readonly events: number; readonly faults: number }
  readonly 'first-administrator': { readonly tokenHash: string }
}

export async function readFact<K extends keyof InstallationFacts>(
  sql: Sql,
  key: K,
): Promise<InstallationFacts[K] | null> {
  const { rows } = await sql.query<{ value: InstallationFacts[K] }>('select value from installation where key = $1', [
    key,
  ])
  return rows[0]?.value ?? null
}

export async function writeFact<K extends keyof InstallationFacts>(
  sql: Sql,
  key: K,
  value: InstallationFacts[K],
): Promise<void> {
  await sql.query(
    'insert into installation (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [key, JSON.stringify(value)],
  )
}

export async function removeFact(sql: Sql, key: keyof InstallationFacts): Promise<void> {
  await sql.query('delete from installation where key = $1', [key])
}

/** The instant of the newest event, null in an empty log. */
export async function lastEventAt(sql: Sql): Promise<Instant | null> {
  const { rows } = await sql.query<{ at: Instant | null }>('select max(at) as at from event')
  return rows[0]?.at ?? null
}

export async function hasEvents(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ found: boolean }>('select exists (select from event) as found')
  return rows[0]?.found ?? false
}
