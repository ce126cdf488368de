import pg from 'pg'

/** What a query needs: a pool, or one connection inside a transaction. */
export interface Sql {
  query<Row extends pg.QueryResultRow>(text: string | pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult<Row>>
}

export type Pool = pg.Pool

export interface PoolOptions {
  /** Most connections at once; 10 by default. The embedded database takes 100 in all. */
  readonly max?: number
  /** The database role that every statement runs as; the one who connects must be allowed to become it. */
  readonly role?: string
  /** Milliseconds after which the database gives a statement up with SQLSTATE 57014; none by default. */
  readonly statementTimeoutMs?: number
  /** Session settings, for example `plan_cache_mode`; set once per connection. */
  readonly settings?: Readonly<Record<string, string>>
  /** What the database shows beside the connection. */
  readonly name?: string
}

/**
 * Connections to the database. They break when it stops and are made anew when it is back; nothing of that ends the
 * process. Values come as: int8 → number (bigint beyond 2^53), numeric → text, timestamptz → RFC 3339 in UTC to the
 * millisecond, date → text `2026-10-19`, jsonb → parsed, bytea → Buffer. `end()` it before stopping the database.
 */
export function createPool(url: string, options: PoolOptions = {}): Pool {
  const { statementTimeoutMs } = options
  const preparation = [
    ...(options.role === undefined ? [] : [`set role ${pg.escapeIdentifier(options.role)}`]),
    ...Object.entries(options.settings ?? {}).map(
      ([name, value]) => `set ${pg.escapeIdentifier(name)} = ${pg.escapeLiteral(value)}`,
    ),
  ].join('; ')
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.name ?? 'huying',
    connectionTimeoutMillis: 30_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    allowExitOnIdle: true,
    types: { getTypeParser },
    ...(statementTimeoutMs === undefined ? {} : { statement_timeout: statementTimeoutMs }),
    ...(preparation === ''
      ? {}
      : {
          onConnect: async (client: pg.ClientBase) => {
            await client.query(preparation)
          },
        }),
  })
  // An idle connection that breaks is dropped by the pool; one in use fails its query, which is where it is handled.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable'
  readonly readOnly?: boolean
}

/** Runs `fn` in one transaction: committed when it resolves, rolled back when it rejects, never retried here. */
export async function withTransaction<T>(
  pool: Pool,
  fn: (sql: pg.PoolClient) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const client = await pool.connect()
  let lost = false
  const onLost = (): void => {
    lost = true
  }
  client.on('error', onLost)
  let broken = false
  try {
    const isolation = options.isolation ? ` isolation level ${options.isolation}` : ''
    await client.query(`begin${isolation}${options.readOnly ? ' read only' : ''}`)
    const result = await fn(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    if ((lost || broken) && sqlState(error) === null) throw new ConnectionLost(error)
    throw error
  } finally {
    client.off('error', onLost)
    client.release(lost || broken)
  }
}

/** The connection broke inside a transaction: rolled back, unless it broke while committing, when nobody knows. */
export class ConnectionLost extends Error {
  /** SQLSTATE 08006, connection failure. */
  readonly code = '08006'

  constructor(cause: unknown) {
    super(`the connection to the database was lost: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
    this.name = 'ConnectionLost'
  }
}

const BROKEN_SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])

/** The SQLSTATE of a failed query (five characters), 08006 for a broken or refused connection, else null. */
export function sqlState(error: unknown): string | null {
  if (error instanceof pg.DatabaseError) return error.code ?? null
  if (error instanceof ConnectionLost) return error.code
  if (error instanceof AggregateError) return sqlState(error.errors[0])
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && BROKEN_SOCKET.has(error.code)) {
    return '08006'
  }
  return null
}

/**
 * Whether the same transaction may succeed when run again: serialization failure, deadlock, lock not available, too many
 * connections, the database stopping or starting, a lost connection. Commands may repeat after a lost commit, because
 * their key makes the repeat find the first answer.
 */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error)
  if (state === null) return false
  return state.startsWith('08') || ['40001', '40P01', '55P03', '53300', '57P01', '57P02', '57P03'].includes(state)
}

const INT8 = 20
const TIMESTAMPTZ = 1184
const DATE = 1082
const TEXT_ARRAY: number = 1009
const INT8_ARRAY = 1016
const TIMESTAMPTZ_ARRAY = 1185
const DATE_ARRAY = 1182

/** pg's own parsers but for those that would lose digits or bring in the machine's time zone. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (format === 'binary') return pg.types.getTypeParser(oid, 'binary')
  switch (oid) {
    case INT8:
      return parseInteger
    case TIMESTAMPTZ:
      return parseInstant
    case DATE:
      return asText
    case INT8_ARRAY:
      return (value) => eachText(value, parseInteger)
    case TIMESTAMPTZ_ARRAY:
      return (value) => eachText(value, parseInstant)
    case DATE_ARRAY:
      return (value) => eachText(value, asText)
    default:
      return pg.types.getTypeParser(oid, 'text')
  }
}

function asText(value: string): string {
  return value
}

function parseInteger(value: string): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : BigInt(value)
}

/** `2026-10-19 08:30:00.123456+08` → `2026-10-19T00:30:00.123Z`. Infinities and years before Christ stay text. */
function parseInstant(value: string): string {
  const parts = /^(\d{4,})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d)(?::?(\d\d))?$/.exec(value)
  if (!parts) return value
  const [, year, month, day, time, fraction = '', hours, minutes = '00'] = parts
  const ms = Date.parse(`${year}-${month}-${day}T${time}${fraction.slice(0, 4)}${hours}:${minutes}`)
  return Number.isNaN(ms) ? value : new Date(ms).toISOString()
}

type Nested = string | null | Nested[]

function eachText(value: string, convert: (element: string) => unknown): unknown {
  const walk = (element: Nested): unknown =>
    Array.isArray(element) ? element.map(walk) : element === null ? null : convert(element)
  return walk(parseTextArray(value))
}

function parseTextArray(value: string): Nested {
  return pg.types.getTypeParser(TEXT_ARRAY, 'text')(value)
}
