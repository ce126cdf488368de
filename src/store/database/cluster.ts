import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  access,
  chmod,
  chown,
  constants,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Account, accountName, addressFolder, databaseAccount, isRoot } from './account.ts'
import { asAccount, type Binaries, findBinaries } from './binaries.ts'
import { DatabaseError, explainFileError, systemCode } from './database-error.ts'
import { explainProgramOutput } from './postmaster-log.ts'

/** The superuser of an embedded database, and the database it holds. */
export const CLUSTER_USER = 'huying'
export const CLUSTER_DATABASE = 'huying'

/** A new cluster takes about 40 MB and one 16 MB log segment; below this it would fail half way through. */
const NEEDED_FOR_NEW = 100_000_000
const NEEDED_FOR_START = 24_000_000
const ABANDONED_AFTER_MS = 10 * 60_000

/** An initialised cluster in a data folder: `database/{cluster,password,postgres.log}`. */
export interface Cluster {
  readonly home: string
  readonly dir: string
  readonly log: string
  readonly password: string
  readonly account: Account | null
  readonly binaries: Binaries
}

/** Finds the cluster in the data folder, or makes one. Two processes may do so at once: both get the same one. */
export async function prepareCluster(
  dataDir: string,
  options: { fsync: boolean; onNotice: (line: string) => void },
): Promise<Cluster> {
  const folder = resolve(dataDir)
  const home = join(folder, 'database')
  const dir = join(home, 'cluster')
  try {
    await checkWritable(folder)
    await mkdir(folder, { recursive: true, mode: isRoot() ? 0o711 : 0o700 })
    const account = await databaseAccount(dir)
    const exists = await present(home)
    await checkSpace(folder, exists ? NEEDED_FOR_START : NEEDED_FOR_NEW)
    const binaries = await findBinaries(account, folder)
    if (!exists) {
      options.onNotice(`Creating the database in ${home}`)
      await create(folder, home, account, binaries, options.fsync)
    }
    const [password, major] = await Promise.all([
      readFile(join(home, 'password'), 'utf8'),
      readFile(join(dir, 'PG_VERSION'), 'utf8'),
    ])
    if (major.trim() !== binaries.major) {
      throw new DatabaseError('database.other-major', { folder: major.trim(), program: binaries.major })
    }
    return { home, dir, log: join(home, 'postgres.log'), password: password.trim(), account, binaries }
  } catch (error) {
    throw explainFileError(error, folder, accountName(null))
  }
}

async function present(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false
    throw error
  }
}

/** Asked of what exists already, because a recursive mkdir reports a read-only file system as a missing folder. */
async function checkWritable(folder: string): Promise<void> {
  let at = folder
  while (!(await present(at)) && dirname(at) !== at) at = dirname(at)
  await access(at, constants.W_OK)
}

async function checkSpace(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free < needed) throw new DatabaseError('database.disk-full', { path: folder, free, needed })
}

/** Everything is built beside its place and renamed into it, so a start cut short leaves no half cluster. */
async function create(
  folder: string,
  home: string,
  account: Account | null,
  binaries: Binaries,
  fsync: boolean,
): Promise<void> {
  await removeAbandoned(folder)
  const half = `${home}-init-${randomBytes(4).toString('hex')}`
  const cluster = join(half, 'cluster')
  const password = join(half, 'password')
  try {
    await mkdir(cluster, { recursive: true, mode: 0o700 })
    await chmod(half, isRoot() ? 0o711 : 0o700)
    await writeFile(password, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600, flush: true })
    if (account) {
      await chown(cluster, account.uid, account.gid)
      await chown(password, account.uid, account.gid)
    }
    await initialise(half, account, binaries, fsync)
    if (account) await chown(password, 0, 0)
    await rename(half, home)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    const code = systemCode(error)
    // Another process was first: its cluster is as good.
    if (code === 'ENOTEMPTY' || (code === 'EEXIST' && (await present(home)))) return
    throw error
  }
}

async function initialise(half: string, account: Account | null, binaries: Binaries, fsync: boolean): Promise<void> {
  const address = await addressFolder(half, account)
  // The built-in C.UTF-8 orders by code point and folds case by Unicode without asking the system's locales.
  const flags = [
    ['-D', join(address.path, 'cluster'), '-U', CLUSTER_USER, '--pwfile', join(address.path, 'password')],
    ['--auth-local=scram-sha-256', '--auth-host=scram-sha-256', '--encoding=UTF8', '--locale=C'],
    ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions', ...(fsync ? [] : ['--no-sync'])],
  ].flat()
  try {
    const { code, output } = await finish(binaries.initdb, flags, account, address.descriptors)
    if (code !== 0)
      throw explainProgramOutput(output, { log: half, path: half, port: 0, account: accountName(account) })
  } finally {
    address.close()
  }
}

function finish(
  program: string,
  flags: readonly string[],
  account: Account | null,
  descriptors: readonly number[],
): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const stdio = ['ignore' as const, 'pipe' as const, 'pipe' as const, ...descriptors]
    const child = spawn(program, flags, { ...asAccount(account), stdio, windowsHide: true })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('error', fail)
    child.on('close', (code) => done({ code, output }))
  })
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('database-init-')) continue
    const path = join(folder, name)
    const made = await stat(path).catch(() => null)
    if (made && Date.now() - made.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true })
  }
}
