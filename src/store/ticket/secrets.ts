import { randomBytes } from 'node:crypto'
import type { TextRef } from '../../domain/ticket/events.ts'
import { SEED_BYTES } from '../log/commitment.ts'
import { commitPersonal, decryptText, encrypt, newKey, unwrapKey, wrapKey } from '../vault/cipher.ts'

/** A ticket's own secrets: the seed of its commitments, and the key of its texts (null once forgotten). */
export interface TicketSecrets {
  readonly ticketId: string
  readonly seed: Buffer
  readonly key: Buffer | null
}

export interface SealedText {
  readonly textId: string
  readonly sealed: Buffer
}

export function newSecrets(ticketId: string, random: (bytes: number) => Buffer = randomBytes): TicketSecrets {
  return { ticketId, seed: random(SEED_BYTES), key: random === randomBytes ? newKey() : random(32) }
}

export function wrapSecrets(master: Buffer, secrets: TicketSecrets): Buffer | null {
  return secrets.key && wrapKey(master, secrets.key, `ticket/${secrets.ticketId}`)
}

export function unwrapSecrets(master: Buffer, ticketId: string, seed: Buffer, wrapped: Buffer | null): TicketSecrets {
  return { ticketId, seed, key: wrapped && unwrapKey(master, wrapped, `ticket/${ticketId}`) }
}

/** Puts a text under the ticket's key: what the vault keeps, and what the log may hold. */
export function sealText(secrets: TicketSecrets, textId: string, text: string): { ref: TextRef; row: SealedText } {
  const key = secrets.key
  if (!key) throw new Error(`ticket ${secrets.ticketId} is forgotten: it takes no more texts`)
  return {
    ref: { id: textId, commit: commitPersonal(key, textId, text) },
    row: { textId, sealed: encrypt(key, text, `text/${secrets.ticketId}/${textId}`) },
  }
}

/** The text again, or null when its ticket was forgotten. */
export function openText(secrets: TicketSecrets, row: SealedText): string | null {
  return secrets.key && decryptText(secrets.key, row.sealed, `text/${secrets.ticketId}/${row.textId}`)
}
