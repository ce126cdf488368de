import { DAY, type Instant, toMs } from '../../domain/kernel/instant.ts'
import { hmac, subkey } from '../vault/hmac.ts'

/** What is stored of a text to find it again: made by src/intelligence/similar, handed in by whoever wires the two. */
export interface TicketSignature {
  readonly sketch: { readonly values: Uint16Array; readonly size: number }
  readonly textKeys: readonly string[]
  readonly nameKeys: readonly { readonly key: string; readonly name: string }[]
}

/** Keys hold for a span of days: tickets of other years never come up, whatever their words. */
const SPAN_DAYS = 45
/** A question reaches this many spans back and forward: at least 90 days each way. */
const SPANS = 2
export const REACH_DAYS = SPAN_DAYS * SPANS

function spanOf(at: Instant): number {
  return Math.floor(toMs(at) / (SPAN_DAYS * DAY))
}

/** Nobody can tell which word a stored key stands for, or try words out, without the master key. */
function hide(secret: Buffer, span: number, key: string): bigint {
  return hmac(secret, Buffer.from(`${span}/${key}`)).readBigInt64BE(0)
}

/** The secret of the sketches, for `makeSketcher`. */
export function sketchSecret(master: Buffer): Buffer {
  return hmac(subkey(master, 'similar'), Buffer.from('sketch'))
}

/** The keys under which a ticket that was registered at `at` is stored. */
export function storedKeys(master: Buffer, { textKeys, nameKeys }: TicketSignature, at: Instant): bigint[] {
  const span = spanOf(at)
  const secret = subkey(master, 'similar')
  return [...textKeys, ...nameKeys.map((one) => one.key)].map((key) => hide(secret, span, key))
}

/** Keys under which tickets would be stored that are so many spans after `at`, or before it (negative), with what each stands for. */
export function askedKeys(
  master: Buffer,
  keys: readonly string[],
  at: Instant,
  first = -SPANS,
  last = SPANS,
): ReadonlyMap<bigint, string> {
  const asked = new Map<bigint, string>()
  const secret = subkey(master, 'similar')
  for (let span = spanOf(at) + first; span <= spanOf(at) + last; span++) {
    for (const key of keys) asked.set(hide(secret, span, key), key)
  }
  return asked
}

export function sketchBytes({ values }: TicketSignature['sketch']): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => {
    bytes.writeUInt16LE(value, index * 2)
  })
  return bytes
}

export function sketchFrom(bytes: Buffer, size: number): TicketSignature['sketch'] {
  return { values: Uint16Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readUInt16LE(index * 2)), size }
}
