import { timingSafeEqual } from 'node:crypto'
import { linkTo, type Reader } from '../../../portal/reader.ts'
import { trackingSecret } from '../../http/tracking-secret.ts'

/** Ids of follows and of tickets are both random: each has a secret of its own kind. */
function secretOf(followId: string, master: Buffer): string {
  return trackingSecret(master, `follow/${followId}`)
}

/** The address that shows a follow: it reads the public stages, and ends the follow. */
export function followLink(followId: string, reader: Reader, master: Buffer): string {
  return linkTo(reader, `/follow/${followId}`, { secret: secretOf(followId, master) })
}

export function isFollowSecret(followId: string, given: string, master: Buffer): boolean {
  const [right, tried] = [Buffer.from(secretOf(followId, master)), Buffer.from(given.trim())]
  return right.length === tried.length && timingSafeEqual(right, tried)
}
