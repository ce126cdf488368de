import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errnoOf } from '../vault/key-file.ts'
import { PhotoStoreError } from './photo-error.ts'

/**
 * Where ciphertext of photos lies, by name (`ticket/1f/…/…`). A folder today; what an S3-compatible store would have to do is no more
 * than this.
 */
export interface PhotoFiles {
  /** Whole or not at all, and lasting once it returns; a file of that name is replaced. Rejects with `PhotoStoreError`. */
  put(name: string, bytes: Buffer): Promise<void>
  /** Null: there is none. */
  get(name: string): Promise<Buffer | null>
  /** The file, or all files whose names begin with `name/`. What is not there is gone already. */
  remove(name: string): Promise<void>
}

/** Files in a folder that only their owner may read. */
export function photoFolder(folder: string): PhotoFiles {
  const pathOf = (name: string): string => {
    if (!NAME.test(name)) throw new Error('not the name of a photo')
    return join(folder, name)
  }
  return {
    async put(name, bytes) {
      const path = pathOf(name)
      const draft = `${path}.${randomUUID()}.part`
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        const file = await open(draft, 'wx', 0o600)
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(draft, path)
        await syncFolder(dirname(path))
      } catch (cause) {
        await rm(draft, { force: true }).catch(() => {
          // What kept it from being written keeps it from being removed; the first error tells more.
        })
        throw refusal(cause)
      }
    },
    async get(name) {
      try {
        return await readFile(pathOf(name))
      } catch (cause) {
        if (errnoOf(cause) === 'ENOENT') return null
        throw refusal(cause)
      }
    },
    async remove(name) {
      try {
        await rm(pathOf(name), { recursive: true, force: true })
      } catch (cause) {
        throw refusal(cause)
      }
    },
  }
}

/** Parts of letters, digits, hyphens, underscores and a size behind a dot: nothing that could climb out of the folder. */
const NAME = /^[\w-]+(?:\/[\w-]+)*(?:\.[a-z]+)?$/

/** A rename lasts only when its folder was written down too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

function refusal(cause: unknown): Error {
  const reason = errnoOf(cause)
  if (reason === 'unknown') return cause instanceof Error ? cause : new Error(String(cause))
  return new PhotoStoreError(FULL.has(reason) ? 'photo.store-full' : 'photo.store-denied', { reason }, { cause })
}
