import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { checkKey, hmacText, KEY_BYTES, type Purpose, subkey } from './hmac.ts'
import { VaultError } from './vault-error.ts'

const VERSION = 1
const IV_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 1 + IV_BYTES + TAG_BYTES

/** A fresh random key for a person, a ticket or a file: 32 bytes. */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES)
}

/**
 * AES-256-GCM: version byte ‖ 12-byte random IV ‖ 16-byte tag ‖ ciphertext. `aad` says where the text belongs (table, id,
 * field), so that a row moved to another place no longer opens. Throws `vault.key-length`.
 */
export function encrypt(key: Buffer, plaintext: Buffer | string, aad: string): Buffer {
  return encryptFor('cipher', key, plaintext, aad)
}

/**
 * Throws `vault.not-authentic` when key, place or a single bit differ, `vault.truncated`, `vault.unknown-version` or
 * `vault.key-length`.
 */
export function decrypt(key: Buffer, box: Buffer, aad: string): Buffer {
  return decryptFor('cipher', key, box, aad)
}

export function decryptText(key: Buffer, box: Buffer, aad: string): string {
  return decrypt(key, box, aad).toString('utf8')
}

/** Encrypts a person's or ticket's key under the master key; `aad` names its owner. */
export function wrapKey(master: Buffer, key: Buffer, aad: string): Buffer {
  return encryptFor('wrap', master, checkKey(key), aad)
}

/** Throws what `decrypt` throws. */
export function unwrapKey(master: Buffer, wrapped: Buffer, aad: string): Buffer {
  return checkKey(decryptFor('wrap', master, wrapped, aad))
}

/**
 * What the log holds for a personal value: base64url(HMAC-SHA-256(sub-key 'commit' of the person's or ticket's key, kind ‖ 0 ‖
 * value)). A plain hash of a phone number is guessed in seconds; this one means nothing once the key is deleted.
 */
export function commitPersonal(key: Buffer, kind: string, value: string): string {
  if (kind.includes('\0')) throw new Error('a kind has no NUL')
  return hmacText(subkey(key, 'commit'), Buffer.from(`${kind}\0${value}`))
}

/** As a key object: handed a buffer, Node 24 takes three times as long over the whole cipher. */
function cipherKey(key: Buffer, purpose: Purpose): KeyObject {
  return createSecretKey(subkey(key, purpose))
}

let ivs = Buffer.alloc(0)

/** Random bytes are fetched for many at once: one call each took as long as the cipher itself. No byte is used twice. */
function newIv(): Buffer {
  if (ivs.length < IV_BYTES) ivs = randomBytes(IV_BYTES * 512)
  const iv = ivs.subarray(0, IV_BYTES)
  ivs = ivs.subarray(IV_BYTES)
  return iv
}

/** `encrypt` under the sub-key for one purpose: what is closed for one cannot be opened as another. */
export function encryptFor(purpose: Purpose, key: Buffer, plaintext: Buffer | string, aad: string): Buffer {
  const iv = newIv()
  const cipher = createCipheriv('aes-256-gcm', cipherKey(key, purpose), iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(aad))
  const text = cipher.update(typeof plaintext === 'string' ? Buffer.from(plaintext) : plaintext)
  cipher.final()
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), text])
}

export function decryptFor(purpose: Purpose, key: Buffer, box: Buffer, aad: string): Buffer {
  if (box.length < HEADER_BYTES) throw new VaultError('vault.truncated', { bytes: box.length, least: HEADER_BYTES })
  if (box[0] !== VERSION) throw new VaultError('vault.unknown-version', { version: box[0] ?? 0, known: VERSION })
  const iv = box.subarray(1, 1 + IV_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(key, purpose), iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(aad))
  decipher.setAuthTag(box.subarray(1 + IV_BYTES, HEADER_BYTES))
  const text = decipher.update(box.subarray(HEADER_BYTES))
  try {
    decipher.final()
  } catch (cause) {
    throw new VaultError('vault.not-authentic', {}, { cause })
  }
  return text
}
