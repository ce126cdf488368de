import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { CLUSTER_USER } from './cluster.ts'
import { isAlive } from './process-name.ts'

/** The two advisory lock keys of embedded databases: `Hy` and a number. They live in the maintenance database. */
const FAMILY = 0x4879
const SERVE = 1
const PRESENT = 2

const GHOST_MS = 5_000
const POLL_MS = 20

export type Role = 'serve' | 'command'

/** Who serves from this data folder: its process, since when (RFC 3339), and the port people reach it on, if told. */
export interface Holder {
  readonly pid: number
  readonly since: string
  readonly port: number | null
}

/**
 * One Node process that uses the embedded database. It is a session that holds a shared advisory lock, and PostgreSQL
 * ends it when the process dies, however it dies: no files to go stale, no process numbers to be mistaken.
 */
export interface Presence {
  readonly client: pg.Client
  /** Whether others were here when we came. */
  readonly joined: boolean
}

/** Connects to the maintenance database of an embedded server. Rejects with pg's own error. */
export async function greet(
  port: number,
  password: string,
  role: Role,
  servingPort: number | null,
): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: CLUSTER_USER,
    password,
    database: 'postgres',
    ssl: false,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    application_name: `huying-${role} ${process.pid} ${servingPort ?? '-'}`,
  })
  // Without a listener the end of the database would end this process too.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Joins those who use the database. A second `serve` gets the holder instead and is not present afterwards. */
export async function enter(client: pg.Client, role: Role): Promise<Presence | { readonly holder: Holder }> {
  // Waits only while the last one to leave is stopping the database, which ends this session too.
  await client.query('select pg_advisory_lock_shared($1, $2)', [FAMILY, PRESENT])
  await awaitGhosts(client)
  if (role === 'serve') {
    const taken = await client.query<{ ok: boolean }>('select pg_try_advisory_lock($1, $2) as ok', [FAMILY, SERVE])
    if (!taken.rows[0]?.ok) {
      const holder = await findHolder(client)
      if (holder) return { holder }
      // It left between the two statements.
      await client.query('select pg_advisory_unlock_shared($1, $2)', [FAMILY, PRESENT])
      return enter(client, role)
    }
  }
  return { client, joined: (await countOthers(client)) > 0 }
}

/**
 * PostgreSQL takes a moment to notice that a killed process has gone; whoever starts right after must not take its
 * session for a living one. A session whose process we cannot see for longer belongs to another container, and counts.
 */
async function awaitGhosts(client: pg.Client): Promise<void> {
  for (const until = Date.now() + GHOST_MS; Date.now() < until; await wait(POLL_MS)) {
    const { rows } = await client.query<{ name: string }>(
      `select a.application_name as name from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'advisory' and l.classid = $1 and l.granted and l.pid <> pg_backend_pid()`,
      [FAMILY],
    )
    if (rows.every(({ name }) => isAlive(Number(name.split(' ')[1])))) return
  }
}

/** How many other processes use the database now. */
export async function countOthers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(distinct pid)::int4 as n from pg_locks
     where locktype = 'advisory' and classid = $1 and objid = $2 and granted and pid <> pg_backend_pid()`,
    [FAMILY, PRESENT],
  )
  return rows[0]?.n ?? 0
}

/** Leaves; true when nobody else is left, and then nobody can enter until the caller has stopped the database. */
export async function leave(client: pg.Client): Promise<boolean> {
  await client.query('select pg_advisory_unlock_all()')
  const { rows } = await client.query<{ ok: boolean }>('select pg_try_advisory_lock($1, $2) as ok', [FAMILY, PRESENT])
  return rows[0]?.ok === true
}

async function findHolder(client: pg.Client): Promise<Holder | null> {
  const { rows } = await client.query<{ name: string; since: string }>(
    `select a.application_name as name, to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since
     from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.classid = $1 and l.objid = $2 and l.granted`,
    [FAMILY, SERVE],
  )
  const row = rows[0]
  if (!row) return null
  const [, pid, port] = row.name.split(' ')
  return { pid: Number(pid), since: row.since, port: port === undefined || port === '-' ? null : Number(port) }
}
