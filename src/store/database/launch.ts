import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { CLUSTER_DATABASE, CLUSTER_USER, type Cluster, prepareCluster } from './cluster.ts'
import { DatabaseError } from './database-error.ts'
import { openOutside } from './outside.ts'
import { freePort, readPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts'
import { countOthers, enter, greet, leave, type Presence, type Role } from './presence.ts'

const POLL_MS = 25
/** How long a database that neither answers nor ends is waited for; recovery after a crash says "starting" meanwhile. */
const PATIENCE_MS = 10 * 60_000
const PORT_TRIES = 5
const WATCH_MS = 1_500

export interface OpenOptions {
  /** The data folder; it is made when missing. */
  readonly dataDir: string
  /** An existing PostgreSQL instead of the embedded one. */
  readonly databaseUrl?: string
  /** One `serve` per data folder; any number of commands beside it or without it. */
  readonly role: Role
  /** Off only in tests: a crash of the machine may then lose or break the database. Default on. */
  readonly fsync?: boolean
  /** The database's own port; a free one by default. */
  readonly port?: number
  /** The port people reach this `serve` on, told to whoever tries to start a second one. */
  readonly servingPort?: number
  /** One line for a person about what is going on. */
  readonly onNotice?: (line: string) => void
}

/** A database that takes connections at `url` until `stop`. */
export interface Database {
  readonly url: string
  /** Whether it is the server that this program brings. */
  readonly embedded: boolean
  /** Whether it was in use already when we came. */
  readonly joined: boolean
  /** Leaves it; the last one to leave an embedded database stops it. Safe to call twice. */
  stop(): Promise<void>
}

interface Wish {
  readonly role: Role
  readonly fsync: boolean
  readonly port: number | undefined
  readonly servingPort: number | null
  readonly onNotice: (line: string) => void
}

/**
 * From a data folder to a database that takes connections. Starts the embedded server, or joins the one that runs on
 * the folder, also when the process that started it was killed. Throws DatabaseError.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  if (options.databaseUrl !== undefined) return openOutside(options.databaseUrl)
  const wish: Wish = {
    role: options.role,
    fsync: options.fsync ?? true,
    port: options.port,
    servingPort: options.servingPort ?? null,
    onNotice: options.onNotice ?? (() => {}),
  }
  const cluster = await prepareCluster(options.dataDir, wish)
  const first = await arrive(cluster, wish)
  const keeper = keepPresence(cluster, { ...wish, port: first.port }, first.presence)
  const account = `${CLUSTER_USER}:${cluster.password}`
  return {
    url: `postgresql://${account}@127.0.0.1:${first.port}/${CLUSTER_DATABASE}?sslmode=disable`,
    embedded: true,
    joined: first.presence.joined,
    stop: keeper.stop,
  }
}

/** Joins the running database or starts it, until one of the two holds. */
async function arrive(cluster: Cluster, wish: Wish): Promise<{ presence: Presence; port: number }> {
  const until = Date.now() + PATIENCE_MS
  let portTries = 0
  let told = false
  while (Date.now() < until) {
    const running = await readPostmaster(cluster)
    if (running === null) {
      try {
        if (!(await startPostmaster(cluster, wish.port ?? (await freePort()), wish.fsync))) await wait(POLL_MS)
      } catch (error) {
        const taken = error instanceof DatabaseError && error.code === 'database.port-in-use'
        // Between our look and the database's bind somebody else may take a free port.
        if (!taken || wish.port !== undefined || ++portTries >= PORT_TRIES) throw error
      }
      continue
    }
    const presence = running.port === 0 ? 'wait' : await tryEnter(cluster, running.port, wish)
    if (presence !== 'wait' && (await suits(cluster, presence, running.port, wish))) {
      return { presence, port: running.port }
    }
    if (!told && Date.now() > until - PATIENCE_MS + 5_000) {
      told = true
      wish.onNotice('The database is still starting or recovering')
    }
    await wait(POLL_MS)
  }
  throw new DatabaseError('database.unreachable', {
    host: '127.0.0.1',
    port: wish.port ?? null,
    cause: `no answer within ${PATIENCE_MS / 60_000} minutes`,
  })
}

async function tryEnter(cluster: Cluster, port: number, wish: Wish): Promise<Presence | 'wait'> {
  let client: pg.Client | undefined
  try {
    client = await greet(port, cluster.password, wish.role, wish.servingPort)
    const answer = await enter(client, wish.role)
    if ('client' in answer) {
      await ensureDatabase(client)
      return answer
    }
    await depart(cluster, client)
    throw new DatabaseError('database.held', { ...answer.holder, databasePort: port })
  } catch (error) {
    if (error instanceof DatabaseError) throw error
    await client?.end().catch(() => {})
    const state = error instanceof pg.DatabaseError ? error.code : undefined
    if (state === '28P01' || state === '28000') {
      throw new DatabaseError('database.password-refused', { host: '127.0.0.1', port, source: cluster.home }, error)
    }
    if (state !== undefined && !/^(57P|53|08)/.test(state)) throw error
    // Starting, stopping, full, or gone since we read its file: look again.
    return 'wait'
  }
}

/** A server left behind by a killed process is taken over, or stopped when it runs otherwise than we were told to. */
async function suits(cluster: Cluster, presence: Presence, port: number, wish: Wish): Promise<boolean> {
  if (presence.joined || (await countOthers(presence.client)) > 0) return true
  const { rows } = await presence.client.query<{ fsync: string }>("select current_setting('fsync') as fsync")
  const sameFsync = rows[0]?.fsync === (wish.fsync ? 'on' : 'off')
  if (sameFsync && (wish.port === undefined || wish.port === port)) return true
  await depart(cluster, presence.client)
  return false
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [CLUSTER_DATABASE])
  if (rowCount) return
  try {
    await client.query(`create database ${CLUSTER_DATABASE}`)
  } catch (error) {
    // Two first starts at once: 42P04 duplicate database, or its catalogue row 23505.
    const state = error instanceof pg.DatabaseError ? error.code : undefined
    if (state !== '42P04' && state !== '23505') throw error
  }
}

