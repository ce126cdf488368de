// Recomputes the worked example of docs/reference/event-format.md as a stranger would: with node:crypto, the package
// canonicalize and the page, and nothing of ours but sealEvent and makeSeal to compare with.
import { createHash, createPrivateKey, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import canonicalize from 'canonicalize'
import { describe, expect, it } from 'vitest'
import { makeSeal } from './seal.ts'
import { sealEvent } from './sealed-event.ts'

interface Example {
  seed: string
  ticketId: string
  stream: string
  events: { bytes: string; hash: string; opening: string }[]
  salt: string
  opened: { unit: [string, string] }
  heads: { stream: string; version: number; hash: string }[]
  proof: { index: number; size: number; path: string[] }
  seal: { bytes: string; signature: string }
  publicKey: string
  fingerprint: string
}

const page = readFileSync(new URL('../../../docs/reference/event-format.md', import.meta.url), 'utf8')
const example: Example = JSON.parse(/```json\n(.*?)```/s.exec(page)?.[1] ?? '')
const seed = Buffer.from(example.seed, 'hex')

const sha256 = (...parts: (Buffer | string)[]) =>
  parts.reduce((h, part) => h.update(part), createHash('sha256')).digest()
const canonical = (value: unknown) => canonicalize(value) ?? ''
const saltOf = (version: number, field: string) =>
  sha256(seed, `${version}/${field}`).subarray(0, 16).toString('base64url')
const commitmentOf = (saltText: string, value: unknown) => ({
  $c: sha256(canonical([saltText, value])).toString('base64url'),
})

describe('the worked example', () => {
  it('has the stream name and the salt that the page defines', () => {
    expect(example.stream).toBe(`ticket/${sha256('stream', seed).subarray(0, 16).toString('base64url')}`)
    expect(example.salt).toBe(saltOf(1, 'unit'))
    expect(example.opened.unit[0]).toBe(example.salt)
  })

  it('has canonical events that chain by their hashes and match their openings', () => {
    let prev = '0'.repeat(64)
    example.events.forEach(({ bytes, hash, opening }, index) => {
      const event = JSON.parse(bytes)
      expect(canonical(event)).toBe(bytes)
      expect(Object.keys(event).sort()).toEqual(['at', 'body', 'policy', 'prev', 'stream', 'type', 'version'])
      expect(event).toMatchObject({ stream: example.stream, version: index + 1, prev })
      expect(sha256(bytes).toString('hex')).toBe(hash)
      const closed = { ticket: example.ticketId, ...JSON.parse(opening) }
      for (const [field, value] of Object.entries(closed)) {
        expect(event.body[field]).toEqual(commitmentOf(saltOf(index + 1, field), value))
      }
      prev = hash
    })
    expect(JSON.parse(example.events[0]?.bytes ?? '').body.unit).toEqual(commitmentOf(...example.opened.unit))
  })

  it('is what sealEvent writes', () => {
    for (const { bytes, hash, opening } of example.events) {
      const { version, type, at, policy, prev, body } = JSON.parse(bytes)
      const { actor, ...closed } = JSON.parse(opening)
      const open: Record<string, unknown> = 'category' in body ? { category: body.category } : {}
      const { ticketId: subjectId } = example
      const event = { seed, subjectId, version, type, at, policy, prev, actor, data: { ...open, ...closed } }
      expect(sealEvent({ ...event, open: new Set(Object.keys(open)) })).toEqual({ bytes, hash, opening })
    }
  })

  it('has a seal whose root, signature, fingerprint and inclusion proof hold', () => {
    const seal = JSON.parse(example.seal.bytes)
    expect(canonical(seal)).toBe(example.seal.bytes)
    const leaves = example.heads.map((head) => sha256(Buffer.of(0), canonical([head.stream, head.version, head.hash])))
    const [first = Buffer.of(), second = Buffer.of(), third = Buffer.of()] = leaves
    const root = sha256(Buffer.of(1), sha256(Buffer.of(1), first, second), third).toString('hex')
    expect(seal).toEqual({ number: 1, day: '2026-10-19', leaves: 3, root, prev: '0'.repeat(64) })
    expect(example.heads[1]).toMatchObject({ version: 2, hash: example.events[1]?.hash })
    expect(example.proof).toEqual({ index: 1, size: 3, path: [first.toString('hex'), third.toString('hex')] })

    const der = Buffer.from(example.publicKey, 'base64url')
    const key = createPublicKey({ key: der, type: 'spki', format: 'der' })
    expect(verify(null, Buffer.from(example.seal.bytes), key, Buffer.from(example.seal.signature, 'base64url'))).toBe(
      true,
    )
    expect(example.fingerprint).toBe(`sha256:${sha256(der).toString('hex')}`)
  })

  it('is what makeSeal writes', () => {
    const { number, day } = JSON.parse(example.seal.bytes)
    const privateKey = privateKeyOf(Buffer.alloc(32, 7))
    expect(makeSeal({ number, day, heads: example.heads, previous: null }, privateKey)).toEqual(example.seal)
  })
})

// PKCS #8 around a raw Ed25519 private key (RFC 8410 §7).
function privateKeyOf(raw: Buffer): KeyObject {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), raw])
  return createPrivateKey({ key: der, type: 'pkcs8', format: 'der' })
}
