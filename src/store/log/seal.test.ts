import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildTree, checkInclusion, type Head, headLeaf, inclusionProof, leafHash, sortHeads } from './merkle.ts'
import {
  checkSeal,
  exportPublicKey,
  fingerprint,
  importPublicKey,
  makeSeal,
  NO_SEAL,
  newSealKeyPair,
  readSeal,
  sealBytes,
  sealRoot,
} from './seal.ts'

const numRuns = Number(process.env['HUYING_RUNS'] ?? 200)

function heads(count: number): Head[] {
  return Array.from({ length: count }, (_, i) => ({
    stream: `ticket/${createHash('sha256').update(`${i}`).digest('base64url').slice(0, 22)}`,
    version: i + 1,
    hash: createHash('sha256').update(`event ${i}`).digest('hex'),
  }))
}

describe('the tree', () => {
  // The reference inputs and roots of the Certificate Transparency project (RFC 6962 trees of 1 to 8 leaves).
  const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const ROOTS = [
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]

  it.each(ROOTS.map((root, size) => [size, root] as const))('has the reference root for %i leaves', (size, root) => {
    const leaves = INPUTS.slice(0, size).map((input) => leafHash(Buffer.from(input, 'hex')))
    expect(buildTree(leaves).root.toString('hex')).toBe(root)
  })

  it('proves every leaf of every size from 1 to 40, and no other', () => {
    for (let size = 1; size <= 40; size++) {
      const sorted = sortHeads(heads(size))
      const leaves = sorted.map(headLeaf)
      const tree = buildTree(leaves)
      const root = tree.root.toString('hex')
      expect(root).toBe(sealRoot(heads(size).reverse()))
      leaves.forEach((leaf, index) => {
        const proof = inclusionProof(tree, index)
        expect(checkInclusion(leaf, proof, size, root)).toBe(true)
        const neighbour = leaves[(index + 1) % size]
        if (neighbour !== undefined && size > 1) expect(checkInclusion(neighbour, proof, size, root)).toBe(false)
        expect(checkInclusion(leaf, { ...proof, index: index + 1 }, size, root)).toBe(false)
        expect(checkInclusion(leaf, { ...proof, path: [...proof.path, root] }, size, root)).toBe(false)
        if (size > 1) expect(checkInclusion(leaf, { ...proof, path: proof.path.slice(1) }, size, root)).toBe(false)
        expect(checkInclusion(leaf, proof, size + 1, root)).toBe(false)
      })
    }
  })

  it('changes with any change of a head', () => {
    const root = sealRoot(heads(9))
    fc.assert(
      fc.property(fc.nat({ max: 8 }), fc.constantFrom('stream', 'version', 'hash'), (index, part) => {
        const changed = heads(9).map((head, i) => {
          if (i !== index) return head
          if (part === 'stream') return { ...head, stream: `${head.stream}x` }
          return part === 'version' ? { ...head, version: head.version + 1 } : { ...head, hash: NO_SEAL }
        })
        expect(sealRoot(changed)).not.toBe(root)
      }),
      { numRuns: Math.min(numRuns, 200) },
    )
  })

  it('refuses a stream that comes twice and a leaf that is not there', () => {
    const [head] = heads(1)
    expect(() => sortHeads(head === undefined ? [] : [head, head])).toThrow('two heads')
    expect(() => inclusionProof(buildTree([]), 0)).toThrow('no leaf')
  })
})

describe('a seal', () => {
  const keys = newSealKeyPair()
  const first = makeSeal({ number: 1, day: '2026-10-19', heads: heads(5), previous: null }, keys.privateKey)
  const second = makeSeal({ number: 2, day: '2026-10-20', heads: [], previous: first.bytes }, keys.privateKey)
  const resign = (bytes: string) => ({ ...first, bytes })
  const codes = (...input: Parameters<typeof checkSeal>) => checkSeal(...input).map((fault) => fault.code)

  it('checks, with and without the heads', () => {
    expect(checkSeal(first, keys.publicKey, { previous: null, heads: heads(5) })).toEqual([])
    expect(checkSeal(second, keys.publicKey, { previous: first.bytes, heads: [] })).toEqual([])
    expect(checkSeal(second, keys.publicKey, { previous: first.bytes })).toEqual([])
    expect(readSeal(first.bytes)).toMatchObject({ number: 1, day: '2026-10-19', leaves: 5, prev: NO_SEAL })
  })

  it('refuses another key', () => {
    const other = newSealKeyPair()
    expect(codes(first, other.publicKey, { previous: null })).toEqual(['seal.signature-differs'])
  })

  it('names what differs', () => {
    expect(codes(second, keys.publicKey, { previous: null })).toEqual(['seal.chain-broken', 'seal.number-differs'])
    expect(codes(first, keys.publicKey, { previous: null, heads: heads(4) })).toEqual(['seal.root-differs'])
    expect(codes(resign('{}'), keys.publicKey, { previous: null })).toEqual([
      'seal.signature-differs',
      'seal.unreadable',
    ])
    expect(codes(resign(`${first.bytes} `), keys.publicKey, { previous: null })).toContain('seal.not-canonical')
    const early = makeSeal({ number: 2, day: '2026-10-18', heads: [], previous: first.bytes }, keys.privateKey)
    expect(codes(early, keys.publicKey, { previous: first.bytes })).toEqual(['seal.day-differs'])
    const skipped = makeSeal({ number: 3, day: '2026-10-20', heads: [], previous: first.bytes }, keys.privateKey)
    expect(codes(skipped, keys.publicKey, { previous: first.bytes })).toEqual(['seal.number-differs'])
  })

  it('shows a flip of any bit of bytes or signature', () => {
    const part = fc.constantFrom('bytes' as const, 'signature' as const)
    fc.assert(
      fc.property(part, fc.nat(), fc.integer({ min: 0, max: 6 }), (which, position, bit) => {
        const flipped = Buffer.from(second[which])
        const index = position % flipped.length
        flipped[index] = (flipped[index] ?? 0) ^ (1 << bit)
        const changed = { ...second, [which]: flipped.toString('utf8') }
        expect(checkSeal(changed, keys.publicKey, { previous: first.bytes })).not.toEqual([])
      }),
      { numRuns },
    )
  })

  it('fixes the whole seal before it, not its root alone', () => {
    const fields = readSeal(first.bytes)
    const shifted = fields === null ? '' : sealBytes({ ...fields, day: '2026-10-18' })
    expect(codes(second, keys.publicKey, { previous: shifted })).toEqual(['seal.chain-broken'])
  })
})

describe('a public key', () => {
  it('travels as text and keeps its fingerprint', () => {
    const { publicKey } = newSealKeyPair()
    const again = importPublicKey(exportPublicKey(publicKey))
    expect(again === null ? null : fingerprint(again)).toBe(fingerprint(publicKey))
    expect(fingerprint(publicKey)).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(importPublicKey('AAAA')).toBeNull()
  })
})