/** Leaves, and stops the database when nobody else uses it. */
async function depart(cluster: Cluster, client: pg.Client): Promise<void> {
  const running = await readPostmaster(cluster)
  let last: boolean
  setAlive(client, 'ref')
  try {
    last = running !== null && (await leave(client))
  } catch {
    // The session is gone, and with it our presence.
    last = false
  }
  if (last && running) await stopPostmaster(cluster, running.pid)
  await client.end().catch(() => {})
}

/**
 * Holds our place while the process lives: when the session breaks (a crash inside the database restarts it; somebody
 * may have killed it), we come back in, and start it again on the same port if need be.
 */
function keepPresence(cluster: Cluster, wish: Wish, first: Presence): { stop(): Promise<void> } {
  let current: Presence | null = null
  let stopping: Promise<void> | null = null
  let healing: Promise<void> | null = null

  const hold = (presence: Presence): void => {
    current = presence
    presence.client.once('end', () => {
      current = null
      if (!stopping) healing = heal()
    })
    // Our place must not keep the process alive.
    setAlive(presence.client, 'unref')
  }

  const heal = async (): Promise<void> => {
    wish.onNotice('The connection to the database was lost; coming back')
    for (let delay = 50; !stopping; delay = Math.min(delay * 2, 5_000)) {
      try {
        const { presence } = await arrive(cluster, wish)
        hold(presence)
        wish.onNotice('The database is back')
        return
      } catch (error) {
        wish.onNotice(`The database is not back yet: ${error instanceof Error ? error.message : String(error)}`)
        await wait(delay, undefined, { ref: false })
      }
    }
  }

  // Nobody of ours stops it while we are present, so somebody else asked it to. Once may be the machine going down, with
  // us as well; what is still so at the next look would wait for us for ever, and we for a free connection.
  let looks = 0
  const endTheWait = async (): Promise<void> => {
    const running = current && !stopping ? await readPostmaster(cluster) : null
    looks = running?.stopping ? looks + 1 : 0
    if (running && looks === 2) await stopPostmaster(cluster, running.pid)
  }
  const watch = setInterval(() => void endTheWait().catch(() => {}), WATCH_MS)
  watch.unref()

  const stop = async (): Promise<void> => {
    clearInterval(watch)
    await healing
    if (current) await depart(cluster, current.client)
    current = null
  }

  hold(first)
  return {
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}

/** pg has these two methods; its types do not. */
function setAlive(client: pg.Client, how: 'ref' | 'unref'): void {
  const method: unknown = Reflect.get(client, how)
  if (typeof method === 'function') method.call(client)
}
