import pg from 'pg'
import { DatabaseError } from './database-error.ts'
import type { Database } from './launch.ts'

const OLDEST = 15

/** An existing PostgreSQL by its address: proves that it answers and is new enough; starting and stopping is its owner's. */
export async function openOutside(url: string): Promise<Database> {
  const { host, port } = parse(url)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version")
    const version = rows[0]?.version ?? ''
    if (Number.parseInt(version, 10) < OLDEST) throw new DatabaseError('database.too-old', { version })
  } catch (error) {
    if (error instanceof DatabaseError) throw error
    const state = error instanceof pg.DatabaseError ? error.code : undefined
    if (state === '28P01' || state === '28000') {
      throw new DatabaseError('database.password-refused', { host, port, source: 'DATABASE_URL' }, error)
    }
    throw new DatabaseError('database.unreachable', { host, port, cause: reason(error) }, error)
  } finally {
    await client.end().catch(() => {})
  }
  return { url, embedded: false, joined: true, stop: async () => {} }
}

function parse(url: string): { host: string; port: number } {
  try {
    const { protocol, hostname, port } = new URL(url)
    if (protocol !== 'postgres:' && protocol !== 'postgresql:') throw new Error(protocol)
    return { host: hostname, port: port === '' ? 5432 : Number(port) }
  } catch {
    throw new DatabaseError('database.bad-url')
  }
}

/** Node joins the failures of several addresses of one name into an error without a message. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ')
  return error instanceof Error ? error.message : String(error)
}
