import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { access, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Facts } from '../../domain/kernel/result.ts'
import { fingerprint, newSealKeyPair } from '../log/seal.ts'
import { decryptFor, encryptFor, newKey } from './cipher.ts'
import { KEY_BYTES } from './hmac.ts'
import { createOnce, errnoOf } from './key-file.ts'
import { VaultError } from './vault-error.ts'

export interface KeySettings {
  readonly dataDir: string
  /** The key itself (HUYING_MASTER_KEY): 32 bytes in hex, base64 or base64url. */
  readonly masterKey?: string
  /** A file that holds it so (HUYING_MASTER_KEY_FILE); `masterKey` goes before it. */
  readonly masterKeyFile?: string
}

export interface KeyNotice {
  readonly code: KeyNoticeCode
  readonly facts: Facts
}

export type KeyNoticeCode =
  | 'keys.master-set'
  | 'keys.master-found'
  | 'keys.master-made'
  | 'keys.seal-found'
  | 'keys.seal-made'
  | 'keys.open-to-others'

export interface Keys {
  readonly master: Buffer
  readonly seal: { readonly privateKey: KeyObject; readonly publicKey: KeyObject; readonly fingerprint: string }
  /** Where the keys are and what was made, for the start to tell; never a key. */
  readonly notices: readonly KeyNotice[]
}

const SEAL_AAD = 'huying/seal.key'

/**
 * The master key from the setting, the given file or `keys/master.key` in the data folder, and the seal's key from
 * `keys/seal.key`, encrypted under it. The first start makes what is missing, unless a seal key shows that there was a master
 * key before. Throws `VaultError` with a `keys.` code.
 */
export async function loadKeys(settings: KeySettings): Promise<Keys> {
  const notices: KeyNotice[] = []
  const sealPath = join(settings.dataDir, 'keys', 'seal.key')
  const sealed = await exists(sealPath)
  const master = await loadMaster(settings, sealed ? sealPath : null, notices)
  const privateKey = await loadSealKey(sealPath, master, notices)
  const publicKey = createPublicKey(privateKey)
  return { master, seal: { privateKey, publicKey, fingerprint: fingerprint(publicKey) }, notices }
}

async function loadMaster(settings: KeySettings, sealPath: string | null, notices: KeyNotice[]): Promise<Buffer> {
  if (settings.masterKey !== undefined) {
    notices.push({ code: 'keys.master-set', facts: {} })
    return parseMaster(settings.masterKey, null)
  }
  if (settings.masterKeyFile !== undefined) return readMaster(settings.masterKeyFile, notices)
  const path = join(settings.dataDir, 'keys', 'master.key')
  if (await exists(path)) return readMaster(path, notices)
  // A new master key would open nothing that was closed before: say so now, not at the first read.
  if (sealPath !== null) throw new VaultError('keys.master-missing', { path, seal: sealPath })
  const master = newKey()
  if (!(await createOnce(path, `${master.toString('base64url')}\n`))) return readMaster(path, notices)
  notices.push({ code: 'keys.master-made', facts: { path } })
  return master
}

async function readMaster(path: string, notices: KeyNotice[]): Promise<Buffer> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new VaultError('keys.master-unreadable', { path, reason: errnoOf(cause) }, { cause })
  }
  const master = parseMaster(text, path)
  notices.push({ code: 'keys.master-found', facts: { path } })
  await warnIfOpen(path, notices)
  return master
}

function parseMaster(text: string, path: string | null): Buffer {
  const trimmed = text.trim()
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex')
  const bytes = Buffer.from(trimmed, 'base64')
  if (!/^[A-Za-z0-9+/_-]+=?$/.test(trimmed) || bytes.length !== KEY_BYTES) {
    throw new VaultError('keys.master-malformed', { path, expected: KEY_BYTES, characters: trimmed.length })
  }
  return bytes
}

async function loadSealKey(path: string, master: Buffer, notices: KeyNotice[]): Promise<KeyObject> {
  if (!(await exists(path))) {
    const { privateKey, publicKey } = newSealKeyPair()
    const box = encryptFor('seal-key', master, privateKey.export({ type: 'pkcs8', format: 'der' }), SEAL_AAD)
    if (await createOnce(path, `${box.toString('base64url')}\n`)) {
      notices.push({ code: 'keys.seal-made', facts: { path, fingerprint: fingerprint(publicKey) } })
      return privateKey
    }
  }
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new VaultError('keys.seal-unreadable', { path, reason: errnoOf(cause) }, { cause })
  }
  const privateKey = openSealKey(text.trim(), path, master)
  notices.push({ code: 'keys.seal-found', facts: { path, fingerprint: fingerprint(createPublicKey(privateKey)) } })
  await warnIfOpen(path, notices)
  return privateKey
}

function openSealKey(text: string, path: string, master: Buffer): KeyObject {
  const box = Buffer.from(text, 'base64url')
  if (box.toString('base64url') !== text) throw new VaultError('keys.seal-malformed', { path })
  try {
    const der = decryptFor('seal-key', master, box, SEAL_AAD)
    return createPrivateKey({ key: der, type: 'pkcs8', format: 'der' })
  } catch (cause) {
    const wrong = cause instanceof VaultError && cause.code === 'vault.not-authentic'
    throw new VaultError(wrong ? 'keys.master-wrong' : 'keys.seal-malformed', { path }, { cause })
  }
}

async function warnIfOpen(path: string, notices: KeyNotice[]): Promise<void> {
  if (process.platform === 'win32') return
  const mode = (await stat(path)).mode & 0o777
  if ((mode & 0o077) !== 0) notices.push({ code: 'keys.open-to-others', facts: { path, mode: mode.toString(8) } })
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw new VaultError('keys.folder-unreadable', { path, reason: errnoOf(error) }, { cause: error })
  }
}
