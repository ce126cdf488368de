import { timingSafeEqual } from 'node:crypto'
import { hmacText, subkey } from '../../store/vault/hmac.ts'

const LENGTH = 12

/**
 * The secret that opens a ticket's public page together with its number: an HMAC of the ticket's id, so that nothing has
 * to be kept. 72 bits, and guesses are counted.
 */
export function trackingSecret(master: Buffer, ticketId: string): string {
  return hmacText(subkey(master, 'tracking'), Buffer.from(ticketId)).slice(0, LENGTH)
}

export function isTrackingSecret(master: Buffer, ticketId: string, given: string): boolean {
  const right = Buffer.from(trackingSecret(master, ticketId))
  const tried = Buffer.from(given)
  return right.length === tried.length && timingSafeEqual(right, tried)
}
