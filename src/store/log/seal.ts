import {
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto'
import type { Day } from '../../domain/kernel/instant.ts'
import { canonical } from './canonical.ts'
import type { Fault } from './fault.ts'
import { buildTree, type Head, headLeaf, sortHeads } from './merkle.ts'

/** What `prev` holds in the first seal. */
export const NO_SEAL = '0'.repeat(64)

/** Every fault that a check of one seal can name. */
export const SEAL_FAULTS = [
  'seal.unreadable',
  'seal.not-canonical',
  'seal.signature-differs',
  'seal.chain-broken',
  'seal.number-differs',
  'seal.day-differs',
  'seal.root-differs',
] as const

export type SealFaultCode = (typeof SEAL_FAULTS)[number]
export type SealFault = Fault<SealFaultCode>

export interface SealFields {
  /** 1, 2, 3 … without a gap. */
  readonly number: number
  readonly day: Day
  /** How many heads changed since the seal before. */
  readonly leaves: number
  /** Merkle root over those heads, lower-case hex. */
  readonly root: string
  /** SHA-256 of the bytes of the seal before, which hold its root; `NO_SEAL` in the first. */
  readonly prev: string
}

export interface Seal {
  /** Canonical JSON of `SealFields`. */
  readonly bytes: string
  /** Ed25519 over the bytes in UTF-8, base64url. */
  readonly signature: string
}

export interface SealInput {
  readonly number: number
  readonly day: Day
  /** The heads of all streams that changed since the seal before; in any order. */
  readonly heads: readonly Head[]
  /** The bytes of the seal before, null for the first. */
  readonly previous: string | null
}

export interface SealKeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export function newSealKeyPair(): SealKeyPair {
  return generateKeyPairSync('ed25519')
}

/** 'sha256:' and the SHA-256, in hex, of the public key in SPKI DER: what `openssl pkey -pubin -outform der | sha256sum` prints. */
export function fingerprint(publicKey: KeyObject): string {
  return `sha256:${hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'hex')}`
}

/** A public key as one line of text: SPKI DER in base64url. */
export function exportPublicKey(publicKey: KeyObject): string {
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64url')
}

/** Null when the text is no Ed25519 public key. */
export function importPublicKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64url'), type: 'spki', format: 'der' })
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
  }
}

export function sealRoot(heads: readonly Head[]): string {
  return buildTree(sortHeads(heads).map(headLeaf)).root.toString('hex')
}

/** The bytes that are signed; canonical JSON of exactly these five members. */
export function sealBytes(fields: SealFields): string {
  const { number, day, leaves, root, prev } = fields
  return canonical({ number, day, leaves, root, prev })
}

export function makeSeal(input: SealInput, privateKey: KeyObject): Seal {
  const bytes = sealBytes({
    number: input.number,
    day: input.day,
    leaves: input.heads.length,
    root: sealRoot(input.heads),
    prev: prevOf(input.previous),
  })
  return { bytes, signature: signBytes(null, Buffer.from(bytes), privateKey).toString('base64url') }
}

/** Null when the bytes are no seal. */
export function readSeal(bytes: string): SealFields | null {
  let value: unknown
  try {
    value = JSON.parse(bytes)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null) return null
  const { number, day, leaves, root, prev, ...rest } = value as Record<string, unknown>
  if (!isCount(number, 1) || !isCount(leaves, 0) || !isHex(root) || !isHex(prev)) return null
  if (typeof day !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(day) || Object.keys(rest).length > 0) return null
  return { number, day, leaves, root, prev }
}

/**
 * Checks form, signature and link to the seal before (its bytes, null for the first), and, where the heads are at hand, the
 * root. An empty answer means that all holds.
 */
export function checkSeal(
  seal: Seal,
  publicKey: KeyObject,
  expected: { readonly previous: string | null; readonly heads?: readonly Head[] },
): SealFault[] {
  const faults: SealFault[] = []
  const signature = Buffer.from(seal.signature, 'base64url')
  const signed = verifyBytes(null, Buffer.from(seal.bytes), publicKey, signature)
  // The decoder forgives stray characters; a signature has one spelling only.
  if (!signed || signature.toString('base64url') !== seal.signature) {
    faults.push({ code: 'seal.signature-differs', facts: { key: fingerprint(publicKey) } })
  }
  const fields = readSeal(seal.bytes)
  if (fields === null) return [...faults, { code: 'seal.unreadable', facts: {} }]
  const { number, day } = fields
  if (sealBytes(fields) !== seal.bytes) faults.push({ code: 'seal.not-canonical', facts: { number } })

  const prev = prevOf(expected.previous)
  if (fields.prev !== prev)
    faults.push({ code: 'seal.chain-broken', facts: { number, expected: prev, sealed: fields.prev } })
  const before = expected.previous === null ? null : readSeal(expected.previous)
  const due = (before?.number ?? 0) + 1
  if (number !== due) faults.push({ code: 'seal.number-differs', facts: { expected: due, sealed: number } })
  if (before !== null && day < before.day) {
    faults.push({ code: 'seal.day-differs', facts: { number, before: before.day, sealed: day } })
  }
  if (expected.heads !== undefined) {
    const root = sealRoot(expected.heads)
    if (root !== fields.root || expected.heads.length !== fields.leaves) {
      faults.push({ code: 'seal.root-differs', facts: { number, expected: root, sealed: fields.root } })
    }
  }
  return faults
}

function prevOf(previous: string | null): string {
  return previous === null ? NO_SEAL : hash('sha256', previous, 'hex')
}

function isCount(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least
}

function isHex(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}
