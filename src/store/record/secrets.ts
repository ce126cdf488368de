import { randomBytes } from 'node:crypto'
import type { TextRef } from '../../domain/ticket/terms.ts'
import { SEED_BYTES } from '../log/commitment.ts'
import { commitPersonal, decryptText, encrypt, newKey, unwrapKey, wrapKey } from '../vault/cipher.ts'

/** A record's own secrets: the seed of its commitments, and the key of its texts. */
export interface RecordSecrets {
  readonly recordId: string
  readonly seed: Buffer
  readonly key: Buffer | null
}

export function newRecordSecrets(recordId: string): RecordSecrets {
  return { recordId, seed: randomBytes(SEED_BYTES), key: newKey() }
}

export function wrapRecordKey(master: Buffer, { recordId, key }: RecordSecrets): Buffer | null {
  return key && wrapKey(master, key, `record/${recordId}`)
}

export function unwrapRecordKey(master: Buffer, recordId: string, seed: Buffer, wrapped: Buffer | null): RecordSecrets {
  return { recordId, seed, key: wrapped && unwrapKey(master, wrapped, `record/${recordId}`) }
}

export function sealRecordText(
  { recordId, key }: RecordSecrets,
  textId: string,
  text: string,
): { ref: TextRef; row: { textId: string; sealed: Buffer } } {
  if (!key) throw new Error(`record ${recordId} has no key: it takes no more texts`)
  return {
    ref: { id: textId, commit: commitPersonal(key, textId, text) },
    row: { textId, sealed: encrypt(key, text, `record-text/${recordId}/${textId}`) },
  }
}

export function openRecordText({ recordId, key }: RecordSecrets, textId: string, sealed: Buffer): string | null {
  return key && decryptText(key, sealed, `record-text/${recordId}/${textId}`)
}
