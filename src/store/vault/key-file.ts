import { randomUUID } from 'node:crypto'
import { link, mkdir, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { VaultError } from './vault-error.ts'

/**
 * Writes a file that only its owner may read, whole or not at all; false when there is one already. The link makes it appear
 * at once, so that of two processes at their first start one wins and the other reads a complete key.
 * Throws `keys.folder-unwritable`.
 */
export async function createOnce(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await link(draft, path)
    return true
  } catch (cause) {
    if (errnoOf(cause) === 'EEXIST') return false
    throw new VaultError('keys.folder-unwritable', { path: dirname(path), reason: errnoOf(cause) }, { cause })
  } finally {
    await rm(draft, { force: true })
  }
}

/** The system's own word for what went wrong, such as ENOENT. */
export function errnoOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return 'unknown'
}
