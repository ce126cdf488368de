import { execFile } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseError } from './database-error.ts'

const run = promisify(execFile)

/** The system account the database runs as, when it is not our own. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** Whether this process is root, which PostgreSQL refuses to be. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** What people call the account the database runs as. */
export function accountName(account: Account | null): string {
  if (account) return account.name
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? 'unknown')
  }
}

/**
 * The account to drop to: none when we are not root, the owner of an existing cluster, else `postgres`, else `nobody`.
 * Accounts are never created.
 */
export async function databaseAccount(clusterDir: string): Promise<Account | null> {
  if (!isRoot()) return null
  const owner = await stat(clusterDir).catch(() => null)
  if (owner && owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', 'nobody']) {
    const found = await lookUp(name)
    if (found && found.uid !== 0) return found
  }
  throw new DatabaseError('database.no-account')
}

/** `id` asks the system's own directory, so that accounts outside /etc/passwd (macOS, LDAP) are found too. */
async function lookUp(name: string): Promise<Account | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return null
  }
}

/** Whether `account` may enter `dir` and all folders above it (by mode bits; null = we ourselves, always true). */
export async function canEnter(dir: string, account: Account | null): Promise<boolean> {
  if (!account) return true
  let at = await realpath(dir)
  for (;;) {
    const { mode, uid, gid } = await stat(at)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    const up = dirname(at)
    if (up === at) return true
    at = up
  }
}

/** How a child process names a folder, and the descriptors it must inherit for that name to mean something. */
export interface FolderAddress {
  readonly path: string
  readonly descriptors: readonly number[]
  close(): void
}

/**
 * A folder as the database's account can name it. When a folder above is closed to that account (a data folder under
 * /root or in a 0700 temporary folder), Linux lets a child use a descriptor that we opened for it, so no one else's
 * permissions need to be changed.
 */
export async function addressFolder(dir: string, account: Account | null): Promise<FolderAddress> {
  if (await canEnter(dir, account)) return { path: dir, descriptors: [], close: () => {} }
  if (process.platform !== 'linux') {
    throw new DatabaseError('database.folder-denied', { path: dirname(dir), account: accountName(account) })
  }
  const descriptor = openSync(dir, 'r')
  // The child's descriptors 0 to 2 are its standard streams; the next one it inherits is 3.
  return { path: '/proc/self/fd/3', descriptors: [descriptor], close: () => closeSync(descriptor) }
}
