import type { Sql } from '../database/connect.ts'

/** What a person chose for the own desk; null: nothing yet. */
export async function readPreference(sql: Sql, account: string, name: string): Promise<unknown> {
  const { rows } = await sql.query<{ value: unknown }>(
    'select value from account_preference where account_id = $1 and name = $2',
    [account, name],
  )
  return rows[0]?.value ?? null
}

export async function writePreference(sql: Sql, account: string, name: string, value: unknown): Promise<void> {
  await sql.query(
    `insert into account_preference (account_id, name, value) values ($1, $2, $3)
     on conflict (account_id, name) do update set value = excluded.value`,
    [account, name, JSON.stringify(value)],
  )
}
