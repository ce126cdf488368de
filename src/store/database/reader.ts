import pg from 'pg'
import type { Pool, Sql } from './connect.ts'

/**
 * Reads as one unit: row-level security lets through what that unit's inbox holds, whatever the statement says
 * (contracts.md, Reading and writing under rights). Read only, one snapshot.
 */
export async function readAs<T>(pool: Pool, unit: string, fn: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  const onLost = (): void => {
    broken = true
  }
  client.on('error', onLost)
  try {
    await client.query(
      `begin isolation level repeatable read read only; set local role huying_reader; set local huying.unit = ${pg.escapeLiteral(unit)}`,
    )
    const result = await fn(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(onLost)
    throw error
  } finally {
    client.off('error', onLost)
    client.release(broken)
  }
}
