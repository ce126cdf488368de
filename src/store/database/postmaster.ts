import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { link, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { accountName, addressFolder } from './account.ts'
import { asAccount } from './binaries.ts'
import type { Cluster } from './cluster.ts'
import { systemCode } from './database-error.ts'
import { explainProgramOutput, isPassingFailure } from './postmaster-log.ts'
import { postmasterSettings } from './postmaster-settings.ts'
import { isAlive, processName } from './process-name.ts'

const run = promisify(execFile)
const POLL_MS = 15
const LOG_LIMIT = 16 * 1024 * 1024
const FAST_STOP_MS = 60_000
const EMPTY_LOCK_FILE_IS_STALE_MS = 10_000

/** What `postmaster.pid` says about a database that runs, starts or stops on this cluster. */
export interface Postmaster {
  readonly pid: number
  /** 0 until the database has chosen it. */
  readonly port: number
  readonly ready: boolean
  /** Asked to end; with SIGTERM it waits for every session, ours too, and lets nobody new in meanwhile. */
  readonly stopping: boolean
}

/**
 * The postmaster of this cluster, or null when none runs. A lock file that provably belongs to no living postmaster is
 * removed when PostgreSQL itself would stumble over it: after a reboot or in a container its number is often another
 * program's.
 */
export async function readPostmaster(cluster: Cluster): Promise<Postmaster | null> {
  const path = join(cluster.dir, 'postmaster.pid')
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) {
    const made = await stat(path).catch(() => null)
    if (made && Date.now() - made.mtimeMs > EMPTY_LOCK_FILE_IS_STALE_MS) await removeStale(path, text)
    return null
  }
  // A dead number needs no help: PostgreSQL replaces the file, after looking for backends that outlived it.
  if (!isAlive(pid)) return null
  if ((await servesCluster(pid, cluster.dir)) === false) {
    await removeStale(path, text)
    return null
  }
  const status = (lines[7] ?? '').trim()
  return { pid, port: Number(lines[3] ?? 0) || 0, ready: status === 'ready', stopping: status === 'stopping' }
}

/** Removes the lock file we judged, but not one that a rival start has put in its place meanwhile. */
async function removeStale(path: string, judged: string): Promise<void> {
  const aside = `${path}.${randomBytes(4).toString('hex')}`
  try {
    await rename(path, aside)
    if ((await readFile(aside, 'utf8')) !== judged) await link(aside, path)
  } catch (error) {
    const code = systemCode(error)
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error
  } finally {
    await rm(aside, { force: true })
  }
}

/** Whether process `pid` is a postmaster of this cluster; undefined when the system will not tell. */
export async function servesCluster(pid: number, clusterDir: string): Promise<boolean | undefined> {
  const name = await processName(pid)
  if (name === undefined) return undefined
  if (!name.includes('postgres')) return false
  try {
    // A postmaster's working folder is its cluster.
    return readlinkSync(`/proc/${pid}/cwd`) === (await realpath(clusterDir))
  } catch {
    return undefined
  }
}

/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/**
 * Starts the database on `port` and waits until it takes connections; false when another process was first.
 * Recovery after a crash may take as long as it needs. Throws a DatabaseError when it cannot start.
 */
export async function startPostmaster(cluster: Cluster, port: number, fsync: boolean): Promise<boolean> {
  await rotateLog(cluster.log)
  const log = await open(cluster.log, 'a', 0o600)
  const address = await addressFolder(cluster.home, cluster.account)
  try {
    const from = (await log.stat()).size
    const flags = ['-D', join(address.path, 'cluster'), ...(await postmasterSettings(port, fsync))]
    const outcome =
      process.platform === 'win32'
        ? await startByControlProgram(cluster, flags)
        : await startDetached(cluster, flags, log.fd, address.descriptors)
    if (outcome === 'ready') return true
    const output = (await readFile(cluster.log)).subarray(from).toString('utf8')
    if (isPassingFailure(output)) return false
    throw explainProgramOutput(output, {
      log: cluster.log,
      path: cluster.home,
      port,
      account: accountName(cluster.account),
    })
  } finally {
    address.close()
    await log.close()
  }
}

/** A session of its own: the terminal's Ctrl-C reaches Node alone, which stops the database when HTTP has drained. */
function startDetached(
  cluster: Cluster,
  flags: readonly string[],
  log: number,
  descriptors: readonly number[],
): Promise<'ready' | 'failed'> {
  return new Promise((done, fail) => {
    const child = spawn(cluster.binaries.postgres, flags, {
      ...asAccount(cluster.account),
      detached: true,
      stdio: ['ignore', log, log, ...descriptors],
    })
    let ended = false
    child.on('error', fail)
    child.on('exit', () => {
      ended = true
      done('failed')
    })
    child.unref()
    const poll = async (): Promise<void> => {
      while (!ended) {
        const now = await readPostmaster(cluster)
        if (now?.ready && now.pid === child.pid) {
          done('ready')
          return
        }
        await wait(POLL_MS)
      }
    }
    poll().catch(fail)
  })
}

/** PostgreSQL refuses an administrator's token on Windows; pg_ctl drops it. */
async function startByControlProgram(cluster: Cluster, flags: readonly string[]): Promise<'ready' | 'failed'> {
  const [, , ...options] = flags
  const joined = options.map((option) => (option.includes(' ') ? `"${option}"` : option)).join(' ')
  const stdio = 'ignore' as const
  const control = ['start', '-w', '-t', '600', '-s', '-D', cluster.dir, '-l', cluster.log, '-o', joined]
  return new Promise((done, fail) => {
    const child = spawn(cluster.binaries.pgCtl, control, {
      ...asAccount(null),
      stdio,
      detached: true,
      windowsHide: true,
    })
    child.on('error', fail)
    child.on('exit', (code) => done(code === 0 ? 'ready' : 'failed'))
  })
}

/** Stops the database: sessions are ended and everything is on disk when this returns. */
export async function stopPostmaster(cluster: Cluster, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    await run(cluster.binaries.pgCtl, ['stop', '-w', '-s', '-m', 'fast', '-D', cluster.dir], asAccount(null))
    return
  }
  signal(pid, 'SIGINT')
  if (await hasLeft(cluster, pid, FAST_STOP_MS)) return
  // Immediate: the next start recovers from the write-ahead log.
  signal(pid, 'SIGQUIT')
  await hasLeft(cluster, pid, FAST_STOP_MS)
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error
  }
}

async function hasLeft(cluster: Cluster, pid: number, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs
  while (Date.now() < until) {
    const now = await readPostmaster(cluster)
    if (now?.pid !== pid) return true
    await wait(POLL_MS)
  }
  return false
}

async function rotateLog(path: string): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size > LOG_LIMIT) await rename(path, `${path}.1`)
}
